package localserver

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	gomessage "github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset"
	gomail "github.com/emersion/go-message/mail"
)

func TestSampleMail(t *testing.T) {
	now := time.Date(2027, 2, 3, 10, 0, 0, 0, time.UTC)
	s := start(t, Options{Sample: true, Now: func() time.Time { return now }})
	unread, total := 0, 0
	for _, u := range s.Users() {
		for _, box := range []string{"INBOX", "Drafts", "Sent", "Archive", "Junk", "Trash", "Travel", "Projects/Godwit"} {
			list := s.Messages(u.Email, box)
			if len(list) == 0 && u.Email == "mira@demo.test" {
				t.Errorf("%s is empty", box)
			}
			total += len(list)
			for _, m := range list {
				if box == "INBOX" && !strings.Contains(strings.Join(m.Flags, " "), `\Seen`) {
					unread++
				}
				checkSample(t, box, m, now)
			}
		}
	}
	if total < 60 || unread < 5 {
		t.Errorf("%d messages, %d unread in the inboxes", total, unread)
	}
}

// checkSample holds what every sample message must be: whole, dated in the
// past, with CRLF and without an instruction to the loader. One is broken on
// purpose.
func checkSample(t *testing.T, box string, m Message, now time.Time) {
	t.Helper()
	head, _, _ := bytes.Cut(m.Raw, []byte("\r\n\r\n"))
	if bytes.Contains(head, []byte("X-Sample-")) || bytes.Contains(m.Raw, []byte("@day+")) {
		t.Errorf("%s: an instruction is left in\n%s", box, head)
	}
	if bytes.Count(m.Raw, []byte("\n")) != bytes.Count(m.Raw, []byte("\r\n")) {
		t.Errorf("%s: bare LF in\n%s", box, head)
	}
	if m.Received.After(now) || m.Received.Before(now.AddDate(0, -4, 0)) {
		t.Errorf("%s: received %v", box, m.Received)
	}
	if bytes.Contains(head, []byte("this mail is broken")) {
		return
	}
	e, err := gomessage.Read(bytes.NewReader(m.Raw))
	if err != nil {
		t.Fatalf("%v in\n%s", err, head)
	}
	h := gomail.Header{Header: e.Header}
	subject, err := h.Subject()
	if err != nil || subject == "" {
		t.Errorf("subject %q: %v", subject, err)
	}
	if date, err := h.Date(); err != nil || !date.Equal(m.Received.Truncate(time.Second)) {
		t.Errorf("%s: date %v, received %v, %v", subject, date, m.Received, err)
	}
	if id, err := h.MessageID(); err != nil || id == "" {
		t.Errorf("%s: Message-ID %q %v", subject, id, err)
	}
	for _, field := range []string{"From", "To"} {
		if list, err := h.AddressList(field); err != nil || len(list) == 0 {
			t.Errorf("%s: %s %v %v", subject, field, list, err)
		}
	}
	err = e.Walk(func(_ []int, part *gomessage.Entity, err error) error {
		if err != nil {
			return err
		}
		if kind, _, _ := part.Header.ContentType(); strings.HasPrefix(kind, "multipart/") {
			return nil
		}
		b, err := io.ReadAll(part.Body)
		if err == nil && len(b) == 0 {
			t.Errorf("%s: an empty part", subject)
		}
		return err
	})
	if err != nil {
		t.Errorf("%s: %v", subject, err)
	}
}

func TestSampleAge(t *testing.T) {
	now := time.Date(2027, 2, 3, 10, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		age, want string
		dated     bool
	}{
		{"25m", "2027-02-03T09:35:00Z", true},
		{"3d 09:12 +0100", "2027-01-31T09:12:00+01:00", true},
		{"3d 09:12", "2027-01-31T09:12:00Z", true},
		{"0d 23:00 +0000", "2027-02-03T09:59:00Z", true},
		{"1d 04:00 +0000 none", "2027-02-02T04:00:00Z", false},
	} {
		got, dated, err := sampleAge(c.age, now)
		if err != nil || got.Format(time.RFC3339) != c.want || dated != c.dated {
			t.Errorf("%q: %v %v %v, want %s", c.age, got.Format(time.RFC3339), dated, err, c.want)
		}
	}
	for _, bad := range []string{"", "soon", "3d", "3d 9", "xd 09:12", "3d 09:12 CET", "1 2 3 4"} {
		if got, _, err := sampleAge(bad, now); err == nil {
			t.Errorf("%q became %v", bad, got)
		}
	}
}
