package imap

import (
	"context"
	"strings"
	"testing"

	goimap "github.com/emersion/go-imap/v2"

	"godwit/accounts"
	"godwit/sync/mail"
)

// A keyword that the server refuses does not take the other flags with it.
func TestRefusedKeyword(t *testing.T) {
	for _, answer := range []string{"NO [CANNOT] Keyword length too long", "NO [LIMIT] Too many keywords"} {
		t.Run(answer, func(t *testing.T) {
			noneLeft(t)
			d := startDovecot(t, "")
			o := d.other(t)
			put(t, o, "INBOX", letter(1))
			server := d.server(accounts.Plain)
			server.Port = between(t, d.addr(), func(command string) verdict {
				if strings.HasPrefix(command, "UID STORE") && strings.Contains(command, "lengthy") {
					return verdict{say: answer}
				}
				return verdict{}
			})
			c := newClient(t, server)
			c.once(t)
			id := c.rows(t, "INBOX")[0].ID
			if err := c.Store.Mark(context.Background(), []mail.MessageID{id}, mail.Flagged, 0, []string{"lengthy"}, nil); err != nil {
				t.Fatal(err)
			}
			c.once(t)
			if n := c.pending(t); n != 0 || len(c.notices(t)) != 0 {
				t.Errorf("%d operations, notices %+v", n, c.notices(t))
			}
			everyUID(t, o, "INBOX")
			found, err := o.UIDSearch(&goimap.SearchCriteria{Flag: []goimap.Flag{goimap.FlagFlagged}}, nil).Wait()
			if err != nil || len(found.AllUIDs()) != 1 {
				t.Errorf("flagged there: %v, %v", found.AllUIDs(), err)
			}
		})
	}
}
