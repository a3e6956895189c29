package pop3

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/sync/event"
	"godwit/sync/localserver"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// fixture is an account, its store and its server.
type fixture struct {
	*Remote
	t      *testing.T
	server *localserver.Server
	user   localserver.User
	passes []mail.Pass
	stages []mail.Stage
}

func newFixture(t *testing.T, o localserver.Options) *fixture {
	t.Helper()
	quiet(t)
	s, err := localserver.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	f := &fixture{t: t, server: s, user: s.Users()[0]}
	f.open(s.POP3(), f.user.Email, f.user.Password)
	return f
}

// quiet checks at the end that no goroutine is left.
func quiet(t *testing.T) {
	t.Helper()
	before := runtime.NumGoroutine()
	t.Cleanup(func() {
		for range 100 {
			if runtime.NumGoroutine() <= before {
				return
			}
			time.Sleep(10 * time.Millisecond) // a goroutine's last return cannot be waited for
		}
		b := make([]byte, 1<<16)
		t.Errorf("goroutines are left:\n%s", b[:runtime.Stack(b, true)])
	})
}

func (f *fixture) open(s accounts.Server, user, password string) {
	f.t.Helper()
	st, err := store.Open(f.t.Context(), f.t.TempDir(), &event.Hub{}, nil)
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { st.Close() })
	s.User = user
	a := accounts.Account{
		Identities: []accounts.Identity{{Email: "mira@demo.test"}}, Incoming: s,
		Outgoing: accounts.Server{Protocol: accounts.None}, Secrets: accounts.Session,
	}
	if a.ID, err = st.AddAccount(f.t.Context(), a); err != nil {
		f.t.Fatal(err)
	}
	f.Remote = New(Config{
		Account: a, Store: st, Dial: dial.Dialer{Timeout: 20 * time.Second},
		Secret: func(context.Context, accounts.Server) (string, error) { return password, nil },
		Progress: func(p mail.Progress) {
			f.stages = append(f.stages, p.Stage)
			if p.Pass != nil {
				f.passes = append(f.passes, *p.Pass)
			}
		},
	})
}

func (f *fixture) deliver(n int) {
	f.t.Helper()
	for range n {
		i := len(f.server.Messages(f.user.Email, "INBOX"))
		raw := fmt.Sprintf("From: Ines <ines@estuary.example>\r\nTo: mira@demo.test\r\nSubject: Letter %d\r\nMessage-ID: <%d@estuary.example>\r\n\r\n.dots\r\n..\r\nAt high water %d\r\n", i, i, i)
		if err := f.server.Deliver(f.user.Email, []byte(raw)); err != nil {
			f.t.Fatal(err)
		}
	}
}

// once runs a pass that must succeed and returns how many messages were new.
func (f *fixture) once() int {
	f.t.Helper()
	if err := f.Once(f.t.Context()); err != nil {
		f.t.Fatal(err)
	}
	return f.passes[len(f.passes)-1].New
}

// inbox returns the raw messages that are here, newest first.
func (f *fixture) inbox() []string {
	f.t.Helper()
	rows, err := f.Store.List(f.t.Context(), mail.ListQuery{Account: f.Account.ID, Role: mail.Inbox})
	if err != nil {
		f.t.Fatal(err)
	}
	var all []string
	for _, row := range rows {
		raw, err := f.Store.Raw(f.t.Context(), row.ID)
		if err != nil {
			f.t.Fatal(err)
		}
		all = append(all, string(raw))
	}
	return all
}

// same fails unless the inbox holds what the server's does, byte for byte.
func (f *fixture) same() {
	f.t.Helper()
	here := f.inbox()
	var there []string
	for _, m := range f.server.Messages(f.user.Email, "INBOX") {
		there = append(there, string(m.Raw))
	}
	slices.Sort(here)
	slices.Sort(there)
	if !slices.Equal(here, there) {
		f.t.Errorf("%d messages here, %d there, or not the same bytes", len(here), len(there))
	}
}

