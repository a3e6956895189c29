package imap

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

const worthHelp = helpBodies + 2*batchMessages

// fill puts letters into a mailbox.
func (d *dovecot) fill(t *testing.T, box string, n int) {
	t.Helper()
	o := d.other(t)
	for i := range n {
		put(t, o, box, letter(i))
	}
}

func (c *client) bodies(t *testing.T, path string) (here, broken, missing int) {
	t.Helper()
	for _, row := range c.rows(t, path) {
		switch row.Body {
		case mail.BodyHere:
			here++
		case mail.BodyBroken:
			broken++
		default:
			missing++
		}
	}
	return here, broken, missing
}

// With much to do a second connection helps: the first is held until it does.
func TestHelp(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	d.fill(t, "INBOX", worthHelp)
	var fetching, open, most atomic.Int64
	both := make(chan struct{})
	server := d.server(accounts.Plain)
	server.Port = between(t, d.addr(), func(command string) verdict {
		switch {
		case strings.HasPrefix(command, "LOGIN"), strings.HasPrefix(command, "AUTHENTICATE"):
			most.Store(max(most.Load(), open.Add(1)))
		case command == "LOGOUT":
			open.Add(-1)
		case strings.Contains(command, "BODY.PEEK[]"):
			if fetching.Add(1) == 2 { // of two connections: a command of one is answered before its next is read
				close(both)
			}
			<-both
		}
		return verdict{}
	})
	c := newClient(t, server)
	c.helpAfter = time.Millisecond
	var mu sync.Mutex
	kinds := map[bool]bool{}
	c.Config.Progress = func(p mail.Progress) {
		mu.Lock()
		defer mu.Unlock()
		if p.Folder != 0 && p.Pass == nil && p.Total > 0 {
			kinds[p.Bodies] = true
			if p.Done > p.Total {
				t.Errorf("%d of %d", p.Done, p.Total)
			}
		}
	}
	c.once(t)
	if here, broken, missing := c.bodies(t, "INBOX"); here != worthHelp || broken+missing > 0 {
		t.Errorf("%d here, %d broken, %d missing", here, broken, missing)
	}
	if n := most.Load(); n < 2 || n > maxLines {
		t.Errorf("%d connections at a time", n)
	}
	if len(kinds) != 2 {
		t.Errorf("progress of %v", kinds)
	}
}

// A server that allows one connection is none that fails.
func TestHelpRefused(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "protocol imap {\nmail_max_userip_connections = 2\n}\n")
	d.fill(t, "INBOX", worthHelp) // from the second connection
	c := newClient(t, d.server(accounts.Plain))
	c.helpAfter = time.Millisecond
	c.once(t)
	if here, _, _ := c.bodies(t, "INBOX"); here != worthHelp {
		t.Errorf("%d bodies", here)
	}
}

// A message that breaks connections is found although several are at work.
func TestPoisonWithHelp(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	d.fill(t, "INBOX", worthHelp)
	server := d.server(accounts.Plain)
	server.Port = proxy(t, d.addr(), func(chunk []byte) (int, bool) {
		if i := bytes.Index(chunk, []byte("The text of letter 317.")); i >= 0 {
			return i, true
		}
		return len(chunk), false
	})
	c := newClient(t, server)
	c.helpAfter = time.Millisecond
	var err error
	for range 3 {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		err = c.Once(ctx)
		cancel()
		if err == nil {
			break
		}
		t.Log(err)
	}
	if here, broken, missing := c.bodies(t, "INBOX"); err != nil || here != worthHelp-1 || broken != 1 || missing != 0 {
		t.Errorf("%v: %d here, %d broken, %d missing", err, here, broken, missing)
	}
}

