package store

import (
	"errors"
	"io"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

// settled gives a message's recipients states, as after an attempt.
func settled(t *testing.T, s *Store, id mail.OutboxID, message, first, second mail.SendState) {
	t.Helper()
	o := claim(t, s, s.now())
	if o.ID != id {
		t.Fatalf("claimed %d", o.ID)
	}
	o.State, o.Recipients[0].State, o.Recipients[1].State = message, first, second
	check(t, s.Settle(t.Context(), o))
}

func states(t *testing.T, s *Store, id mail.OutboxID) string {
	t.Helper()
	o, err := s.Outgoing(t.Context(), id)
	check(t, err)
	return string(o.State) + ": " + string(o.Recipients[0].State) + " " + string(o.Recipients[1].State)
}

// TestDecisionsKeepWhatIsKnown: whoever has it keeps it, whoever was refused is
// tried again only where that is asked for.
func TestDecisionsKeepWhatIsKnown(t *testing.T) {
	const (
		sent, failed, retry   = mail.StateSent, mail.StateFailed, mail.StateRetry
		held, unsure, partial = mail.StateHeld, mail.StateUnsure, mail.StatePartial
	)
	retryNow := func(refused bool) func(*Store, mail.OutboxID) error {
		return func(s *Store, id mail.OutboxID) error { return s.RetryOutgoing(t.Context(), id, refused) }
	}
	resolve := func(arrived bool) func(*Store, mail.OutboxID) error {
		return func(s *Store, id mail.OutboxID) error { return s.ResolveOutgoing(t.Context(), id, arrived) }
	}
	cancel := func(s *Store, id mail.OutboxID) error { return s.CancelOutgoing(t.Context(), id) }
	for _, tt := range []struct {
		message, first, second mail.SendState
		do                     func(*Store, mail.OutboxID) error
		want                   string // "": ErrGone
	}{
		{retry, failed, retry, retryNow(false), "queued: failed queued"},
		{retry, failed, retry, retryNow(true), "queued: queued queued"},
		{retry, sent, retry, retryNow(true), "queued: sent queued"},
		{failed, failed, failed, retryNow(false), "queued: queued queued"},
		{partial, sent, failed, retryNow(false), ""},
		{partial, sent, failed, retryNow(true), "queued: sent queued"},
		{held, failed, held, retryNow(false), "queued: failed queued"},
		{unsure, unsure, retry, retryNow(true), ""},
		{retry, sent, retry, cancel, "partial: sent cancelled"},
		{retry, failed, retry, cancel, "cancelled: failed cancelled"},
		{partial, sent, failed, cancel, ""},
		{unsure, unsure, failed, cancel, ""},
		{unsure, failed, unsure, resolve(true), "partial: failed sent"},
		{unsure, failed, unsure, resolve(false), "queued: failed queued"},
		{unsure, unsure, retry, resolve(true), "queued: sent queued"},
		{unsure, unsure, unsure, resolve(true), "sent: sent sent"},
	} {
		s := fresh(t)
		account, _ := imapAccount(t, s)
		id := queue(t, s, account, "x")
		settled(t, s, id, tt.message, tt.first, tt.second)
		before := states(t, s, id)
		err := tt.do(s, id)
		want := tt.want
		if want == "" {
			want = before
			if !errors.Is(err, ErrGone) {
				t.Errorf("%s: %v, want ErrGone", before, err)
			}
		} else {
			check(t, err)
		}
		if got := states(t, s, id); got != want {
			t.Errorf("%s becomes %s, want %s", before, got, want)
		}
	}
}

// TestRevision: a new revision and the end of the old one are one step; what is
// on its way has no other.
func TestRevision(t *testing.T) {
	for state, want := range map[mail.SendState]mail.SendState{
		mail.StateQueued: mail.StateCancelled, mail.StateRetry: mail.StateCancelled, mail.StateHeld: mail.StateCancelled,
		mail.StateFailed: mail.StateCancelled, mail.StateCancelled: mail.StateCancelled,
		mail.StateSending: "", mail.StateSent: "", mail.StateUnsure: "",
	} {
		s := fresh(t)
		ctx := t.Context()
		account, _ := imapAccount(t, s)
		old := queue(t, s, account, "old")
		check(t, s.update(ctx, "set", stateSetter(old, state)))
		id, err := s.Enqueue(ctx, mail.Outgoing{Account: account, Replaces: old, MessageID: "new@x", Recipients: []mail.Recipient{{Address: "a@b"}}}, []byte("new"))
		rows, listErr := s.Outbox(ctx)
		check(t, listErr)
		o, readErr := s.Outgoing(ctx, old)
		check(t, readErr)
		if want == "" {
			if !errors.Is(err, ErrGone) || o.State != state || len(rows) != 1 {
				t.Errorf("revision of what is %s: %v, then %s, %d rows", state, err, o.State, len(rows))
			}
			if _, err := s.TakeBack(ctx, old, Draft{Account: account}); !errors.Is(err, ErrGone) {
				t.Errorf("take back what is %s: %v", state, err)
			}
			if drafts, err := s.Drafts(ctx); err != nil || len(drafts) != 0 {
				t.Errorf("%d drafts, %v", len(drafts), err)
			}
			continue
		}
		check(t, err)
		if o.State != want || o.Replaced != id {
			t.Errorf("replaced when %s: is %s, replaced by %d", state, o.State, o.Replaced)
		}
		draft, err := s.TakeBack(ctx, id, Draft{Account: account, Subject: "again"})
		check(t, err)
		if _, err := s.Outgoing(ctx, id); !errors.Is(err, mail.ErrNotFound) {
			t.Errorf("taken back and still there: %v", err)
		}
		if d, err := s.Draft(ctx, draft); err != nil || d.Subject != "again" {
			t.Errorf("draft %+v, %v", d, err)
		}
		check(t, s.Check(ctx))
	}
}

// TestAccountWaits: what a server says of an account stops all of it, for as
// long as it asked, and not what a person does in between.
func TestAccountWaits(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, _ := imapAccount(t, s)
	other, _ := imapAccount(t, s)
	now := s.now()
	first := queue(t, s, account, "first")
	o := claim(t, s, now)
	o.State, o.NextTry, o.Error = mail.StateRetry, now.Add(time.Hour), &mail.SendError{Stage: mail.StageMail, Code: 421, Account: true}
	check(t, s.Settle(ctx, o))
	second, third := queue(t, s, account, "second"), queue(t, s, other, "third")
	if o := claim(t, s, s.now()); o.ID != third {
		t.Errorf("claimed %d, want that of the other account", o.ID)
	}
	if _, next, err := s.Claim(ctx, s.now(), nil); !errors.Is(err, mail.ErrNotFound) || next.Before(now.Add(time.Minute)) {
		t.Errorf("next %v, %v", next, err)
	}
	check(t, s.RetryOutgoing(ctx, first, false))
	for _, want := range []mail.OutboxID{first, second} {
		if o := claim(t, s, s.now()); o.ID != want {
			t.Errorf("claimed %d, want %d", o.ID, want)
		}
	}
}

// TestSentIsMade: a server without a mailbox for what was sent gets one, once
// its mailboxes are known.
func TestSentIsMade(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, err := s.AddAccount(ctx, accounts.Account{Incoming: accounts.Server{Protocol: accounts.IMAP}})
	check(t, err)
	id := queue(t, s, account, "x")
	settled(t, s, id, mail.StateSent, mail.StateSent, mail.StateSent)
	m := message(0, "x")
	m.Body = &Body{}
	if err := s.FileCopy(ctx, id, m, time.Time{}); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("mailboxes not known: %v", err)
	}
	wanted, err := s.CopiesWanted(ctx, account)
	check(t, err)
	if len(wanted) != 1 {
		t.Errorf("%d copies wanted", len(wanted))
	}
	check(t, s.SetFolders(ctx, account, []mail.Folder{{Path: "INBOX", Remote: "INBOX", Delim: "/", Role: mail.Inbox}}))
	check(t, s.FileCopy(ctx, id, m, time.Time{}))
	ops, err := s.Ops(ctx, account)
	check(t, err)
	if len(ops) != 2 || ops[0].Kind != mail.OpCreate || ops[1].Kind != mail.OpAppend || ops[1].To != ops[0].Folder {
		t.Errorf("operations %+v", ops)
	}
	rows, err := s.List(ctx, mail.ListQuery{Account: account, Role: mail.Sent})
	check(t, err)
	if len(rows) != 1 {
		t.Fatalf("%d messages in Sent", len(rows))
	}
	// The bytes are those of the outbox, and live as long as either row.
	check(t, s.RemoveOutgoing(ctx, id))
	raw, err := s.Raw(ctx, rows[0].ID)
	check(t, err)
	if string(raw) != "Subject: x\r\n\r\nbye\r\n" {
		t.Errorf("raw %q", raw)
	}
	check(t, s.Check(ctx))
}

