package imap

import (
	"strings"
	"sync/atomic"
	"testing"

	"godwit/accounts"
)

// A server that cannot select the fields of a header is asked for all of it.
func TestHeaderFieldsOrWhole(t *testing.T) {
	for name, test := range map[string]struct {
		verdict verdict
		whole   int64 // commands that ask for all of it
	}{
		"it can":         {verdict{}, 0},
		"it says BAD":    {verdict{say: "BAD unknown section"}, 1},
		"it says no why": {verdict{say: "NO try something else"}, 1},
		"it is empty":    {verdict{raw: "* 1 FETCH (UID 1 FLAGS () INTERNALDATE \"02-Jan-2023 10:00:00 +0000\" RFC822.SIZE 50 BODY[HEADER.FIELDS (DATE)] {2}\r\n\r\n)\r\n", say: "OK"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			d := startDovecot(t, "")
			put(t, d.other(t), "INBOX", "Received: from a by b; Mon, 2 Jan 2023 10:00:01 +0000\r\n"+letter(1))
			var fields, whole atomic.Int64
			server := d.server(accounts.Plain)
			server.Port = between(t, d.addr(), func(command string) verdict {
				if strings.Contains(command, "HEADER.FIELDS") {
					fields.Add(1)
					return test.verdict
				}
				if strings.Contains(command, "BODY.PEEK[HEADER]") {
					whole.Add(1)
				}
				return verdict{}
			})
			c := newClient(t, server)
			c.HeadersOnly = true
			c.once(t)
			rows := c.rows(t, "INBOX")
			if len(rows) != 1 || rows[0].Subject != "letter 1" || rows[0].MessageID != "m1@example.org" {
				t.Fatalf("%+v", rows)
			}
			if f, w := fields.Load(), whole.Load(); f != 1 || w != test.whole {
				t.Errorf("asked for fields %d times, for all %d times", f, w)
			}
		})
	}
}
