package wire

import (
	"context"
	"net"
	"slices"
	"testing"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"

	"godwit/accounts"
	"godwit/accounts/dial"
)

// TestUTF8Accept: with a server that speaks UTF-8 once it is enabled, mailboxes
// have their names, whoever made them.
func TestUTF8Accept(t *testing.T) {
	user := imapmemserver.NewUser("u", "secret")
	for _, name := range []string{"INBOX", "Größe", "a&b", "R&D-x"} {
		if err := user.Create(name, nil); err != nil {
			t.Fatal(err)
		}
	}
	mem := imapmemserver.New()
	mem.AddUser(user)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := imapserver.New(&imapserver.Options{
		Caps:         imap.CapSet{imap.CapIMAP4rev1: {}, imap.CapIMAP4rev2: {}, imap.CapUTF8Accept: {}},
		InsecureAuth: true,
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return mem.NewSession(), nil, nil
		},
	})
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	s := accounts.Server{Protocol: accounts.IMAP, Host: "127.0.0.1", Port: 143, Security: accounts.Plain, User: "u"}
	w, err := Open(context.Background(), &dial.Conn{Conn: conn}, s, "secret", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !w.Enabled("UTF8=ACCEPT") {
		t.Fatal("not enabled")
	}
	c := client{Client: imapclient.New(w, nil), wire: w}
	t.Cleanup(func() { _ = c.Close() })
	for _, name := range []string{"Straße", "日本語"} {
		if err := c.Create(name, nil).Wait(); err != nil {
			t.Errorf("create %s: %v", name, err)
		}
	}
	boxes, err := c.List("", "*", nil).Collect()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, b := range boxes {
		names = append(names, b.Mailbox)
	}
	slices.Sort(names)
	if want := []string{"Größe", "INBOX", "R&D-x", "Straße", "a&b", "日本語"}; !slices.Equal(names, want) {
		t.Errorf("names %q", names)
	}
	for _, name := range names {
		c.put(t, name, letter(1))
		if box, err := c.Select(name, nil).Wait(); err != nil || box.NumMessages != 1 {
			t.Errorf("%s: %+v, %v", name, box, err)
		}
		if st, err := c.Status(name, &imap.StatusOptions{NumMessages: true}).Wait(); err != nil || st.NumMessages == nil {
			t.Errorf("status of %s: %v", name, err)
		}
	}
	found, err := c.UIDSearch(&imap.SearchCriteria{Text: []string{"größer"}}, nil).Wait()
	if err != nil || len(found.AllUIDs()) != 0 {
		t.Errorf("search: %v", err)
	}
}
