package submission

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/auth"
	"godwit/accounts/dial"
	"godwit/app/e2e/servers"
	"godwit/compose"
	"godwit/compose/smtp"
	"godwit/sync/mail"
)

const ada, grace = "ada@godwit.test", "grace@godwit.test"

// mta is a server to submit to.
type mta struct {
	starttls, tls int
	mechanisms    []accounts.Mechanism
	best          accounts.Mechanism
	maildir       func(user string) string
	log           func() string
}

// each runs a test on every server.
func each(t *testing.T, run func(t *testing.T, m mta)) {
	ca := servers.NewCA(t)
	t.Setenv("SSL_CERT_FILE", ca.File)
	t.Run("postfix", func(t *testing.T) {
		d := servers.StartDovecotExtra(t, ca, "auth_mechanisms = plain login cram-md5 scram-sha-1 scram-sha-256\n", ada, grace)
		p := servers.StartPostfix(t, ca, d)
		run(t, mta{
			p.Submission, p.SMTPS,
			[]accounts.Mechanism{auth.Plain, auth.Login, auth.CramMD5, auth.ScramSHA1, auth.ScramSHA256},
			auth.ScramSHA256, d.Maildir, p.Log,
		})
	})
	t.Run("exim", func(t *testing.T) {
		x := servers.StartExim(t, ca, ada, grace)
		run(t, mta{x.Submission, x.SMTPS, []accounts.Mechanism{auth.Plain, auth.Login, auth.CramMD5}, auth.Plain, x.Maildir, x.Log})
	})
}

func (m mta) server(security accounts.Security) accounts.Server {
	s := accounts.Server{Protocol: accounts.SMTP, Host: "localhost", Port: m.starttls, Security: security, User: ada}
	if security == accounts.TLS {
		s.Port = m.tls
	}
	return s
}

func client() *smtp.Client {
	return &smtp.Client{
		Dial:   dial.Dialer{Timeout: time.Minute},
		Secret: func(context.Context, accounts.Server) (string, error) { return servers.Password, nil },
	}
}

func build(t *testing.T, subject string, to []string, files ...[]byte) compose.Final {
	t.Helper()
	d := compose.Draft{From: mail.Address{Email: ada}, Subject: subject, Body: "Grüße\n.\n..\n"}
	for _, a := range to {
		d.To = append(d.To, mail.Address{Email: a})
	}
	for _, f := range files {
		d.Attachments = append(d.Attachments, compose.Attachment{Name: "a.bin", Data: f})
	}
	f, err := compose.Build(d, time.Now(), compose.NewMessageID(ada))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func envelope(f compose.Final) smtp.Envelope {
	return smtp.Envelope{From: f.From, Recipients: f.Recipients, ID: f.MessageID}
}

// arrives waits for a message in a mailbox that holds all the words.
func (m mta) arrives(t *testing.T, user string, words ...string) []byte {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		files, _ := filepath.Glob(m.maildir(user) + "/new/*")
		for _, name := range files {
			raw, err := os.ReadFile(name)
			if err == nil && !slices.ContainsFunc(words, func(w string) bool { return !bytes.Contains(bytes.ToLower(raw), bytes.ToLower([]byte(w))) }) {
				return raw
			}
		}
	}
	log := m.log()
	t.Fatalf("nothing with %q came to %s\n%s", words, user, log[max(0, len(log)-3000):])
	return nil
}

