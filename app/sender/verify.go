package sender

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/emersion/go-msgauth/dkim"
)

const (
	maxSignatures = 5
	maxVerify     = 20 * time.Second
)

// Signature is a DKIM signature (RFC 6376) that was checked here.
type Signature struct {
	Domain string // that signed; "" if the signature could not be read
	Err    error  // nil: it fits the message
	Unsure bool   // it could not be checked: there is no key, or it is badly made
}

// LookupTXT returns the TXT records of a name, which is how keys are published.
type LookupTXT func(ctx context.Context, name string) ([]string, error)

// Verify checks the signatures of a message. It asks for the keys of the
// domains that signed, so they, or who watches the network, may learn that the
// message is read: only a person may ask for it. A message without signatures
// has none; the list is then empty, not nil.
func Verify(ctx context.Context, raw []byte, lookup LookupTXT) ([]Signature, error) {
	ctx, cancel := context.WithTimeout(ctx, maxVerify)
	defer cancel()
	var end io.Reader = strings.NewReader("")
	if !bytes.Contains(raw, []byte("\n\n")) && !bytes.Contains(raw, []byte("\n\r\n")) {
		end = strings.NewReader("\r\n\r\n") // a header alone
	}
	done, err := dkim.VerifyWithOptions(io.MultiReader(bytes.NewReader(raw), end), &dkim.VerifyOptions{
		MaxVerifications: maxSignatures,
		LookupTXT: func(name string) ([]string, error) {
			if !strings.Contains(name, "._domainkey.") || ascii(name) == "" {
				return nil, errors.New("no name of a key")
			}
			return lookup(ctx, name)
		},
	})
	if err != nil && !errors.Is(err, dkim.ErrTooManySignatures) {
		return nil, fmt.Errorf("verify signatures: %w", err)
	}
	list := make([]Signature, 0, len(done))
	for _, v := range done {
		list = append(list, Signature{Domain: ascii(v.Domain), Err: v.Err, Unsure: dkim.IsTempFail(v.Err) || dkim.IsPermFail(v.Err)})
	}
	return list, nil
}

// signatures says what was found here about the domain in From.
func signatures(list []Signature, domain string) []Proof {
	if list == nil {
		return nil
	}
	if len(list) == 0 {
		return []Proof{{"signature", Plain, "The message carries no signature."}}
	}
	var proofs []Proof
	for _, s := range list {
		p := Proof{"signature", Plain, ""}
		switch {
		case s.Err == nil && aligned(s.Domain, domain):
			p.Level, p.Text = Good, "Verified as "+show(domain)+": its signature, checked here, is right."
		case s.Err == nil:
			p.Text = "The signature of " + show(s.Domain) + ", which is not the sender's domain, is right."
		case s.Unsure && s.Domain == "":
			p.Text = "A signature could not be checked: there is no key for it, or it is badly made."
		case s.Unsure:
			p.Text = "The signature of " + show(s.Domain) + " could not be checked: there is no key for it, or it is badly made."
		case s.Domain == "":
			p.Text = "A signature does not fit the message."
		case aligned(s.Domain, domain):
			p.Level, p.Text = Caution, "The signature of "+show(s.Domain)+" does not fit: the message was changed on its way, or forged."
		default:
			p.Text = "The signature of " + show(s.Domain) + ", which is not the sender's domain, does not fit the message."
		}
		proofs = append(proofs, p)
	}
	return proofs
}
