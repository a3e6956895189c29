package model

import (
	"strings"
	"testing"
	"time"

	"godwit/sync/invite"
)

func TestEventLines(t *testing.T) {
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, time.UTC) }
	now := at(1, 0).In(time.FixedZone("here", 3600))
	for _, c := range []struct {
		e    invite.Event
		want string
	}{
		{invite.Event{Summary: "Tea", Start: at(3, 14), End: at(3, 15), Location: "Room 1", Organizer: "Ada", People: 3}, "Tea|Tuesday, 3 November 2026, 15:00 to 16:00|At Room 1|From Ada · 3 people invited"},
		{invite.Event{Summary: "Tea", Start: at(3, 14), End: at(4, 15)}, "Tea|Tuesday, 3 November 2026, 15:00 to Wednesday, 4 November 2026, 16:00"},
		{invite.Event{Summary: "Tea", Start: at(3, 14), Repeats: true, Cancelled: true}, "Cancelled: Tea|Tuesday, 3 November 2026, 15:00 · repeats"},
		{invite.Event{Start: at(3, 0), End: at(4, 0), AllDay: true}, "(An event without a name)|Tuesday, 3 November 2026, all day"},
		{invite.Event{Summary: "Fair", Start: at(3, 0), End: at(6, 0), AllDay: true}, "Fair|Tuesday, 3 November 2026 to Thursday, 5 November 2026"},
		{invite.Event{Summary: "Tea", Start: at(3, 14), Zone: "Old"}, "Tea|Tuesday, 3 November 2026, 14:00 (in the sender's zone, Old)"},
		{invite.Event{Summary: "Tea", Method: "REPLY"}, "Answer to: Tea"},
	} {
		title, lines := EventLines(c.e, now)
		if got := strings.Join(append([]string{title}, lines...), "|"); got != c.want {
			t.Errorf("%s\nwant %s", got, c.want)
		}
	}
}
