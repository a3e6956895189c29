package store

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

func queue(t *testing.T, s *Store, account accounts.ID, subject string) mail.OutboxID {
	t.Helper()
	id, err := s.Enqueue(t.Context(), mail.Outgoing{
		Account: account, MessageID: subject + "@example.org", From: "ada@example.org", Subject: subject,
		Recipients: []mail.Recipient{{Address: "bob@example.com"}, {Address: "eve@example.com"}},
	}, []byte("Subject: "+subject+"\r\n\r\nbye\r\n"))
	check(t, err)
	return id
}

func claim(t *testing.T, s *Store, now time.Time, skip ...accounts.ID) mail.Outgoing {
	t.Helper()
	o, _, err := s.Claim(t.Context(), now, skip)
	check(t, err)
	return o
}

func TestSend(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	draft, err := s.SaveDraft(ctx, Draft{Account: account, Subject: "hi", Content: []byte(`{}`)})
	check(t, err)
	id, err := s.Enqueue(ctx, mail.Outgoing{
		Account: account, Draft: draft, MessageID: "m@example.org", From: "ada@example.org", Subject: "hi",
		Recipients: []mail.Recipient{{Address: "bob@example.com"}},
	}, []byte("raw bytes"))
	check(t, err)
	if _, err := s.Draft(ctx, draft); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("draft after it was queued: %v", err)
	}
	o := claim(t, s, s.now())
	if o.ID != id || o.State != mail.StateSending || o.Attempts != 1 || o.Recipients[0].State != mail.StateSending {
		t.Fatalf("claimed %+v", o)
	}
	if _, _, err := s.Claim(ctx, s.now(), nil); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("second claim: %v", err)
	}
	r, err := s.OutgoingRaw(ctx, id)
	check(t, err)
	if b, _ := io.ReadAll(r); string(b) != "raw bytes" {
		t.Errorf("raw %q", b)
	}
	check(t, r.Close())
	check(t, s.SetStage(ctx, id, mail.StageDot))
	if err := s.CancelOutgoing(ctx, id); !errors.Is(err, ErrGone) {
		t.Errorf("cancel while sending: %v", err)
	}
	o.State, o.TLS, o.Transcript = mail.StateSent, "TLS 1.3", []string{"< 220 hi", "> QUIT"}
	o.Recipients[0].State, o.Recipients[0].Code = mail.StateSent, 250
	copied := message(0, "hi")
	copied.Envelope.MessageID = "m@example.org"
	copied.Body = &Body{Text: "sent words"}
	check(t, s.Settle(ctx, o))
	check(t, s.FileCopy(ctx, id, copied, time.Time{}))
	check(t, s.FileCopy(ctx, id, copied, time.Time{})) // once, however often
	got, err := s.Outgoing(ctx, id)
	check(t, err)
	if got.State != mail.StateSent || got.TLS != "TLS 1.3" || len(got.Transcript) != 2 || got.Recipients[0].Code != 250 {
		t.Errorf("settled %+v", got)
	}
	rows, err := s.List(ctx, mail.ListQuery{Folder: folders[mail.Sent]})
	check(t, err)
	if len(rows) != 1 || rows[0].Flags&mail.Seen == 0 || rows[0].Body != mail.BodyHere || rows[0].UID != 0 {
		t.Fatalf("sent folder %+v", rows)
	}
	ops := nextOps(t, s, account)
	if len(ops) != 1 || ops[0].Kind != mail.OpAppend || ops[0].To != folders[mail.Sent] || ops[0].Targets[0].Message != rows[0].ID {
		t.Fatalf("ops %+v", ops)
	}
	// The server files a copy by itself: ours takes its UID and is not appended.
	theirs := copied
	theirs.UID, theirs.Body, theirs.Size = 55, nil, 4321
	if ids := add(t, s, folders[mail.Sent], theirs); ids[0] != rows[0].ID {
		t.Errorf("server's copy is message %d, want %d", ids[0], rows[0].ID)
	}
	if ops := nextOps(t, s, account); len(ops) != 0 {
		t.Errorf("append still pending: %+v", ops)
	}
}

