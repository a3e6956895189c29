package imap

import (
	"context"
	"strings"
	"testing"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/accounts"
	"godwit/sync/mail"
)

// hide makes a server look as if it had less than it has.
func hide(capabilities ...string) string {
	var all []string
	for _, c := range strings.Fields("SASL-IR LITERAL+ ID ENABLE IDLE NAMESPACE ESEARCH LIST-EXTENDED LIST-STATUS SPECIAL-USE UIDPLUS MOVE UNSELECT CONDSTORE QRESYNC") {
		kept := true
		for _, h := range capabilities {
			kept = kept && c != h
		}
		if kept {
			all = append(all, c)
		}
	}
	return "imap_capability = IMAP4rev1 " + strings.Join(all, " ") + "\n"
}

// Each way of resuming finds the same, alone.
func TestResync(t *testing.T) {
	for _, test := range []struct {
		name  string
		extra string
		most  int // commands of a pass after 10 new messages and 40 changes
		quiet int // of one without any
	}{
		{"QRESYNC", "", 4, 1},
		{"CONDSTORE", hide("QRESYNC"), 5, 1},
		{"neither", hide("QRESYNC", "CONDSTORE"), 5, 3},
		{"no LIST-STATUS", hide("LIST-STATUS", "LIST-EXTENDED"), 10, 7},
		{"nothing", hide("QRESYNC", "CONDSTORE", "LIST-STATUS", "LIST-EXTENDED", "ESEARCH", "SPECIAL-USE", "UIDPLUS", "MOVE"), 99, 99},
	} {
		t.Run(test.name, func(t *testing.T) {
			noneLeft(t)
			d := startDovecot(t, test.extra)
			o := d.other(t)
			fillBox(t, o, "INBOX", 1, 300)
			server := d.server(accounts.Plain)
			said := countCommands(t, d, &server)
			c := newClient(t, server)
			c.once(t)
			c.once(t)
			said.count()
			c.once(t)
			if n, all := afterSignIn(said); n > test.quiet {
				t.Errorf("%d commands for nothing: %q", n, all)
			}

			everyUID(t, o, "INBOX")
			for uid := range goimap.UID(40) {
				flag := []goimap.Flag{goimap.FlagSeen, goimap.FlagFlagged, "work"}[uid%3]
				if err := o.Store(goimap.UIDSetNum(uid+1), &goimap.StoreFlags{Op: goimap.StoreFlagsAdd, Silent: true, Flags: []goimap.Flag{flag}}, nil).Close(); err != nil {
					t.Fatal(err)
				}
			}
			fillBox(t, o, "INBOX", 301, 310)
			c.once(t)
			n, all := afterSignIn(said)
			if n > test.most {
				t.Errorf("%d commands: %q", n, all)
			}
			c.identical(t)

			// Some are gone, some came and went between two passes.
			fillBox(t, o, "INBOX", 311, 313)
			everyUID(t, o, "INBOX")
			remove(t, o, goimap.UIDSet{{Start: 7, Stop: 12}, {Start: 250, Stop: 250}, {Start: 312, Stop: 312}})
			c.once(t)
			c.identical(t)
			if rows := c.rows(t, "INBOX"); len(rows) != 305 {
				t.Errorf("%d rows", len(rows))
			}

			// What the user does meets what others do.
			rows := c.rows(t, "INBOX")
			if err := c.Store.Move(context.Background(), []mail.MessageID{rows[10].ID}, c.folderAt(t, "Archive").ID); err != nil {
				t.Fatal(err)
			}
			remove(t, o, goimap.UIDSetNum(goimap.UID(rows[11].UID)))
			put(t, o, "INBOX", letter(400))
			for range 2 {
				c.once(t)
			}
			c.identical(t)
			if n := len(c.rows(t, "INBOX")); n != 304 {
				t.Errorf("%d rows", n)
			}
		})
	}
}

func afterSignIn(c *commands) (int, []string) {
	_, all := c.count()
	var rest []string
	for _, said := range all {
		name, _, _ := strings.Cut(said, " ")
		switch name {
		case "AUTHENTICATE", "LOGIN", "CAPABILITY", "ID", "NAMESPACE", "ENABLE", "LOGOUT", "COMPRESS", "GETQUOTAROOT":
		default:
			rest = append(rest, said)
		}
	}
	return len(rest), rest
}

// remove expunges messages of the mailbox that another client has selected.
func remove(t *testing.T, o *imapclient.Client, set goimap.UIDSet) {
	t.Helper()
	if err := o.Store(set, &goimap.StoreFlags{Op: goimap.StoreFlagsAdd, Silent: true, Flags: []goimap.Flag{goimap.FlagDeleted}}, nil).Close(); err != nil {
		t.Fatal(err)
	}
	if err := o.Expunge().Close(); err != nil {
		t.Fatal(err)
	}
}
