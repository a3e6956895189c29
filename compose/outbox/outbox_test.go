package outbox

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/compose/smtp"
	"godwit/sync/mail"
)

func TestWaitsGrowAndEnd(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	b.answer = say(&mail.SendError{Stage: mail.StageRcpt, Code: 450, Text: "greylisted"}, retry)
	id := b.enqueue(a, "bob@example.net")
	var waits []string
	start := b.now
	for range 1000 {
		b.once()
		o := b.row(id)
		if o.State != retry {
			break
		}
		waits = append(waits, o.NextTry.Sub(b.now).Round(time.Minute).String())
		b.pass(o.NextTry.Sub(b.now))
	}
	if got := strings.Join(waits[:10], " "); got != "1m0s 2m0s 5m0s 10m0s 20m0s 40m0s 1h20m0s 2h40m0s 4h0m0s 4h0m0s" {
		t.Errorf("waits %s", got)
	}
	if d := b.now.Sub(start); d < lifetime || d > lifetime+maxWait {
		t.Errorf("gave up after %v", d)
	}
	o := b.row(id)
	if o.State != failed || o.Error == nil || o.Error.Code != 450 || !o.Error.Permanent {
		t.Errorf("ended as %s, %+v", o.State, o.Error)
	}
}

func TestOfflineCostsNothing(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	b.answer = say(&mail.SendError{Stage: mail.StageConnect, Err: errors.New("no route")})
	id := b.enqueue(a, "bob@example.net")
	for range 300 {
		b.once()
		b.pass(time.Hour)
	}
	b.want(id, "retry: retry 0")
	b.once()
	b.answer = accept
	if err := b.queue.NetworkBack(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.once()
	b.want(id, "sent: sent 1")
}

// TestHoldStopsTheAccount: one refused sign-in, and nothing more until a person
// has done something; other accounts go on.
func TestHoldStopsTheAccount(t *testing.T) {
	b := newBench(t)
	a, other := b.account("ada", accounts.SentByClient), b.account("bea", accounts.SentByClient)
	b.answer = func(s accounts.Server, env smtp.Envelope) (smtp.Result, error) {
		if s.Host == "ada" {
			return say(&mail.SendError{Stage: mail.StageAuth, Hold: true, Code: 535, Text: "wrong"})(s, env)
		}
		return accept(s, env)
	}
	first, second := b.enqueue(a, "bob@example.net"), b.enqueue(a, "bob@example.net")
	third := b.enqueue(other, "bob@example.net")
	b.once()
	b.once()
	b.want(first, "held: held 0")
	b.want(second, "held: held 0")
	b.want(third, "sent: sent 1")
	if len(b.asked) != 2 {
		t.Errorf("%d attempts, want one for each account", len(b.asked))
	}
	b.answer = accept
	if err := b.store.ReleaseHeld(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	b.once()
	b.want(first, "sent: sent 1")
	b.want(second, "sent: sent 1")
}

func TestBadMessageDoesNotBlockTheNext(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	b.answer = func(s accounts.Server, env smtp.Envelope) (smtp.Result, error) {
		switch env.Recipients[0] {
		case "bad@x.example":
			return say(&mail.SendError{Stage: mail.StageRcpt, Permanent: true, Code: 550}, failed)(s, env)
		case "grey@x.example":
			return say(&mail.SendError{Stage: mail.StageRcpt, Code: 450}, retry)(s, env)
		}
		return accept(s, env)
	}
	b.enqueue(a, "bad@x.example")
	b.enqueue(a, "grey@x.example")
	good := b.enqueue(a, "good@x.example")
	b.once()
	b.want(good, "sent: sent 1")
	if got := b.asked[0].Recipients[0] + b.asked[1].Recipients[0] + b.asked[2].Recipients[0]; got != "bad@x.examplegrey@x.examplegood@x.example" {
		t.Errorf("order %s", got)
	}
}

func TestUnsureIsNotSentAgain(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	b.answer = say(&mail.SendError{Stage: mail.StageDot, Unsure: true}, failed, unsure)
	again := b.enqueue(a, "no@x.example", "bob@example.net")
	arrived := b.enqueue(a, "no@x.example", "bob@example.net")
	b.once()
	b.answer = accept
	for range 100 {
		b.pass(time.Hour)
		b.once()
	}
	b.want(again, "unsure: failed unsure 1")
	if err := b.store.ResolveOutgoing(t.Context(), again, false); err != nil {
		t.Fatal(err)
	}
	if err := b.store.ResolveOutgoing(t.Context(), arrived, true); err != nil {
		t.Fatal(err)
	}
	b.once()
	b.want(again, "partial: failed sent 2")
	b.want(arrived, "partial: failed sent 1")
	if got := b.asked[len(b.asked)-1].Recipients; len(got) != 1 || got[0] != "bob@example.net" {
		t.Errorf("sent again to %v", got)
	}
}

func TestFailedCanBeTriedAgain(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	b.answer = say(&mail.SendError{Stage: mail.StageRcpt, Permanent: true, Code: 550}, failed)
	id := b.enqueue(a, "bob@example.net")
	b.once()
	b.answer = accept
	if err := b.store.RetryOutgoing(t.Context(), id, false); err != nil {
		t.Fatal(err)
	}
	b.once()
	b.want(id, "sent: sent 2")
}

func TestNoServer(t *testing.T) {
	b := newBench(t)
	a, err := b.store.AddAccount(t.Context(), accounts.Account{
		Identities: []accounts.Identity{{Email: "ada@example.org"}},
		Outgoing:   accounts.Server{Protocol: accounts.None},
	})
	if err != nil {
		t.Fatal(err)
	}
	id := b.enqueue(a, "bob@example.net")
	b.once()
	b.want(id, "failed: failed 1")
	if o := b.row(id); o.Error == nil || !strings.Contains(o.Error.Text, "no server for sending") {
		t.Errorf("error %+v", o.Error)
	}
}

func TestExplanationIsKept(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	b.queue.Explain = func(err error) string {
		var e *mail.SendError
		if errors.As(err, &e) {
			return fmt.Sprintf("GW-%d", e.Code)
		}
		return "GW-ODD"
	}
	b.answer = say(nil, failed)
	b.answer = say(&mail.SendError{Stage: mail.StageRcpt, Permanent: true, Code: 550}, failed)
	id := b.enqueue(a, "bob@example.net")
	b.once()
	if o := b.row(id); o.Error == nil || o.Error.Explained != "GW-550" {
		t.Errorf("error %+v", o.Error)
	}
}
