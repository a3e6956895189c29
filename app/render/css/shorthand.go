package css

import (
	"image/color"
	"strings"
)

var sides = [4]string{"top", "right", "bottom", "left"}

var flow = strings.NewReplacer("inset-inline-start", "left", "inset-inline-end", "right", "inset-block-start", "top", "inset-block-end", "bottom",
	"inline-start", "left", "inline-end", "right", "block-start", "top", "block-end", "bottom", "inline-size", "width", "block-size", "height")

// physical is the name of a property that is named by the flow of text from the
// left to the right, which nearly all mail means by it.
func physical(name string) string {
	if strings.HasSuffix(name, "-size") || strings.Contains(name, "-start") || strings.Contains(name, "-end") {
		return flow.Replace(name)
	}
	return name
}

// Expand appends the longhand declarations that one stands for. A shorthand
// sets what it does not name to its initial value, as CSS has it.
func Expand(out []Declaration, d Declaration) []Declaration {
	add := func(name, value string) { out = append(out, Declaration{name, value, d.Important}) }
	if strings.HasPrefix(d.Name, "--") {
		add(d.Name, d.Value)
		return out
	}
	d.Name = physical(d.Name)
	// What var() stands for is known at the cascade only; it expands then.
	if strings.Contains(d.Value, "var(") {
		add(d.Name, d.Value)
		return out
	}
	if wide(d.Value) {
		for _, name := range longhands(d.Name) {
			add(name, d.Value)
		}
		return out
	}
	switch d.Name {
	case "margin", "padding":
		quad(d.Value, func(i int, v string) { add(d.Name+"-"+sides[i], v) })
	case "inset":
		quad(d.Value, func(i int, v string) { add(sides[i], v) })
	case "margin-inline", "padding-inline", "margin-block", "padding-block":
		property, axis, _ := strings.Cut(d.Name, "-")
		at := map[string][2]int{"inline": {3, 1}, "block": {0, 2}}[axis]
		f := Fields(d.Value)
		if len(f) == 1 || len(f) == 2 {
			add(property+"-"+sides[at[0]], f[0])
			add(property+"-"+sides[at[1]], f[len(f)-1])
		}
	case "border-width", "border-style", "border-color":
		part := d.Name[len("border-"):]
		quad(d.Value, func(i int, v string) { add("border-"+sides[i]+"-"+part, v) })
	case "border":
		width, style, colour := line(d.Value)
		for _, side := range sides {
			add("border-"+side+"-width", width)
			add("border-"+side+"-style", style)
			add("border-"+side+"-color", colour)
		}
	case "border-top", "border-right", "border-bottom", "border-left":
		width, style, colour := line(d.Value)
		add(d.Name+"-width", width)
		add(d.Name+"-style", style)
		add(d.Name+"-color", colour)
	case "border-radius":
		horizontal, vertical, both := strings.Cut(d.Value, "/")
		var h [4]string
		quad(horizontal, func(i int, v string) { h[i] = v })
		v := h
		if both {
			quad(vertical, func(i int, s string) { v[i] = s })
		}
		for i, corner := range Corners {
			if h[i] != "" {
				add("border-"+corner+"-radius", h[i]+" "+v[i])
			}
		}
	case "background":
		out = background(out, d)
	case "font":
		out = font(out, d)
	case "list-style":
		listStyle(d.Value, add)
	case "flex":
		flex(d.Value, add)
	case "flex-flow":
		for _, f := range Fields(strings.ToLower(d.Value)) {
			if strings.Contains(f, "wrap") {
				add("flex-wrap", f)
			} else {
				add("flex-direction", f)
			}
		}
	case "gap", "grid-gap":
		f := Fields(d.Value)
		if len(f) > 0 {
			add("row-gap", f[0])
			add("column-gap", f[len(f)-1])
		}
	case "columns":
		count, width := "auto", "auto"
		for _, f := range Fields(strings.ToLower(d.Value)) {
			if _, unit, ok := Number(f); ok && unit == "" {
				count = f
			} else if f != "auto" {
				width = f
			}
		}
		add("column-count", count)
		add("column-width", width)
	case "place-items", "place-content", "place-self":
		f := Fields(d.Value)
		if len(f) > 0 {
			add("align-"+d.Name[6:], f[0])
			add("justify-"+d.Name[6:], f[len(f)-1])
		}
	case "overflow":
		f := Fields(d.Value)
		if len(f) > 0 {
			add("overflow-x", f[0])
			add("overflow-y", f[len(f)-1])
		}
	case "text-decoration":
		decoration(d.Value, add)
	default:
		add(alias(d.Name), d.Value)
	}
	return out
}

// Corners are the names of the corners in the order of Radii.
var Corners = [4]string{"top-left", "top-right", "bottom-right", "bottom-left"}

