package imap

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	goimap "github.com/emersion/go-imap/v2"

	"godwit/accounts"
	"godwit/sync/mail"
)

// A mailbox that is numbered anew keeps what is here, and what is to be done.
func TestNumberedAnew(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	fillBox(t, o, "INBOX", 1, 130)
	put(t, o, "INBOX", "From: a@example.org\r\nSubject: no id\r\n\r\nNothing names it.\r\n")
	server := d.server(accounts.Plain)
	said := countCommands(t, d, &server)
	c := newClient(t, server)
	c.once(t)
	old := c.folderAt(t, "INBOX")
	before := map[mail.MessageID]bool{}
	rows := c.rows(t, "INBOX")
	byName := map[string]mail.MessageID{}
	for _, r := range rows {
		before[r.ID] = true
		byName[r.Subject] = r.ID
	}
	ctx := context.Background()
	for _, err := range []error{
		c.Store.Mark(ctx, []mail.MessageID{byName["letter 1"], byName["letter 2"]}, mail.Flagged, 0, []string{"work"}, nil),
		c.Store.Move(ctx, []mail.MessageID{byName["letter 3"], byName["letter 4"]}, c.folderAt(t, "Archive").ID),
		c.Store.Delete(ctx, []mail.MessageID{byName["letter 5"]}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	_ = o.Logout().Wait()
	renumber(t, d)
	o = d.other(t)
	said.count()
	c.once(t)
	c.once(t)
	if again, all := said.count("BODY.PEEK[])"); again != 0 {
		t.Errorf("bodies fetched again: %q", all)
	}
	f := c.folderAt(t, "INBOX")
	if f.UIDValidity == old.UIDValidity {
		t.Fatal("the mailbox kept its UIDVALIDITY")
	}
	if c.pending(t) != 0 || len(c.vanished(t)) != 0 || len(c.notices(t)) != 0 {
		t.Errorf("%d operations left, vanished %+v, notices %+v", c.pending(t), c.vanished(t), c.notices(t))
	}
	rows = c.rows(t, "INBOX")
	if len(rows) != 128 || len(c.rows(t, "Archive")) != 2 {
		t.Errorf("%d in the inbox, %d in the archive", len(rows), len(c.rows(t, "Archive")))
	}
	for _, r := range append(rows, c.rows(t, "Archive")...) {
		if !before[r.ID] || r.UID == 0 || r.Body != mail.BodyHere {
			t.Errorf("row %+v", r)
		}
	}
	everyUID(t, o, "INBOX")
	found, err := o.UIDSearch(&goimap.SearchCriteria{Flag: []goimap.Flag{goimap.FlagFlagged, "work"}}, nil).Wait()
	if err != nil || len(found.AllUIDs()) != 2 {
		t.Errorf("flags reached %v, %v", found.AllUIDs(), err)
	}
	for box, want := range map[string]uint32{"INBOX": 128, "Archive": 2} {
		if st, err := o.Status(box, &goimap.StatusOptions{NumMessages: true}).Wait(); err != nil || *st.NumMessages != want {
			t.Errorf("%s has %d on the server, %v", box, *st.NumMessages, err)
		}
	}
}

// renumber makes Dovecot give every message another UID and every mailbox
// another UIDVALIDITY. Nobody may be connected.
func renumber(t *testing.T, d *dovecot) {
	t.Helper()
	lists := 0
	err := filepath.WalkDir(d.Home("u"), func(path string, e os.DirEntry, err error) error {
		switch {
		case err != nil || e.IsDir():
			return err
		case strings.HasPrefix(e.Name(), "dovecot.index"):
			return os.Remove(path)
		case e.Name() != "dovecot-uidlist":
			return nil
		}
		lists++
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		lines := strings.Split(strings.TrimSpace(string(b)), "\n")
		var version, validity, next int
		if _, err := fmt.Sscanf(lines[0], "%d V%d N%d", &version, &validity, &next); err != nil {
			return fmt.Errorf("%q: %w", lines[0], err)
		}
		out := []string{fmt.Sprintf("%d V%d N%d", version, validity+1, next+5000)}
		for _, line := range lines[1:] {
			uid, rest, _ := strings.Cut(line, " ")
			n, err := strconv.Atoi(uid)
			if err != nil {
				return fmt.Errorf("%q: %w", line, err)
			}
			out = append(out, fmt.Sprintf("%d %s", n+5000, rest))
		}
		return os.WriteFile(path, []byte(strings.Join(out, "\n")+"\n"), 0o600)
	})
	if err != nil || lists == 0 {
		t.Fatalf("%d files, %v", lists, err)
	}
	d.Own(t, "u")
}
