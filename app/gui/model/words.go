package model

import (
	"strconv"
	"strings"
	"time"

	"godwit/app/gui/lang"
)

// ShortTime is a time as a line of a list shows it: "14:02", "Tue", "3 Nov",
// "3 Nov 2024".
func ShortTime(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(now.Location())
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch {
	case t.After(midnight.AddDate(0, 0, 1)): // a clock that is ahead: say all
		return lang.Date(t, "2 Jan 2006")
	case !t.Before(midnight):
		return t.Format("15:04")
	case !t.Before(midnight.AddDate(0, 0, -6)):
		return lang.Date(t, "Mon 15:04")
	case t.Year() == now.Year():
		return lang.Date(t, "2 Jan")
	}
	return lang.Date(t, "2 Jan 2006")
}

// LongTime is a time as a reader shows it: "Tuesday, 3 November 2026, 14:02".
func LongTime(t, now time.Time) string {
	if t.IsZero() {
		return lang.T("no date")
	}
	return lang.Date(t.In(now.Location()), "Monday, 2 January 2006, 15:04")
}

// Clock is "14:02", with the day when it is another one.
func Clock(t, now time.Time) string {
	t = t.In(now.Location())
	if t.Year() == now.Year() && t.YearDay() == now.YearDay() {
		return t.Format("15:04")
	}
	return lang.Date(t, "2 Jan 15:04")
}

// Number is n with its thousands set apart: "98,213".
func Number(n int) string { return lang.Number(n) }

// Plural is "1 message", "12 messages".
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Number(n) + " " + many
}

// Size is a number of octets as people say it: "812 B", "31 kB", "2.4 MB".
func Size(n int64) string {
	switch {
	case n < 1000:
		return lang.T("{n} B", "n", int(n))
	case n < 1000*1000:
		return lang.T("{n} kB", "n", int((n+500)/1000))
	case n < 10*1000*1000:
		return lang.T("{n} MB", "n", lang.Decimal(float64(n)/1e6, 1))
	case n < 1000*1000*1000:
		return lang.T("{n} MB", "n", int((n+500000)/1000000))
	}
	return lang.T("{n} GB", "n", lang.Decimal(float64(n)/1e9, 1))
}

// Numbered is a file name with a number before its ending: "a.pdf", "a-2.pdf".
func Numbered(name string, n int) string {
	if n < 2 {
		return name
	}
	dot := strings.LastIndexByte(name, '.')
	if dot <= 0 {
		dot = len(name)
	}
	return name[:dot] + "-" + strconv.Itoa(n) + name[dot:]
}
