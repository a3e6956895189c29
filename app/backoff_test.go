package app

import (
	"context"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/machine"
	"godwit/compose"
	"godwit/sync/imap"
	"godwit/sync/localserver"
	"godwit/sync/mail"
	"godwit/sync/query"
)

// waits is an injected After: the test sees each wait and ends it.
type waits chan wait

type wait struct {
	d   time.Duration
	end chan time.Time
}

func (w waits) after(d time.Duration) <-chan time.Time {
	one := wait{d, make(chan time.Time, 1)}
	w <- one
	return one.end
}

func (w waits) next(t *testing.T) wait {
	t.Helper()
	select {
	case one := <-w:
		return one
	case <-time.After(60 * time.Second):
		t.Fatal("nothing waits to try again")
		return wait{}
	}
}

func TestBackOffGrowsAndEnds(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	pauses := make(waits, 1)
	a := open(t, t.TempDir(), pauses.after)
	id := add(t, a, w.account(mira), "godwit")
	start(t, a)
	untilState(t, a, id, Live)

	imap, smtp := w.server.IMAP().Port, w.server.SMTP().Port
	w.server.Close()
	one := pauses.next(t)
	for _, want := range []time.Duration{1, 2, 5, 10} {
		if one.d != want*time.Second {
			t.Errorf("waits %v, not %v", one.d, want*time.Second)
		}
		untilState(t, a, id, Waiting)
		if s := a.Status.Of(id); s.Problem == nil || s.Problem.Needs != NeedsTime || s.Until.IsZero() {
			t.Errorf("%+v", s)
		}
		one.end <- time.Now()
		one = pauses.next(t)
	}
	d := compose.Draft{Account: id, From: mail.Address{Email: mira}, To: []mail.Address{{Email: "ada@example.org"}}, Subject: "patience"}
	out, err := a.Outbox.Send(t.Context(), d, 0)
	if err != nil {
		t.Fatal(err)
	}
	until(t, a, "retry", func() bool {
		o, err := a.Outbox.Show(t.Context(), out.ID)
		return err == nil && o.State == mail.StateRetry
	})

	back, err := localserver.Start(localserver.Options{IMAPPort: imap, SMTPPort: smtp})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { back.Close() })
	one.end <- time.Now()
	untilState(t, a, id, Live)
	until(t, a, "sent as soon as the server is back", func() bool {
		o, err := a.Outbox.Show(t.Context(), out.ID)
		return err == nil && o.State == mail.StateSent
	})

	back.Disconnect()
	one = pauses.next(t)
	if one.d != time.Second {
		t.Errorf("after it was well, waits %v", one.d)
	}
	one.end <- time.Now()
	untilState(t, a, id, Live)
}

func TestOfflineWhenNothingIsKnownOfTheServer(t *testing.T) {
	for kind, want := range map[string]State{
		"GW-NET-DNS": Offline, "GW-NET-UNREACHABLE": Offline, "GW-NET-NO-HOST": Offline, "GW-NET-REFUSED": Waiting, "GW-NET-TIMEOUT": Waiting,
	} {
		pauses := make(waits, 1)
		a := open(t, t.TempDir(), pauses.after)
		r := newRunner(a.engine, accounts.Account{ID: 7}, nil)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		r.pause(ctx, &explainedError{Explanation{Code: kind, Needs: NeedsTime}}, 0)
		if got := a.Status.Of(7).State; got != want {
			t.Errorf("%s: %s", kind, got)
		}
	}
}

// scripted is a remote that ends when it is told to.
type scripted struct {
	running chan struct{} // closed when Run begins
	end     chan struct{}
}

func (s *scripted) Run(context.Context) error {
	close(s.running)
	<-s.end
	return context.Canceled
}
func (s *scripted) Once(context.Context) error                  { return nil }
func (s *scripted) Poke()                                       {}
func (s *scripted) Recheck()                                    {}
func (s *scripted) Fetch(context.Context, mail.MessageID) error { return nil }
func (s *scripted) Verify(context.Context, bool) ([]mail.Comparison, error) {
	return nil, nil
}

func (s *scripted) Search(context.Context, query.Node, int) (mail.ServerHits, error) {
	return mail.ServerHits{}, nil
}