func TestSentCopyInLocalFolder(t *testing.T) {
	s := fresh(t)
	account, err := s.AddAccount(t.Context(), accounts.Account{Incoming: accounts.Server{Protocol: accounts.POP3}})
	check(t, err)
	folders := byRole(t, s, account)
	for _, role := range []mail.Role{mail.Inbox, mail.Drafts, mail.Sent, mail.Archive, mail.Junk, mail.Trash} {
		if folders[role] == 0 {
			t.Errorf("no local folder for %s", role)
		}
	}
	queue(t, s, account, "x")
	o := claim(t, s, s.now())
	o.State, o.Recipients[0].State = mail.StateSent, mail.StateSent
	copied := message(0, "x")
	copied.Body = &Body{}
	check(t, s.Settle(t.Context(), o))
	check(t, s.FileCopy(t.Context(), o.ID, copied, time.Time{}))
	rows, err := s.List(t.Context(), mail.ListQuery{Role: mail.Sent})
	check(t, err)
	if len(rows) != 1 || rows[0].Folder != folders[mail.Sent] {
		t.Errorf("sent: %+v", rows)
	}
	if n, _ := s.OpsPending(t.Context(), account); n != 0 {
		t.Errorf("%d operations for an account without a server for them", n)
	}
}

func TestClaimOrder(t *testing.T) {
	s := fresh(t)
	a, _ := imapAccount(t, s)
	b, _ := imapAccount(t, s)
	now := epoch
	s.now = func() time.Time { return now }
	first := queue(t, s, a, "first")
	now = now.Add(time.Second)
	second := queue(t, s, b, "second")
	later, err := s.Enqueue(t.Context(), mail.Outgoing{Account: b, NextTry: now.Add(time.Hour)}, nil)
	check(t, err)

	if o := claim(t, s, now, a); o.ID != second {
		t.Errorf("skipping an account: claimed %d, want %d", o.ID, second)
	}
	o := claim(t, s, now)
	if o.ID != first {
		t.Errorf("claimed %d, want the oldest, %d", o.ID, first)
	}
	o.State, o.NextTry = mail.StateRetry, now.Add(time.Minute)
	o.Error = &mail.SendError{Stage: mail.StageConnect, Err: errors.New("refused")}
	check(t, s.Settle(t.Context(), o))
	_, next, err := s.Claim(t.Context(), now, nil)
	if !errors.Is(err, mail.ErrNotFound) || !next.Equal(now.Add(time.Minute)) {
		t.Errorf("nothing due: next %v, %v", next, err)
	}
	o = claim(t, s, now.Add(time.Minute))
	if o.ID != first || o.Attempts != 2 || o.Error == nil || o.Error.Text != "refused" {
		t.Errorf("retry: %+v", o)
	}
	if o := claim(t, s, now.Add(2*time.Hour)); o.ID != later {
		t.Errorf("timed message: %+v", o)
	}
}

func TestTransitions(t *testing.T) {
	all := []mail.SendState{
		mail.StateDraft, mail.StateQueued, mail.StateSending, mail.StateSent, mail.StatePartial,
		mail.StateRetry, mail.StateHeld, mail.StateFailed, mail.StateUnsure, mail.StateCancelled,
	}
	allowed := map[mail.SendState]string{
		mail.StateQueued:  "sending partial cancelled",
		mail.StateSending: "sent partial queued retry held failed unsure",
		mail.StateRetry:   "sending queued partial cancelled",
		mail.StateHeld:    "queued partial cancelled",
		mail.StateFailed:  "queued cancelled",
		mail.StateUnsure:  "sent partial queued",
		mail.StatePartial: "queued",
	}
	for _, from := range all {
		for _, to := range all {
			want := strings.Contains(" "+allowed[from]+" ", " "+string(to)+" ")
			if got := step(from, to) == nil; got != want {
				t.Errorf("%s -> %s: allowed %v, want %v", from, to, got, want)
			}
		}
	}
}

