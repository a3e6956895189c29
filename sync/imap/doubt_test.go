package imap

import (
	"strings"
	"sync/atomic"
	"testing"

	"godwit/accounts"
)

// TestDoubt has a server say what is not so, or refuse what it offers; nothing
// that is here goes, and what can be had is had.
func TestDoubt(t *testing.T) {
	for name, test := range map[string]struct {
		command, answer string
		fails           string
		inbox, work     int // messages that come when it does so from the beginning
		later           int // messages of the other folder when it does so later
	}{
		"a list of nothing":         {"LIST ", "OK done", "", 1, 0, 2},
		"no SELECT with parameters": {"SELECT INBOX (", "BAD no parameters", "", 1, 1, 2},
		"an inbox that is broken":   {"SELECT INBOX", "NO broken index", "broken index", 0, 1, 2},
		"a folder that is broken":   {"SELECT \"Work\"", "NO broken index", "", 1, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			noneLeft(t)
			d := startDovecot(t, "")
			o := d.other(t)
			put(t, o, "INBOX", letter(0))
			if err := o.Create("Work", nil).Wait(); err != nil {
				t.Fatal(err)
			}
			put(t, o, "Work", letter(1))
			var odd atomic.Bool
			server := d.server(accounts.Plain)
			server.Port = between(t, d.addr(), func(command string) verdict {
				if odd.Load() && strings.HasPrefix(command, test.command) {
					return verdict{say: test.answer}
				}
				return verdict{}
			})
			look := func(c *client, inbox, work int, fails string) {
				t.Helper()
				err := c.tryOnce()
				if fails == "" && err != nil || fails != "" && (err == nil || !strings.Contains(err.Error(), fails)) {
					t.Errorf("err = %v, want %q", err, fails)
				}
				if n := len(c.rows(t, "INBOX")); n != inbox {
					t.Errorf("%d messages in the inbox, want %d", n, inbox)
				}
				n := 0
				if work > 0 {
					n = len(c.rows(t, "Work"))
				}
				if n != work {
					t.Errorf("%d messages in the other folder, want %d", n, work)
				}
			}
			odd.Store(true)
			c := newClient(t, server)
			look(c, test.inbox, test.work, test.fails)
			odd.Store(false)
			look(c, 1, 1, "")
			put(t, o, "INBOX", letter(2))
			put(t, o, "Work", letter(3))
			odd.Store(true)
			look(c, test.inbox+1, test.later, test.fails)
			odd.Store(false)
			look(c, 2, 2, "")
		})
	}
}
