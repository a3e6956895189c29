package css

import "strings"

// Media is what media queries ask about.
type Media struct {
	Width float32 // of the view, in pixels of CSS
	Dark  bool    // a person prefers dark colours
}

// holds says whether one of a list of queries does (Media Queries 4, as mail
// uses them). What is unknown does not hold.
func (m Media) holds(list string) bool {
	for _, query := range Commas(strings.ToLower(list)) {
		query, negated := strings.CutPrefix(query, "not ")
		query = strings.TrimPrefix(query, "only ")
		all := query != ""
		for _, part := range conjunction(query) {
			all = all && m.feature(part)
		}
		if all != negated {
			return true
		}
	}
	return false
}

// conjunction cuts a query at its "and"s; the brackets need no space around.
func conjunction(query string) []string {
	query = strings.NewReplacer("(", " (", ")", ") ").Replace(query)
	var out []string
	for _, f := range Fields(query) {
		if f != "and" {
			out = append(out, f)
		}
	}
	return out
}

func (m Media) feature(part string) bool {
	if part == "screen" || part == "all" {
		return true
	}
	inner, ok := strings.CutPrefix(part, "(")
	if !ok {
		return false
	}
	inner = strings.TrimSuffix(strings.TrimSpace(inner), ")")
	name, value, _ := strings.Cut(inner, ":")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	if width, ok := rangeWidth(name, value); ok {
		return m.Width >= width[0] && m.Width <= width[1]
	}
	switch name {
	case "prefers-color-scheme":
		return (value == "dark") == m.Dark
	case "-webkit-min-device-pixel-ratio", "min-resolution":
		n, _, ok := Number(value)
		return ok && n <= 1
	case "color", "hover", "any-hover", "scripting", "prefers-reduced-motion":
		return name == "color" || value == "hover" || value == "none" || value == "reduce"
	}
	return false
}

// rangeWidth reads the conditions on the width, as the lowest and the highest
// that hold.
func rangeWidth(name, value string) (limits [2]float32, ok bool) {
	const most = 1e9
	number := func(s string) (float32, bool) {
		l, ok := ParseLength(s, Units{Em: 16, Rem: 16})
		return l.Px, ok && l.Fixed() && l.Percent == 0
	}
	switch name {
	case "min-width", "min-device-width":
		w, ok := number(value)
		return [2]float32{w, most}, ok
	case "max-width", "max-device-width":
		w, ok := number(value)
		return [2]float32{0, w}, ok
	case "width", "device-width":
		w, ok := number(value)
		return [2]float32{w, w}, ok
	}
	for _, sign := range []string{"<=", ">=", "<", ">"} {
		left, right, found := strings.Cut(name, sign)
		if !found || strings.TrimSpace(left) != "width" {
			continue
		}
		w, ok := number(strings.TrimSpace(right))
		switch sign {
		case "<=":
			return [2]float32{0, w}, ok
		case ">=":
			return [2]float32{w, most}, ok
		case "<":
			return [2]float32{0, w - .001}, ok
		case ">":
			return [2]float32{w + .001, most}, ok
		}
	}
	return limits, false
}
