package parse

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// parseDate reads a date-time: RFC 5322 3.3 with its obsolete forms (4.3), and
// the forms of asctime, ISO 8601 and programs of no standard at all, by what
// each piece looks like rather than where it stands. Without a zone it is UTC.
// The result is zero if there is no date in it.
func parseDate(s string) time.Time {
	const maxDate = 200
	if len(s) > maxDate {
		s = s[:maxDate]
	}
	d := dateReader{day: -1, year: -1, month: -1, hour: -1}
	for _, w := range dateWords(s) {
		d.word(w)
	}
	return d.time()
}

type dateReader struct {
	day, month, year, hour, minute, second int
	offset                                 int // seconds east
	zone                                   bool
}

// dateWords splits at white space and commas, leaving out comments.
func dateWords(s string) []string {
	s = dropComments(s)
	if start := strings.IndexByte(s, '('); start >= 0 { // nothing closes it
		s = s[:start]
	}
	for _, space := range []string{" ", "\t"} { // "09 : 55", RFC 5322 A.6.3
		for strings.Contains(s, space+":") || strings.Contains(s, ":"+space) {
			s = strings.NewReplacer(space+":", ":", ":"+space, ":").Replace(s)
		}
	}
	return strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == ',' || r == ';' || r == '"' || r == 0xa0 })
}

func (d *dateReader) word(w string) {
	switch c := w[0]; {
	case c >= '0' && c <= '9' && strings.Contains(w, ":") && !strings.Contains(w, "T"):
		d.clock(w)
	case (c == '+' || c == '-') && len(w) > 1 && w[1] >= '0' && w[1] <= '9':
		d.zoneOffset(w)
	case c >= '0' && c <= '9' && d.year >= 0 && d.hour >= 0 && !d.zone && len(w) >= 3 && len(w) <= 4 && strings.Trim(w, "0123456789") == "":
		d.zoneOffset("+" + w) // all else is known, so the sign was forgotten
	case c >= '0' && c <= '9':
		d.number(w)
	default:
		d.name(w)
	}
}

// number takes a day, a year, or a whole date such as 2003-07-01, 1-Jul-03,
// 1.7.2003 or 2003-07-01T10:52:37Z.
func (d *dateReader) number(w string) {
	if date, clock, ok := strings.Cut(w, "T"); ok {
		if len(date) == 8 && len(clock) >= 6 { // 20030701T105237Z
			date = date[:4] + "-" + date[4:6] + "-" + date[6:]
			clock = clock[:2] + ":" + clock[2:4] + ":" + clock[4:]
		}
		if strings.Contains(clock, ":") {
			d.number(date)
			d.clock(clock)
		} else {
			d.clock(w) // "10:52:37GMT"
		}
		return
	}
	if i := strings.IndexFunc(w, unicode.IsLetter); i > 0 && i <= 2 && w[i-1] <= '9' && w[i-1] >= '0' && len(w) >= i+3 && monthOf(strings.ToUpper(w[i:i+3])) > 0 {
		d.number(w[:i]) // "1Jul"
		d.name(w[i:])
		return
	}
	pieces := strings.FieldsFunc(w, func(r rune) bool { return r == '-' || r == '/' || r == '.' })
	if len(pieces) == 3 && d.year >= 0 { // 10.52.37
		d.clock(strings.Join(pieces, ":"))
		return
	}
	if len(pieces) == 3 {
		if len(pieces[0]) == 4 {
			pieces[0], pieces[2] = pieces[2], pieces[0]
		} else if month, err := strconv.Atoi(pieces[0]); err == nil && month <= 12 && american(w, pieces[1]) {
			pieces[0], pieces[1] = pieces[1], pieces[0] // 12/25/2003
		}
		d.number(pieces[0])
		if m, err := strconv.Atoi(pieces[1]); err == nil && m >= 1 && m <= 12 {
			d.month = m
		} else {
			d.name(pieces[1])
		}
		d.number(pieces[2])
		return
	}
	n, err := strconv.Atoi(strings.TrimRight(w, "stndrh.")) // "1st"
	if err != nil {
		return
	}
	if d.day < 0 && n >= 1 && n <= 31 && len(w) <= 4 && !(len(w) == 4 && w[0] == '0') {
		d.day = n
	} else if d.month < 0 && d.year < 0 && len(w) <= 2 && n >= 1 && n <= 12 {
		d.month = n
	} else if d.year < 0 {
		switch { // RFC 5322 4.3
		case len(w) >= 4 && n >= 1000:
		case n < 50 && (len(w) == 2 || len(w) == 4): // "06", and "0006" of a program that fills up
			n += 2000
		case len(w) <= 3 && n < 1000:
			n += 1900
		}
		d.year = n
	}
}

// american reports whether a date of numbers has its day second: strokes are
// between its pieces, or it can be nothing else.
func american(date, second string) bool {
	n, err := strconv.Atoi(second)
	return err == nil && n <= 31 && (n > 12 || strings.Contains(date, "/"))
}

