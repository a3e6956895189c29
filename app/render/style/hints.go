package style

import (
	"strconv"
	"strings"

	"godwit/app/render/css"
	"godwit/sync/htmldoc"

	"golang.org/x/net/html"
)

// hints are what an element's attributes say about its look (HTML 15.3, 15.4),
// as declarations that any rule of the mail overrides.
func hints(out []css.Declaration, n *html.Node) []css.Declaration {
	set := func(name, value string) { out = css.Expand(out, css.Declaration{Name: name, Value: value}) }
	if n.Data == "td" || n.Data == "th" {
		cellHints(n, set)
	}
	for i := range n.Attr {
		v := strings.TrimSpace(n.Attr[i].Val)
		switch key := n.Attr[i].Key; key {
		case "align":
			alignHint(n.Data, strings.ToLower(v), set)
		case "valign":
			set("vertical-align", v)
		case "bgcolor":
			if c, ok := css.LegacyColor(v); ok {
				set("background-color", hex(c.R, c.G, c.B))
			}
		case "background":
			set("background-image", `url("`+strings.NewReplacer(`"`, "%22", `\`, "%5c", "\n", "").Replace(v)+`")`)
		case "text", "color":
			c, ok := css.LegacyColor(v)
			switch {
			case !ok:
			case n.Data == "hr" && key == "color":
				ruleHint(hex(c.R, c.G, c.B), set)
			case (key == "text") == (n.Data == "body") && (key == "text" || n.Data == "font"):
				set("color", hex(c.R, c.G, c.B))
			}
		case "face":
			if n.Data == "font" {
				set("font-family", v)
			}
		case "size":
			sizeHint(n.Data, v, set)
		case "width", "height":
			dimensionHint(n.Data, key, v, set)
		case "cellspacing":
			if l, ok := pixels(v); ok && n.Data == "table" {
				set("border-spacing", l)
			}
		case "border":
			borderHint(n, v, set)
		case "bordercolor":
			if n.Data == "table" {
				set("border-color", v)
			}
		case "dir":
			switch d := strings.ToLower(v); d {
			case "rtl", "ltr":
				set("direction", d)
				set("unicode-bidi", "isolate")
			case "auto":
				set("unicode-bidi", "plaintext")
			}
		case "nowrap":
			if n.Data == "td" || n.Data == "th" {
				set("white-space", "nowrap")
			}
		case "hidden":
			set("display", "none")
		case "hspace", "vspace":
			if l, ok := pixels(v); ok && (n.Data == "img" || n.Data == "table") {
				if key == "hspace" {
					set("margin-left", l)
					set("margin-right", l)
				} else {
					set("margin-top", l)
					set("margin-bottom", l)
				}
			}
		case "clear":
			if n.Data == "br" {
				set("clear", strings.Replace(strings.ToLower(v), "all", "both", 1))
			}
		case "type":
			if n.Data == "input" {
				inputHint(strings.ToLower(v), set)
			} else {
				listHint(n.Data, v, set)
			}
		case "noshade":
			if n.Data == "hr" && htmldoc.Attr(n, "color") == "" {
				ruleHint("gray", set)
			}
		case "leftmargin", "marginwidth", "topmargin", "marginheight":
			if l, ok := pixels(v); ok && n.Data == "body" {
				for _, side := range map[bool][2]string{true: {"left", "right"}, false: {"top", "bottom"}}[key == "leftmargin" || key == "marginwidth"] {
					set("margin-"+side, l)
				}
			}
		case "wrap":
			if n.Data == "pre" {
				set("white-space", "pre-wrap")
			}
		case "rules":
			if n.Data == "table" {
				set("border-collapse", "collapse")
			}
		case "frame":
			frameHint(n.Data, strings.ToLower(v), set)
		case "title":
			if n.Data == "abbr" || n.Data == "acronym" {
				set("text-decoration", "underline dotted")
			}
		case "href":
			if n.Data == "a" {
				set("color", "#0000ee")
				set("text-decoration-line", "underline")
			}
		}
	}
	return out
}

func hex(r, g, b uint8) string {
	const digits = "0123456789abcdef"
	return string([]byte{'#', digits[r>>4], digits[r&15], digits[g>>4], digits[g&15], digits[b>>4], digits[b&15]})
}

func pixels(v string) (string, bool) {
	n, unit, ok := css.Number(v)
	if !ok || n < 0 || unit == "%" {
		return "", false
	}
	return strconv.FormatFloat(float64(n), 'f', -1, 32) + "px", true
}

func alignHint(tag, v string, set func(name, value string)) {
	switch tag {
	case "img", "table":
		switch v {
		case "left", "right":
			set("float", v)
		case "center", "middle":
			if tag == "table" {
				set("margin-left", "auto")
				set("margin-right", "auto")
			} else {
				set("vertical-align", map[string]string{"middle": "-webkit-baseline-middle", "center": "middle"}[v])
			}
		case "top", "bottom", "texttop", "absmiddle", "absbottom":
			if tag == "img" {
				set("vertical-align", map[string]string{
					"top": "top", "bottom": "baseline", "texttop": "text-top", "absmiddle": "middle", "absbottom": "bottom",
				}[v])
			}
		}
	case "hr":
		switch v {
		case "left":
			set("margin-left", "0")
		case "right":
			set("margin-right", "0")
		}
	case "caption":
		if v == "bottom" {
			set("caption-side", v)
		}
	case "legend":
		if v == "center" || v == "right" {
			set("margin-left", "auto")
		}
		if v == "center" {
			set("margin-right", "auto")
		}
	default:
		switch v {
		case "left", "right", "center":
			set("text-align", "-webkit-"+v)
		case "middle":
			set("text-align", "-webkit-center")
		case "justify":
			set("text-align", v)
		}
	}
}

func sizeHint(tag, v string, set func(name, value string)) {
	switch tag {
	case "font":
		k, err := strconv.Atoi(strings.TrimPrefix(v, "+"))
		if err != nil {
			return
		}
		if strings.HasPrefix(v, "+") || strings.HasPrefix(v, "-") {
			k += 3
		}
		set("font-size", []string{"x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large"}[max(1, min(7, k))-1])
	case "hr":
		switch size, _, ok := css.Number(v); {
		case ok && size <= 1:
			set("border-bottom-width", "0")
		case ok: // with its borders
			set("height", strconv.FormatFloat(float64(size-2), 'f', -1, 32)+"px")
		}
	}
}

// ruleHint is a rule of one colour instead of two.
func ruleHint(colour string, set func(name, value string)) {
	set("border-style", "solid")
	set("border-color", colour)
	set("background-color", colour)
}

// frameHint says which sides of a table have a border.
func frameHint(tag, v string, set func(name, value string)) {
	sides, ok := map[string]string{
		"void": "none", "above": "solid none none none", "below": "none none solid none", "hsides": "solid none",
		"lhs": "none none none solid", "rhs": "none solid none none", "vsides": "none solid", "box": "solid", "border": "solid",
	}[v]
	if ok && tag == "table" {
		set("border-style", sides)
		set("border-width", "1px")
	}
}

func dimensionHint(tag, key, v string, set func(name, value string)) {
	switch tag {
	case "table", "td", "th", "img", "hr", "col", "colgroup", "tr", "tbody", "thead", "tfoot":
	default:
		return
	}
	n, rest, ok := Dimension(v)
	if !ok || n == 0 && tag != "img" {
		return
	}
	value := strconv.FormatFloat(float64(n), 'f', -1, 32)
	if strings.HasPrefix(rest, "%") {
		set(key, value+"%")
	} else if rest != "*" {
		set(key, value+"px")
	}
}

// Dimension reads a width or height attribute, and gives what follows the
// number (HTML 2.3.4.4): there are no signs and no exponents.
func Dimension(v string) (n float32, rest string, ok bool) {
	v = strings.TrimSpace(v)
	end := 0
	for end < len(v) && (v[end] >= '0' && v[end] <= '9' || v[end] == '.' && end > 0) {
		end++
	}
	n, _, ok = css.Number(v[:end])
	return n, v[end:], ok
}

func borderHint(n *html.Node, v string, set func(name, value string)) {
	l, ok := pixels(v)
	if !ok && n.Data == "table" {
		l, ok = "1px", true // border without a number
	}
	if !ok {
		return
	}
	switch n.Data {
	case "table":
		if l != "0px" {
			set("border-width", l)
			set("border-style", "outset")
		}
	case "img":
		set("border-width", l)
		set("border-style", "solid")
	}
}

// cellHints are what the attributes of a table say of its cells.
func cellHints(n *html.Node, set func(name, value string)) {
	table := n.Parent
	for range 3 {
		if table == nil || table.Data == "table" {
			break
		}
		table = table.Parent
	}
	if table == nil || table.Data != "table" {
		return
	}
	for i := range table.Attr {
		v := strings.TrimSpace(table.Attr[i].Val)
		switch table.Attr[i].Key {
		case "cellpadding":
			if l, ok := pixels(strings.TrimPrefix(v, "-")); ok {
				if strings.HasPrefix(v, "-") {
					l = "0"
				}
				set("padding", l)
			}
		case "border":
			if l, ok := pixels(v); !ok || l != "0px" {
				set("border-width", "1px")
				set("border-style", "inset")
				if colour := htmldoc.Attr(table, "bordercolor"); colour != "" {
					set("border-color", colour)
				}
			}
		case "rules":
			if sides, ok := map[string]string{"none": "none", "groups": "none", "rows": "solid none", "cols": "none solid", "all": "solid"}[strings.ToLower(v)]; ok {
				set("border-width", "1px")
				set("border-style", sides)
			}
		}
	}
}

func listHint(tag, v string, set func(name, value string)) {
	if tag != "ol" && tag != "ul" && tag != "li" {
		return
	}
	kinds := map[string]string{"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
	if k := kinds[v]; k != "" {
		set("list-style-type", k)
	} else if v = strings.ToLower(v); v == "disc" || v == "circle" || v == "square" || v == "none" {
		set("list-style-type", v)
	}
}
