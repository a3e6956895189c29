package model

import (
	"time"

	"godwit/app/gui/lang"
	"godwit/compose"
)

// Later is one choice of a time to send at.
type Later struct {
	Title string // "Tomorrow morning, 08:00"
	At    time.Time
}

// Laters are the usual choices, in the order of time. What is so near that it
// would be another word for the one before is left out.
func Laters(now time.Time) []Later {
	var out []Later
	for _, l := range []struct{ typed, title string }{ // English is what compose.When reads
		{"In 10 minutes", lang.T("In 10 minutes")},
		{"In 1 hour", lang.T("In 1 hour")},
		{"This evening", lang.T("This evening")},
		{"Tomorrow morning", lang.T("Tomorrow morning")},
		{"Monday morning", lang.T("Monday morning")},
	} {
		at, err := compose.When(l.typed, now)
		if err != nil || len(out) > 0 && at.Sub(out[len(out)-1].At) < 30*time.Minute {
			continue
		}
		out = append(out, Later{l.title + ", " + at.In(now.Location()).Format("15:04"), at})
	}
	return out
}

// LaterText says what was understood by a time that a person typed: "Monday, 30
// November 2026, 08:00, in 3 days".
func LaterText(at, now time.Time) string { return LongTime(at, now) + ", " + inWords(at.Sub(now)) }

// LaterShort is a time to send at as a button or a pill has it: "18:00", "Mon
// 08:00", "3 Jan 08:00".
func LaterShort(at, now time.Time) string {
	at = at.In(now.Location())
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch {
	case at.Before(midnight.AddDate(0, 0, 1)):
		return at.Format("15:04")
	case at.Before(midnight.AddDate(0, 0, 7)):
		return lang.Date(at, "Mon 15:04")
	case at.Before(now.AddDate(0, 11, 0)):
		return lang.Date(at, "2 Jan 15:04")
	}
	return lang.Date(at, "2 Jan 2006 15:04")
}

// inWords is a span as people say it.
func inWords(d time.Duration) string {
	switch d = d.Round(time.Minute); {
	case d < time.Minute:
		return lang.T("in less than a minute")
	case d < time.Hour:
		return lang.N(int(d/time.Minute), "in {n} minute", "in {n} minutes")
	case d < 24*time.Hour:
		hours, rest := d/time.Hour, d%time.Hour/time.Minute
		if rest == 0 {
			return lang.N(int(hours), "in {n} hour", "in {n} hours")
		}
		return lang.T("in {hours} and {minutes}", "hours", lang.N(int(hours), "{n} hour", "{n} hours"), "minutes", lang.N(int(rest), "{n} minute", "{n} minutes"))
	}
	return lang.N(int((d+12*time.Hour)/(24*time.Hour)), "in {n} day", "in {n} days")
}