// clock takes 10:52, 10:52:37 or 10:52:37.5, with a zone at its end if any.
func (d *dateReader) clock(w string) {
	if d.hour >= 0 {
		return
	}
	rest := ""
	if i := strings.IndexFunc(w, func(r rune) bool { return (r < '0' || r > '9') && r != ':' && r != '.' }); i >= 0 {
		w, rest = w[:i], w[i:]
	}
	pieces := strings.Split(w, ":")
	var n [3]int
	for i := range n {
		if i < len(pieces) {
			whole, _, _ := strings.Cut(pieces[i], ".")
			v, err := strconv.Atoi(whole)
			if i == 2 && whole == "" { // "10:00:"
				break
			}
			if err != nil || v > 60 {
				return
			}
			n[i] = v
		}
	}
	d.hour, d.minute, d.second = n[0], n[1], n[2]
	if rest != "" {
		d.word(rest)
	}
}

// zoneOffset takes +0200, -600, +02:00 and +2.
func (d *dateReader) zoneOffset(w string) {
	digits := strings.ReplaceAll(w[1:], ":", "")
	if i := strings.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' }); i >= 0 {
		digits = digits[:i]
	}
	n, err := strconv.Atoi(digits)
	if err != nil || len(digits) > 4 {
		return
	}
	if len(digits) <= 2 {
		n *= 100
	}
	seconds := n/100*3600 + n%100*60
	if n/100 > 23 {
		return
	}
	if w[0] == '-' {
		seconds = -seconds
	}
	d.offset, d.zone = seconds, true
}

// name takes a month, a zone, AM and PM. Names of days are passed over.
func (d *dateReader) name(w string) {
	if w == "" {
		return
	}
	upper := strings.ToUpper(strings.TrimRight(w, "."))
	if len(upper) >= 3 {
		if month := monthOf(upper[:3]); month > 0 && d.month < 0 {
			d.month = month
			if rest := strings.Trim(upper[3:], "ABCDEFGHIJKLMNOPQRSTUVWXYZ-/."); rest != "" && rest[0] <= '9' {
				d.number(rest) // "Jul-2003"
			}
			return
		}
	}
	switch upper {
	case "AM":
		if d.hour == 12 {
			d.hour = 0
		}
		return
	case "PM":
		if d.hour >= 0 && d.hour < 12 {
			d.hour += 12
		}
		return
	}
	if d.zone || d.hour < 0 && d.month >= 0 && d.year < 0 {
		return
	}
	if hours, ok := zoneHours(upper); ok {
		d.offset, d.zone = int(hours*3600), true
		return
	}
	for _, utc := range []string{"GMT", "UTC", "UT"} { // "GMT+0200"
		if rest, ok := strings.CutPrefix(upper, utc); ok && len(rest) > 1 && (rest[0] == '+' || rest[0] == '-') {
			d.zoneOffset(rest)
			return
		}
	}
}

// monthOf is the number of a month by its first three letters; 0 if it is none.
func monthOf(name string) int {
	const months = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"
	if i := strings.Index(months, name); i >= 0 && i%3 == 0 {
		return i/3 + 1
	}
	return 0
}

// zoneHours knows the zones of RFC 5322 4.3 and a few that mail really has.
// Military letters other than Z say nothing, for RFC 822 had them backwards.
func zoneHours(name string) (float64, bool) {
	if len(name) > 3 && name[3] >= '0' && name[3] <= '9' {
		name = name[:3] // "EST5EDT"
	}
	switch name {
	case "UT", "UTC", "GMT", "Z", "WET":
		return 0, true
	case "EST", "CDT":
		return -5, true
	case "EDT", "AST":
		return -4, true
	case "CST", "MDT":
		return -6, true
	case "MST", "PDT":
		return -7, true
	case "PST":
		return -8, true
	case "CET", "MET", "MEZ", "BST", "WEST":
		return 1, true
	case "CEST", "MEST", "MESZ", "EET":
		return 2, true
	case "EEST", "MSK":
		return 3, true
	case "IST":
		return 5.5, true
	case "JST", "KST":
		return 9, true
	}
	return 0, false
}

func (d *dateReader) time() time.Time {
	if d.day < 0 || d.month < 0 || d.year < 1900 || d.year > 9999 {
		return time.Time{}
	}
	if d.hour < 0 {
		d.hour = 0
	}
	if d.hour > 24 || d.minute > 59 || d.second > 60 {
		return time.Time{}
	}
	zone := time.UTC
	if d.offset != 0 {
		zone = time.FixedZone("", d.offset)
	}
	t := time.Date(d.year, time.Month(d.month), d.day, d.hour, d.minute, d.second, 0, zone)
	if d.hour < 24 && d.second < 60 && t.Day() != d.day { // 31 February
		return time.Time{}
	}
	return t
}
