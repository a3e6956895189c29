package imap

import (
	"context"
	"fmt"
	"strings"
	"testing"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/accounts"
	"godwit/sync/mail"
)

// fillBox puts letters from..to into a mailbox.
func fillBox(t *testing.T, c *imapclient.Client, box string, from, to int) {
	t.Helper()
	for n := from; n <= to; n++ {
		put(t, c, box, letter(n))
	}
}

func everyUID(t *testing.T, c *imapclient.Client, box string) goimap.UIDSet {
	t.Helper()
	if _, err := c.Select(box, nil).Wait(); err != nil {
		t.Fatal(err)
	}
	return goimap.UIDSet{{Start: 1}}
}

func wipe(t *testing.T, c *imapclient.Client, box string) {
	t.Helper()
	all := everyUID(t, c, box)
	if err := c.Store(all, &goimap.StoreFlags{Op: goimap.StoreFlagsAdd, Silent: true, Flags: []goimap.Flag{goimap.FlagDeleted}}, nil).Close(); err != nil {
		t.Fatal(err)
	}
	if err := c.Expunge().Close(); err != nil {
		t.Fatal(err)
	}
}

func (c *client) vanished(t *testing.T) []mail.Vanished {
	t.Helper()
	all, err := c.Store.VanishedFolders(context.Background(), c.acc)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// A server that has lost an inbox does not make Godwit lose it too.
func TestVanishedAndRestored(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	fillBox(t, o, "INBOX", 1, 120)
	c := newClient(t, d.server(accounts.Plain))
	c.once(t)
	ids := c.rows(t, "INBOX")
	if err := c.Store.Mark(context.Background(), []mail.MessageID{ids[0].ID}, mail.Flagged, 0, nil, nil); err != nil {
		t.Fatal(err)
	}
	c.once(t)
	wipe(t, o, "INBOX")
	c.once(t)
	v := c.vanished(t)
	if len(v) != 1 || v[0].Count != 120 || v[0].Whole != 120 || len(c.rows(t, "INBOX")) != 120 {
		t.Fatalf("vanished: %+v, %d rows", v, len(c.rows(t, "INBOX")))
	}
	if n := c.notices(t); len(n) != 1 || n[0].Code != "GW-SYNC-VANISHED" {
		t.Errorf("notices %+v", n)
	}
	put(t, o, "INBOX", letter(500))
	c.once(t)
	if v := c.vanished(t); len(v) != 1 || v[0].Count != 120 || len(c.rows(t, "INBOX")) != 121 || len(c.notices(t)) != 1 {
		t.Errorf("the next pass: %+v", v)
	}
	if _, _, err := c.Store.RestoreVanished(context.Background(), v[0].Folder); err != nil {
		t.Fatal(err)
	}
	c.once(t)
	c.once(t)
	if n := len(c.rows(t, "INBOX")); n != 121 || c.pending(t) != 0 || len(c.vanished(t)) != 0 {
		t.Errorf("%d rows, %d operations after the restoration", n, c.pending(t))
	}
	everyUID(t, o, "INBOX")
	found, err := o.UIDSearch(&goimap.SearchCriteria{Flag: []goimap.Flag{goimap.FlagFlagged}}, nil).Wait()
	if err != nil || len(found.AllUIDs()) != 1 {
		t.Errorf("the flag came back on %v, %v", found.AllUIDs(), err)
	}
	if st, err := o.Status("INBOX", &goimap.StatusOptions{NumMessages: true}).Wait(); err != nil || *st.NumMessages != 121 {
		t.Errorf("the server has %v, %v", st.NumMessages, err)
	}
	for _, r := range c.rows(t, "INBOX") {
		if r.UID == 0 || r.Body != mail.BodyHere {
			t.Errorf("row %+v", r)
		}
	}
}

// commands counts what a client says.
type commands struct{ said chan string }

func countCommands(t *testing.T, d *dovecot, server *accounts.Server) *commands {
	c := &commands{make(chan string, 10000)}
	server.Port = between(t, d.addr(), func(command string) verdict {
		c.said <- command
		return verdict{}
	})
	return c
}

// count empties the list and says how many commands begin with one of the words.
func (c *commands) count(words ...string) (n int, all []string) {
	for {
		select {
		case said := <-c.said:
			all = append(all, said)
			for _, w := range words {
				if strings.HasPrefix(said, w) || w != "" && strings.Contains(said, w) {
					n++
					break
				}
			}
		default:
			return n, all
		}
	}
}

// Many messages are put back without a search for each, and none twice that
// turned up again before, or while they were put back.
func TestRestoreMany(t *testing.T) {
	noneLeft(t)
	const letters = 130
	d := startDovecot(t, "")
	o := d.other(t)
	fillBox(t, o, "INBOX", 1, letters)
	server := d.server(accounts.Plain)
	var searched, listed, appended int
	meanwhile := func() {}
	server.Port = between(t, d.addr(), func(command string) verdict {
		switch {
		case strings.Contains(command, "UID SEARCH"):
			searched++
		case strings.Contains(command, "UID FETCH"):
			listed++
		case strings.Contains(command, "APPEND"):
			if appended++; appended == 50 {
				meanwhile()
			}
		}
		return verdict{}
	})
	c := newClient(t, server)
	c.once(t)
	wipe(t, o, "INBOX")
	c.once(t)
	put(t, o, "INBOX", letter(20))
	put(t, o, "INBOX", letter(125))
	meanwhile = func() { put(t, o, "INBOX", letter(100)); put(t, o, "INBOX", letter(110)) }
	v := c.vanished(t)
	if len(v) != 1 {
		t.Fatalf("vanished %+v", v)
	}
	if _, _, err := c.Store.RestoreVanished(context.Background(), v[0].Folder); err != nil {
		t.Fatal(err)
	}
	searched, listed = 0, 0
	c.once(t)
	if searched+listed > 40 {
		t.Errorf("%d searches and %d fetches for %d messages", searched, listed, letters)
	}
	c.once(t)
	have := map[string]int{}
	rows := c.rows(t, "INBOX")
	for _, r := range rows {
		have[r.MessageID]++
	}
	for id, n := range have {
		if n != 1 {
			t.Errorf("%s is there %d times", id, n)
		}
	}
	box, err := o.Select("INBOX", nil).Wait()
	if err != nil {
		t.Fatal(err)
	}
	if there := int(box.NumMessages); there != letters || len(rows) != letters || len(have) != letters {
		t.Errorf("of %d letters there are %d there, and %d in %d rows", letters, there, len(have), len(rows))
	}
}

// What another client has moved is moved here too, and not fetched again.
func TestMovedByAnotherClient(t *testing.T) {
	for _, n := range []int{3, 150} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			noneLeft(t)
			d := startDovecot(t, "")
			o := d.other(t)
			fillBox(t, o, "INBOX", 1, n)
			server := d.server(accounts.Plain)
			said := countCommands(t, d, &server)
			c := newClient(t, server)
			c.once(t)
			before := c.rows(t, "INBOX")
			all := everyUID(t, o, "INBOX")
			if _, err := o.Move(all, "Archive").Wait(); err != nil {
				t.Fatal(err)
			}
			said.count()
			c.once(t)
			if again, all := said.count("BODY.PEEK[])"); again != 0 {
				t.Errorf("bodies fetched again: %q", all)
			}
			after := c.rows(t, "Archive")
			if len(after) != n || len(c.rows(t, "INBOX")) != 0 || len(c.vanished(t)) != 0 || len(c.notices(t)) != 0 {
				t.Fatalf("%d in Archive, vanished %+v", len(after), c.vanished(t))
			}
			here := map[mail.MessageID]bool{}
			for _, r := range before {
				here[r.ID] = true
			}
			for _, r := range after {
				if !here[r.ID] || r.Body != mail.BodyHere || r.UID == 0 {
					t.Errorf("row %+v", r)
				}
			}
		})
	}
}

