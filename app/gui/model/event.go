package model

import (
	"time"

	"godwit/app/gui/lang"
	"godwit/sync/invite"
)

// EventLines are an invitation in words: when it is on this computer's clock,
// where, and who asks.
func EventLines(e invite.Event, now time.Time) (title string, lines []string) {
	title = e.Summary
	if title == "" {
		title = lang.T("(An event without a name)")
	}
	switch {
	case e.Cancelled:
		title = lang.T("Cancelled: {title}", "title", title)
	case e.Method == "REPLY":
		title = lang.T("Answer to: {title}", "title", title)
	}
	if when := eventTime(e, now.Location()); when != "" {
		if e.Repeats {
			when += " · " + lang.T("repeats")
		}
		lines = append(lines, when)
	}
	if e.Location != "" {
		lines = append(lines, lang.T("At {location}", "location", e.Location))
	}
	who := ""
	if e.Organizer != "" {
		who = lang.T("From {organizer}", "organizer", e.Organizer)
	}
	if e.People > 1 {
		if who != "" {
			who += " · "
		}
		who += lang.N(e.People, "{n} person invited", "{n} people invited")
	}
	if who != "" {
		lines = append(lines, who)
	}
	return title, lines
}

func eventTime(e invite.Event, here *time.Location) string {
	day := func(t time.Time) string { return lang.Date(t, "Monday, 2 January 2006") }
	if e.Start.IsZero() {
		return ""
	}
	from, to := e.Start, e.End
	if e.AllDay {
		if last := to.AddDate(0, 0, -1); !to.IsZero() && last.After(from) {
			return lang.T("{start} to {end}", "start", day(from), "end", day(last))
		}
		return lang.T("{day}, all day", "day", day(from))
	}
	if e.Zone == "" {
		from, to = from.In(here), to.In(here)
	}
	text := LongTime(from, from)
	switch {
	case e.End.IsZero() || !to.After(from):
	case from.YearDay() == to.YearDay() && from.Year() == to.Year():
		text = lang.T("{start} to {end}", "start", text, "end", to.Format("15:04"))
	default:
		text = lang.T("{start} to {end}", "start", text, "end", LongTime(to, to))
	}
	if e.Zone != "" {
		text = lang.T("{when} (in the sender's zone, {zone})", "when", text, "zone", e.Zone)
	}
	return text
}
