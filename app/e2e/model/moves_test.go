package model

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/app/e2e/servers"
)

// TestMovesAtOnce is about what Dovecot does, and the game allows for: where two
// clients move a message one after the other, the second has nothing to move,
// however old its view; where they do so at once there may be a copy for each,
// never more.
func TestMovesAtOnce(t *testing.T) {
	for _, test := range []struct {
		name   string
		atOnce bool
		second string // where the second moves them; the first moves them to Archive
	}{
		{"one after the other", false, "Junk"},
		{"one after the other, the same folder", false, "Archive"},
		{"at once", true, "Junk"},
		{"at once, the same folder", true, "Archive"},
	} {
		t.Run(test.name, func(t *testing.T) { movesAtOnce(t, test.second, test.atOnce) })
	}
}

func movesAtOnce(t *testing.T, to string, atOnce bool) {
	const letters = 200
	server := servers.StartDovecotExtra(t, servers.NewCA(t), fast, person)
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	client := func() *imapclient.Client {
		c, err := imapclient.DialInsecure(fmt.Sprintf("127.0.0.1:%d", server.IMAP), nil)
		ok(err)
		t.Cleanup(func() { c.Close() })
		ok(c.Login(person, servers.Password).Wait())
		return c
	}
	a, b := client(), client()
	for i := range letters {
		raw := fmt.Sprintf("Message-ID: <%d>\r\n\r\ntext\r\n", i)
		cmd := a.Append("INBOX", int64(len(raw)), nil)
		_, err := cmd.Write([]byte(raw))
		ok(err)
		ok(cmd.Close())
		_, err = cmd.Wait()
		ok(err)
	}
	for _, c := range []*imapclient.Client{a, b} {
		_, err := c.Select("INBOX", nil).Wait()
		ok(err)
	}
	all := imap.UIDSet{{Start: 1, Stop: letters}}
	done := func(c *imapclient.MoveCommand) {
		t.Helper()
		_, err := c.Wait()
		var no *imap.Error
		if errors.As(err, &no) && no.Code == "EXPUNGEISSUED" {
			t.Log(err)
		} else {
			ok(err)
		}
	}
	first := a.Move(all, "Archive")
	if !atOnce {
		done(first)
	}
	done(b.Move(all, to))
	if atOnce {
		done(first)
	}

	count := map[string]int{}
	for _, box := range []string{"INBOX", "Archive", "Junk"} {
		_, err := a.Select(box, nil).Wait()
		ok(err)
		section := &imap.FetchItemBodySection{Peek: true, Specifier: imap.PartSpecifierHeader}
		msgs, err := a.Fetch(imap.UIDSet{{Start: 1, Stop: math.MaxUint32}}, &imap.FetchOptions{
			UID: true, BodySection: []*imap.FetchItemBodySection{section},
		}).Collect()
		ok(err)
		for _, m := range msgs {
			count[string(m.FindBodySection(section))]++
		}
	}
	twice := 0
	for id, n := range count {
		if n == 2 && atOnce {
			twice++
		} else if n != 1 {
			t.Errorf("%q is there %d times", id, n)
		}
	}
	if len(count) != letters {
		t.Errorf("%d messages of %d are left", len(count), letters)
	}
	t.Logf("%d of %d are there twice", twice, letters)
}
