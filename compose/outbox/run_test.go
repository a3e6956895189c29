package outbox

import (
	"context"
	"errors"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/compose/smtp"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// watch waits until a message is in a state.
func (b *bench) watch(hub *event.Hub, id mail.OutboxID, state mail.SendState) {
	b.Helper()
	sub := hub.Subscribe()
	defer sub.Close()
	ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
	defer cancel()
	for b.row(id).State != state {
		select {
		case <-sub.C:
			sub.Take()
		case <-ctx.Done():
			b.Fatalf("message %d never became %s", id, state)
		}
	}
}

// run starts Run and returns a function that ends it.
func (b *bench) run() (stop func()) {
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error)
	go func() { ended <- b.queue.Run(ctx) }()
	return func() {
		cancel()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	}
}

func TestRunSendsWhenPoked(t *testing.T) {
	b, hub := newBenchWithHub(t)
	b.queue.After = func(time.Duration) <-chan time.Time { return nil } // only pokes wake it
	a := b.account("ada", accounts.SentByClient)
	stop := b.run()
	defer stop()
	for range 3 {
		id := b.enqueue(a, "bob@example.net")
		b.queue.Poke()
		b.watch(hub, id, mail.StateSent)
	}
}

func TestRunSendsWhenDue(t *testing.T) {
	b, hub := newBenchWithHub(t)
	a := b.account("ada", accounts.SentByClient)
	timer := make(chan time.Time)
	b.queue.After = func(d time.Duration) <-chan time.Time { return timer }
	b.answer = say(&mail.SendError{Stage: mail.StageRcpt, Code: 450}, retry)
	id := b.enqueue(a, "bob@example.net")
	stop := b.run()
	defer stop()
	b.watch(hub, id, mail.StateRetry)
	b.mu.Lock()
	b.answer = accept
	b.mu.Unlock()
	b.pass(time.Minute)
	timer <- b.clock()
	b.watch(hub, id, mail.StateSent)
}

// TestAccountsDoNotBlockOneAnother: a server that hangs holds up its own
// account only.
func TestAccountsDoNotBlockOneAnother(t *testing.T) {
	b, hub := newBenchWithHub(t)
	slow, quick := b.account("slow", accounts.SentByClient), b.account("quick", accounts.SentByClient)
	hang := make(chan struct{})
	b.answer = func(s accounts.Server, env smtp.Envelope) (smtp.Result, error) {
		if s.Host == "slow" {
			<-hang
		}
		return accept(s, env)
	}
	first := b.enqueue(slow, "bob@example.net")
	stop := b.run()
	b.watch(hub, first, mail.StateSending)
	second := b.enqueue(quick, "bob@example.net")
	b.queue.Poke()
	b.watch(hub, second, mail.StateSent)
	close(hang)
	b.watch(hub, first, mail.StateSent)
	stop()
}

// TestEndOfProgram: what was under way when the program ended is due again at
// once and has cost no attempt.
func TestEndOfProgram(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	var cancel context.CancelFunc
	b.answer = func(_ accounts.Server, env smtp.Envelope) (smtp.Result, error) {
		cancel()
		return smtp.Result{}, &mail.SendError{Stage: mail.StageData, Err: context.Canceled}
	}
	id := b.enqueue(a, "bob@example.net")
	ctx, c := context.WithCancel(t.Context())
	cancel = c
	if err := b.queue.Run(ctx); err != nil {
		t.Fatal(err)
	}
	b.want(id, "retry: retry 0")
	b.answer = accept
	b.once()
	b.want(id, "sent: sent 1")
}

// TestAcceptedDespiteTheEnd: a message the server took while the program was
// ending is sent.
func TestAcceptedDespiteTheEnd(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	ctx, cancel := context.WithCancel(t.Context())
	b.answer = func(s accounts.Server, env smtp.Envelope) (smtp.Result, error) {
		cancel()
		return accept(s, env)
	}
	id := b.enqueue(a, "bob@example.net")
	if err := b.queue.Once(ctx); err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	b.want(id, "sent: sent 1")
	b.once() // the next start files it
	if got := b.copies(a); got != 1 || len(b.asked) != 1 {
		t.Errorf("%d copies, %d attempts", got, len(b.asked))
	}
}
