package lang

import (
	"strconv"
	"strings"
	"time"
)

// Number is n with its thousands set apart as the language does: "98,213".
func Number(n int) string { return now().number(n) }

func (s *spoken) number(n int) string {
	text, sign := strconv.Itoa(n), ""
	if rest, negative := strings.CutPrefix(text, "-"); negative {
		text, sign = rest, "-"
	}
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + s.thousands + text[i:]
	}
	return sign + text
}

// Decimal is x with so many places: "2.4".
func Decimal(x float64, places int) string {
	return strings.Replace(strconv.FormatFloat(x, 'f', places, 64), ".", now().decimal, 1)
}

// Date writes t as the English layout of package time says, in the order, and
// with the names, that the language has for that layout.
func Date(t time.Time, layout string) string {
	s := now()
	if f := s.texts[layout]; len(f) > 0 {
		layout = f[0]
	}
	if s.Tag == "en" {
		return t.Format(layout)
	}
	names := []struct{ token, name string }{ // the longer ones first
		{"January", nth(T("January February March April May June July August September October November December"), int(t.Month())-1)},
		{"Jan", nth(T("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"), int(t.Month())-1)},
		{"Monday", nth(T("Sunday Monday Tuesday Wednesday Thursday Friday Saturday"), int(t.Weekday()))},
		{"Mon", nth(T("Sun Mon Tue Wed Thu Fri Sat"), int(t.Weekday()))},
	}
	out, plain := "", 0
	for i := 0; i < len(layout); {
		found := false
		for _, n := range names {
			if strings.HasPrefix(layout[i:], n.token) {
				out += t.Format(layout[plain:i]) + n.name
				i += len(n.token)
				plain, found = i, true
				break
			}
		}
		if !found {
			i++
		}
	}
	return out + t.Format(layout[plain:])
}

// nth is a word of a list.
func nth(list string, n int) string {
	words := strings.Fields(list)
	if n >= len(words) {
		return ""
	}
	return words[n]
}
