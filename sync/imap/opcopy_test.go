package imap

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"

	goimap "github.com/emersion/go-imap/v2"

	"godwit/accounts"
	"godwit/sync/mail"
)

// Moving without MOVE: nothing is lost, doubled, or expunged that was not to be.
func TestMoveWithoutMove(t *testing.T) {
	for name, test := range map[string]struct {
		hidden []string
		ask    func(command string, n int) verdict // n: how often the command was said
		left   int                                 // in the inbox of the server, 1 is marked as deleted by another
		there  uint32                              // in the archive
	}{
		"UIDPLUS":    {hidden: []string{"MOVE"}, left: 3, there: 2},
		"no UIDPLUS": {hidden: []string{"MOVE", "UIDPLUS"}, left: 5, there: 2},
		"cut after COPY": {
			hidden: []string{"MOVE"}, left: 3, there: 2,
			ask: func(command string, n int) verdict {
				return verdict{lose: strings.HasPrefix(command, "UID COPY") && n == 1}
			},
		},
		"cut after COPY, no UIDPLUS": {
			hidden: []string{"MOVE", "UIDPLUS"}, left: 5, there: 2,
			ask: func(command string, n int) verdict {
				return verdict{lose: strings.HasPrefix(command, "UID COPY") && n == 1}
			},
		},
		"cut at the deletion": {
			hidden: []string{"MOVE"}, left: 3, there: 2,
			ask: func(command string, n int) verdict {
				return verdict{lose: strings.HasPrefix(command, "UID STORE") && n == 1}
			},
		},
		"COPY says OK and does nothing": {
			hidden: []string{"MOVE", "UIDPLUS"}, left: 5, there: 0,
			ask: func(command string, _ int) verdict {
				if strings.HasPrefix(command, "UID COPY") {
					return verdict{say: "OK done"}
				}
				return verdict{}
			},
		},
		"MOVE that is not known": {
			left: 3, there: 2,
			ask: func(command string, _ int) verdict {
				if strings.HasPrefix(command, "UID MOVE") {
					return verdict{say: "BAD Unknown command"}
				}
				return verdict{}
			},
		},
		"MOVE that cannot": {
			left: 3, there: 2,
			ask: func(command string, _ int) verdict {
				if strings.HasPrefix(command, "UID MOVE") {
					return verdict{say: "NO [CANNOT] MOVE"}
				}
				return verdict{}
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			noneLeft(t)
			ctx := context.Background()
			d := startDovecot(t, hide(test.hidden...))
			o := d.other(t)
			fillBox(t, o, "INBOX", 1, 5)
			said := map[string]int{}
			var expunged atomic.Bool
			server := d.server(accounts.Plain)
			server.Port = between(t, d.addr(), func(command string) verdict {
				if command == "EXPUNGE" || command == "CLOSE" {
					expunged.Store(true)
				}
				if test.ask == nil {
					return verdict{}
				}
				word := strings.Join(strings.Fields(command)[:min(2, len(strings.Fields(command)))], " ")
				said[word]++
				return test.ask(command, said[word])
			})
			c := newClient(t, server)
			c.once(t)
			everyUID(t, o, "INBOX")
			if err := o.Store(goimap.UIDSetNum(5), &goimap.StoreFlags{Op: goimap.StoreFlagsAdd, Flags: []goimap.Flag{goimap.FlagDeleted}}, nil).Close(); err != nil {
				t.Fatal(err)
			}
			var ids []mail.MessageID
			for _, r := range c.rows(t, "INBOX") {
				if r.UID <= 2 {
					ids = append(ids, r.ID)
				}
			}
			if err := c.Store.Move(ctx, ids, c.folderAt(t, "Archive").ID); err != nil {
				t.Fatal(err)
			}
			for range noTries + 2 {
				_ = c.Once(ctx)
			}
			if expunged.Load() {
				t.Error("an EXPUNGE of what others have marked")
			}
			if n := c.pending(t); n != 0 {
				t.Errorf("%d operations left", n)
			}
			everyUID(t, o, "Drafts") // STATUS of the selected mailbox is old
			for box, want := range map[string]uint32{"INBOX": uint32(test.left), "Archive": test.there} {
				st, err := o.Status(box, &goimap.StatusOptions{NumMessages: true}).Wait()
				if err != nil || *st.NumMessages != want {
					t.Errorf("%s has %d on the server, want %d, %v", box, *st.NumMessages, want, err)
				}
			}
			if n := len(c.rows(t, "Archive")); n != int(test.there) {
				t.Errorf("%d in the archive here", n)
			}
		})
	}
}
