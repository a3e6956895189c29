package app

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/machine"
	"godwit/sync/localserver"
	"godwit/sync/mail"
)

// TestMain fails when a goroutine of ours outlives the tests.
func TestMain(m *testing.M) {
	code := m.Run()
	for range 50 {
		if ours() == "" {
			os.Exit(code)
		}
		time.Sleep(100 * time.Millisecond)
	}
	fmt.Fprintln(os.Stderr, "goroutines are left:\n"+ours())
	os.Exit(1)
}

// ours are the stacks of goroutines that run or were started by our code.
func ours() string {
	buf := make([]byte, 1<<20)
	buf = buf[:runtime.Stack(buf, true)]
	var left []string
	for _, g := range strings.Split(string(buf), "\n\n") {
		if (strings.Contains(g, "godwit/") || strings.Contains(g, "database/sql.")) && !strings.Contains(g, "TestMain") {
			left = append(left, g)
		}
	}
	return strings.Join(left, "\n\n")
}

const (
	mira  = "mira@demo.test"
	jonas = "jonas@demo.test"
)

// world is a mail server and what it was asked.
type world struct {
	t      *testing.T
	server *localserver.Server

	mu     sync.Mutex
	logins map[string]int // by protocol and user
	fault  func(localserver.Step) *localserver.Fault
}

func newWorld(t *testing.T, o localserver.Options) *world {
	t.Helper()
	w := &world{t: t, logins: make(map[string]int)}
	o.Fault = func(s localserver.Step) *localserver.Fault {
		w.mu.Lock()
		defer w.mu.Unlock()
		if s.Name == localserver.StepLogin {
			w.logins[string(s.Protocol)+" "+s.Arg]++
		}
		if w.fault != nil {
			return w.fault(s)
		}
		return nil
	}
	var err error
	if w.server, err = localserver.Start(o); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.server.Close() })
	return w
}

func (w *world) loginsOf(p accounts.Protocol, user string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.logins[string(p)+" "+user]
}

func (w *world) setFault(f func(localserver.Step) *localserver.Fault) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fault = f
}

// account is one at the server, by IMAP.
func (w *world) account(email string) accounts.Account {
	acc := accounts.Account{
		Identities: []accounts.Identity{{Name: strings.ToUpper(email[:1]), Email: email}},
		Incoming:   w.server.IMAP(), Outgoing: w.server.SMTP(),
		SentCopy: accounts.SentByClient, Secrets: accounts.Session,
	}
	acc.Incoming.User, acc.Outgoing.User = email, email
	return acc
}

// open opens a profile; two calls with one dir are two programs at work on it.
func open(t *testing.T, dir string, after func(time.Duration) <-chan time.Time) *App {
	t.Helper()
	a, err := Open(t.Context(), Options{
		Profile: dir, Timeout: 20 * time.Second, After: after, Random: func() float64 { return 0.5 }, Machine: still,
		Passphrase: func() (string, error) { return "open sesame", nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return a
}

// still is a computer that nothing happens to.
func still(ctx context.Context) <-chan machine.Event {
	c := make(chan machine.Event)
	context.AfterFunc(ctx, func() { close(c) })
	return c
}

func add(t *testing.T, a *App, acc accounts.Account, password string) accounts.ID {
	t.Helper()
	id, err := a.Accounts.Add(t.Context(), acc, Secrets{Incoming: password})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// start runs the engine until the returned function or the test ends it.
func start(t *testing.T, a *App) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			if err := <-ended; err != nil {
				t.Errorf("Run: %v", err)
			}
		})
	}
	t.Cleanup(stop)
	return stop
}

// until looks at each event whether something has come true.
func until(t *testing.T, a *App, what string, true func() bool) {
	t.Helper()
	sub := a.Subscribe()
	defer sub.Close()
	limit := time.After(60 * time.Second)
	for !true() {
		select {
		case <-sub.C:
			sub.Take()
		case <-limit:
			t.Fatalf("never: %s; status %+v", what, a.Status.All())
		}
	}
}

func untilState(t *testing.T, a *App, id accounts.ID, want State) {
	t.Helper()
	until(t, a, string(want), func() bool { return a.Status.Of(id).State == want })
}

func letter(subject string) []byte {
	return []byte("From: Ada <ada@example.org>\r\nTo: Mira <" + mira + ">\r\nSubject: " + subject +
		"\r\nDate: Mon, 02 Nov 2026 09:00:00 +0000\r\nMessage-ID: <" + strings.ReplaceAll(subject, " ", ".") +
		"@example.org>\r\n\r\nAbout " + subject + ".\r\n")
}

func (w *world) deliver(email, subject string) {
	w.t.Helper()
	if err := w.server.Deliver(email, letter(subject)); err != nil {
		w.t.Fatal(err)
	}
}

// find is the account's row with a subject.
func find(t *testing.T, a *App, account accounts.ID, role mail.Role, subject string) (mail.Row, bool) {
	t.Helper()
	rows, err := a.Mail.List(t.Context(), mail.ListQuery{Account: account, Role: role})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.Subject == subject {
			return r, true
		}
	}
	return mail.Row{}, false
}

func untilFound(t *testing.T, a *App, account accounts.ID, role mail.Role, subject string) mail.Row {
	t.Helper()
	var row mail.Row
	until(t, a, "“"+subject+"” in "+string(role), func() bool {
		var ok bool
		row, ok = find(t, a, account, role, subject)
		return ok
	})
	return row
}

// untilToldAll waits for the servers to have every change.
func untilToldAll(t *testing.T, a *App) {
	t.Helper()
	until(t, a, "no pending operations", func() bool {
		n, err := a.Mail.Pending(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		return n == 0
	})
}

// has reports whether the server's mailbox has a message with a subject, and
// its flags.
func (w *world) has(email, mailbox, subject string) (flags []string, n int) {
	for _, m := range w.server.Messages(email, mailbox) {
		if strings.Contains(string(m.Raw), "Subject: "+subject+"\r\n") {
			flags = m.Flags
			n++
		}
	}
	return flags, n
}

// played is a computer to which the test lets things happen.
func played(events <-chan machine.Event) func(context.Context) <-chan machine.Event {
	return func(ctx context.Context) <-chan machine.Event {
		c := make(chan machine.Event)
		go func() {
			defer close(c)
			for {
				select {
				case e := <-events:
					select {
					case c <- e:
					case <-ctx.Done():
						return
					}
				case <-ctx.Done():
					return
				}
			}
		}()
		return c
	}
}
