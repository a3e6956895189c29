// Package invite reads what an invitation in a mail says (iCalendar, RFC 5545):
// what, when, where and who.
//
// It changes nothing, answers nothing and asks nobody; it looks at the first event
// only, and at no more than a quarter of a megabyte. What it cannot read it leaves
// out; a file without an event is none.
package invite

import (
	"strconv"
	"strings"
	"time"

	// Zones are named in invitations, and not every computer has the table.
	_ "time/tzdata"
)

const (
	maxOctets = 256 << 10
	maxLines  = 5000
	maxText   = 2000 // octets of one value
	maxPeople = 500
)

// Event is an invitation's event.
type Event struct {
	Method    string // "REQUEST", "CANCEL", "REPLY"; "" if the file does not say
	Cancelled bool
	Summary   string
	Location  string
	Organizer string // a name, else an address
	People    int    // who are invited
	Start     time.Time
	End       time.Time // the zero time if it is not said
	AllDay    bool      // Start and End are days; End is the day after the last
	Zone      string    // a zone that is not known: Start and End are its clock's
	Repeats   bool
}

// Read is the first event of a calendar file.
func Read(data []byte) (Event, bool) {
	if len(data) > maxOctets {
		data = data[:maxOctets]
	}
	var e Event
	var length time.Duration
	inside, depth, seen := false, 0, false
	for _, line := range unfold(string(data)) {
		p, ok := property(line)
		switch {
		case !ok:
			continue
		case p.name == "BEGIN" && strings.EqualFold(p.value, "VEVENT") && !seen:
			inside, seen = true, true
			continue
		case p.name == "BEGIN" && inside: // an alarm in it
			depth++
		case p.name == "END" && inside && depth > 0:
			depth--
		case p.name == "END" && inside:
			inside = false
		case p.name == "METHOD" && !seen:
			e.Method = strings.ToUpper(p.value)
		}
		if inside && depth == 0 {
			length = e.take(p, length)
		}
	}
	if e.End.IsZero() && length > 0 && !e.Start.IsZero() {
		e.End = e.Start.Add(length)
	}
	e.Cancelled = e.Cancelled || e.Method == "CANCEL"
	return e, seen && (!e.Start.IsZero() || e.Summary != "")
}

// take keeps one property of the event.
func (e *Event) take(p prop, length time.Duration) time.Duration {
	switch p.name {
	case "SUMMARY":
		e.Summary = text(p.value)
	case "LOCATION":
		e.Location = text(p.value)
	case "STATUS":
		e.Cancelled = strings.EqualFold(p.value, "CANCELLED")
	case "ORGANIZER":
		e.Organizer = person(p)
	case "ATTENDEE":
		e.People = min(e.People+1, maxPeople)
	case "RRULE", "RDATE":
		e.Repeats = true
	case "DURATION":
		return duration(p.value)
	case "DTSTART":
		var day bool
		e.Start, day, e.Zone = when(p)
		e.AllDay = day
	case "DTEND":
		e.End, _, _ = when(p)
	}
	return length
}

// prop is one line: a name, parameters, a value (RFC 5545 3.1).
type prop struct {
	name, value string
	params      map[string]string
}

// unfold joins lines that go on in the next one.
func unfold(s string) []string {
	var lines []string
	for line := range strings.SplitSeq(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		if n := len(lines); n > 0 && line != "" && (line[0] == ' ' || line[0] == '\t') {
			if len(lines[n-1]) < 4*maxText {
				lines[n-1] += line[1:]
			}
			continue
		}
		if len(lines) == maxLines {
			break
		}
		lines = append(lines, line)
	}
	return lines
}

func property(line string) (prop, bool) {
	quoted, colon := false, -1
	for i := 0; i < len(line) && colon < 0; i++ {
		switch {
		case line[i] == '"':
			quoted = !quoted
		case line[i] == ':' && !quoted:
			colon = i
		}
	}
	if colon < 0 {
		return prop{}, false
	}
	parts := strings.Split(line[:colon], ";")
	p := prop{name: strings.ToUpper(parts[0]), value: line[colon+1:], params: map[string]string{}}
	for _, part := range parts[1:min(len(parts), 30)] {
		k, v, _ := strings.Cut(part, "=")
		p.params[strings.ToUpper(k)] = strings.Trim(v, `"`)
	}
	return p, true
}

var unescape = strings.NewReplacer(`\n`, " ", `\N`, " ", `\,`, ",", `\;`, ";", `\\`, `\`)

// text is a value for one line.
func text(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(unescape.Replace(s), "\ufffd")), " ")
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "") + "…"
	}
	return s
}

func person(p prop) string {
	address := p.value
	if len(address) > 7 && strings.EqualFold(address[:7], "mailto:") {
		address = address[7:]
	}
	if name := text(p.params["CN"]); name != "" && !strings.EqualFold(name, address) {
		return name + " <" + text(address) + ">"
	}
	return text(address)
}

// when reads a time: of UTC, of a named zone, of the reader's own clock, or a day.
func when(p prop) (at time.Time, day bool, zone string) {
	if t, err := time.ParseInLocation("20060102", p.value, time.Local); err == nil {
		return t, true, ""
	}
	if t, err := time.Parse("20060102T150405Z", p.value); err == nil {
		return t, false, ""
	}
	place := time.Local
	if id := p.params["TZID"]; id != "" {
		if l, err := time.LoadLocation(id); err == nil && len(id) < 64 && id != "Local" {
			place = l
		} else {
			zone = text(id)
		}
	}
	t, err := time.ParseInLocation("20060102T150405", p.value, place)
	if err != nil {
		return time.Time{}, false, ""
	}
	return t, false, zone
}

// duration reads "PT1H30M", "P2D", "P1W" (RFC 5545 3.3.6).
func duration(s string) time.Duration {
	var d time.Duration
	n, clock := "", false
	for _, r := range strings.TrimPrefix(s, "+") {
		if r >= '0' && r <= '9' {
			if n += string(r); len(n) > 6 {
				return 0
			}
			continue
		}
		v, _ := strconv.Atoi(n)
		n = ""
		unit := map[rune]time.Duration{'W': 7 * 24 * time.Hour, 'D': 24 * time.Hour, 'H': time.Hour, 'M': time.Minute, 'S': time.Second}[r]
		switch {
		case r == 'P':
		case r == 'T':
			clock = true
		case unit == 0, r == 'M' && !clock:
			return 0
		}
		d += time.Duration(v) * unit
	}
	return d
}
