package sender

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"github.com/emersion/go-msgauth/dkim"

	"godwit/sync/parse"
)

func TestVerify(t *testing.T) {
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	record := "v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(key.Public().(ed25519.PublicKey))
	sign := func(domain, from, body string) string {
		var out bytes.Buffer
		mail := "From: " + from + "\r\nSubject: x\r\n\r\n" + body + "\r\n"
		if err := dkim.Sign(&out, strings.NewReader(mail), &dkim.SignOptions{Domain: domain, Selector: "s", Signer: key, HeaderKeys: []string{"From", "Subject"}}); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	published := func(ctx context.Context, name string) ([]string, error) {
		if name == "s._domainkey.example.org" || name == "s._domainkey.x.example" {
			return []string{record}, nil
		}
		return nil, errors.New("no such name")
	}
	good := sign("example.org", "anna@example.org", "hello")
	for _, c := range []struct {
		name, raw string
		level     Level
		text      string
	}{
		{"right", good, Good, "Verified as example.org: its signature, checked here, is right"},
		{"changed", strings.Replace(good, "hello", "hallo", 1), Caution, "The signature of example.org does not fit: the message was changed on its way, or forged"},
		{"another From", strings.Replace(good, "anna@", "emma@", 1), Caution, "The signature of example.org does not fit: the message was changed on its way, or forged"},
		{"a second From", "From: b@x.example\r\n" + good, Warning, "The message has several From fields: who sent it cannot be known"},
		{"somebody else's", sign("x.example", "anna@example.org", "hello"), Plain, ""},
		{"no key", sign("y.example", "anna@y.example", "hello"), Plain, ""},
		{"twice", strings.Replace(good, "\r\nFrom", "\r\nDKIM-Signature: v=1; a=nonsense\r\nFrom", 1), Good, "Verified as example.org: its signature, checked here, is right"},
		{"none", "From: anna@example.org\r\n\r\nhello\r\n", Plain, ""},
		{"a header alone", "From: anna@example.org\r\n", Plain, ""},
	} {
		signed, err := Verify(t.Context(), []byte(c.raw), published)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		v := Check(parse.Parse([]byte(c.raw)).Header, Facts{Signed: signed})
		if v.Level != c.level || v.Text != c.text || len(v.Proofs) == 0 {
			t.Errorf("%s: %s %q %v", c.name, v.Level, v.Text, v.Proofs)
		}
	}
}

// Only names of keys are asked for, and not many.
func TestVerifyAsksLittle(t *testing.T) {
	const one = "DKIM-Signature: v=1; a=rsa-sha256; d=d.example; s=s; h=from; bh=AAAA; b=AAAA\r\n"
	raw := strings.Repeat(one, 40) + "From: a@d.example\r\n\r\nx\r\n"
	asked := make(chan string, 100)
	if _, err := Verify(t.Context(), []byte(raw), func(ctx context.Context, name string) ([]string, error) {
		asked <- name
		return nil, errors.New("no")
	}); err != nil {
		t.Error(err)
	}
	if n := len(asked); n == 0 || n > maxSignatures {
		t.Errorf("%d names asked for", n)
	}
	odd := strings.Replace(one, "s=s;", "s=a b/<;", 1) + "From: a@d.example\r\n\r\nx\r\n"
	if _, err := Verify(t.Context(), []byte(odd), func(ctx context.Context, name string) ([]string, error) {
		t.Errorf("asked for %q", name)
		return nil, nil
	}); err != nil {
		t.Error(err)
	}
}
