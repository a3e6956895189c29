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
			if c, ok := css.LegacyColor(v); ok && (key == "text") == (n.Data == "body") && (key == "text" || n.Data == "font" || n.Data == "hr") {
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
			listHint(n.Data, v, set)
		case "noshade":
			if n.Data == "hr" {
				set("border-style", "solid")
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
				set("vertical-align", "middle")
			}
		case "top", "bottom", "texttop", "absmiddle":
			if tag == "img" {
				set("vertical-align", map[string]string{"top": "top", "bottom": "baseline", "texttop": "text-top", "absmiddle": "middle"}[v])
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
		if l, ok := pixels(v); ok {
			set("height", l)
		}
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
			set("border-color", "gray")
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
			if l, ok := pixels(v); ok {
				set("padding", l)
			}
		case "border":
			if l, ok := pixels(v); !ok || l != "0px" {
				set("border-width", "1px")
				set("border-style", "inset")
				set("border-color", htmldoc.Attr(table, "bordercolor"))
				if htmldoc.Attr(table, "bordercolor") == "" {
					set("border-color", "gray")
				}
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
