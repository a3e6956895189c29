package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"godwit/compose"
)

// ownDomains is the setting of the domains whose people are no outsiders.
const ownDomains = "compose.domains"

// OwnDomains are the domains whose people are no outsiders; with none, nobody is.
func (p *People) OwnDomains(ctx context.Context) ([]string, error) {
	domains, err := p.store.Pref(ctx, ownDomains)
	return strings.Fields(domains), err
}

// SetOwnDomains says which those are.
func (p *People) SetOwnDomains(ctx context.Context, domains []string) error {
	for _, d := range domains {
		if _, err := compose.Mailbox("x@" + d); err != nil {
			return &ProblemsError{[]compose.Problem{{Field: "to", Text: fmt.Sprintf("%q is not a domain.", d)}}}
		}
	}
	return p.store.SetPref(ctx, ownDomains, strings.Join(domains, " "))
}

// Known is what warnings about a draft need to know.
func (p *People) Known(ctx context.Context, d compose.Draft) (compose.Known, error) {
	var k compose.Known
	var err error
	if k.Domains, err = p.OwnDomains(ctx); err != nil {
		return k, err
	}
	if k.Bounced, err = p.store.Bounced(ctx); err != nil {
		return k, err
	}
	k.MaxSize, err = p.maxSize(ctx, d)
	return k, err
}

// maxSize is the largest message that the server of the draft's account last
// said it takes, 0 if it did not say (RFC 1870 6).
func (p *People) maxSize(ctx context.Context, d compose.Draft) (int64, error) {
	card, err := p.store.LastCard(ctx, d.Account)
	if err != nil {
		return 0, err
	}
	i := slices.IndexFunc(card.Extensions, func(e string) bool { return strings.HasPrefix(strings.ToUpper(e), "SIZE ") })
	if i < 0 {
		return 0, nil
	}
	var n int64
	_, err = fmt.Sscan(card.Extensions[i][5:], &n)
	if err != nil || n < 0 {
		return 0, nil // a server's odd word is none
	}
	return n, nil
}
