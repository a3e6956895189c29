package app

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/localserver"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// withoutBody brings a message's header here and leaves its body at the
// server, where no pass looks for it again.
func withoutBody(t *testing.T, w *world, a *App, id accounts.ID, subject string) mail.MessageID {
	t.Helper()
	w.deliver(mira, subject)
	if err := a.Sync(t.Context(), SyncOptions{Account: id, HeadersOnly: true}); err != nil {
		t.Fatal(err)
	}
	row, ok := find(t, a, id, mail.Inbox, subject)
	if !ok || row.Body != mail.BodyMissing {
		t.Fatalf("%+v", row)
	}
	if err := a.store.MarkBroken(t.Context(), row.ID); err != nil {
		t.Fatal(err)
	}
	return row.ID
}

func TestRawFetches(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	dir := t.TempDir()
	a := open(t, dir, nil)
	id := add(t, a, w.account(mira), "godwit")
	none := withoutBody(t, w, a, id, "no engine")
	own := withoutBody(t, w, a, id, "own engine")
	others := withoutBody(t, w, a, id, "another's engine")

	if raw, err := a.Mail.Raw(t.Context(), none); err != nil || !bytes.Equal(raw, letter("no engine")) {
		t.Errorf("no engine: %q, %v", raw, err)
	}
	start(t, a)
	untilState(t, a, id, Live)
	if raw, err := a.Mail.Raw(t.Context(), own); err != nil || !bytes.Equal(raw, letter("own engine")) {
		t.Errorf("own engine: %q, %v", raw, err)
	}
	b := open(t, dir, nil) // has no password in its memory, so only the other can fetch
	if raw, err := b.Mail.Raw(t.Context(), others); err != nil || !bytes.Equal(raw, letter("another's engine")) {
		t.Errorf("another's engine: %q, %v", raw, err)
	}
	if r, err := b.Mail.Read(t.Context(), others); err != nil || r.Text == "" || r.Folder.Role != mail.Inbox {
		t.Errorf("%+v, %v", r, err)
	}
	if _, err := b.Mail.Raw(t.Context(), 12345); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("no such message: %v", err)
	}
}

func TestSyncAsksTheEngine(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	dir := t.TempDir()
	a := open(t, dir, nil)
	good := add(t, a, w.account(mira), "godwit")
	bad := add(t, a, w.account(jonas), "wrong")
	w.deliver(mira, "old")
	start(t, a)
	untilState(t, a, good, Live)
	untilState(t, a, bad, NeedsPassword)

	b := open(t, dir, nil)
	row, ok := find(t, b, good, mail.Inbox, "old")
	if !ok {
		t.Fatal("the message is not here")
	}
	if err := b.Mail.Mark(t.Context(), []mail.MessageID{row.ID}, mail.Flagged, 0, nil, nil); err != nil {
		t.Fatal(err)
	}
	if err := b.Sync(t.Context(), SyncOptions{Account: good}); err != nil {
		t.Fatal(err)
	}
	if flags, _ := w.has(mira, "INBOX", "old"); !slices.Contains(flags, `\Flagged`) {
		t.Errorf("after a pass the server has %q", flags)
	}

	err := b.Sync(t.Context(), SyncOptions{})
	var of *AccountError
	if !errors.As(err, &of) || of.Account.ID != bad || Explain(err).Code != "GW-AUTH-REFUSED" {
		t.Errorf("%v: %+v", err, Explain(err))
	}
}

