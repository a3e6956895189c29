package imap

import (
	"bytes"
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

// send settles a message as the outbox does once the server has taken it.
func (c *client) send(t *testing.T, raw string) {
	t.Helper()
	ctx := context.Background()
	m := parse.Parse([]byte(raw))
	e := m.Header.Envelope()
	if _, err := c.Store.Enqueue(ctx, mail.Outgoing{
		Account: c.acc, MessageID: e.MessageID, From: "u@example.org",
		Recipients: []mail.Recipient{{Address: "ada@example.org"}},
	}, []byte(raw)); err != nil {
		t.Fatal(err)
	}
	o, _, err := c.Store.Claim(ctx, time.Now(), nil)
	if err != nil {
		t.Fatal(err)
	}
	o.State = mail.StateSent
	o.Recipients[0].State = mail.StateSent
	b := store.BodyOf(m)
	if err := c.Store.Settle(ctx, o); err != nil {
		t.Fatal(err)
	}
	if err := c.Store.FileCopy(ctx, o.ID, store.NewMessage{Envelope: e, Received: e.Date, Size: int64(len(raw)), Body: &b}, time.Time{}); err != nil {
		t.Fatal(err)
	}
}

// sentThere are the messages of Sent on the server.
func sentThere(t *testing.T, o *imapclient.Client) []*imapclient.FetchMessageBuffer {
	t.Helper()
	box, err := o.Select("Sent", nil).Wait()
	if err != nil {
		t.Fatal(err)
	}
	if box.NumMessages == 0 {
		return nil
	}
	all, err := o.Fetch(goimap.UIDSet{{Start: 1}}, &goimap.FetchOptions{UID: true, Flags: true, BodySection: []*goimap.FetchItemBodySection{wholeMessage}}).Collect()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func (c *client) notices(t *testing.T) []store.Notice {
	t.Helper()
	n, err := c.Store.Notices(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (c *client) pending(t *testing.T) int {
	t.Helper()
	n, err := c.Store.OpsPending(context.Background(), c.acc)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestSentCopy(t *testing.T) {
	for name, test := range map[string]struct {
		extra string
		raw   string
	}{
		"small":             {"", letter(1)},
		"without LITERAL+":  {"protocol imap {\nimap_capability = IMAP4rev1 UIDPLUS\n}\n", letter(1)},
		"without APPENDUID": {"protocol imap {\nimap_capability = IMAP4rev1\n}\n", letter(1)},
		"20 MB":             {"", bulky(1, 20<<20)},
	} {
		t.Run(name, func(t *testing.T) {
			noneLeft(t)
			d := startDovecot(t, test.extra)
			o := d.other(t)
			c := newClient(t, d.server(accounts.TLS))
			c.once(t)
			c.send(t, test.raw)
			c.once(t)
			there := sentThere(t, o)
			if len(there) != 1 || !bytes.Equal(there[0].BodySection[0].Bytes, []byte(test.raw)) || !has(there[0].Flags, goimap.FlagSeen) {
				t.Fatalf("%d messages there", len(there))
			}
			here := c.rows(t, "Sent")
			if len(here) != 1 || here[0].UID != uint32(there[0].UID) || here[0].Body != mail.BodyHere {
				t.Errorf("here: %+v", here)
			}
			if n := c.pending(t); n != 0 {
				t.Errorf("%d operations left", n)
			}
		})
	}
}

func TestAppendWhoseAnswerIsLost(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	var lost atomic.Bool
	server := d.server(accounts.Plain)
	server.Port = between(t, d.addr(), func(command string) verdict {
		return verdict{lose: strings.HasPrefix(command, "APPEND") && !lost.Swap(true)}
	})
	c := newClient(t, server)
	c.once(t)
	c.send(t, letter(1))
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := c.Once(ctx); err == nil {
		t.Fatal("the connection did not break")
	}
	if n := len(sentThere(t, o)); n != 1 {
		t.Fatalf("%d copies after the cut", n)
	}
	c.once(t)
	there, here := sentThere(t, o), c.rows(t, "Sent")
	if len(there) != 1 || len(here) != 1 || here[0].UID != uint32(there[0].UID) || c.pending(t) != 0 {
		t.Errorf("%d copies there, %+v here", len(there), here)
	}
}

func TestAppendCreatesTheFolder(t *testing.T) {
	d := startDovecot(t, "")
	o := d.other(t)
	put(t, o, "Sent", letter(0))
	c := newClient(t, d.server(accounts.Plain))
	c.once(t)
	var gone atomic.Bool
	server := d.server(accounts.Plain)
	server.Port = between(t, d.addr(), func(command string) verdict {
		if strings.HasPrefix(command, "APPEND") && !gone.Swap(true) {
			return verdict{say: "NO [TRYCREATE] Mailbox doesn't exist: Sent"}
		}
		return verdict{}
	})
	c.server = server
	c.send(t, letter(1))
	c.once(t)
	if n := len(sentThere(t, o)); n != 2 || !gone.Load() || c.pending(t) != 0 {
		t.Errorf("%d messages there, %d operations", n, c.pending(t))
	}
}

func TestAppendRefused(t *testing.T) {
	for name, test := range map[string]struct {
		extra  string
		answer string
		code   string
	}{
		"too big":                  {"", "NO [TOOBIG] Message is too large", "Message is too large"},
		"too big, synchronizing":   {"protocol imap {\nimap_capability = IMAP4rev1 UIDPLUS\n}\n", "NO [TOOBIG] Message is too large", "Message is too large"},
		"BAD, for no given reason": {"", "BAD I do not like it", "I do not like it"},
	} {
		t.Run(name, func(t *testing.T) {
			noneLeft(t)
			d := startDovecot(t, test.extra)
			o := d.other(t)
			server := d.server(accounts.Plain)
			server.Port = between(t, d.addr(), func(command string) verdict {
				if strings.HasPrefix(command, "APPEND") {
					return verdict{say: test.answer}
				}
				return verdict{}
			})
			c := newClient(t, server)
			c.once(t)
			c.send(t, bulky(1, 30_000))
			for range noTries {
				c.once(t)
			}
			here, notices := c.rows(t, "Sent"), c.notices(t)
			if len(sentThere(t, o)) != 0 || len(here) != 1 || here[0].Body != mail.BodyHere || c.pending(t) != 0 {
				t.Errorf("here: %+v, %d operations", here, c.pending(t))
			}
			if len(notices) != 1 || notices[0].Code != "GW-OP-REFUSED" || !strings.Contains(notices[0].Text, test.code) {
				t.Errorf("notices: %+v", notices)
			}
		})
	}
}

// A mailbox without room is offered the message again, after a while, and the
// rest goes on meanwhile.
func TestAppendWithoutRoom(t *testing.T) {
	const quota = "mail_plugins = quota\nprotocol imap {\nmail_plugins = quota imap_quota\n}\nplugin {\nquota = maildir:User\nquota_rule = *:storage=10K\n}\n"
	for name, test := range map[string]struct{ extra, answer string }{
		"said at once":    {"", "NO [OVERQUOTA] Quota exceeded"},
		"before its +":    {"protocol imap {\nimap_capability = IMAP4rev1 UIDPLUS\n}\n", "NO [OVERQUOTA] Quota exceeded"},
		"a real one, 10K": {quota, ""},
	} {
		t.Run(name, func(t *testing.T) {
			noneLeft(t)
			d := startDovecot(t, test.extra)
			o := d.other(t)
			server := d.server(accounts.Plain)
			var full atomic.Bool
			var offered atomic.Int32
			full.Store(true)
			server.Port = between(t, d.addr(), func(command string) verdict {
				if strings.HasPrefix(command, "APPEND") {
					offered.Add(1)
					if full.Load() {
						return verdict{say: test.answer}
					}
				}
				return verdict{}
			})
			c := newClient(t, server)
			c.once(t)
			for n := range maxHeld + 5 { // more than may be in the way of the rest
				c.send(t, bulky(n, 30_000))
			}
			c.once(t)
			c.once(t)
			if n := offered.Load(); n != 1 || c.pending(t) != maxHeld+5 {
				t.Errorf("offered %d times, %d operations", n, c.pending(t))
			}
			notices := c.notices(t)
			if len(notices) != 1 || notices[0].Code != "GW-MAIL-QUOTA" || !strings.Contains(notices[0].Text, "uota") {
				t.Errorf("notices: %+v", notices)
			}
			if test.answer == "" {
				return // there is no making room here
			}
			full.Store(false)
			c.fullUntil = time.Now().Add(-time.Second) // an hour has passed
			c.once(t)
			if there := sentThere(t, o); len(there) != maxHeld+5 || c.pending(t) != 0 || len(c.notices(t)) != 1 {
				t.Errorf("%d messages there, %d operations", len(there), c.pending(t))
			}
		})
	}
}

// A server that does not understand the flags or the date gets the message
// without them.
func TestSentCopyBare(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	server := d.server(accounts.Plain)
	server.Port = between(t, d.addr(), func(command string) verdict {
		if strings.HasPrefix(command, "APPEND") && strings.Contains(command, "Seen") {
			return verdict{say: "BAD Unknown flag: SEEN"}
		}
		return verdict{}
	})
	c := newClient(t, server)
	c.once(t)
	c.send(t, letter(1))
	c.once(t)
	if there, n := sentThere(t, o), c.pending(t); len(there) != 1 || n != 0 {
		t.Errorf("%d messages there, %d operations left", len(there), n)
	}
}