func stateSetter(id mail.OutboxID, state mail.SendState) func(context.Context, *tx) error {
	return func(ctx context.Context, t *tx) error {
		if _, err := t.exec(ctx, "UPDATE outgoing SET state = ? WHERE id = ?", state, id); err != nil {
			return err
		}
		_, err := t.exec(ctx, "UPDATE outgoing_recipients SET state = ? WHERE outgoing = ?", state, id)
		return err
	}
}

func TestUserDecides(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, _ := imapAccount(t, s)
	tests := []struct {
		state mail.SendState
		do    string
		want  mail.SendState // "": ErrGone, and no change
	}{
		{mail.StateQueued, "cancel", mail.StateCancelled},
		{mail.StateRetry, "cancel", mail.StateCancelled},
		{mail.StateHeld, "cancel", mail.StateCancelled},
		{mail.StateSent, "cancel", ""},
		{mail.StateUnsure, "cancel", ""},
		{mail.StateSending, "cancel", ""},
		{mail.StateRetry, "retry", mail.StateQueued},
		{mail.StateHeld, "retry", mail.StateQueued},
		{mail.StateFailed, "retry", mail.StateQueued},
		{mail.StateUnsure, "retry", ""},
		{mail.StateSent, "retry", ""},
		{mail.StateHeld, "release", mail.StateQueued},
		{mail.StateFailed, "release", mail.StateFailed},
		{mail.StateUnsure, "was sent", mail.StateSent},
		{mail.StateUnsure, "was not", mail.StateQueued},
		{mail.StateRetry, "was not", ""},
		{mail.StateQueued, "remove", ""},
		{mail.StateUnsure, "remove", ""},
	}
	for _, tt := range tests {
		id := queue(t, s, account, "x")
		check(t, s.update(ctx, "set", stateSetter(id, tt.state)))
		var err error
		switch tt.do {
		case "cancel":
			err = s.CancelOutgoing(ctx, id)
		case "retry":
			err = s.RetryOutgoing(ctx, id, false)
		case "release":
			err = s.ReleaseHeld(ctx, account)
		case "was sent":
			err = s.ResolveOutgoing(ctx, id, true)
		case "was not":
			err = s.ResolveOutgoing(ctx, id, false)
		case "remove":
			err = s.RemoveOutgoing(ctx, id)
		}
		o, readErr := s.Outgoing(ctx, id)
		check(t, readErr)
		want := tt.want
		if want == "" {
			want = tt.state
			if !errors.Is(err, ErrGone) {
				t.Errorf("%s when %s: %v, want ErrGone", tt.do, tt.state, err)
			}
		} else if err != nil {
			t.Errorf("%s when %s: %v", tt.do, tt.state, err)
		}
		if o.State != want {
			t.Errorf("%s when %s: is %s, want %s", tt.do, tt.state, o.State, want)
		}
	}
}

func TestHoldMendsOutbox(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, _ := imapAccount(t, s)
	for _, tt := range []struct {
		stage mail.SendStage
		want  mail.SendState
	}{
		{mail.StageConnect, mail.StateRetry},
		{mail.StageData, mail.StateRetry},
		{mail.StageDot, mail.StateUnsure},
		{mail.StageDone, mail.StateUnsure},
	} {
		id := queue(t, s, account, string(tt.stage))
		if o := claim(t, s, s.now()); o.ID != id {
			t.Fatalf("claimed %d, want %d", o.ID, id)
		}
		check(t, s.SetStage(ctx, id, tt.stage))
		release, err := s.Hold(ctx)
		check(t, err)
		release()
		o, err := s.Outgoing(ctx, id)
		check(t, err)
		if o.State != tt.want || o.Recipients[1].State != tt.want {
			t.Errorf("killed at %s: %s, recipients %s; want %s", tt.stage, o.State, o.Recipients[1].State, tt.want)
		}
		if o.State == mail.StateRetry {
			claim(t, s, s.now()) // due at once; out of the way of the next
			check(t, s.SetStage(ctx, id, mail.StageDot))
		}
	}
}

func TestTranscriptIsBounded(t *testing.T) {
	lines := []string{strings.Repeat("a", maxTranscript), "second", "last"}
	if got := boundTranscript(lines); got != "…\nsecond\nlast" {
		t.Errorf("got %d octets: %.40q", len(got), got)
	}
}
