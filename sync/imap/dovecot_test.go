package imap

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"testing"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/app/e2e/servers"
	"godwit/sync/event"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// dovecot is a private Dovecot on loopback with the user u.
type dovecot struct{ *servers.Dovecot }

// startDovecot runs a Dovecot for one test. extra goes into its configuration.
func startDovecot(t *testing.T, extra string) *dovecot {
	t.Helper()
	ca := servers.NewCA(t)
	t.Setenv("SSL_CERT_FILE", ca.File)
	return &dovecot{servers.StartDovecotExtra(t, ca, extra, "u")}
}

func (d *dovecot) addr() string { return "127.0.0.1:" + strconv.Itoa(d.IMAP) }

func (d *dovecot) server(security accounts.Security) accounts.Server {
	s := accounts.Server{Protocol: accounts.IMAP, Host: "localhost", Port: d.IMAP, Security: security, User: "u"}
	if security == accounts.TLS {
		s.Port = d.IMAPS
	}
	return s
}

// other is another client of the same mailbox.
func (d *dovecot) other(t *testing.T) *imapclient.Client {
	t.Helper()
	c, err := imapclient.DialInsecure(d.addr(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := c.Login("u", servers.Password).Wait(); err != nil {
		t.Fatal(err)
	}
	return c
}

func put(t *testing.T, c *imapclient.Client, box string, raw string, flags ...goimap.Flag) {
	t.Helper()
	cmd := c.Append(box, int64(len(raw)), &goimap.AppendOptions{Flags: flags})
	_, _ = cmd.Write([]byte(raw))
	_ = cmd.Close()
	if _, err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

// letter is a small message.
func letter(n int) string {
	return fmt.Sprintf("From: Ada <ada@example.org>\r\nTo: u@example.org\r\nSubject: letter %d\r\nDate: Mon, 2 Jan 2023 10:00:00 +0000\r\n"+
		"Message-ID: <m%d@example.org>\r\n\r\nThe text of letter %d.\r\n", n, n, n)
}

// client is a Remote with a store of its own.
type client struct {
	*Remote
	hub *event.Hub
	acc accounts.ID
}

func newClient(t *testing.T, server accounts.Server) *client {
	t.Helper()
	ctx := context.Background()
	hub := &event.Hub{}
	log := slog.New(slog.DiscardHandler)
	if testing.Verbose() {
		log = slog.New(slog.NewTextHandler(t.Output(), nil))
	}
	st, err := store.Open(ctx, t.TempDir(), hub, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	a := accounts.Account{Name: "test", Identities: []accounts.Identity{{Email: "u@example.org"}}, Incoming: server}
	if a.ID, err = st.AddAccount(ctx, a); err != nil {
		t.Fatal(err)
	}
	r := New(Config{
		Account: a, Store: st, Dial: dial.Dialer{}, Log: log,
		Secret: func(context.Context, accounts.Server) (string, error) { return servers.Password, nil },
	})
	return &client{r, hub, a.ID}
}

func (c *client) once(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := c.Once(ctx); err != nil {
		t.Fatal(err)
	}
}

func (c *client) rows(t *testing.T, path string) []mail.Row {
	t.Helper()
	f := c.folderAt(t, path)
	rows, err := c.Store.List(context.Background(), mail.ListQuery{Folder: f.ID})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func (c *client) folderAt(t *testing.T, path string) mail.Folder {
	t.Helper()
	all, err := c.Store.Folders(context.Background(), c.acc)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if f.Path == path {
			return f
		}
	}
	t.Fatalf("no folder %q", path)
	return mail.Folder{}
}
