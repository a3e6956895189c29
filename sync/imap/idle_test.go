package imap

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/sync/imap/wire"
)

func (c *client) awaitLetters(t *testing.T, n int) {
	t.Helper()
	c.await(t, "new mail", func() bool { return len(c.rows(t, "INBOX")) == n })
}

func TestIdleIsRenewed(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	idles := make(chan bool, 1000)
	server := d.server(accounts.Plain)
	server.Port = between(t, d.addr(), func(command string) verdict {
		if command == "IDLE" {
			select {
			case idles <- true:
			default:
			}
		}
		return verdict{}
	})
	c := newClient(t, server)
	c.idle.every = 20 * time.Millisecond
	c.start(t)
	for range 3 {
		<-idles
	}
	put(t, o, "INBOX", letter(0))
	c.awaitLetters(t, 1)
}

func TestWithoutIdle(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "protocol imap {\nimap_capability = IMAP4rev1\n}\n")
	o := d.other(t)
	c := newClient(t, d.server(accounts.Plain))
	c.inboxEvery = 50 * time.Millisecond
	c.start(t)
	put(t, o, "INBOX", letter(0))
	c.awaitLetters(t, 1)
}

// A server that ends the session at each IDLE is asked from time to time.
func TestByeAtIdle(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	var idles atomic.Int64
	server := d.server(accounts.Plain)
	server.Port = between(t, d.addr(), func(command string) verdict {
		if command == "IDLE" {
			idles.Add(1)
			return verdict{raw: "* BYE no idling here\r\n", bye: true}
		}
		return verdict{}
	})
	c := newClient(t, server)
	c.inboxEvery = 50 * time.Millisecond
	for range maxByes - 1 {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		err := c.Run(ctx)
		cancel()
		var bye *wire.ByeError
		if !errors.As(err, &bye) {
			t.Fatalf("Run: %v", err)
		}
	}
	c.start(t)
	put(t, o, "INBOX", letter(0))
	c.awaitLetters(t, 1)
	put(t, o, "INBOX", letter(1))
	c.awaitLetters(t, 2)
	if n := idles.Load(); n != maxByes {
		t.Errorf("%d IDLEs", n)
	}
}

// A connection of which one half is gone is found out when IDLE is renewed.
func TestHalfOpen(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	server := d.server(accounts.Plain)
	server.Port = between(t, d.addr(), func(command string) verdict { return verdict{mute: command == "DONE"} })
	c := newClient(t, server)
	c.Dial.Timeout = time.Second
	c.idle.every = 50 * time.Millisecond
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	var broken *dial.Error
	if err := c.Run(ctx); !errors.As(err, &broken) || broken.Kind != dial.Timeout {
		t.Errorf("Run: %v", err)
	}
}

// With NOTIFY the watch hears of mailboxes that are not selected.
func TestNewsOfOtherFolders(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	c := newClient(t, d.server(accounts.Plain))
	c.start(t)
	put(t, o, "Archive", letter(0))
	c.await(t, "news of a folder that nobody polls", func() bool { return len(c.rows(t, "Archive")) == 1 })
	if err := o.Create("Later", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	put(t, o, "Later", letter(1))
	c.await(t, "a new folder", func() bool {
		all, err := c.Store.Folders(context.Background(), c.acc)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range all {
			if f.Path == "Later" {
				return f.Total == 1
			}
		}
		return false
	})
}
