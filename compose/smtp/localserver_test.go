package smtp

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/compose"
	"godwit/sync/localserver"
	"godwit/sync/mail"
)

// TestLocalServer submits what compose builds to a whole server, over the
// protections there are.
func TestLocalServer(t *testing.T) {
	conf := certificate(t, true)
	d := compose.Draft{
		From: mail.Address{Name: "Mira", Email: "mira@demo.test"}, To: []mail.Address{{Email: "someone@bücher.example"}},
		Subject: "Grüße", Body: ".\n..\nZeile\n" + strings.Repeat("lang ", 500) + "\n", Markdown: true,
		Attachments: []compose.Attachment{{Name: "a.bin", Data: bytes.Repeat([]byte("\r\n.\r\n\x00\xff"), 50000)}},
	}
	f, err := compose.Build(d, time.Now(), compose.NewMessageID(d.From.Email))
	if err != nil {
		t.Fatal(err)
	}
	for _, security := range []accounts.Security{accounts.Plain, accounts.STARTTLS, accounts.TLS} {
		t.Run(string(security), func(t *testing.T) {
			o := localserver.Options{Security: security}
			if security != accounts.Plain {
				o.TLS = conf
			}
			server, err := localserver.Start(o)
			if err != nil {
				t.Fatal(err)
			}
			defer server.Close()
			s, user := server.SMTP(), server.Users()[0]
			s.User = user.Email
			c := &Client{Dial: dial.Dialer{Timeout: time.Minute}, Secret: func(context.Context, accounts.Server) (string, error) { return user.Password, nil }}
			env := Envelope{From: f.From, Recipients: f.Recipients}
			r, err := c.Send(t.Context(), s, env, bytes.NewReader(f.Bytes()))
			if got := outcome(r, err); got != "ok sent" {
				t.Fatalf("%s (%v)\n%s", got, err, strings.Join(r.Transcript, "\n"))
			}
			if all := server.Elsewhere(); len(all) != 1 || !bytes.HasSuffix(all[0].Raw, f.Bytes()) {
				t.Errorf("the server has %d messages, or other bytes", len(all))
			}
			far := bytes.Replace(f.Bytes(), []byte("\r\n\r\n"), []byte("\r\n\r\n"+strings.Repeat(strings.Repeat("a", 76)+"\r\n", 60000)), 1)
			if r, err := c.Send(t.Context(), s, env, bytes.NewReader(far)); err != nil || !strings.Contains(strings.Join(r.Transcript, "\n"), "BDAT 0 LAST") {
				t.Fatalf("in chunks: %v\n%s", err, strings.Join(r.Transcript, "\n"))
			}
			if all := server.Elsewhere(); len(all) != 2 || !bytes.HasSuffix(all[1].Raw, far) {
				t.Errorf("the server has %d messages, or other bytes than the chunks", len(all))
			}
			c.Secret = func(context.Context, accounts.Server) (string, error) { return "wrong", nil }
			if r, err := c.Check(t.Context(), s); outcome(r, err) != "hold auth 535" {
				t.Errorf("a wrong password: %s (%v)", outcome(r, err), err)
			}
		})
	}
}
