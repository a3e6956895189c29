package imap

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	goimap "github.com/emersion/go-imap/v2"

	"godwit/accounts"
	"godwit/sync/mail"
)

// start runs the client until the test ends and returns once it is live.
func (c *client) start(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	live := make(chan struct{}, 1)
	c.Config.Progress = func(p mail.Progress) {
		if p.Stage == mail.Live {
			select {
			case live <- struct{}{}:
			default:
			}
		}
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("Run: %v", err)
		}
	})
	select {
	case <-live:
	case err := <-ended:
		t.Fatal(err)
	case <-time.After(30 * time.Second):
		t.Fatal("not live")
	}
}

// await waits until ok, asking again at each event of the store.
func (c *client) await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	sub := c.hub.Subscribe()
	defer sub.Close()
	timeout := time.After(20 * time.Second)
	for !ok() {
		select {
		case <-sub.C:
			sub.Take()
		case <-timeout:
			t.Fatalf("%s: did not happen", what)
		}
	}
}

func noneLeft(t *testing.T) {
	t.Helper()
	t.Cleanup(func() {
		buf := make([]byte, 1<<20)
		for deadline := time.Now().Add(10 * time.Second); ; runtime.Gosched() {
			all := string(buf[:runtime.Stack(buf, true)])
			left := ""
			for g := range strings.SplitSeq(all, "\n\n") {
				if (strings.Contains(g, "godwit/sync/imap.(*") || strings.Contains(g, "imapclient.(*")) && !strings.Contains(g, "testing.tRunner") {
					left = g
				}
			}
			if left == "" {
				return
			}
			if time.Now().After(deadline) {
				t.Errorf("a goroutine is left:\n%s", left)
				return
			}
		}
	})
}

func TestOtherClientWhileLive(t *testing.T) {
	for name, extra := range map[string]string{
		"everything offered": "",
		"plain IMAP4rev1":    "imap_capability = IMAP4rev1 IDLE",
		"one connection":     "mail_max_userip_connections = 2",
	} {
		t.Run(name, func(t *testing.T) {
			noneLeft(t)
			d := startDovecot(t, "protocol imap {\n"+extra+"\n}\n")
			o := d.other(t)
			for i := range 3 {
				put(t, o, "INBOX", letter(i))
			}
			c := newClient(t, d.server(accounts.TLS))
			c.start(t)
			if n := len(c.rows(t, "INBOX")); n != 3 {
				t.Fatalf("%d messages", n)
			}
			put(t, o, "INBOX", letter(3))
			c.await(t, "new mail", func() bool {
				rows := c.rows(t, "INBOX")
				return len(rows) == 4 && rows[0].Subject == "letter 3" && rows[0].Body == mail.BodyHere
			})
			if _, err := o.Select("INBOX", nil).Wait(); err != nil {
				t.Fatal(err)
			}
			err := o.Store(goimap.UIDSetNum(1), &goimap.StoreFlags{Op: goimap.StoreFlagsAdd, Flags: []goimap.Flag{goimap.FlagFlagged, "shop"}}, nil).Close()
			if err != nil {
				t.Fatal(err)
			}
			c.await(t, "flags of another", func() bool {
				for _, row := range c.rows(t, "INBOX") {
					if row.UID == 1 {
						return row.Flags&mail.Flagged != 0 && len(row.Tags) == 1 && row.Tags[0] == "shop"
					}
				}
				return false
			})
			_ = o.Store(goimap.UIDSetNum(2), &goimap.StoreFlags{Op: goimap.StoreFlagsAdd, Flags: []goimap.Flag{goimap.FlagDeleted}}, nil).Close()
			if err := o.Expunge().Close(); err != nil {
				t.Fatal(err)
			}
			c.await(t, "deletion by another", func() bool {
				rows := c.rows(t, "INBOX")
				return len(rows) == 3 && rows[1].UID != 2 && rows[2].UID != 2
			})
		})
	}
}

// push pokes the engine until the server has everything.
func (c *client) push(t *testing.T) {
	t.Helper()
	c.Poke()
	c.await(t, "operations", func() bool {
		n, err := c.Store.OpsPending(context.Background(), c.acc)
		if err != nil {
			t.Fatal(err)
		}
		return n == 0
	})
}

