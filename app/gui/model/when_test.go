package model

import (
	"strings"
	"testing"
	"time"
)

func TestLaters(t *testing.T) {
	for now, want := range map[string]string{
		"2026-11-26 09:00": "In 10 minutes, 09:10|In 1 hour, 10:00|This evening, 18:00|Tomorrow morning, 08:00|Monday morning, 08:00",
		"2026-11-26 17:00": "In 10 minutes, 17:10|In 1 hour, 18:00|Tomorrow morning, 08:00|Monday morning, 08:00",
		"2026-11-26 22:30": "In 10 minutes, 22:40|In 1 hour, 23:30|Tomorrow morning, 08:00|Monday morning, 08:00",
		"2026-11-29 12:00": "In 10 minutes, 12:10|In 1 hour, 13:00|This evening, 18:00|Tomorrow morning, 08:00", // a Sunday
	} {
		at, err := time.Parse("2006-01-02 15:04", now)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range Laters(at) {
			got = append(got, l.Title)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: %q", now, got)
		}
	}
}

func TestLaterText(t *testing.T) {
	now := time.Date(2026, 11, 26, 14, 2, 30, 0, time.UTC)
	for _, c := range []struct {
		after       time.Duration
		text, short string
	}{
		{10 * time.Second, "Thursday, 26 November 2026, 14:02, in less than a minute", "14:02"},
		{time.Minute, "Thursday, 26 November 2026, 14:03, in 1 minute", "14:03"},
		{90 * time.Minute, "Thursday, 26 November 2026, 15:32, in 1 hour and 30 minutes", "15:32"},
		{12 * time.Hour, "Friday, 27 November 2026, 02:02, in 12 hours", "Fri 02:02"},
		{90 * time.Hour, "Monday, 30 November 2026, 08:02, in 4 days", "Mon 08:02"},
		{10 * 24 * time.Hour, "Sunday, 6 December 2026, 14:02, in 10 days", "6 Dec 14:02"},
		{400 * 24 * time.Hour, "Friday, 31 December 2027, 14:02, in 400 days", "31 Dec 2027 14:02"},
	} {
		if got := LaterText(now.Add(c.after), now); got != c.text {
			t.Errorf("%v: %q", c.after, got)
		}
		if got := LaterShort(now.Add(c.after), now); got != c.short {
			t.Errorf("%v: %q", c.after, got)
		}
	}
}