func TestSyncWithoutEngine(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	add(t, a, w.account(mira), "godwit")
	bad := add(t, a, w.account(jonas), "wrong")
	w.deliver(mira, "new")
	passes := make(chan mail.Pass, 100)
	err := a.Sync(t.Context(), SyncOptions{Progress: func(_ accounts.ID, p mail.Progress) {
		if p.Pass != nil {
			passes <- *p.Pass
		}
	}})
	var of *AccountError
	if !errors.As(err, &of) || of.Account.ID != bad {
		t.Errorf("%v", err)
	}
	close(passes)
	for p := range passes {
		if p.Folder.Role == mail.Inbox && (p.New != 1 || p.Total != 1) {
			t.Errorf("%+v", p)
		}
	}
	if rows, err := a.Mail.Search(t.Context(), "new", 0, 0, 10); err != nil || len(rows.Rows) != 1 || !rows.Complete {
		t.Errorf("found %+v, %v", rows, err)
	}
}

func TestRequestsOfADeadEngine(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	dir := t.TempDir()
	a := open(t, dir, nil)
	id := add(t, a, w.account(mira), "godwit")
	body := withoutBody(t, w, a, id, "left over")
	var asked []int64
	for _, q := range []store.Request{{Kind: requestFetch, Message: body}, {Kind: requestSync, Account: id}, {Kind: requestSend}} {
		n, err := a.store.Ask(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		asked = append(asked, n)
	}
	start(t, a)
	until(t, a, "all requests answered", func() bool {
		for _, n := range asked {
			q, err := a.store.Request(t.Context(), n)
			if err != nil || !q.Done {
				return false
			}
			if _, err := replied(q.Error); err != nil {
				t.Fatal(err)
			}
		}
		return true
	})
	if raw, err := a.store.Raw(t.Context(), body); err != nil || len(raw) == 0 {
		t.Errorf("%v", err)
	}
}

// An engine that dies with a request in its hands leaves it to the one who asked.
func TestAskerTakesOver(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	dir := t.TempDir()
	a := open(t, dir, nil)
	id := add(t, a, w.account(mira), "godwit")
	body := withoutBody(t, w, a, id, "taken over")
	silent := open(t, dir, nil)
	release, err := silent.store.Hold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := make(chan error, 1)
	go func() {
		_, err := a.Mail.Raw(t.Context(), body)
		got <- err
	}()
	until(t, silent, "a request", func() bool {
		all, err := silent.store.Requests(t.Context())
		return err == nil && len(all) == 1
	})
	release()
	if err := <-got; err != nil {
		t.Fatal(err)
	}
	if all, err := a.store.Requests(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("left for the next engine: %+v, %v", all, err)
	}
}

func TestServedForgetsWhatIsAnswered(t *testing.T) {
	a := open(t, t.TempDir(), nil)
	stop := start(t, a)
	for range 20 {
		n, err := a.store.Ask(t.Context(), store.Request{Kind: requestSend})
		if err != nil {
			t.Fatal(err)
		}
		if _, done, err := a.engine.answered(t.Context(), n, 60*time.Second); !done || err != nil {
			t.Fatal(done, err)
		}
	}
	stop()
	if n := len(a.engine.served); n > 2 {
		t.Errorf("%d requests are still remembered", n)
	}
}

func TestOutboxRunAsksTheEngine(t *testing.T) {
	dir := t.TempDir()
	a, b := open(t, dir, nil), open(t, dir, nil)
	start(t, a)
	if err := b.Outbox.Run(t.Context()); err != nil {
		t.Error(err)
	}
	if err := a.Outbox.Run(t.Context()); err != nil { // of its own engine
		t.Error(err)
	}
}

func TestWindow(t *testing.T) {
	dir := t.TempDir()
	a, b := open(t, dir, nil), open(t, dir, nil)
	release, err := a.HoldWindow(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	if _, err := b.HoldWindow(t.Context()); !errors.Is(err, ErrWindowOpen) {
		t.Errorf("a second window: %v", err)
	}
	want := []Request{{RequestShow, ""}, {RequestMailto, "mailto:ada@example.org"}}
	for _, q := range want {
		if err := b.AskWindow(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	got, err := a.WindowRequests(t.Context())
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := a.WindowRequests(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("taken twice: %+v, %v", got, err)
	}
}
