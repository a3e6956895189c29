package peers

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/e2e/servers"
	"godwit/sync/mail"
)

// BenchmarkIdle is the time from the end of a delivery until the message is in
// the list, and from the server's word of it to another connection.
func BenchmarkIdle(b *testing.B) {
	ca := servers.NewCA(b)
	b.Setenv("SSL_CERT_FILE", ca.File)
	server := servers.StartDovecot(b, ca, login)
	if err := newMailbox(1).fill(server.Maildir(login), 2000); err != nil {
		b.Fatal(err)
	}
	server.Own(b, login)
	ctx, cancel := context.WithCancel(context.Background())
	a, err := app.Open(ctx, app.Options{Profile: filepath.Join(b.TempDir(), "p")})
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	if _, err := a.Accounts.Add(ctx, accounts.Account{
		Identities: []accounts.Identity{{Email: login}},
		Incoming:   accounts.Server{Protocol: accounts.IMAP, Host: "localhost", Port: server.IMAPS, Security: accounts.TLS, User: login},
		Outgoing:   accounts.Server{Protocol: accounts.None},
		Secrets:    accounts.Session,
	}, app.Secrets{Incoming: servers.Password}); err != nil {
		b.Fatal(err)
	}
	sub := a.Subscribe()
	defer sub.Close()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := a.Run(ctx); err != nil {
			b.Error(err)
		}
	}()
	defer func() { cancel(); <-ended }()
	until := func(what string, done func() bool) {
		b.Helper()
		deadline := time.After(time.Minute)
		for !done() {
			select {
			case <-sub.C:
				sub.Take()
			case <-deadline:
				b.Fatal("no ", what)
			}
		}
	}
	live := func() bool { s := a.Status.All(); return len(s) == 1 && s[0].State == app.Live }
	until("first pass", live)
	other := watch(b, server)
	var took, ours []time.Duration
	for b.Loop() {
		before, err := a.Mail.IDs(ctx, mail.ListQuery{Role: mail.Inbox})
		if err != nil {
			b.Fatal(err)
		}
		server.Deliver(b, login, "INBOX", []byte(letter("idle")))
		begun := time.Now()
		until("new mail", func() bool {
			now, err := a.Mail.IDs(ctx, mail.ListQuery{Role: mail.Inbox})
			return err == nil && len(now) > len(before)
		})
		listed := time.Now()
		took, ours = append(took, listed.Sub(begun)), append(ours, listed.Sub(<-other.said))
		until("rest", live)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(median(took).Microseconds())/1000, "ms")
	b.ReportMetric(float64(median(ours).Microseconds())/1000, "ms-after-server")
	b.ReportMetric(float64(slices.Max(took).Microseconds())/1000, "max-ms")
}
