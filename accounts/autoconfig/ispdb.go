package autoconfig

import "context"

// database is Mozilla's, which Thunderbird and others ask. It learns the domain,
// not the address.
const database = "https://autoconfig.thunderbird.net/v1.1/"

// ispdb asks Mozilla's database for a domain.
func (n Network) ispdb(ctx context.Context, email, domain, source string) (Found, []Try, bool) {
	f, try := n.file(ctx, source, database+domain, email, domain)
	return f, []Try{try}, try.Outcome == outcomeFound
}
