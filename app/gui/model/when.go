package model

import (
	"fmt"
	"time"

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
	for _, title := range []string{"In 10 minutes", "In 1 hour", "This evening", "Tomorrow morning", "Monday morning"} {
		at, err := compose.When(title, now)
		if err != nil || len(out) > 0 && at.Sub(out[len(out)-1].At) < 30*time.Minute {
			continue
		}
		out = append(out, Later{title + ", " + at.In(now.Location()).Format("15:04"), at})
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
		return at.Format("Mon 15:04")
	case at.Before(now.AddDate(0, 11, 0)):
		return at.Format("2 Jan 15:04")
	}
	return at.Format("2 Jan 2006 15:04")
}

// inWords is a span as people say it.
func inWords(d time.Duration) string {
	switch d = d.Round(time.Minute); {
	case d < time.Minute:
		return "in less than a minute"
	case d < time.Hour:
		return "in " + Plural(int(d/time.Minute), "minute", "minutes")
	case d < 24*time.Hour:
		hours, rest := d/time.Hour, d%time.Hour/time.Minute
		if rest == 0 {
			return "in " + Plural(int(hours), "hour", "hours")
		}
		return fmt.Sprintf("in %s and %s", Plural(int(hours), "hour", "hours"), Plural(int(rest), "minute", "minutes"))
	}
	return "in " + Plural(int((d+12*time.Hour)/(24*time.Hour)), "day", "days")
}
