package preflight

import (
	"context"
	"strings"
)

// dmarc looks what the domain asks of those who check its mail (RFC 7489 6.6.3).
func (c *check) dmarc(ctx context.Context) Finding {
	f := Finding{Name: "dmarc"}
	org := organisation(c.domain)
	tags, record, err := c.policyOf(ctx, c.domain)
	sub := false
	if err == nil && tags == nil && org != c.domain {
		tags, record, err = c.policyOf(ctx, org)
		sub = true
	}
	if err != nil {
		return silent("dmarc", "_dmarc."+c.domain)
	}
	c.asked = true
	if tags == nil {
		f.Level, f.Text = Caution, c.domain+" has no DMARC record. Gmail and Yahoo ask for one of whoever sends much."
		f.Fix, f.Record = "Add this TXT record.", "_dmarc."+org+` TXT "v=DMARC1; p=none; rua=mailto:postmaster@`+org+`"`
		return f
	}
	f.Record = shown(record)
	c.strict = tags["adkim"] == "s"
	c.policy = tags["p"]
	if sub && tags["sp"] != "" {
		c.policy = tags["sp"]
	}
	switch c.policy {
	case "none":
		f.Level, f.Text = Good, "DMARC only watches (p=none)."
	case "quarantine":
		f.Level, f.Text = Good, "DMARC asks to put what fails into junk (p=quarantine)."
	case "reject":
		f.Level, f.Text = Good, "DMARC asks to refuse what fails (p=reject)."
	default:
		c.policy = "none"
		f.Level, f.Text, f.Fix = Fault, "The DMARC record says nothing that counts.", "Give it p=none, p=quarantine or p=reject."
	}
	return f
}

// policyOf is a domain's DMARC record; nil if it has none. With two of them
// none counts.
func (c *check) policyOf(ctx context.Context, domain string) (tags map[string]string, record string, err error) {
	list, err := c.txt(ctx, "_dmarc."+domain)
	if err != nil {
		return nil, "", err
	}
	for _, s := range list {
		first, rest, _ := strings.Cut(s, ";")
		k, v, _ := strings.Cut(first, "=")
		if strings.TrimSpace(k) != "v" || strings.TrimSpace(v) != "DMARC1" {
			continue
		}
		if tags != nil {
			return nil, "", nil
		}
		tags, record = map[string]string{}, s
		for part := range strings.SplitSeq(rest, ";") {
			if k, v, ok := strings.Cut(part, "="); ok {
				tags[strings.ToLower(strings.TrimSpace(k))] = strings.ToLower(strings.TrimSpace(v))
			}
		}
	}
	return tags, record, nil
}
