package pop3

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/auth"
	"godwit/accounts/dial"
	"godwit/sync/event"
	"godwit/sync/localserver"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// A connection that breaks at every few messages costs time and nothing else,
// also when the program is started anew each time.
func TestBreaksBetweenBatches(t *testing.T) {
	var asked atomic.Int64
	f := newFixture(t, localserver.Options{Fault: func(s localserver.Step) *localserver.Fault {
		if s.Name == localserver.StepRetr && asked.Add(1)%23 == 0 {
			return &localserver.Fault{Drop: true}
		}
		return nil
	}})
	f.deliver(100)
	dir := t.TempDir()
	broken := 0
	for range 20 {
		st, err := store.Open(t.Context(), dir, &event.Hub{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if broken == 0 {
			if f.Account.ID, err = st.AddAccount(t.Context(), f.Account); err != nil {
				t.Fatal(err)
			}
		}
		again := New(f.Config)
		again.Store, again.Account = st, f.Account
		err = again.Once(t.Context())
		if err == nil {
			f.Remote = again
			f.same()
			if broken < 3 {
				t.Errorf("broke %d times only", broken)
			}
			st.Close()
			return
		}
		var e *dial.Error
		if !errors.As(err, &e) || e.Kind != dial.Closed {
			t.Fatal(err)
		}
		broken++
		st.Close()
	}
	t.Error("never came to an end")
}

func TestMessageRefused(t *testing.T) {
	var fail atomic.Bool
	fail.Store(true)
	f := newFixture(t, localserver.Options{Fault: func(s localserver.Step) *localserver.Fault {
		if s.Name == localserver.StepRetr && s.Arg == "7" && fail.Load() {
			return &localserver.Fault{Reply: "-ERR [SYS/TEMP] The disk is asleep"}
		}
		return nil
	}})
	f.deliver(30)
	if n := f.once(); n != 29 {
		t.Errorf("%d new, want all but one", n)
	}
	fail.Store(false)
	if n := f.once(); n != 1 {
		t.Errorf("%d new, want the one that was refused", n)
	}
	f.same()
}

func TestSignInRefused(t *testing.T) {
	for _, c := range []struct {
		fault     localserver.Fault
		code      string
		temporary bool
	}{
		{localserver.Fault{Reply: "-ERR [AUTH] No"}, "AUTH", false},
		{localserver.Fault{Reply: "-ERR [IN-USE] Busy"}, "IN-USE", true},
		{localserver.Fault{Reply: "-ERR [SYS/PERM] Closed"}, "SYS/PERM", false},
	} {
		f := newFixture(t, localserver.Options{Fault: func(s localserver.Step) *localserver.Fault {
			if s.Name == localserver.StepLogin {
				return &c.fault
			}
			return nil
		}})
		var e *auth.Error
		if err := f.Once(t.Context()); !errors.As(err, &e) || e.Code != c.code || e.Temporary != c.temporary {
			t.Errorf("%s: %v", c.fault.Reply, err)
		}
	}
}

func TestHangingServer(t *testing.T) {
	f := newFixture(t, localserver.Options{Fault: func(s localserver.Step) *localserver.Fault {
		if s.Name == localserver.StepConnect {
			return &localserver.Fault{Hang: true}
		}
		return nil
	}})
	f.Dial = dial.Dialer{Timeout: 50 * time.Millisecond}
	var e *dial.Error
	if err := f.Once(t.Context()); !errors.As(err, &e) || e.Kind != dial.Timeout {
		t.Errorf("got %v", err)
	}
}

func TestCheck(t *testing.T) {
	f := newFixture(t, localserver.Options{})
	f.deliver(2)
	s := f.server.POP3()
	s.User = f.user.Email
	if err := Check(t.Context(), dial.Dialer{}, s, f.user.Password); err != nil {
		t.Error(err)
	}
	var e *auth.Error
	if err := Check(t.Context(), dial.Dialer{}, s, "wrong"); !errors.As(err, &e) || e.Temporary {
		t.Errorf("wrong password: %v", err)
	}
	if n := len(f.inbox()); n != 0 {
		t.Errorf("a check collected %d messages", n)
	}
	s.Host, s.Security = "mail.example.org", accounts.Plain
	var d *dial.Error
	if err := Check(t.Context(), dial.Dialer{}, s, "x"); !errors.As(err, &d) || d.Kind != dial.Unprotected {
		t.Errorf("plain text to another host: %v", err)
	}
}

func TestFetch(t *testing.T) {
	f := newFixture(t, localserver.Options{})
	f.deliver(1)
	f.once()
	rows, err := f.Store.List(t.Context(), mail.ListQuery{Account: f.Account.ID})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	if err := f.Fetch(t.Context(), rows[0].ID); err != nil {
		t.Error(err)
	}
	if err := f.Fetch(t.Context(), 4711); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}
