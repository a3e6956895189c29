package css

import (
	"image/color"
	"strings"
)

// background reads the shorthand, one layer per comma; the colour stands in the
// last.
func background(out []Declaration, d Declaration) []Declaration {
	colour := "transparent"
	var images, positions, sizes, repeats []string
	for _, layer := range Commas(d.Value) {
		image, repeat := "none", "repeat"
		var position, size []string
		sizing, coloured := false, false
		for _, f := range backgroundFields(layer) {
			l := strings.ToLower(f)
			name, _, call := Call(f)
			switch {
			case call && (name == "url" || strings.HasSuffix(name, "gradient")):
				image = f
			case l == "none", l == "scroll", l == "fixed", l == "local", strings.HasSuffix(l, "-box"):
			case l == "/":
				sizing = true
			case strings.Contains(l, "repeat"):
				repeat = l
			case sizing && (l == "cover" || l == "contain" || isLength(l)):
				size = append(size, l)
			case l == "left", l == "right", l == "top", l == "bottom", l == "center", isLength(l):
				position = append(position, l)
			default:
				if _, ok := ParseColor(f, color.NRGBA{}); !ok || coloured {
					return out // one wrong word spoils the declaration
				}
				colour, coloured = f, true
			}
		}
		images = append(images, image)
		positions = append(positions, or(strings.Join(position, " "), "0% 0%"))
		sizes = append(sizes, or(strings.Join(size, " "), "auto"))
		repeats = append(repeats, repeat)
	}
	add := func(name, value string) { out = append(out, Declaration{name, value, d.Important}) }
	add("background-color", colour)
	add("background-image", strings.Join(images, ", "))
	add("background-position", strings.Join(positions, ", "))
	add("background-size", strings.Join(sizes, ", "))
	add("background-repeat", strings.Join(repeats, ", "))
	return out
}

// backgroundFields are the words of a layer, the slash before a size apart.
func backgroundFields(layer string) []string {
	var out []string
	for _, f := range Fields(layer) {
		if i := strings.IndexByte(f, '/'); i >= 0 && !strings.Contains(f, "(") && f != "/" {
			for j, part := range strings.SplitN(f, "/", 2) {
				if j == 1 {
					out = append(out, "/")
				}
				if part != "" {
					out = append(out, part)
				}
			}
			continue
		}
		out = append(out, f)
	}
	return out
}

func isLength(s string) bool {
	l, ok := ParseLength(s, Units{Em: 1, Rem: 1, Width: 1, Height: 1})
	return ok && l.Kind != Unset
}

func or(s, instead string) string {
	if s == "" {
		return instead
	}
	return s
}

// font reads the shorthand: style and weight, size with line height, families.
func font(out []Declaration, d Declaration) []Declaration {
	style, weight, variant := "normal", "normal", "normal"
	fields := Fields(d.Value)
	for i, f := range fields {
		l := strings.ToLower(f)
		switch l {
		case "normal":
			continue
		case "italic", "oblique":
			style = l
			continue
		case "small-caps":
			variant = l
			continue
		case "bold", "bolder", "lighter":
			weight = l
			continue
		}
		if v, unit, ok := Number(l); ok && unit == "" && v >= 100 && v <= 1000 && i+1 < len(fields) {
			weight = l
			continue
		}
		size, height, slash := strings.Cut(f, "/")
		rest := fields[i+1:]
		switch {
		case !slash && len(rest) > 1 && rest[0] == "/":
			height, rest = rest[1], rest[2:]
		case !slash && len(rest) > 0 && strings.HasPrefix(rest[0], "/"):
			height, rest = rest[0][1:], rest[1:]
		case slash && height == "" && len(rest) > 0:
			height, rest = rest[0], rest[1:]
		}
		if len(rest) == 0 {
			return out // a size without family is no font
		}
		add := func(name, value string) { out = append(out, Declaration{name, value, d.Important}) }
		add("font-style", style)
		add("font-variant", variant)
		add("font-weight", weight)
		add("font-size", size)
		add("line-height", or(height, "normal"))
		add("font-family", strings.Join(rest, " "))
		return out
	}
	return out
}
