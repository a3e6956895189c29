package model

import (
	"time"

	"godwit/sync/invite"
)

// EventLines are an invitation in words: when it is on this computer's clock,
// where, and who asks.
func EventLines(e invite.Event, now time.Time) (title string, lines []string) {
	title = e.Summary
	if title == "" {
		title = "(An event without a name)"
	}
	switch {
	case e.Cancelled:
		title = "Cancelled: " + title
	case e.Method == "REPLY":
		title = "Answer to: " + title
	}
	if when := eventTime(e, now.Location()); when != "" {
		if e.Repeats {
			when += " · repeats"
		}
		lines = append(lines, when)
	}
	if e.Location != "" {
		lines = append(lines, "At "+e.Location)
	}
	who := ""
	if e.Organizer != "" {
		who = "From " + e.Organizer
	}
	if e.People > 1 {
		if who != "" {
			who += " · "
		}
		who += Plural(e.People, "person", "people") + " invited"
	}
	if who != "" {
		lines = append(lines, who)
	}
	return title, lines
}

func eventTime(e invite.Event, here *time.Location) string {
	const day, clock = "Monday, 2 January 2006", "15:04"
	if e.Start.IsZero() {
		return ""
	}
	from, to := e.Start, e.End
	if e.AllDay {
		if last := to.AddDate(0, 0, -1); !to.IsZero() && last.After(from) {
			return from.Format(day) + " to " + last.Format(day)
		}
		return from.Format(day) + ", all day"
	}
	if e.Zone == "" {
		from, to = from.In(here), to.In(here)
	}
	text := from.Format(day + ", " + clock)
	switch {
	case e.End.IsZero() || !to.After(from):
	case from.YearDay() == to.YearDay() && from.Year() == to.Year():
		text += " to " + to.Format(clock)
	default:
		text += " to " + to.Format(day+", "+clock)
	}
	if e.Zone != "" {
		text += " (in the sender's zone, " + e.Zone + ")"
	}
	return text
}
