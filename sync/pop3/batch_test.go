package pop3

import (
	"testing"
	"time"
)

func TestReceived(t *testing.T) {
	now := time.Date(2027, 2, 3, 10, 0, 0, 0, time.UTC)
	const (
		hop    = "Received: from a by b; Tue, 02 Feb 2027 09:00:00 +0000\r\n"
		older  = "Received: from c by a; Tue, 02 Feb 2027 08:00:00 +0000\r\n"
		future = "Received: from a by b; Fri, 02 Feb 2029 09:00:00 +0000\r\n"
		date   = "Date: Mon, 01 Feb 2027 09:00:00 +0000\r\n"
		later  = "Date: Mon, 01 Feb 2038 09:00:00 +0000\r\n"
	)
	for header, want := range map[string]string{
		hop + older + date:       "2027-02-02T09:00:00Z",
		future + date:            "2027-02-01T09:00:00Z",
		date:                     "2027-02-01T09:00:00Z",
		later:                    "2027-02-03T10:00:00Z",
		"Date: yesterday\r\n":    "2027-02-03T10:00:00Z",
		"Received: nonsense\r\n": "2027-02-03T10:00:00Z",
	} {
		got := newMessage("uid", []byte(header+"Subject: x\r\n\r\ntext\r\n"), now).Received
		if s := got.UTC().Format(time.RFC3339); s != want {
			t.Errorf("%q: %s, want %s", header, s, want)
		}
	}
}