// A mailbox that is deleted with hundreds of messages is one of the alarms.
func TestDeletedMailboxes(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	for _, box := range []string{"Many", "Few"} {
		if err := o.Create(box, nil).Wait(); err != nil {
			t.Fatal(err)
		}
	}
	fillBox(t, o, "Many", 1, 110)
	fillBox(t, o, "Few", 200, 205)
	c := newClient(t, d.server(accounts.Plain))
	c.once(t)
	for _, box := range []string{"Few", "Many"} {
		if err := o.Delete(box).Wait(); err != nil {
			t.Fatal(err)
		}
		c.once(t)
	}
	for range 2 {
		c.once(t)
		v := c.vanished(t)
		if len(v) != 1 || v[0].Path != "Many" || v[0].Count != 110 || len(c.notices(t)) != 1 {
			t.Fatalf("vanished %+v", v)
		}
	}
	for _, f := range c.folders(t) {
		if f.Path == "Few" {
			t.Error("a deleted folder is still here")
		}
	}
	if _, _, err := c.Store.RestoreVanished(context.Background(), c.vanished(t)[0].Folder); err != nil {
		t.Fatal(err)
	}
	c.once(t)
	if st, err := o.Status("Many", &goimap.StatusOptions{NumMessages: true}).Wait(); err != nil || *st.NumMessages != 110 {
		t.Errorf("restored: %+v, %v", st, err)
	}
	c.once(t)
	if n := len(c.rows(t, "Many")); n != 110 {
		t.Errorf("%d rows", n)
	}
}

// Many small mailboxes that go together are many messages.
func TestManyDeletedMailboxes(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	boxes := []string{"A", "B", "C", "D"}
	for i, box := range boxes {
		if err := o.Create(box, nil).Wait(); err != nil {
			t.Fatal(err)
		}
		fillBox(t, o, box, 100*i, 100*i+29)
	}
	c := newClient(t, d.server(accounts.Plain))
	c.once(t)
	for _, box := range boxes {
		if err := o.Delete(box).Wait(); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		c.once(t)
		if v := c.vanished(t); len(v) != 4 || v[0].Count != 30 {
			t.Fatalf("vanished %+v", v)
		}
	}
}

func (c *client) folders(t *testing.T) []mail.Folder {
	t.Helper()
	all, err := c.Store.Folders(context.Background(), c.acc)
	if err != nil {
		t.Fatal(err)
	}
	return all
}