func TestRunnersNeverOverlap(t *testing.T) {
	a := open(t, t.TempDir(), nil)
	ctx, cancel := context.WithCancel(t.Context())
	newOne := func() (*runner, *scripted) {
		r := newRunner(a.engine, accounts.Account{ID: 1}, nil)
		s := &scripted{make(chan struct{}), make(chan struct{})}
		r.remote = s
		return r, s
	}
	first, one := newOne()
	firstCtx, stop := context.WithCancel(ctx)
	go first.run(firstCtx, nil)
	<-one.running
	stop() // it takes its time to end

	second, two := newOne()
	go second.run(ctx, first)
	select {
	case <-two.running:
		t.Fatal("two runners of one account at once")
	case <-first.done:
		t.Fatal("the first runner ended before its remote")
	default:
	}
	close(one.end)
	<-two.running
	select {
	case <-first.done:
	default:
		t.Error("the second began before the first was done")
	}
	cancel()
	close(two.end)
	<-second.done
	if _, err := second.pass(t.Context()); err != errStopped {
		t.Errorf("a pass of a runner that ended: %v", err)
	}
}

// What a server says it wants is what it gets; what we choose is spread and
// has an end.
func TestRest(t *testing.T) {
	a := open(t, t.TempDir(), nil)
	for _, c := range []struct {
		words    string
		failures int
		random   float64
		want     time.Duration
		asked    bool
	}{
		{"no", 0, 0, 800 * time.Millisecond, false},
		{"no", 0, 0.999999, 1200 * time.Millisecond, false},
		{"no", 4, 0.5, 30 * time.Second, false},
		{"no", 7, 0.999999, 5 * time.Minute, false},
		{"no", 1000, 0, 4 * time.Minute, false},
		{"Request is throttled. Suggested Backoff Time: 299961 milliseconds", 0, 0, 299_961 * time.Millisecond, true},
		{"Request is throttled. Suggested Backoff Time: 999999999", 0, 0, time.Hour, true},
		{"Request is throttled. Suggested Backoff Time: 99999999999999999999", 0, 0, time.Hour, true},
		{"Server busy. Please try again in 15 minutes", 3, 0, 15 * time.Minute, true},
		{"Please wait 90 seconds before you log in", 3, 0, 90 * time.Second, true},
		{"Request is throttled.", 0, 0.5, time.Minute, true},
		{"Too many simultaneous connections. (Failure)", 0, 0.5, 30 * time.Second, true},
		{"Too many simultaneous connections. (Failure)", 6, 0.5, 2 * time.Minute, true},
	} {
		a.engine.random = func() float64 { return c.random }
		err := &imap.RefusedError{Command: "SELECT", Text: c.words}
		wait, asked := a.engine.rest(err, Explain(err).Code, c.failures)
		if d := wait - c.want; asked != c.asked || d > time.Millisecond || d < -time.Millisecond {
			t.Errorf("%s, %d, %v: waits %v, asked %v", c.words, c.failures, c.random, wait, asked)
		}
	}
}

// Another network, or the end of sleep, ends a wait of our own; one that the
// server asked for it does not.
func TestMovedEndsTheWait(t *testing.T) {
	pauses := make(waits, 1)
	a := open(t, t.TempDir(), pauses.after)
	events := make(chan machine.Event)
	a.engine.watch = played(events)
	w := newWorld(t, localserver.Options{})
	id := add(t, a, w.account(mira), "godwit")
	start(t, a)
	untilState(t, a, id, Live)
	w.server.Close()
	for _, want := range []time.Duration{1, 2, 5} {
		one := pauses.next(t)
		if one.d != want*time.Second {
			t.Errorf("waits %v, not %v", one.d, want*time.Second)
		}
		if want < 5 {
			one.end <- time.Now()
		}
	}
	untilState(t, a, id, Waiting)
	events <- machine.Event{Network: true}
	if one := pauses.next(t); one.d != time.Second {
		t.Errorf("on another network it begins with %v", one.d)
	}
	untilState(t, a, id, Waiting)
	events <- machine.Event{Woke: true}
	pauses.next(t)

	asked := newRunner(a.engine, accounts.Account{ID: 9}, nil)
	ctx, cancel := context.WithCancel(t.Context())
	over := make(chan ending, 1)
	go func() {
		over <- asked.pause(ctx, &imap.RefusedError{Command: "SELECT", Text: "Request is throttled."}, 0)
	}()
	pauses.next(t)
	asked.moved()
	asked.ask()
	if e := <-over; e != again || len(asked.retry) != 1 {
		t.Errorf("a wait that the server asked for ended as %d, and not because a person asked", e)
	}
	cancel()
}

// Exchange may sign us in and have no mailbox for a moment.
func TestNotConnectedIsDoubted(t *testing.T) {
	pauses := make(waits, 10)
	a := open(t, t.TempDir(), pauses.after)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := newRunner(a.engine, accounts.Account{ID: 9}, nil)
	for failures, want := range []State{Waiting, Waiting, Waiting, NeedsPassword} {
		r.pause(ctx, &imap.RefusedError{Command: "LIST", Text: "User is authenticated but not connected."}, failures)
		if got := a.Status.Of(9).State; got != want {
			t.Errorf("after %d failures: %s", failures, got)
		}
	}
}
