package model

import (
	"strings"
	"time"

	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

// DateWords is a time as the head of a message shows it: "Today 14:02",
// "Yesterday 09:30", "Tuesday 18:00", "3 November 14:02", "3 November 2024".
func DateWords(t, now time.Time) string {
	if t.IsZero() {
		return lang.T("no date")
	}
	t = t.In(now.Location())
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch {
	case !t.Before(midnight.AddDate(0, 0, 1)): // a clock that is ahead: say all
		return lang.Date(t, "2 January 2006, 15:04")
	case !t.Before(midnight):
		return lang.T("Today {when}", "when", t.Format("15:04"))
	case !t.Before(midnight.AddDate(0, 0, -1)):
		return lang.T("Yesterday {when}", "when", t.Format("15:04"))
	case !t.Before(midnight.AddDate(0, 0, -6)):
		return lang.Date(t, "Monday 15:04")
	case t.Year() == now.Year():
		return lang.Date(t, "2 January 15:04")
	}
	return lang.Date(t, "2 January 2006")
}

// DateLines is a time in full, and how late it was where it was sent.
func DateLines(date, received, now time.Time) string {
	if date.IsZero() {
		return lang.T("The message carries no date.") + "\n" + lang.T("Received {when}", "when", LongTime(received, now))
	}
	lines := LongTime(date, now)
	_, here := date.In(now.Location()).Zone()
	if _, there := date.Zone(); there != here {
		lines += "\n" + lang.T("For the sender it was {when}", "when", lang.Date(date, "Monday 15:04 (UTC-07:00)"))
	}
	if d := received.Sub(date); !received.IsZero() && (d > time.Hour || d < -time.Hour) {
		lines += "\n" + lang.T("Received {when}", "when", LongTime(received, now))
	}
	return lines
}

// ToWhom is the recipients in a few words: "to Mira and 11 others". own are the
// person's addresses.
func ToWhom(e mail.Envelope, own func(email string) bool) string {
	all := append(append([]mail.Address{}, e.To...), e.Cc...)
	all = append(all, e.Bcc...)
	if len(all) == 0 {
		return lang.T("to nobody named")
	}
	name := func(a mail.Address) string {
		if own(a.Email) {
			return lang.T("me")
		}
		return a.Display()
	}
	first := 0
	for i, a := range all { // whether it came to oneself is what counts
		if own(a.Email) {
			first = i
			break
		}
	}
	switch n := len(all) - 1; n {
	case 0:
		return lang.T("to {name}", "name", name(all[first]))
	case 1:
		return lang.T("to {name} and {other}", "name", name(all[first]), "other", name(all[1-first]))
	default:
		return lang.N(n, "to {name} and {n} other", "to {name} and {n} others", "name", name(all[first]))
	}
}

// ListName is how people call a mailing list: the words of List-Id, or its id
// without the domain.
func ListName(id string) string {
	id = strings.TrimSpace(id)
	name, rest, ok := strings.Cut(id, "<")
	if name = strings.Trim(strings.TrimSpace(name), `"`); ok && name != "" {
		return name
	}
	if !ok {
		rest = id
	}
	rest, _, _ = strings.Cut(strings.TrimSuffix(strings.TrimSpace(rest), ">"), ".")
	return rest
}

// ReplyElsewhere is where replies go when that is not to the sender; "" when they
// do.
func ReplyElsewhere(e mail.Envelope) string {
	if len(e.ReplyTo) == 0 || len(e.From) == 0 {
		return ""
	}
	var others []string
	for _, a := range e.ReplyTo {
		if !strings.EqualFold(a.Email, e.From[0].Email) && a.Email != "" {
			others = append(others, a.Email)
		}
	}
	return strings.Join(others, ", ")
}
