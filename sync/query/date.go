package query

import (
	"strconv"
	"strings"
	"time"
)

// dated reads after:, before: and date:, the last as a span of days.
func (p *parser) dated(field, name string, at int, v value) Node {
	if v.text[0] >= '0' && v.text[0] <= '9' && !v.quoted {
		v = p.unit(v)
	}
	from, to, ok := p.span(v.text)
	if !ok {
		return p.misread(name, at, v, wanted[field])
	}
	switch field {
	case "after":
		return Since{from}
	case "before":
		return Before{from}
	}
	return p.nested(func() Node {
		var all []Node
		if !from.IsZero() {
			all = append(all, Since{from})
		}
		if !to.IsZero() {
			all = append(all, Before{to})
		}
		return All(all...)
	})
}

// unit takes a word such as "weeks" to the number in front of it.
func (p *parser) unit(v value) value {
	if _, err := strconv.Atoi(v.text); err != nil || v.prefix {
		return v
	}
	at := p.at
	if !p.ends() {
		if next := p.value(); !next.quoted && !next.prefix && unitOf(next.text) != "" {
			next.text = v.text + next.text
			return next
		}
	}
	p.at = at
	return v
}

// unitOf is d, w, m or y, or "" for what is no unit.
func unitOf(s string) string {
	switch strings.ToLower(s) {
	case "d", "day", "days":
		return "d"
	case "w", "week", "weeks":
		return "w"
	case "m", "month", "months":
		return "m"
	case "y", "year", "years":
		return "y"
	}
	return ""
}

// span reads one day, month or year, or two with .. between them of which one
// may be missing: its first moment and that after its last, zero for none.
func (p *parser) span(s string) (from, to time.Time, ok bool) {
	begin, end, several := strings.Cut(s, "..")
	if !several {
		return p.day(s)
	}
	if begin != "" {
		if from, _, ok = p.day(begin); !ok {
			return from, to, false
		}
	}
	if end != "" {
		if _, to, ok = p.day(end); !ok {
			return from, to, false
		}
	}
	return from, to, begin != "" || end != ""
}

// day reads one day, month or year.
func (p *parser) day(s string) (from, to time.Time, ok bool) {
	s = strings.ToLower(strings.NewReplacer("_", "", " ", "").Replace(s))
	y, m, d := p.now.Date()
	switch s {
	case "today":
		return p.days(y, m, d, 0, 0, 1)
	case "yesterday":
		return p.days(y, m, d-1, 0, 0, 1)
	case "thisweek", "lastweek":
		d -= (int(p.now.Weekday()) + 6) % 7 // to Monday
		if s == "lastweek" {
			d -= 7
		}
		return p.days(y, m, d, 0, 0, 7)
	case "thismonth":
		return p.days(y, m, 1, 0, 1, 0)
	case "lastmonth":
		return p.days(y, m-1, 1, 0, 1, 0)
	case "thisyear":
		return p.days(y, 1, 1, 1, 0, 0)
	case "lastyear":
		return p.days(y-1, 1, 1, 1, 0, 0)
	}
	for w := time.Sunday; w <= time.Saturday; w++ {
		if s == strings.ToLower(w.String()) { // the newest that there was
			return p.days(y, m, d-(int(p.now.Weekday()-w)+7)%7, 0, 0, 1)
		}
	}
	if digits := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz"); digits != "" && digits != s {
		n, err := strconv.Atoi(digits)
		if err != nil || n < 0 || n > 40_000 {
			return from, to, false
		}
		switch unitOf(strings.TrimSuffix(s[len(digits):], "ago")) {
		case "d":
			return p.days(y, m, d-n, 0, 0, 1)
		case "w":
			return p.days(y, m, d-7*n, 0, 0, 1)
		case "m":
			return p.days(y, m-time.Month(n), d, 0, 0, 1)
		case "y":
			return p.days(y-n, m, d, 0, 0, 1)
		}
		return from, to, false
	}
	return p.date(s)
}

// date reads what is written in numbers, 2026-3-1, 2026-3, 2026 or 1.3.2026.
func (p *parser) date(s string) (from, to time.Time, ok bool) {
	for layout, step := range layouts {
		t, err := time.ParseInLocation(layout, strings.NewReplacer("/", "-", ".", "-").Replace(s), p.now.Location())
		if err == nil {
			y, m, d := t.Date()
			return p.days(y, m, d, step[0], step[1], step[2])
		}
	}
	return from, to, false
}

var layouts = map[string][3]int{"2006-1-2": {0, 0, 1}, "2-1-2006": {0, 0, 1}, "2006-1": {0, 1, 0}, "2006": {1, 0, 0}}

// days is a span of so many years, months and days from a day on. A year that
// cannot be written is none.
func (p *parser) days(y int, m time.Month, d, years, months, days int) (from, to time.Time, ok bool) {
	from = time.Date(y, m, d, 0, 0, 0, 0, p.now.Location())
	to = time.Date(y+years, m+time.Month(months), d+days, 0, 0, 0, 0, p.now.Location())
	return from, to, from.Year() >= 1 && to.Year() <= 9999
}