func alias(name string) string {
	switch name {
	case "word-wrap":
		return "overflow-wrap"
	case "grid-column-gap":
		return "column-gap"
	case "grid-row-gap":
		return "row-gap"
	case "margin-inline-start", "padding-inline-start":
		return strings.Replace(name, "inline-start", "left", 1)
	case "margin-inline-end", "padding-inline-end":
		return strings.Replace(name, "inline-end", "right", 1)
	case "margin-block-start", "padding-block-start":
		return strings.Replace(name, "block-start", "top", 1)
	case "margin-block-end", "padding-block-end":
		return strings.Replace(name, "block-end", "bottom", 1)
	}
	return name
}

// wide says whether a value is one that every property takes.
func wide(v string) bool {
	switch len(v) {
	case 5, 6, 7:
		switch strings.ToLower(v) {
		case "inherit", "initial", "unset", "revert":
			return true
		}
	}
	return false
}

// longhands are the properties that a shorthand sets.
func longhands(name string) []string {
	var out []string
	four := func(before, after string) {
		for _, side := range sides {
			out = append(out, before+side+after)
		}
	}
	switch name {
	case "margin", "padding":
		four(name+"-", "")
	case "border-width", "border-style", "border-color":
		four("border-", name[len("border"):])
	case "border":
		four("border-", "-width")
		four("border-", "-style")
		four("border-", "-color")
	case "border-radius":
		for _, c := range Corners {
			out = append(out, "border-"+c+"-radius")
		}
	case "background":
		out = []string{"background-color", "background-image", "background-size", "background-position", "background-repeat"}
	case "font":
		out = []string{"font-style", "font-weight", "font-size", "line-height", "font-family"}
	case "text-decoration":
		out = []string{"text-decoration-line", "text-decoration-style", "text-decoration-color"}
	case "list-style":
		out = []string{"list-style-type", "list-style-position"}
	case "overflow":
		out = []string{"overflow-x", "overflow-y"}
	default:
		out = []string{alias(name)}
	}
	return out
}

// quad gives one to four values to the four sides.
func quad(value string, set func(i int, v string)) {
	f := Fields(value)
	if len(f) == 0 || len(f) > 4 {
		return
	}
	at := [4][4]int{{0, 0, 0, 0}, {0, 1, 0, 1}, {0, 1, 2, 1}, {0, 1, 2, 3}}[len(f)-1]
	for i := range 4 {
		set(i, f[at[i]])
	}
}

// line reads a border's width, style and colour in any order.
func line(value string) (width, style, colour string) {
	width, style, colour = "medium", "none", "currentcolor"
	for _, f := range Fields(value) {
		switch l := strings.ToLower(f); l {
		case "none", "hidden", "solid", "dashed", "dotted", "double", "groove", "ridge", "inset", "outset":
			style = l
		case "thin", "medium", "thick":
			width = l
		default:
			if _, ok := ParseLength(l, Units{}); ok {
				width = l
			} else if _, ok := ParseColor(l, color.NRGBA{}); ok {
				colour = l
			}
		}
	}
	return width, style, colour
}

func decoration(value string, add func(name, value string)) {
	lines, style, colour := "", "solid", "currentcolor"
	for _, f := range Fields(strings.ToLower(value)) {
		switch f {
		case "none", "underline", "overline", "line-through", "blink":
			lines += " " + f
		case "solid", "dashed", "dotted", "double", "wavy":
			style = f
		default:
			if _, ok := ParseColor(f, color.NRGBA{}); ok {
				colour = f
			}
		}
	}
	if lines == "" {
		lines = "none"
	}
	add("text-decoration-line", strings.TrimSpace(lines))
	add("text-decoration-style", style)
	add("text-decoration-color", colour)
}

func listStyle(value string, add func(name, value string)) {
	kind, position := "disc", "outside"
	for _, f := range Fields(value) {
		switch l := strings.ToLower(f); {
		case l == "inside" || l == "outside":
			position = l
		case strings.HasPrefix(l, "url("):
		default:
			kind = f
		}
	}
	add("list-style-type", kind)
	add("list-style-position", position)
}

func flex(value string, add func(name, value string)) {
	grow, shrink, basis := "1", "1", "0%"
	switch strings.ToLower(value) {
	case "none":
		grow, shrink, basis = "0", "0", "auto"
	case "auto":
		basis = "auto"
	default:
		numbers := 0
		for _, f := range Fields(value) {
			_, unit, ok := Number(f)
			switch {
			case ok && unit == "" && numbers == 0:
				grow = f
				numbers++
			case ok && unit == "" && numbers == 1:
				shrink = f
				numbers++
			default:
				basis = f
			}
		}
	}
	add("flex-grow", grow)
	add("flex-shrink", shrink)
	add("flex-basis", basis)
}
