package invite

import (
	"strings"
	"testing"
	"time"
)

func event(lines ...string) []byte {
	return []byte("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\nTZID:x\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\n" +
		strings.Join(lines, "\r\n") + "\r\nBEGIN:VALARM\r\nSUMMARY:no\r\nEND:VALARM\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:second\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
}

func TestRead(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		lines []string
		want  Event
	}{
		{"UTC", []string{"SUMMARY:Tea", "DTSTART:20261103T140000Z", "DTEND:20261103T150000Z"}, Event{Summary: "Tea", Start: time.Date(2026, 11, 3, 14, 0, 0, 0, time.UTC), End: time.Date(2026, 11, 3, 15, 0, 0, 0, time.UTC)}},
		{"a named zone and a duration", []string{"SUMMARY:Tea", "DTSTART;TZID=Europe/Berlin:20261103T140000", "DURATION:PT1H30M"}, Event{Summary: "Tea", Start: time.Date(2026, 11, 3, 14, 0, 0, 0, berlin), End: time.Date(2026, 11, 3, 15, 30, 0, 0, berlin)}},
		{"an unknown zone", []string{"SUMMARY:Tea", "DTSTART;TZID=\"W. Europe: old\":20261103T140000"}, Event{Summary: "Tea", Start: time.Date(2026, 11, 3, 14, 0, 0, 0, time.Local), Zone: "W. Europe: old"}},
		{"a day", []string{"SUMMARY:Fair", "DTSTART;VALUE=DATE:20261103", "DTEND;VALUE=DATE:20261104"}, Event{Summary: "Fair", AllDay: true, Start: time.Date(2026, 11, 3, 0, 0, 0, 0, time.Local), End: time.Date(2026, 11, 4, 0, 0, 0, 0, time.Local)}},
		{"escaped and folded", []string{"SUMMARY:Tea\\, cake\\nand", " \tmore\\; all", "LOCATION:Room 1"}, Event{Summary: "Tea, cake and more; all", Location: "Room 1"}},
		{"people", []string{"SUMMARY:Tea", "ORGANIZER;CN=\"Ada: L.\":mailto:ada@x.example", "ATTENDEE:mailto:a@x.example", "ATTENDEE:mailto:b@x.example"}, Event{Summary: "Tea", Organizer: "Ada: L. <ada@x.example>", People: 2}},
		{"cancelled, repeated", []string{"SUMMARY:Tea", "STATUS:CANCELLED", "RRULE:FREQ=DAILY"}, Event{Summary: "Tea", Cancelled: true, Repeats: true}},
	} {
		got, ok := Read(event(c.lines...))
		c.want.Method = "REQUEST"
		if !got.Start.Equal(c.want.Start) || !got.End.Equal(c.want.End) {
			t.Errorf("%s: from %v to %v", c.name, got.Start, got.End)
		}
		got.Start, got.End, c.want.Start, c.want.End = time.Time{}, time.Time{}, time.Time{}, time.Time{}
		if !ok || got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
	for _, none := range []string{"", "BEGIN:VCALENDAR\nEND:VCALENDAR", "BEGIN:VEVENT\nEND:VEVENT", "hello"} {
		if e, ok := Read([]byte(none)); ok {
			t.Errorf("%q is %+v", none, e)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(event("SUMMARY:Tea", "DTSTART;TZID=Europe/Berlin:20261103T140000", "DURATION:P1W2DT3H4M5S", "ORGANIZER;CN=\"a\":mailto:b"))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, _ := Read(data)
		if len(e.Summary) > maxText+4 || len(e.Location) > maxText+4 || e.People > maxPeople || strings.ContainsAny(e.Summary+e.Location, "\r\n") {
			t.Errorf("%+v", e)
		}
	})
}
