package autoconfig

import (
	"context"
	"fmt"
	"strings"
	"time"

	"godwit/accounts"
)

const (
	settled = 2 * time.Second // from then on the best answer so far is taken
	patient = 6 * time.Second // for how long one is waited for at all
)

// Quick is what the built-in table says of an address; it asks nobody.
func Quick(email string) (Found, bool) {
	email, domain, err := parts(email)
	if err != nil {
		return Found{}, false
	}
	t, err := load()
	if err != nil {
		return Found{}, false
	}
	p, ok := t.byDomain(domain)
	if !ok {
		return Found{}, false
	}
	return p.found(SourceTable, email, domain), true
}

// Lookup finds servers for an address. It takes some two seconds at most where
// anybody answers, six where nobody does, and fails only for what is not an
// address or when ctx ends.
func Lookup(ctx context.Context, email string) (Found, error) {
	if _, domain, err := parts(email); err == nil && nowhere(domain) {
		return Nobody().Lookup(ctx, email)
	}
	return Internet().Lookup(ctx, email)
}

// nowhere reports whether a domain is on this machine alone, or for examples, so
// that there is nobody to ask (RFC 2606, RFC 6761).
func nowhere(domain string) bool {
	if !strings.Contains(domain, ".") {
		return true
	}
	for _, end := range []string{".test", ".example", ".invalid", ".localhost", ".local", ".example.com", ".example.net", ".example.org"} {
		if strings.HasSuffix("."+domain, end) {
			return true
		}
	}
	return false
}

// Lookup is the function Lookup, asking n.
func (n Network) Lookup(ctx context.Context, email string) (Found, error) {
	email, domain, err := parts(email)
	if err != nil {
		return Found{}, err
	}
	t, err := load()
	if err != nil {
		return Found{}, err
	}
	if p, ok := t.byDomain(domain); ok {
		return p.found(SourceTable, email, domain), nil
	}
	f := n.ask(ctx, t, email, domain)
	return f, ctx.Err()
}

// parts are an address without blanks around it, and its domain as DNS has it.
func parts(email string) (address, domain string, err error) {
	address = strings.TrimSpace(email)
	if problem := accounts.AddressProblem(address); problem != "" {
		return "", "", &accounts.Invalid{Field: "email", Text: problem}
	}
	domain, err = accounts.ASCIIDomain(address)
	if err != nil {
		return "", "", fmt.Errorf("find servers: %w", err)
	}
	return address, domain, nil
}

// step asks one place. It returns what it found, if anything, and what to show
// of it.
type step func(ctx context.Context) (Found, []Try, bool)

// ask asks all places at once and takes the best answer.
func (n Network) ask(ctx context.Context, t table, email, domain string) Found {
	steps := []step{ // best first
		func(ctx context.Context) (Found, []Try, bool) { return n.ownFile(ctx, email, domain) },
		func(ctx context.Context) (Found, []Try, bool) { return n.ispdb(ctx, email, domain, SourceISPDB) },
		func(ctx context.Context) (Found, []Try, bool) { return n.byMX(ctx, t, email, domain) },
		func(ctx context.Context) (Found, []Try, bool) { return n.bySRV(ctx, email, domain) },
		func(ctx context.Context) (Found, []Try, bool) { return n.autodiscover(ctx, email, domain) },
	}
	ctx, cancel := context.WithTimeout(ctx, patient)
	defer cancel()
	type answer struct {
		rank  int
		found Found
		tried []Try
		ok    bool
	}
	answers := make(chan answer, len(steps))
	for rank, ask := range steps {
		go func() {
			f, tried, ok := ask(ctx)
			answers <- answer{rank, f, tried, ok}
		}()
	}
	best := answer{rank: len(steps), found: guess(email, domain)}
	tried := make([][]Try, len(steps))
	open := make(map[int]bool)
	for rank := range steps {
		open[rank] = true
	}
	late := time.NewTimer(settled)
	defer late.Stop()
	hurry := false
	for waits(open, best.rank, hurry && best.ok) {
		select {
		case a := <-answers:
			delete(open, a.rank)
			tried[a.rank] = a.tried
			if a.ok && a.rank < best.rank {
				best = a
			}
		case <-late.C:
			hurry = true
		}
	}
	f := best.found
	for _, list := range tried {
		f.Tried = append(f.Tried, list...)
	}
	return f
}

// waits reports whether a place that has not answered yet could still be better.
func waits(open map[int]bool, best int, enough bool) bool {
	if enough {
		return false
	}
	for rank := range open {
		if rank < best {
			return true
		}
	}
	return false
}
