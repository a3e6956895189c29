package outbox

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/compose/smtp"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// world is a server of moods that remembers what it delivered to whom.
type world struct {
	*bench
	rand      *rand.Rand
	delivered map[string]int
	allowed   map[string]int // how often a person has let it be sent
}

func (w *world) Send(_ context.Context, _ accounts.Server, env smtp.Envelope) (smtp.Result, error) {
	var r smtp.Result
	for _, a := range env.Recipients {
		r.Recipients = append(r.Recipients, mail.Recipient{Address: a, State: mail.StateQueued})
	}
	all := func(s mail.SendState) {
		for i := range r.Recipients {
			r.Recipients[i].State = s
		}
	}
	switch w.rand.IntN(8) {
	case 0:
		return r, &mail.SendError{Stage: mail.StageConnect, Err: errors.New("away")}
	case 1:
		return r, &mail.SendError{Stage: mail.StageAuth, Hold: true, Code: 535}
	case 2:
		all(failed)
		return r, &mail.SendError{Stage: mail.StageMail, Permanent: true, Code: 550}
	case 3:
		all(retry)
		return r, &mail.SendError{Stage: mail.StageData, Code: 451}
	case 4:
		all(unsure)
		if w.rand.IntN(2) == 0 {
			w.deliver(env.Recipients)
		}
		return r, &mail.SendError{Stage: mail.StageDot, Unsure: true}
	}
	var got []string
	for i := range r.Recipients {
		state := []mail.SendState{sent, sent, failed, retry}[w.rand.IntN(4)]
		if r.Recipients[i].State = state; state == sent {
			got = append(got, r.Recipients[i].Address)
		}
	}
	if len(got) == 0 {
		return r, &mail.SendError{Stage: mail.StageRcpt, Code: 450}
	}
	w.deliver(got)
	return r, nil
}

func (w *world) deliver(to []string) {
	for _, a := range to {
		w.delivered[a]++
	}
}

// person does something to a message that a person can do.
func (w *world) person(id mail.OutboxID) {
	var err error
	ctx := w.Context()
	switch w.rand.IntN(5) {
	case 0:
		err = w.store.CancelOutgoing(ctx, id)
	case 1:
		err = w.store.RetryOutgoing(ctx, id, false)
	case 2:
		o := w.row(id)
		if err = w.store.ResolveOutgoing(ctx, id, false); err == nil {
			for _, r := range o.Recipients {
				if r.State == unsure {
					w.allowed[r.Address]++
				}
			}
		}
	case 3:
		err = w.store.ReleaseHeld(ctx, w.row(id).Account)
	case 4: // only looks
	}
	if err != nil && !errors.Is(err, store.ErrGone) {
		w.Fatal(err)
	}
}

// TestModel lets chance decide what servers answer and what a person does.
// Whatever happens, nobody gets a message twice unasked, and each row tells
// what the server knows.
func TestModel(t *testing.T) {
	seeds := uint64(6)
	if testing.Short() {
		seeds = 2
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := &world{bench: newBench(t), rand: rand.New(rand.NewPCG(seed, 1)), delivered: map[string]int{}, allowed: map[string]int{}}
			w.answer = func(s accounts.Server, env smtp.Envelope) (smtp.Result, error) { return w.Send(t.Context(), s, env) }
			a := w.account("ada", accounts.SentByClient)
			var ids []mail.OutboxID
			for n := range 12 {
				var to []string
				for r := range 1 + w.rand.IntN(3) {
					address := fmt.Sprintf("m%dr%d@x.example", n, r)
					to, w.allowed[address] = append(to, address), 1
				}
				ids = append(ids, w.enqueue(a, to...))
			}
			for range 40 {
				w.pass(time.Duration(w.rand.IntN(300)) * time.Minute)
				w.once()
				w.person(ids[w.rand.IntN(len(ids))])
			}
			for _, id := range ids {
				o := w.row(id)
				if o.State == mail.StateSending {
					t.Errorf("message %d is still being sent", id)
				}
				for _, r := range o.Recipients {
					n := w.delivered[r.Address]
					switch {
					case n > w.allowed[r.Address]:
						t.Errorf("%s got the message %d times, %d were asked for", r.Address, n, w.allowed[r.Address])
					case r.State == sent && n == 0:
						t.Errorf("%s is called sent and has nothing", r.Address)
					case (r.State == failed || r.State == retry) && n >= w.allowed[r.Address]:
						t.Errorf("%s is called %s and has the message", r.Address, r.State)
					}
				}
				if (o.State == retry || o.State == mail.StateQueued) && o.NextTry.After(w.now.Add(maxWait)) {
					t.Errorf("message %d waits until %v", id, o.NextTry)
				}
				if whole(o.Recipients) != o.State && o.State != mail.StateQueued && o.State != mail.StateCancelled {
					t.Errorf("message %d is %s, its recipients say %s", id, o.State, whole(o.Recipients))
				}
			}
		})
	}
}
