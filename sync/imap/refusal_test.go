package imap

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"

	"godwit/accounts"
	"godwit/sync/mail"
)

// A server that is not ready, for however long, loses nobody's wish; one that
// refuses for reasons that nobody understands is asked a few times, and does
// not keep other wishes waiting.
func TestRefusals(t *testing.T) {
	for name, test := range map[string]struct {
		answer string
		passes int
		done   bool
		notice string
	}{
		"not ready, for long": {"NO [UNAVAILABLE] Try again", opTries + 5, true, ""},
		"overloaded":          {"BAD Request is throttled. Suggested Backoff Time: 92415", opTries + 5, true, ""},
		"for good":            {"NO [NOPERM] Never", 1, false, "Never"},
		"not understood":      {"NO Computer says no", noTries, false, "Computer says no"},
		"not understood once": {"NO Computer says no", 1, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			noneLeft(t)
			ctx := context.Background()
			d := startDovecot(t, "")
			o := d.other(t)
			put(t, o, "INBOX", letter(0))
			put(t, o, "INBOX", letter(1))
			var refusals atomic.Int64
			server := d.server(accounts.Plain)
			server.Port = between(t, d.addr(), func(command string) verdict {
				if strings.HasPrefix(command, "UID MOVE 1 ") && refusals.Add(-1) >= 0 {
					return verdict{say: test.answer}
				}
				return verdict{}
			})
			c := newClient(t, server)
			c.once(t)
			ids := map[uint32]mail.MessageID{}
			for _, row := range c.rows(t, "INBOX") {
				ids[row.UID] = row.ID
			}
			trash := c.folderAt(t, "Trash").ID
			if err := c.Store.Move(ctx, []mail.MessageID{ids[1]}, trash); err != nil {
				t.Fatal(err)
			}
			if err := c.Store.Mark(ctx, []mail.MessageID{ids[2]}, mail.Flagged, 0, nil, nil); err != nil {
				t.Fatal(err)
			}
			refusals.Store(int64(test.passes))
			c.once(t)
			if n := c.pending(t); strings.HasPrefix(name, "not understood") && n != 1 {
				t.Errorf("%d operations after one pass", n)
			}
			for range test.passes {
				c.once(t)
			}
			if n := c.pending(t); n != 0 {
				t.Errorf("%d operations left", n)
			}
			want := "INBOX"
			if test.done {
				want = "Trash"
			}
			if n := len(c.rows(t, "Trash")); (n == 1) != test.done {
				t.Errorf("%d in Trash, want it in %s", n, want)
			}
			notices := c.notices(t)
			if (len(notices) > 0) != (test.notice != "") || len(notices) > 0 && notices[0].Text != test.notice {
				t.Errorf("notices: %+v", notices)
			}
		})
	}
}