// Somebody who opens a message does not wait for the bodies under way.
func TestFetchWhileBusy(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	d.fill(t, "INBOX", 20)
	held, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	server := d.server(accounts.Plain)
	server.Port = between(t, d.addr(), func(command string) verdict {
		if strings.Contains(command, "BODY.PEEK[]") && strings.Contains(command, ":") {
			once.Do(func() { close(held) })
			<-release
		}
		return verdict{}
	})
	c := newClient(t, server)
	ended := make(chan error, 1)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	go func() { ended <- c.Once(ctx) }()
	<-held
	rows := c.rows(t, "INBOX")
	last := rows[len(rows)-1].ID
	err := c.Fetch(ctx, last)
	_, raw := c.Store.Raw(ctx, last)
	close(release)
	if err != nil || raw != nil {
		t.Errorf("Fetch: %v, %v", err, raw)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// The same where the server allows no connection for it: it is next.
func TestFetchWithoutConnection(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "protocol imap {\nmail_max_userip_connections = 2\n}\n")
	d.fill(t, "INBOX", 20) // from the second connection
	held, release := make(chan struct{}), make(chan struct{})
	var once, free sync.Once
	var signIns atomic.Int64
	server := d.server(accounts.Plain)
	server.Port = between(t, d.addr(), func(command string) verdict {
		switch {
		case strings.HasPrefix(command, "AUTHENTICATE"), strings.HasPrefix(command, "LOGIN"):
			if signIns.Add(1) == 2 {
				free.Do(func() { close(release) })
			}
		case strings.Contains(command, "BODY.PEEK[]") && strings.Contains(command, ":"):
			once.Do(func() { close(held) })
			<-release
		}
		return verdict{}
	})
	c := newClient(t, server)
	ended := make(chan error, 1)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	go func() { ended <- c.Once(ctx) }()
	<-held
	rows := c.rows(t, "INBOX")
	if err := c.Fetch(ctx, rows[len(rows)-1].ID); err != nil {
		t.Errorf("Fetch: %v", err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// While it is to be quiet headers come, and bodies when it is over.
func TestQuiet(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	put(t, o, "INBOX", letter(0))
	c := newClient(t, d.server(accounts.Plain))
	var quiet atomic.Bool
	quiet.Store(true)
	c.Config.Quiet = quiet.Load
	c.start(t)
	put(t, o, "INBOX", letter(1))
	c.awaitLetters(t, 2)
	if here, _, _ := c.bodies(t, "INBOX"); here != 0 {
		t.Errorf("%d bodies", here)
	}
	quiet.Store(false)
	c.Poke()
	c.await(t, "bodies", func() bool { here, _, _ := c.bodies(t, "INBOX"); return here == 2 })
}

func TestKeepByFolder(t *testing.T) {
	d := startDovecot(t, "")
	o := d.other(t)
	put(t, o, "INBOX", letter(0))
	put(t, o, "Sent", letter(1))
	c := newClient(t, d.server(accounts.Plain))
	c.HeadersOnly = true
	c.once(t)
	c.HeadersOnly = false
	if err := c.Store.SetKeep(context.Background(), c.folderAt(t, "Sent").ID, accounts.Keep{Mode: accounts.KeepHeaders}); err != nil {
		t.Fatal(err)
	}
	put(t, o, "Sent", letter(2))
	c.once(t)
	if here, _, _ := c.bodies(t, "INBOX"); here != 1 {
		t.Error("INBOX keeps all")
	}
	if here, _, missing := c.bodies(t, "Sent"); here != 0 || missing != 2 {
		t.Errorf("Sent keeps headers: %d bodies", here)
	}
}

// News and what the user does do not wait for the end of a long pass.
func TestNewsAmidBodies(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	put(t, o, "INBOX", letter(0))
	c := newClient(t, d.server(accounts.Plain))
	c.once(t) // so that the next pass is not the first
	for i := range 3 {
		put(t, o, "Archive", letter(100+i))
	}
	p := c.newPass(context.Background(), nil)
	defer p.line.close()
	s, err := c.connect(context.Background(), "test")
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	put(t, o, "INBOX", letter(1))
	c.news.tell("INBOX")
	c.Poke()
	for range 2 {
		do := p.errand(true)
		if do == nil {
			t.Fatal("nothing to do")
		}
		if err := do.run(context.Background(), s); err != nil {
			t.Fatal(err)
		}
	}
	if do := p.errand(true); do != nil || !p.again {
		t.Error("a poke is followed by a pass, and done with")
	}
	if here, _, _ := c.bodies(t, "INBOX"); here != 2 {
		t.Errorf("%d letters", here)
	}
}

// Who waits for a connection of a run does not wait longer than the run lasts.
func TestNobodyIsHandedToAnEndedRun(t *testing.T) {
	r := New(Config{})
	end := r.begin()
	time.AfterFunc(10*time.Millisecond, end)
	if done, err := r.hand(t.Context(), 1, time.Hour); done || err != nil {
		t.Errorf("%v, %v", done, err)
	}
}