// TestStream: large bytes come back as they were, from any place in them.
func TestStream(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, _ := imapAccount(t, s)
	raw := make([]byte, 0, 5<<20)
	for n := uint32(0); len(raw) < 5<<20-1000; n++ {
		raw = append(raw, killBody(n)...)
	}
	id, err := s.Enqueue(ctx, mail.Outgoing{Account: account}, raw)
	check(t, err)
	r, err := s.OutgoingRaw(ctx, id)
	check(t, err)
	defer r.Close()
	for _, at := range []int64{0, 3 << 20, 1 << 20, int64(len(raw)), 7} {
		n, err := r.Seek(at, io.SeekStart)
		check(t, err)
		rest, err := io.ReadAll(r)
		check(t, err)
		if n != at || string(rest) != string(raw[at:]) {
			t.Errorf("from %d: %d octets, want %d", at, len(rest), len(raw)-int(at))
		}
	}
	if _, err := r.Seek(1, io.SeekEnd); err == nil {
		t.Error("sought past the end")
	}
	boom := errors.New("boom")
	if _, err := s.EnqueueFrom(ctx, mail.Outgoing{Account: account}, func(w io.Writer) error {
		_, err := w.Write(raw)
		return errors.Join(err, boom)
	}); !errors.Is(err, boom) {
		t.Errorf("what could not be read: %v", err)
	}
	var blobs int
	check(t, one(ctx, s.bodies.read, "SELECT count(*) FROM blobs", nil, &blobs))
	if blobs != 1 {
		t.Errorf("%d blobs", blobs)
	}
	check(t, s.Check(ctx))
}