func TestCollect(t *testing.T) {
	f := newFixture(t, localserver.Options{})
	if n := f.once(); n != 0 {
		t.Errorf("%d messages from an empty mailbox", n)
	}
	f.deliver(45)
	if n := f.once(); n != 45 {
		t.Errorf("%d new, want 45", n)
	}
	f.same()
	if n := f.once(); n != 0 {
		t.Errorf("%d messages came twice", n)
	}
	f.deliver(3)
	if n := f.once(); n != 3 {
		t.Errorf("%d new, want 3", n)
	}
	f.same()
	if got := len(f.server.Messages(f.user.Email, "INBOX")); got != 48 {
		t.Errorf("%d messages are left on the server, want all 48", got)
	}
	last := f.passes[len(f.passes)-1]
	if last.Total != 48 || last.Folder.Role != mail.Inbox || f.stages[len(f.stages)-1] != mail.Live {
		t.Errorf("last pass %+v, stages %v", last, f.stages)
	}
}

func TestSampleMail(t *testing.T) {
	f := newFixture(t, localserver.Options{Sample: true})
	f.once()
	f.same()
	rows, err := f.Store.List(t.Context(), mail.ListQuery{Account: f.Account.ID})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if row.Subject == "" || row.Preview == "" || row.Body != mail.BodyHere {
			t.Errorf("row %+v", row)
		}
	}
}

func TestDeletedHereStaysAway(t *testing.T) {
	f := newFixture(t, localserver.Options{})
	f.deliver(2)
	f.once()
	rows, err := f.Store.List(t.Context(), mail.ListQuery{Account: f.Account.ID})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Store.Delete(t.Context(), []mail.MessageID{rows[0].ID}); err != nil {
		t.Fatal(err)
	}
	if n := f.once(); n != 0 || len(f.inbox()) != 1 {
		t.Errorf("%d came again; %d are here, want 1", n, len(f.inbox()))
	}
	if got := len(f.server.Messages(f.user.Email, "INBOX")); got != 2 {
		t.Errorf("%d messages on the server, want 2", got)
	}
}

func TestLeaveDays(t *testing.T) {
	f := newFixture(t, localserver.Options{})
	f.Account.LeaveDays = 7
	f.deliver(30)
	f.once()
	today := time.Now()
	f.now = func() time.Time { return today.AddDate(0, 0, 6) }
	f.once()
	if got := len(f.server.Messages(f.user.Email, "INBOX")); got != 30 {
		t.Errorf("%d messages on the server after six days, want 30", got)
	}
	f.now = func() time.Time { return today.AddDate(0, 0, 8) }
	f.once()
	f.now = time.Now // as is the clock by which the store remembers
	f.deliver(1)
	f.once()
	if got := f.server.Messages(f.user.Email, "INBOX"); len(got) != 1 || !strings.Contains(string(got[0].Raw), "Letter 0") {
		t.Errorf("%d messages on the server after eight days, want the new one", len(got))
	}
	if n := len(f.inbox()); n != 31 {
		t.Errorf("%d messages here, want 31", n)
	}
}

func TestForgetOnlyLongGone(t *testing.T) {
	f := newFixture(t, localserver.Options{})
	f.Account.LeaveDays = 1
	f.deliver(3)
	f.once()
	today := time.Now()
	count := func() int {
		m, err := f.Store.UIDLs(t.Context(), f.Account.ID)
		if err != nil {
			t.Fatal(err)
		}
		return len(m)
	}
	f.now = func() time.Time { return today.AddDate(0, 0, 2) }
	f.once()
	f.now = func() time.Time { return today.AddDate(0, 0, 100) }
	f.once()
	if n := count(); n != 3 {
		t.Errorf("an empty list made %d of 3 ids forgotten", 3-n)
	}
	f.deliver(1)
	f.once()
	if n := count(); n != 1 { // its three have left more than ninety days ago
		t.Errorf("%d ids are known, want that of the new message", n)
	}
}

func TestRunPoke(t *testing.T) {
	f := newFixture(t, localserver.Options{})
	live := make(chan bool)
	waits := make(chan time.Duration, 10)
	tick := make(chan time.Time)
	f.Progress = func(p mail.Progress) {
		if p.Stage == mail.Live {
			live <- true
		}
	}
	f.after = func(d time.Duration) <-chan time.Time { waits <- d; return tick }
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- f.Run(ctx) }()
	<-live
	f.deliver(1)
	f.Poke()
	<-live
	f.deliver(1)
	<-waits
	if d := <-waits; d != every {
		t.Errorf("waits %v, want %v", d, every)
	}
	tick <- time.Now()
	<-live
	cancel()
	if err := <-done; err != context.Canceled {
		t.Errorf("Run ended with %v", err)
	}
	f.same()
}
