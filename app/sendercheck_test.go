package app

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"

	"godwit/accounts"
	"godwit/app/sender"
	"godwit/sync/localserver"
	"godwit/sync/mail"
)

const results = "Authentication-Results: mx.demo.test; dkim=pass header.d="

// mailFrom is a message as a provider would deliver it; results may be empty.
func mailFrom(from, subject, results string) []byte {
	return []byte(results + "From: " + from + "\r\nTo: Mira <" + mira + ">\r\nSubject: " + subject + "\r\nMessage-ID: <" +
		strings.ReplaceAll(subject, " ", ".") + "@x>\r\nDate: Mon, 02 Nov 2026 09:00:00 +0000\r\n\r\nHello.\r\n")
}

// received opens a profile with these messages in Mira's inbox, the last one newest.
func received(t *testing.T, messages ...[]byte) (*App, accounts.ID) {
	t.Helper()
	w := newWorld(t, localserver.Options{Users: []localserver.User{{Email: mira, Password: "secret"}}})
	for _, m := range messages {
		if err := w.server.Deliver(mira, m); err != nil {
			t.Fatal(err)
		}
	}
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "secret")
	start(t, a)
	until(t, a, "all is here and can be found", func() bool {
		rows, err := a.Mail.List(t.Context(), mail.ListQuery{Account: id, Role: mail.Inbox})
		if err != nil {
			t.Fatal(err)
		}
		found, err := a.Mail.Search(t.Context(), "hello", 0, 0, 1)
		return err == nil && len(rows) == len(messages) && found.Complete && found.Searched == len(messages)
	})
	return a, id
}

func read(t *testing.T, a *App, account accounts.ID, subject string) *Reading {
	t.Helper()
	row, ok := find(t, a, account, mail.Inbox, subject)
	if !ok {
		t.Fatalf("%s is not there", subject)
	}
	r, err := a.Mail.Read(t.Context(), row.ID)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSender(t *testing.T) {
	a, id := received(t,
		mailFrom("ada@example.org", "one", results+"example.org\r\n"),
		mailFrom("bo@example.net", "two", results+"example.net\r\n"),
		mailFrom("ada@example.org", "three", results+"example.org\r\n"),
		mailFrom("Bank <bank@bank.example>", "forged", "Authentication-Results: mx.demo.test; dkim=none\r\n"+results+"bank.example\r\n"),
		mailFrom("ada@example.org.evil.example", "alike", results+"evil.example\r\n"),
	)
	for subject, want := range map[string]string{
		"one":    "Verified as example.org by your provider. First message from this address",
		"three":  "Verified as example.org by your provider",
		"two":    "Verified as example.net by your provider. First message from this address",
		"forged": "First message from this address",
		"alike":  "Verified as example.org.evil.example by your provider. First message from this address",
	} {
		if got := read(t, a, id, subject).Sender.Text; got != want {
			t.Errorf("%s: %q", subject, got)
		}
	}
	kept, err := a.Pref(t.Context(), "provider:1")
	if err != nil || !strings.Contains(kept, `"id":"mx.demo.test"`) {
		t.Errorf("kept of the provider: %s, %v", kept, err)
	}
	if err := a.SetPref(t.Context(), "provider:1", "nonsense"); err != nil {
		t.Fatal(err)
	}
	if got := read(t, a, id, "three").Sender.Level; got != sender.Good {
		t.Errorf("learnt anew: %s", got)
	}
}

// Without a provider that writes results, what messages bring along is no proof.
func TestSenderWithoutProvider(t *testing.T) {
	a, id := received(t,
		mailFrom("ada@example.org", "one", ""),
		mailFrom("bo@example.net", "two", ""),
		mailFrom("ada@example.org", "three", ""),
		mailFrom("ada@example.org", "forged", results+"example.org\r\n"),
	)
	if v := read(t, a, id, "forged").Sender; v.Level != sender.Plain || v.Text != "" || len(v.Proofs) != 0 {
		t.Errorf("%+v", v)
	}
}

// Reading asks nobody for a key; a person may.
func TestVerifySender(t *testing.T) {
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	var signed bytes.Buffer
	if err := dkim.Sign(&signed, bytes.NewReader(mailFrom("ada@example.org", "signed", "")), &dkim.SignOptions{Domain: "example.org", Selector: "s", Signer: key}); err != nil {
		t.Fatal(err)
	}
	a, id := received(t, signed.Bytes())
	asked := 0
	a.Mail.lookupTXT = func(ctx context.Context, name string) ([]string, error) {
		asked++
		return []string{"v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(key.Public().(ed25519.PublicKey))}, nil
	}
	r := read(t, a, id, "signed")
	if r.Sender.Level != sender.Plain || asked != 0 {
		t.Errorf("%+v, %d look-ups", r.Sender, asked)
	}
	v, err := a.Mail.VerifySender(t.Context(), r.Row.ID)
	if err != nil || v.Level != sender.Good || asked != 1 {
		t.Errorf("%+v, %d look-ups, %v", v, asked, err)
	}
}

func TestImagesAllowed(t *testing.T) {
	a := open(t, t.TempDir(), func(time.Duration) <-chan time.Time { return nil })
	allowed := func(raw string, level sender.Level) bool {
		t.Helper()
		r := ReadBytes([]byte(raw + "\r\n\r\n"))
		r.Sender.Level = level
		ok, err := a.ImagesAllowed(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	if allowed("From: news@x.example", sender.Good) {
		t.Error("allowed by default")
	}
	if err := a.AllowImages(t.Context(), "News@X.example", true); err != nil {
		t.Fatal(err)
	}
	for level, want := range map[sender.Level]bool{sender.Good: true, sender.Plain: true, sender.Caution: false, sender.Warning: false} {
		if allowed("From: news@x.example", level) != want {
			t.Errorf("with a sender that is %s: %v", level, !want)
		}
	}
	for _, raw := range []string{"From: other@x.example", "From: news@x.example, b@y.example", "Subject: none"} {
		if allowed(raw, sender.Plain) {
			t.Errorf("%s: allowed", raw)
		}
	}
	if err := a.AllowImages(t.Context(), "news@x.example", false); err != nil {
		t.Fatal(err)
	}
	if allowed("From: news@x.example", sender.Good) {
		t.Error("still allowed")
	}
}