func TestOperations(t *testing.T) {
	for name, extra := range map[string]string{
		"everything offered": "",
		"no MOVE":            "imap_capability = IMAP4rev1 LITERAL+ UIDPLUS IDLE",
		"no UIDPLUS":         "imap_capability = IMAP4rev1 IDLE",
	} {
		t.Run(name, func(t *testing.T) {
			noneLeft(t)
			ctx := context.Background()
			d := startDovecot(t, "protocol imap {\n"+extra+"\n}\n")
			o := d.other(t)
			for i := range 5 {
				put(t, o, "INBOX", letter(i))
			}
			put(t, o, "INBOX", letter(99), goimap.FlagDeleted) // another client's, not ours to remove
			c := newClient(t, d.server(accounts.STARTTLS))
			c.start(t)
			byUID := map[uint32]mail.MessageID{}
			for _, row := range c.rows(t, "INBOX") {
				byUID[row.UID] = row.ID
			}
			must := func(err error) {
				t.Helper()
				if err != nil {
					t.Fatal(err)
				}
			}
			must(c.Store.Mark(ctx, []mail.MessageID{byUID[1]}, mail.Seen|mail.Answered, 0, []string{"work"}, nil))
			trash := c.folderAt(t, "Trash")
			must(c.Store.Move(ctx, []mail.MessageID{byUID[2], byUID[3]}, trash.ID))
			must(c.Store.Mark(ctx, []mail.MessageID{byUID[3]}, mail.Flagged, 0, nil, nil)) // after the move, before its UID is known
			must(c.Store.Delete(ctx, []mail.MessageID{byUID[4]}))
			made, err := c.Store.CreateFolder(ctx, c.acc, "Reisen/Köln")
			must(err)
			c.push(t)
			must(c.Store.Move(ctx, []mail.MessageID{byUID[5]}, made))
			must(c.Store.RenameFolder(ctx, made, "Ausflüge"))
			c.push(t)

			subjects := func(box string) map[string][]goimap.Flag {
				t.Helper()
				if _, err := o.Select(box, nil).Wait(); err != nil {
					t.Fatalf("select %q: %v", box, err)
				}
				got := map[string][]goimap.Flag{}
				all, err := o.Fetch(goimap.UIDSet{{Start: 1}}, &goimap.FetchOptions{UID: true, Flags: true, Envelope: true}).Collect()
				must(err)
				for _, m := range all {
					got[m.Envelope.Subject] = m.Flags
				}
				return got
			}
			inbox := subjects("INBOX")
			for subject := range inbox {
				if name == "no UIDPLUS" && (subject == "letter 1" || subject == "letter 2" || subject == "letter 3" || subject == "letter 4") {
					if !has(inbox[subject], goimap.FlagDeleted) {
						t.Errorf("%q is not marked", subject)
					}
					delete(inbox, subject)
				}
			}
			if _, ok := inbox["letter 99"]; !ok || len(inbox) != 2 || !has(inbox["letter 0"], goimap.FlagSeen) || !has(inbox["letter 0"], "work") {
				t.Errorf("INBOX: %v", inbox)
			}
			if got := subjects("Trash"); len(got) != 2 || !has(got["letter 2"], goimap.FlagFlagged) || has(got["letter 1"], goimap.FlagFlagged) {
				t.Errorf("Trash: %v", got)
			}
			got := subjects("Ausflüge")
			if _, ok := got["letter 4"]; !ok || len(got) != 1 {
				t.Errorf("Ausflüge: %v", got)
			}
			c.once(t) // a second look changes nothing
			if rows := c.rows(t, "Trash"); len(rows) != 2 || rows[0].UID == 0 || rows[1].UID == 0 || rows[0].Body != mail.BodyHere {
				t.Errorf("Trash here: %+v", rows)
			}
			visible := 2
			if name == "no UIDPLUS" {
				visible = 1 // what is marked as deleted is hidden there
			}
			if rows := c.rows(t, "INBOX"); len(rows) != visible {
				t.Errorf("INBOX here: %+v", rows)
			}
			must(c.Store.DeleteFolder(ctx, made))
			c.push(t)
			if boxes, err := o.List("", "Ausfl*", nil).Collect(); err != nil || len(boxes) != 0 {
				t.Errorf("removed folder: %v %v", boxes, err)
			}
		})
	}
}

func has(flags []goimap.Flag, f goimap.Flag) bool {
	for _, g := range flags {
		if strings.EqualFold(string(g), string(f)) {
			return true
		}
	}
	return false
}

func TestServerNumbersAnew(t *testing.T) {
	d := startDovecot(t, "")
	o := d.other(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(o.Create("box", nil).Wait())
	for i := range 4 {
		put(t, o, "box", letter(i))
	}
	c := newClient(t, d.server(accounts.TLS))
	c.once(t)
	before := map[string]mail.MessageID{}
	for _, row := range c.rows(t, "box") {
		before[row.Subject] = row.ID
	}
	must(o.Delete("box").Wait())
	must(o.Create("box", nil).Wait())
	for _, i := range []int{3, 1, 7} { // 0 and 2 are gone, 7 is new
		put(t, o, "box", letter(i))
	}
	c.once(t)
	rows := c.rows(t, "box")
	if len(rows) != 3 {
		t.Fatalf("%d messages", len(rows))
	}
	for _, row := range rows {
		if id, ok := before[row.Subject]; ok && id != row.ID {
			t.Errorf("%s was not recognised", row.Subject)
		}
		if row.Body != mail.BodyHere || row.UID == 0 {
			t.Errorf("%+v", row)
		}
	}
}

func TestFetchOnDemand(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	put(t, o, "INBOX", letter(1))
	put(t, o, "Sent", letter(2))
	c := newClient(t, d.server(accounts.TLS))
	c.Config.HeadersOnly = true
	ctx := context.Background()
	c.once(t)
	id := c.rows(t, "INBOX")[0].ID
	if _, err := c.Store.Raw(ctx, id); !errors.Is(err, mail.ErrNotFound) {
		t.Fatalf("Raw: %v", err)
	}
	if err := c.Fetch(ctx, id); err != nil { // not running: a connection of its own
		t.Fatal(err)
	}
	if _, err := c.Store.Raw(ctx, id); err != nil {
		t.Fatal(err)
	}
	c.start(t)
	id = c.rows(t, "Sent")[0].ID
	if err := c.Fetch(ctx, id); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Store.Raw(ctx, id); err != nil {
		t.Fatal(err)
	}
}