// stored is a message as Maildir keeps it.
func stored(raw []byte) []byte { return bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")) }

func TestMechanisms(t *testing.T) {
	each(t, func(t *testing.T, m mta) {
		for _, security := range []accounts.Security{accounts.STARTTLS, accounts.TLS} {
			for _, mechanism := range append(m.mechanisms, accounts.AuthAuto) {
				s := m.server(security)
				s.Auth = mechanism
				r, err := client().Check(t.Context(), s)
				want := mechanism
				if want == accounts.AuthAuto {
					want = m.best
				}
				if err != nil || r.Card.Mechanism != string(want) || !strings.HasPrefix(r.Card.TLS, "TLS 1.3") {
					t.Errorf("%s %s: %v, %s, %s\n%s", security, mechanism, err, r.Card.Mechanism, r.Card.TLS, strings.Join(r.Transcript, "\n"))
				}
				if mechanism != accounts.AuthAuto {
					continue // servers answer the slower, the more wrong passwords they have heard
				}
				wrong := client()
				wrong.Secret = func(context.Context, accounts.Server) (string, error) { return "wrong", nil }
				if r, err := wrong.Check(t.Context(), s); err == nil || !strings.Contains(err.Error(), "refused") {
					t.Errorf("%s %s, wrong password: %v\n%s", security, mechanism, err, strings.Join(r.Transcript, "\n"))
				}
			}
		}
	})
}

// TestStory: two messages over one line, to somebody, to nobody, with a receipt
// wanted, small and large; and the report names what it is about.
func TestStory(t *testing.T) {
	each(t, func(t *testing.T, m mta) {
		l := client().Line(m.server(accounts.STARTTLS))
		defer l.Close()
		first := build(t, "mixed", []string{grace, "nobody@godwit.test"})
		env := envelope(first)
		env.Wishes.Receipt = true
		r, err := l.Send(t.Context(), env, bytes.NewReader(first.Bytes()))
		if err != nil {
			t.Fatalf("%v\n%s", err, strings.Join(r.Transcript, "\n"))
		}
		if r.Recipients[0].State != mail.StateSent || r.Recipients[1].State != mail.StateFailed || r.Card.QueueID == "" {
			t.Errorf("recipients %+v, queue %q", r.Recipients, r.Card.QueueID)
		}
		if got := m.arrives(t, grace, "Subject: mixed"); !bytes.HasSuffix(got, stored(first.Bytes())) {
			t.Errorf("other bytes arrived:\n%s", got)
		}
		if !strings.Contains(m.log(), r.Card.QueueID) {
			t.Errorf("the server does not know %s", r.Card.QueueID)
		}
		m.arrives(t, ada, "message/delivery-status", "Original-Envelope-Id: "+first.MessageID, grace, "Action: ")

		second := build(t, "large", []string{grace}, bytes.Repeat([]byte("0123456789abcdef"), 3<<20/16))
		r, err = l.Send(t.Context(), envelope(second), bytes.NewReader(second.Bytes()))
		said := strings.Join(r.Transcript, "\n")
		if err != nil || strings.Contains(said, "EHLO") || !strings.Contains(said, "C: BDAT 0 LAST") {
			t.Fatalf("%v\n%s", err, said)
		}
		if got := m.arrives(t, grace, "Subject: large"); !bytes.HasSuffix(got, stored(second.Bytes())) {
			t.Error("other bytes arrived in chunks")
		}
	})
}

// TestManyOverOneLine: what a mailing of somebody's does, and its order.
func TestManyOverOneLine(t *testing.T) {
	each(t, func(t *testing.T, m mta) {
		l := client().Line(m.server(accounts.TLS))
		defer l.Close()
		for i := range 30 {
			f := build(t, fmt.Sprintf("number %d.", i), []string{grace})
			r, err := l.Send(t.Context(), envelope(f), bytes.NewReader(f.Bytes()))
			if err != nil {
				t.Fatalf("%d: %v\n%s", i, err, strings.Join(r.Transcript, "\n"))
			}
		}
		for i := range 30 {
			m.arrives(t, grace, fmt.Sprintf("Subject: number %d.", i))
		}
	})
}

// TestLargestMessage: 25 MB attached pass through a few buffers, or are refused
// before they are uploaded.
func TestLargestMessage(t *testing.T) {
	each(t, func(t *testing.T, m mta) {
		f := build(t, "film", []string{grace}, bytes.Repeat([]byte("0123456789abcdef"), 25<<20/16))
		raw := f.Bytes()
		name := filepath.Join(t.TempDir(), "film.eml")
		if err := os.WriteFile(name, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		var told int64
		env := envelope(f)
		env.Progress = func(n int64) { told = n }
		r, err := client().Send(t.Context(), m.server(accounts.STARTTLS), env, file)
		runtime.ReadMemStats(&after)
		if more := after.TotalAlloc - before.TotalAlloc; more > 10<<20 {
			t.Errorf("took %d MB of memory", more>>20)
		}
		if size := sizeOffered(r.Card.Extensions); size > 0 && size < int64(len(raw)) {
			if err == nil || r.Recipients[0].State != mail.StateFailed || told != 0 || r.Recipients[0].Code != 552 {
				t.Errorf("%v, uploaded %d", err, told)
			}
			return
		}
		if err != nil || told != int64(len(raw)) {
			t.Fatalf("%v, told of %d octets\n%s", err, told, strings.Join(r.Transcript, "\n"))
		}
		if got := m.arrives(t, grace, "Subject: film"); !bytes.HasSuffix(got, stored(raw)) {
			t.Error("other bytes arrived")
		}
	})
}

func sizeOffered(extensions []string) (n int64) {
	for _, e := range extensions {
		_, _ = fmt.Sscanf(e, "SIZE %d", &n)
	}
	return n
}
