// Package preflight finds out, before anything is sent, whether others will
// believe mail from an address through a server: does the domain take answers
// (MX), does it allow the server (SPF, RFC 7208), is there a key for its
// signatures (DKIM, RFC 6376), and what does it ask of those who check (DMARC,
// RFC 7489)?
//
// It asks DNS about the address's domain and the names that its records lead
// to, and nobody else; it sends no message and keeps nothing, so that a record
// that was mended is seen at once. Answers are hostile: their number, size and
// depth are bounded, and so is the time. What DNS does not answer is said to be
// unknown, never to be wrong.
package preflight

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/publicsuffix"

	"godwit/accounts"
	"godwit/accounts/autoconfig"
)

// Level is how much a finding weighs.
type Level string

const (
	Good    Level = "good"
	Unknown Level = "unknown" // could not be found out
	Caution Level = "caution" // works, but not everywhere or not for long
	Fault   Level = "fault"   // mail will be refused or come to junk
)

// Finding is one thing that was looked at.
type Finding struct {
	Name   string // "mx", "spf", "dkim", "dmarc", "verdict"
	Level  Level
	Text   string // what is so
	Fix    string // what to do; "" if nothing
	Record string // the record it is about, or the one to add
}

// Report is what was found out about one domain.
type Report struct {
	Address  string
	Domain   string
	Through  string // the service, or the server's name
	Findings []Finding
}

const (
	total   = 20 * time.Second // for everything
	oneWait = 5 * time.Second  // for one answer
)

// Check looks at one sender's address and the server that it sends through.
func Check(ctx context.Context, address string, server accounts.Server, r Resolver) (Report, error) {
	domain, err := accounts.ASCIIDomain(address)
	if err != nil {
		return Report{}, err
	}
	domain = strings.ToLower(domain)
	service, known, err := autoconfig.SendingThrough(server.Host)
	if err != nil {
		return Report{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, total)
	defer cancel()
	rep := Report{Address: address, Domain: domain, Through: server.Host}
	if known {
		rep.Through = service.Name
	}
	if slices.Contains(service.Domains, domain) {
		rep.Findings = []Finding{{Name: "verdict", Level: Good, Text: fmt.Sprintf("%s is %s's own domain: it looks after everything.", domain, service.Name)}}
		return rep, ctx.Err()
	}
	c := check{Resolver: r, domain: domain, server: server, service: service, known: known}
	var mx, spf, dkim, dmarc Finding
	var work sync.WaitGroup
	work.Go(func() { mx = c.mx(ctx) })
	work.Go(func() { spf = c.spf(ctx) })
	work.Go(func() { dkim = c.dkim(ctx) })
	work.Go(func() { dmarc = c.dmarc(ctx) })
	work.Wait()
	rep.Findings = []Finding{mx, spf, dkim, dmarc, c.verdict()}
	return rep, nil
}

// check is one under way. Each of its steps writes its own fields.
type check struct {
	Resolver
	domain  string
	server  accounts.Server
	service autoconfig.Sending
	known   bool

	allowed Level  // does SPF allow the server
	signed  Level  // is there a key
	policy  string // of DMARC: "none", "quarantine", "reject"; "" if it has no record
	asked   bool   // DMARC could be asked
	signer  string // whose key it is: the domain, or the one it belongs to
	strict  bool   // only a key of the very domain counts (RFC 7489 3.1.1)
}

// organisation is the domain that was registered, "example.org" of
// "mail.example.org".
func organisation(domain string) string {
	if org, err := publicsuffix.EffectiveTLDPlusOne(domain); err == nil {
		return org
	}
	return domain
}

func (c *check) through() string {
	if c.known {
		return c.service.Name
	}
	return c.server.Host
}

// verdict is what it comes to for one who checks DMARC.
func (c *check) verdict() Finding {
	f := Finding{Name: "verdict"}
	// A service that puts its own address into the envelope passes SPF as itself,
	// which is not the From domain (RFC 7489 3.1.2).
	aligned := c.allowed == Good && !c.service.Envelope
	what := "Mail from " + c.domain + " through " + c.through()
	if c.signed == Good && c.strict && c.signer != c.domain {
		c.signed = Fault
	}
	switch {
	case c.signed == Good || aligned:
		f.Level, f.Text = Good, what+" can be believed: it passes "+passes(c.signed == Good, aligned)+"."
		if c.policy == "" && c.asked {
			f.Level, f.Fix = Caution, "Add the DMARC record, which large providers ask for."
		}
	case c.signed == Unknown || c.allowed == Unknown:
		f.Level, f.Text = Unknown, what+": not everything could be found out."
		f.Fix = "Compare the records with what " + c.through() + " shows for your domain, and send a first message to yourself at another provider."
		if c.policy == "reject" || c.policy == "quarantine" {
			f.Level = Caution
		}
	case c.policy == "reject":
		f.Level, f.Text = Fault, what+" will be refused: the domain asks for that (p=reject), and neither SPF nor DKIM speaks for it."
		f.Fix = "Set up the domain at " + c.through() + " and add the DKIM key it shows; or send this address through its own provider."
	case c.policy == "quarantine":
		f.Level, f.Text = Fault, what+" will come to junk: the domain asks for that (p=quarantine), and neither SPF nor DKIM speaks for it."
		f.Fix = "Set up the domain at " + c.through() + " and add the DKIM key it shows; or send this address through its own provider."
	default:
		f.Level, f.Text = Fault, what+" cannot be told from a forgery: neither SPF nor DKIM speaks for it, so large providers refuse it or put it into junk."
		f.Fix = "Set up the domain at " + c.through() + " and add the records it shows."
	}
	return f
}

func passes(dkim, spf bool) string {
	switch {
	case dkim && spf:
		return "SPF and DKIM"
	case dkim:
		return "DKIM"
	}
	return "SPF"
}
