package imap

import (
	"context"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

// sendLooking settles a message as the outbox does where it is not known
// whether the server files a copy by itself.
func (c *client) sendLooking(t *testing.T, raw string, look time.Time) mail.OutboxID {
	t.Helper()
	ctx := context.Background()
	m := parse.Parse([]byte(raw))
	e := m.Header.Envelope()
	id, err := c.Store.Enqueue(ctx, mail.Outgoing{
		Account: c.acc, MessageID: e.MessageID, From: "u@example.org", Recipients: []mail.Recipient{{Address: "ada@example.org"}},
	}, []byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	o, _, err := c.Store.Claim(ctx, time.Now(), nil)
	if err != nil {
		t.Fatal(err)
	}
	o.State, o.Recipients[0].State = mail.StateSent, mail.StateSent
	if err := c.Store.Settle(ctx, o); err != nil {
		t.Fatal(err)
	}
	b := store.BodyOf(m)
	if err := c.Store.FileCopy(ctx, id, store.NewMessage{Envelope: e, Received: time.Now(), Size: int64(len(raw)), Body: &b}, look); err != nil {
		t.Fatal(err)
	}
	return id
}

func (c *client) copyState(t *testing.T, id mail.OutboxID) mail.CopyState {
	t.Helper()
	o, err := c.Store.Outgoing(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return o.Copy
}

// evidence is whether the account's server is known to file copies.
func (c *client) evidence(t *testing.T) (known, server bool) {
	t.Helper()
	e, err := c.Store.CopyEvidence(context.Background(), c.acc, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return e.Known, e.Server
}

// TestLearnsWhoFiles: whoever files, there is one copy in the end, here and
// there, and Godwit knows who did.
func TestLearnsWhoFiles(t *testing.T) {
	soon, past := time.Now().Add(time.Hour), time.Now().Add(-time.Second)
	for name, test := range map[string]struct {
		look    time.Time
		before  bool // the server files before the first look
		later   bool // after Godwit did
		between bool // between the first look and the second
		state   mail.CopyState
		server  bool
	}{
		"the server at once":           {look: soon, before: true, state: mail.CopyServer, server: true},
		"the server, between looks":    {look: soon, between: true, state: mail.CopyServer, server: true},
		"nobody else":                  {look: past, state: mail.CopyFiled},
		"the server, at the last look": {look: past, before: true, state: mail.CopyServer, server: true},
		"the server, after Godwit did": {look: past, later: true, state: mail.CopyServer, server: true},
	} {
		t.Run(name, func(t *testing.T) {
			noneLeft(t)
			d := startDovecot(t, "")
			o := d.other(t)
			c := newClient(t, d.server(accounts.TLS))
			put(t, o, "Sent", letter(0))
			c.once(t)
			theirs := "Received: by the server\r\n" + letter(1)
			if test.before {
				put(t, o, "Sent", theirs)
			}
			id := c.sendLooking(t, letter(1), test.look)
			if got := c.copyState(t, id); got != mail.CopyLooking {
				t.Fatalf("copy is %s", got)
			}
			c.once(t)
			if test.between {
				if n := len(sentThere(t, o)); n != 1 {
					t.Errorf("%d messages there while the server is given time", n)
				}
				if n := c.pending(t); n != 0 {
					t.Errorf("%d operations are said to wait", n)
				}
				put(t, o, "Sent", theirs)
				c.once(t)
			}
			if test.later {
				put(t, o, "Sent", theirs)
				c.once(t)
				if n := len(sentThere(t, o)); n != 3 {
					t.Errorf("%d messages there, the test tests nothing", n)
				}
				if err := c.Store.DropOwnCopies(context.Background(), c.acc, time.Now().Add(-time.Hour)); err != nil {
					t.Fatal(err)
				}
			}
			c.once(t)
			c.once(t)
			if there, here := sentThere(t, o), c.rows(t, "Sent"); len(there) != 2 || len(here) != 2 || c.pending(t) != 0 {
				t.Errorf("%d there, %d here, %d operations", len(there), len(here), c.pending(t))
			}
			known, server := c.evidence(t)
			if got := c.copyState(t, id); got != test.state || !known || server != test.server {
				t.Errorf("copy is %s, known %v, the server files %v", got, known, server)
			}
		})
	}
}

// TestFindSent asks the server for a message that was never fetched.
func TestFindSent(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	put(t, o, "Sent", letter(1))
	put(t, o, "INBOX", letter(2))
	c := newClient(t, d.server(accounts.TLS))
	for n, want := range map[int]bool{1: true, 2: false, 3: false} {
		id := parse.ParseHeader([]byte(letter(n))).Envelope().MessageID
		if got, err := c.FindSent(context.Background(), id); err != nil || got != want {
			t.Errorf("letter %d: %v, %v", n, got, err)
		}
	}
}
