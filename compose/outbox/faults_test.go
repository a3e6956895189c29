package outbox

import (
	"context"
	"crypto/tls"
	"fmt"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/compose/smtp"
	"godwit/sync/localserver/badsmtp"
	"godwit/sync/mail"
)

// fault is what goes wrong at a stage of a submission, and what must come of
// it: the state of the message after the first attempt, those of its recipients
// where they differ, and how many of them have it by then.
type fault struct {
	stage  string
	script badsmtp.Script
	want   string
	have   int
	to     int // recipients; 0 is one
	setup  func(*accounts.Server)
	tls    *tls.Config
	big    bool // a message that fills every buffer on the way
}

func (f fault) String() string {
	var words []string
	for _, key := range []string{"greeting", "EHLO", "HELO", "STARTTLS", "tls", "AUTH", "AUTH 1", "AUTH 2", "MAIL", "MAIL 1", "RCPT", "RCPT 1", "RCPT 2", "RCPT 3", "DATA", "body", ".", "QUIT"} {
		if s, ok := f.script[key]; ok {
			words = append(words, key+" "+strings.ReplaceAll(s, "\r\n", " / "))
		}
	}
	return fmt.Sprintf("%s: %.90s", f.stage, strings.Join(words, ", "))
}

// realBench sends with the real client to a server of a script.
func realBench(t *testing.T, f fault) (*bench, *badsmtp.Server, accounts.ID) {
	t.Helper()
	b := newBench(t)
	server, err := badsmtp.Start(f.script, f.tls, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	client := &smtp.Client{
		Dial:   dial.Dialer{Timeout: time.Minute},
		Secret: func(context.Context, accounts.Server) (string, error) { return "secret", nil },
	}
	b.queue.Line = func(s accounts.Server) Line {
		c := *client
		if server.Hangs() { // nothing else is to run into a limit
			c.Dial.Timeout = 300 * time.Millisecond
		}
		return c.Line(s)
	}
	out := server.Address()
	if f.setup != nil {
		f.setup(&out)
	}
	id, err := b.store.AddAccount(t.Context(), accounts.Account{
		Identities: []accounts.Identity{{Email: "ada@example.org"}}, Outgoing: out, SentCopy: accounts.SentByClient,
	})
	if err != nil {
		t.Fatal(err)
	}
	return b, server, id
}

// TestFaults plays every fault through the whole outbox with the real client,
// and then a server that is well again. Nobody gets the message twice unasked,
// nobody who should have it goes without, and what waits for a person is left
// alone until one has spoken.
func TestFaults(t *testing.T) {
	all := faults()
	for n, f := range all {
		t.Run(fmt.Sprintf("%03d %s", n, f), func(t *testing.T) {
			t.Parallel()
			b, server, account := realBench(t, f)
			var to []string
			for n := range max(f.to, 1) {
				to = append(to, fmt.Sprintf("r%d@example.net", n+1))
			}
			body := raw
			if f.big {
				body += strings.Repeat(strings.Repeat("x", 70)+"\r\n", 200_000)
			}
			id := b.enqueueRaw(account, body, to...)
			b.once()
			o := b.row(id)
			got := string(o.State)
			if len(to) > 1 && strings.Contains(f.want, ":") {
				got += ":"
				for _, r := range o.Recipients {
					got += " " + string(r.State)
				}
			}
			have := 0
			for _, a := range to {
				have += server.Delivered(a)
			}
			if got != f.want || have != f.have {
				t.Fatalf("%s, %d have it; want %s, %d\n%+v\n%s", got, have, f.want, f.have, o.Error, strings.Join(o.Transcript, "\n"))
			}
			if o.State != sent && o.Error == nil {
				t.Error("no reason is kept")
			}
			b.aftermath(server, o, to)
		})
	}
	if len(all) < 120 {
		t.Errorf("%d cases", len(all))
	}
}

// aftermath is the rest of a message's life, with a server that is well.
func (b *bench) aftermath(server *badsmtp.Server, o mail.Outgoing, to []string) {
	b.Helper()
	ctx := b.Context()
	server.Play(nil)
	calls := server.Calls()
	before := map[string]int{}
	for _, a := range to {
		before[a] = server.Delivered(a)
	}
	b.once() // nothing is due yet
	if o.State == unsure || o.State == held || o.State == failed {
		b.pass(24 * time.Hour)
		b.once()
	}
	if n := server.Calls() - calls; n != 0 {
		b.Errorf("%s, and the server was called %d times more", o.State, n)
	}
	for _, r := range o.Recipients {
		if r.State == sent && before[r.Address] == 0 || r.State == failed && before[r.Address] > 0 {
			b.Errorf("%s is %s and has %d", r.Address, r.State, before[r.Address])
		}
	}
	account, err := b.store.Account(ctx, o.Account)
	if err != nil {
		b.Fatal(err)
	}
	account.Outgoing = server.Address() // what was wrong with the way there is mended
	account.Outgoing.Security = accounts.Plain
	if err := b.store.UpdateAccount(ctx, account); err != nil {
		b.Fatal(err)
	}
	switch o.State {
	case retry:
		b.pass(o.NextTry.Sub(b.clock()))
	case held:
		err = b.store.ReleaseHeld(ctx, o.Account)
	case unsure: // the person has asked the first recipient
		if before[to[0]] > 0 {
			err = b.queue.Arrived(ctx, o.ID)
		} else {
			err = b.store.ResolveOutgoing(ctx, o.ID, false)
		}
	}
	if err != nil {
		b.Fatal(err)
	}
	b.once()
	end := b.row(o.ID)
	for i, a := range to {
		want := 1
		if o.Recipients[i].State == failed {
			want = 0
		}
		if n := server.Delivered(a); n != want || (end.Recipients[i].State == sent) != (want == 1) {
			b.Errorf("in the end %s is %s and has %d, want %d", a, end.Recipients[i].State, n, want)
		}
	}
	for _, d := range server.Deliveries() {
		if !strings.HasPrefix(d.Raw, raw) {
			b.Errorf("delivered %.200q", d.Raw)
		}
	}
}
