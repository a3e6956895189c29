package model

import (
	"strings"
	"testing"
	"time"

	"godwit/sync/mail"
)

func TestDateWords(t *testing.T) {
	now := time.Date(2026, 11, 4, 15, 0, 0, 0, time.UTC) // a Wednesday
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{time.Time{}, "no date"},
		{now.Add(-time.Hour), "Today 14:00"},
		{now.Add(-15 * time.Hour), "Today 00:00"},
		{now.Add(-16 * time.Hour), "Yesterday 23:00"},
		{now.AddDate(0, 0, -3), "Sunday 15:00"},
		{now.AddDate(0, 0, -10), "25 October 15:00"},
		{now.AddDate(-1, 0, 0), "4 November 2025"},
		{now.AddDate(0, 0, 2), "6 November 2026, 15:00"},
		{time.Date(2026, 11, 4, 1, 0, 0, 0, time.FixedZone("", 9*3600)), "Yesterday 16:00"},
	} {
		if got := DateWords(c.at, now); got != c.want {
			t.Errorf("%v: %q, want %q", c.at, got, c.want)
		}
	}
}

func TestDateLines(t *testing.T) {
	now := time.Date(2026, 11, 4, 15, 0, 0, 0, time.UTC)
	tokyo := time.Date(2026, 11, 4, 1, 0, 0, 0, time.FixedZone("", 9*3600))
	got := DateLines(tokyo, tokyo.Add(3*time.Hour), now)
	for _, want := range []string{"Tuesday, 3 November 2026, 16:00", "For the sender it was Wednesday 01:00 (UTC+09:00)", "Received Tuesday, 3 November 2026, 19:00"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	if got := DateLines(now, now.Add(time.Minute), now); strings.Contains(got, "\n") {
		t.Errorf("more than needs to be said: %q", got)
	}
	if got := DateLines(time.Time{}, now, now); !strings.HasPrefix(got, "The message carries no date.\nReceived Wednesday") {
		t.Errorf("no date: %q", got)
	}
}

func TestToWhom(t *testing.T) {
	own := func(email string) bool { return email == "me@x.example" }
	a, b, c, me := mail.Address{Name: "Ada", Email: "a@x.example"}, mail.Address{Email: "b@x.example"}, mail.Address{Name: "Cy", Email: "c@x.example"}, mail.Address{Name: "Me", Email: "me@x.example"}
	for _, k := range []struct {
		e    mail.Envelope
		want string
	}{
		{mail.Envelope{}, "to nobody named"},
		{mail.Envelope{To: []mail.Address{me}}, "to me"},
		{mail.Envelope{To: []mail.Address{a}}, "to Ada"},
		{mail.Envelope{To: []mail.Address{a, b}}, "to Ada and b@x.example"},
		{mail.Envelope{To: []mail.Address{a}, Cc: []mail.Address{me}}, "to me and Ada"},
		{mail.Envelope{To: []mail.Address{a, b}, Cc: []mail.Address{c}, Bcc: []mail.Address{me}}, "to me and 3 others"},
	} {
		if got := ToWhom(k.e, own); got != k.want {
			t.Errorf("%q, want %q", got, k.want)
		}
	}
}

func TestListName(t *testing.T) {
	for id, want := range map[string]string{"": "", `"Bird watchers" <birds.example.org>`: "Bird watchers", "<birds.example.org>": "birds", "birds.example.org": "birds", "Birds <b.x>": "Birds"} {
		if got := ListName(id); got != want {
			t.Errorf("%q: %q, want %q", id, got, want)
		}
	}
}

func TestReplyElsewhere(t *testing.T) {
	from := []mail.Address{{Email: "a@x.example"}}
	if got := ReplyElsewhere(mail.Envelope{From: from, ReplyTo: []mail.Address{{Email: "A@x.example"}}}); got != "" {
		t.Errorf("to the sender: %q", got)
	}
	if got := ReplyElsewhere(mail.Envelope{From: from, ReplyTo: []mail.Address{{Email: "b@y.example"}}}); got != "b@y.example" {
		t.Errorf("elsewhere: %q", got)
	}
}
