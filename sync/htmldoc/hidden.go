package htmldoc

import (
	"strconv"
	"strings"
)

// declarations are those of a style attribute, names and values in lower case.
func declarations(style string) map[string]string {
	if style == "" {
		return nil
	}
	d := map[string]string{}
	for one := range strings.SplitSeq(cssPlain(style), ";") {
		name, value, ok := strings.Cut(one, ":")
		if !ok {
			continue
		}
		value = strings.ToLower(strings.TrimSpace(value))
		value = strings.TrimSpace(strings.TrimSuffix(value, "!important"))
		d[strings.ToLower(strings.TrimSpace(name))] = value
	}
	return d
}

// hiddenStyle reports whether declarations make an element invisible. A font
// size of nothing is not enough: layouts use it to close gaps, and set it again
// inside.
func hiddenStyle(d map[string]string) bool {
	if len(d) == 0 {
		return false
	}
	if d["display"] == "none" || d["visibility"] == "hidden" || d["visibility"] == "collapse" {
		return true
	}
	if v, ok := d["opacity"]; ok {
		if n, unit := number(v); n == 0 && (unit == "" || unit == "%") {
			return true
		}
	}
	cut := strings.HasPrefix(d["overflow"], "hidden")
	for _, name := range []string{"max-height", "height", "max-width", "width"} {
		if v, ok := d[name]; ok && cut {
			if n, _ := number(v); n == 0 {
				return true
			}
		}
	}
	for _, name := range []string{"text-indent", "left", "top"} {
		if n, _ := number(d[name]); n <= -900 && (name == "text-indent" || d["position"] == "absolute") {
			return true
		}
	}
	return false
}

// tinySize reports whether text of a font size cannot be read.
func tinySize(v string) bool {
	n, unit := number(v)
	return n == 0 || n > 0 && n <= 2 && (unit == "px" || unit == "pt")
}

// number reads a CSS dimension; -1 if there is none.
func number(s string) (n float64, unit string) {
	s = strings.TrimSpace(s)
	end := 0
	for end < len(s) && (s[end] >= '0' && s[end] <= '9' || s[end] == '.' || end == 0 && (s[end] == '-' || s[end] == '+')) {
		end++
	}
	n, err := strconv.ParseFloat(s[:end], 64)
	if err != nil {
		return -1, ""
	}
	return n, strings.ToLower(strings.TrimSpace(s[end:]))
}

// sheet is what the mail's own style rules hide: rules outside of @media whose
// selector is one name, class or id.
type sheet struct{ hidden map[string]bool }

const maxSelectors = 5000

func (s *sheet) add(css string) {
	css = strings.NewReplacer("<!--", " ", "-->", " ").Replace(cssPlain(css))
	for css != "" {
		open := strings.IndexByte(css, '{')
		if open < 0 {
			return
		}
		selectors := css[:open]
		if i := strings.LastIndexByte(selectors, ';'); i >= 0 { // @import …;
			selectors = selectors[i+1:]
		}
		css = css[open+1:]
		if strings.HasPrefix(strings.TrimSpace(selectors), "@") {
			css = skipBlock(css)
			continue
		}
		end := strings.IndexByte(css, '}')
		if end < 0 {
			end = len(css)
		}
		body := css[:end]
		css = css[min(len(css), end+1):]
		d := declarations(body)
		hides := hiddenStyle(d)
		if !hides && d["display"] == "" {
			continue
		}
		for one := range strings.SplitSeq(selectors, ",") {
			one = strings.TrimSpace(one)
			if one == "" || strings.ContainsAny(one, " \t\r\n>+~:[*") || len(s.hidden) >= maxSelectors {
				continue
			}
			if s.hidden == nil {
				s.hidden = map[string]bool{}
			}
			s.hidden[one] = hides
		}
	}
}

// skipBlock is what follows a block whose opening brace has been read.
func skipBlock(css string) string {
	depth := 1
	for i := 0; i < len(css); i++ {
		switch css[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return css[i+1:]
			}
		}
	}
	return ""
}

func (s *sheet) hides(name, class, id string) bool {
	if len(s.hidden) == 0 {
		return false
	}
	if s.hidden[name] || id != "" && (s.hidden["#"+id] || s.hidden[name+"#"+id]) {
		return true
	}
	for _, c := range strings.Fields(class) {
		if s.hidden["."+c] || s.hidden[name+"."+c] {
			return true
		}
	}
	return false
}
