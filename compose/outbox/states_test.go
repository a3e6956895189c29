package outbox

import (
	"errors"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/compose/smtp"
	"godwit/sync/mail"
)

func TestStates(t *testing.T) {
	offline := &mail.SendError{Stage: mail.StageConnect, Err: errors.New("refused")}
	tests := []struct {
		name   string
		answer func(accounts.Server, smtp.Envelope) (smtp.Result, error)
		want   string
		next   time.Duration // until the next attempt; 0: none
		copies int
	}{
		{"sent", accept, "sent: sent sent 1", 0, 1},
		{"partial", say(nil, sent, failed), "partial: sent failed 1", 0, 1},
		{"one put off", say(nil, sent, retry), "retry: sent retry 1", time.Minute, 1},
		{"refused", say(&mail.SendError{Stage: mail.StageMail, Permanent: true, Code: 550}, failed, failed), "failed: failed failed 1", 0, 0},
		{"put off", say(&mail.SendError{Stage: mail.StageRcpt, Code: 450}, retry, retry), "retry: retry retry 1", time.Minute, 0},
		{"refused and put off", say(&mail.SendError{Stage: mail.StageRcpt, Code: 450}, failed, retry), "retry: failed retry 1", time.Minute, 0},
		{"offline", say(offline), "retry: retry retry 0", 30 * time.Second, 0},
		{"broken within the message", say(&mail.SendError{Stage: mail.StageData}, retry, retry), "retry: retry retry 1", time.Minute, 0},
		{"sign-in", say(&mail.SendError{Stage: mail.StageAuth, Hold: true, Code: 535}), "held: held held 0", 0, 0},
		{"unsure", say(&mail.SendError{Stage: mail.StageDot, Unsure: true}, unsure, unsure), "unsure: unsure unsure 1", 0, 0},
		{"unsure without a word of recipients", say(&mail.SendError{Stage: mail.StageDot, Unsure: true}), "unsure: unsure unsure 1", 0, 0},
		{"accepted without a word of recipients", say(nil), "unsure: unsure unsure 1", 0, 0},
		{"unsure and refused", say(&mail.SendError{Stage: mail.StageDot, Unsure: true}, failed, unsure), "unsure: failed unsure 1", 0, 0},
		{"an error of another kind", func(accounts.Server, smtp.Envelope) (smtp.Result, error) { return smtp.Result{}, errors.New("odd") }, "retry: retry retry 0", 30 * time.Second, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t)
			a := b.account("ada", accounts.SentByClient)
			b.answer = test.answer
			id := b.enqueue(a, "bob@example.net", "eve@example.com")
			b.once()
			b.want(id, test.want)
			o := b.row(id)
			if wait := o.NextTry.Sub(b.now).Round(time.Second); test.next != 0 && wait != test.next || test.next == 0 && !o.NextTry.IsZero() {
				t.Errorf("next try %v (in %v), want in %v", o.NextTry, wait, test.next)
			}
			if (o.Error == nil) != (o.State == sent) {
				t.Errorf("error %v", o.Error)
			}
			if got := b.copies(a); got != test.copies {
				t.Errorf("%d copies in Sent, want %d", got, test.copies)
			}
			b.once()
			if len(b.asked) != 1 {
				t.Errorf("%d attempts at once", len(b.asked))
			}
		})
	}
}

func TestOnlyTheMissingAreTriedAgain(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	b.answer = say(nil, sent, failed, retry)
	id := b.enqueue(a, "one@x.example", "two@x.example", "three@x.example")
	b.once()
	b.want(id, "retry: sent failed retry 1")
	b.answer = accept
	b.pass(time.Minute)
	b.once()
	b.want(id, "partial: sent failed sent 2")
	if got := b.asked[1].Recipients; len(got) != 1 || got[0] != "three@x.example" {
		t.Errorf("tried again for %v", got)
	}
	if got := b.copies(a); got != 1 {
		t.Errorf("%d copies", got)
	}
}

func TestServerFilesTheCopy(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByServer)
	id := b.enqueue(a, "bob@example.net")
	b.once()
	b.want(id, "sent: sent 1")
	if got := b.copies(a); got != 0 {
		t.Errorf("%d copies", got)
	}
}

func TestSentCopyIsTheMessage(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	b.enqueue(a, "bob@example.net")
	b.once()
	rows, err := b.store.List(t.Context(), mail.ListQuery{Account: a, Role: mail.Sent})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	got, err := b.store.Raw(t.Context(), rows[0].ID)
	if err != nil || string(got) != raw {
		t.Errorf("raw %q, %v", got, err)
	}
	if r := rows[0]; r.Flags&mail.Seen == 0 || r.Subject != "x" || r.Preview != "Hello" || r.MessageID != "1@example.org" {
		t.Errorf("row %+v", r)
	}
}
