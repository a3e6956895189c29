package preflight

import (
	"context"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// common are selectors that servers of one's own often use.
var common = []string{"default", "mail", "dkim", "s1", "selector1", "k1"}

var errRevoked = errors.New("it was revoked")

// dkim looks for a key that the service can sign with. Which one it uses is
// seen only in a message; names are tried.
func (c *check) dkim(ctx context.Context) Finding {
	f := Finding{Name: "dkim"}
	selectors := c.service.Selectors
	if !c.known {
		selectors = common
	}
	var bad Finding
	failed := false
	domains := []string{c.domain}
	if org := organisation(c.domain); org != c.domain {
		domains = append(domains, org) // relaxed alignment (RFC 7489 3.1.1)
	}
	for _, d := range domains {
		for _, s := range selectors {
			name := s + "._domainkey." + d
			list, err := c.txt(ctx, name)
			if err != nil {
				failed = true
				continue
			}
			for _, record := range list {
				kind, bits, err := key(record)
				switch {
				case errors.Is(err, errNoKey):
				case err != nil:
					bad = Finding{Name: "dkim", Level: Fault, Record: name, Text: "The key " + name + " cannot be used: " + err.Error() + ".", Fix: "Copy the key anew from where " + c.through() + " shows it."}
				case kind == "rsa" && bits < 2048:
					c.signed, c.signer = Good, d
					return Finding{Name: "dkim", Level: Caution, Record: name, Text: fmt.Sprintf("There is a key (%s), of %d bits only.", name, bits), Fix: "Have " + c.through() + " make one of 2048 bits."}
				default:
					c.signed, c.signer = Good, d
					f.Level, f.Record = Good, name
					f.Text = fmt.Sprintf("There is a key for signatures (%s, %s %d bits).", name, strings.ToUpper(kind), bits)
					return f
				}
			}
		}
	}
	switch {
	case bad.Text != "":
		c.signed = Fault
		return bad
	case failed:
		c.signed = Unknown
		return silent("dkim", "keys of "+c.domain)
	case !c.known || len(selectors) == 0:
		c.signed = Unknown
		f.Level, f.Text = Unknown, "No key was found under the usual names; it may have another."
		f.Fix = "See in the Authentication-Results of a message to yourself whether dkim=pass is there."
		if c.service.Selector != "" {
			f.Text = c.service.Name + " names its keys anew for each domain: " + c.service.Selector + "."
			f.Fix = "Check there that the domain is shown as verified."
		}
		return f
	}
	c.signed = Fault
	f.Level, f.Text = Fault, "There is no key with which "+c.through()+" could sign for "+c.domain+" (looked for "+strings.Join(selectors, ", ")+")."
	f.Fix = "Set up the domain at " + c.through() + " and add the DKIM record it shows."
	return f
}

var errNoKey = errors.New("it is no key")

// key reads a key record (RFC 6376 3.6.1).
func key(record string) (kind string, bits int, err error) {
	tags := map[string]string{}
	for part := range strings.SplitSeq(record, ";") {
		if k, v, ok := strings.Cut(part, "="); ok {
			tags[strings.TrimSpace(k)] = strings.Join(strings.Fields(v), "")
		}
	}
	p, ok := tags["p"]
	if v := tags["v"]; !ok || v != "" && v != "DKIM1" {
		return "", 0, errNoKey
	}
	if p == "" {
		return "", 0, errRevoked
	}
	der, err := base64.StdEncoding.DecodeString(p)
	if err != nil {
		return "", 0, errors.New("it is damaged")
	}
	switch kind = tags["k"]; kind {
	case "", "rsa":
		pub, err := x509.ParsePKIXPublicKey(der)
		if err != nil {
			if pub, err = x509.ParsePKCS1PublicKey(der); err != nil {
				return "", 0, errors.New("it is damaged")
			}
		}
		k, ok := pub.(*rsa.PublicKey)
		if !ok || k.N.BitLen() < 1024 { // RFC 8301 3.2
			return "", 0, errors.New("it is too weak")
		}
		return "rsa", k.N.BitLen(), nil
	case "ed25519": // RFC 8463
		if len(der) != ed25519.PublicKeySize {
			return "", 0, errors.New("it is damaged")
		}
		return kind, 256, nil
	}
	return "", 0, errors.New("it is of a kind that nobody knows")
}
