package compose

import (
	"errors"
	"testing"
	"time"
)

func TestWhen(t *testing.T) {
	zone := time.FixedZone("", 3600)
	now := time.Date(2026, 11, 26, 14, 2, 30, 0, zone) // a Thursday
	for _, c := range []struct{ in, want string }{
		{"in 10 minutes", "2026-11-26 14:12:30"},
		{"In 1 hour", "2026-11-26 15:02:30"},
		{"in an hour", "2026-11-26 15:02:30"},
		{"90m", "2026-11-26 15:32:30"},
		{"1h 30m", "2026-11-26 15:32:30"},
		{"2 hours and 5 min", "2026-11-26 16:07:30"},
		{"2 days", "2026-11-28 14:02:30"},
		{"in a week", "2026-12-03 14:02:30"},
		{"18:30", "2026-11-26 18:30:00"},
		{"9", "2026-11-27 09:00:00"},
		{"9:05 pm", "2026-11-26 21:05:00"},
		{"12am", "2026-11-27 00:00:00"},
		{"12 pm", "2026-11-27 12:00:00"},
		{"midnight", "2026-11-27 00:00:00"},
		{"noon", "2026-11-27 12:00:00"},
		{"this evening", "2026-11-26 18:00:00"},
		{"tonight", "2026-11-26 20:00:00"},
		{"today at 15:00", "2026-11-26 15:00:00"},
		{"tomorrow", "2026-11-27 08:00:00"},
		{"tomorrow morning", "2026-11-27 08:00:00"},
		{"tomorrow, 17h", "2026-11-27 17:00:00"},
		{"Monday morning", "2026-11-30 08:00:00"},
		{"mon 9:30", "2026-11-30 09:30:00"},
		{"9:30 on Friday", "2026-11-27 09:30:00"},
		{"Thursday", "2026-12-03 08:00:00"},
		{"next Tuesday at noon", "2026-12-01 12:00:00"},
		{"next week", "2026-11-30 08:00:00"},
		{"2026-11-30", "2026-11-30 08:00:00"},
		{"2026-11-30 09:00", "2026-11-30 09:00:00"},
		{"30.11.2026 9:00", "2026-11-30 09:00:00"},
		{"1.12. 7:15", "2026-12-01 07:15:00"},
		{"30 Nov 14:00", "2026-11-30 14:00:00"},
		{"3 January", "2027-01-03 08:00:00"},
		{"Dec 24 2027, 6pm", "2027-12-24 18:00:00"},
		{"2026-11-30T09:00:00Z", "2026-11-30 10:00:00"},
	} {
		got, err := When(c.in, now)
		if err != nil || got.In(zone).Format(time.DateTime) != c.want {
			t.Errorf("%q: %v %v, want %s", c.in, got, err, c.want)
		}
	}
	for in, want := range map[string]error{
		"": ErrNoTime, "whenever": ErrNoTime, "25:00": ErrNoTime, "9:5": ErrNoTime, "13pm": ErrNoTime, "in": ErrNoTime,
		"in 99999999 weeks": ErrNoTime, "at": ErrNoTime, "Monday Tuesday": ErrNoTime, "9:00 10:00": ErrNoTime, "31.2.2027": ErrNoTime,
		"in 5": ErrNoTime, "-5": ErrNoTime, "tomorrow x": ErrNoTime,
		"2026-11-25": ErrPast, "today 9:00": ErrPast, "-90m": ErrPast, "2020-01-01T00:00:00Z": ErrPast,
	} {
		if got, err := When(in, now); !errors.Is(err, want) {
			t.Errorf("%q: %v %v, want %v", in, got, err, want)
		}
	}
}

func FuzzWhen(f *testing.F) {
	now := time.Date(2026, 11, 26, 14, 2, 30, 0, time.UTC)
	for _, s := range []string{"in 10 minutes", "tomorrow morning", "30 Nov 14:00", "1.12. 7:15", "9:05 pm"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, err := When(s, now); err == nil && got.Before(now) {
			t.Errorf("%q is %v, which is over", s, got)
		}
	})
}
