package outbox

import (
	"context"
	"errors"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

func (b *bench) makeUnsure(account accounts.ID, to ...string) mail.OutboxID {
	b.Helper()
	states := make([]mail.SendState, len(to))
	for i := range states {
		states[i] = unsure
	}
	b.answer = say(&mail.SendError{Stage: mail.StageDot, Unsure: true}, states...)
	id := b.enqueue(account, to...)
	b.once()
	b.answer = accept
	return id
}

// TestArrived: a person's word counts like the server's, copy and all.
func TestArrived(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	id := b.makeUnsure(a, "bob@example.net")
	if err := b.queue.Arrived(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	b.want(id, "sent: sent 1")
	if got := b.copies(a); got != 1 {
		t.Errorf("%d copies", got)
	}
	if err := b.queue.Arrived(t.Context(), id); !errors.Is(err, store.ErrGone) {
		t.Errorf("a second time: %v", err)
	}
}

// TestUnsureIsFoundInSent: where the server files what it has accepted, its
// Sent mailbox knows the answer.
func TestUnsureIsFoundInSent(t *testing.T) {
	for name, role := range map[string]mail.Role{"sent": mail.Sent, "elsewhere": mail.Inbox} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			a := b.account("ada", accounts.SentByServer)
			id := b.makeUnsure(a, "bob@example.net")
			if err := b.store.SetFolders(t.Context(), a, []mail.Folder{{Path: "X", Remote: "X", Role: role}}); err != nil {
				t.Fatal(err)
			}
			folders, err := b.store.Folders(t.Context(), a)
			if err != nil {
				t.Fatal(err)
			}
			b.once()
			b.want(id, "unsure: unsure 1")
			for _, f := range folders {
				if f.Remote == "X" {
					_, err = b.store.AddMessages(t.Context(), f.ID, []store.NewMessage{{
						UID: 5, Envelope: parse.ParseHeader([]byte(raw)).Envelope(), Received: b.now, Size: int64(len(raw)),
					}})
				}
			}
			if err != nil {
				t.Fatal(err)
			}
			b.once()
			if role == mail.Sent {
				b.want(id, "sent: sent 1")
			} else {
				b.want(id, "unsure: unsure 1")
			}
			if len(b.asked) != 1 {
				t.Errorf("%d attempts", len(b.asked))
			}
		})
	}
}

// TestClockThatWasWrong: a message put off by a clock years ahead is not lost
// for years.
func TestClockThatWasWrong(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	b.answer = say(&mail.SendError{Stage: mail.StageRcpt, Code: 450}, retry)
	const years = 4 * 365 * 24 * time.Hour
	b.pass(years)
	id := b.enqueue(a, "bob@example.net")
	b.once()
	b.want(id, "retry: retry 1")
	b.pass(-years)
	b.answer = accept
	b.once()
	b.want(id, "sent: sent 2")
}

// TestUnsureIsAskedFor: a server that files what it accepts is asked, at once
// and then more and more rarely; one that does not is not.
func TestUnsureIsAskedFor(t *testing.T) {
	for copy, asks := range map[accounts.SentCopy]bool{accounts.SentByServer: true, accounts.SentAuto: true, accounts.SentByClient: false} {
		b := newBench(t)
		calls, filed := 0, false
		b.queue.Find = func(context.Context, accounts.Account, string) (bool, error) {
			calls++
			if calls == 2 {
				return false, errors.New("no connection")
			}
			return filed, nil
		}
		a, err := b.store.AddAccount(t.Context(), accounts.Account{
			Identities: []accounts.Identity{{Email: "ada@example.org"}}, SentCopy: copy,
			Incoming: accounts.Server{Protocol: accounts.IMAP}, Outgoing: accounts.Server{Protocol: accounts.SMTP, Host: "ada"},
		})
		if err != nil {
			t.Fatal(err)
		}
		id := b.makeUnsure(a, "bob@example.net")
		for range 10 {
			b.once()
		}
		want := 0
		if asks {
			want = 1
		}
		if calls != want {
			t.Errorf("%s: asked %d times at once", copy, calls)
		}
		b.pass(time.Hour)
		b.once() // no answer
		b.want(id, "unsure: unsure 1")
		filed = true
		b.pass(time.Hour)
		b.once()
		if asks {
			b.want(id, "sent: sent 1")
		} else {
			b.want(id, "unsure: unsure 1")
		}
		if len(b.asked) != 1 {
			t.Errorf("%s: %d submissions", copy, len(b.asked))
		}
	}
}

// TestUnsureTwice: what was queued twice as it is may be in Sent because of the
// other one.
func TestUnsureTwice(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByServer)
	b.enqueue(a, "bob@example.net")
	b.once()
	b.want(1, "sent: sent 1")
	id := b.makeUnsure(a, "bob@example.net")
	b.queue.Find = func(context.Context, accounts.Account, string) (bool, error) { return true, nil }
	b.once()
	b.want(id, "unsure: unsure 1")
}
