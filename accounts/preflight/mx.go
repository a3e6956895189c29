package preflight

import "context"

// mx looks whether answers, and reports of mail that could not be delivered,
// find a way back.
func (c *check) mx(ctx context.Context) Finding {
	hosts, err := c.mailers(ctx, c.domain)
	switch {
	case err != nil:
		return silent("mx", c.domain)
	case len(hosts) == 1 && hosts[0] == "": // RFC 7505
		return Finding{
			Name: "mx", Level: Fault, Record: c.domain + " MX 0 .", Text: c.domain + " says that it takes no mail at all.",
			Fix: "Use an address whose domain takes mail: many servers refuse a sender who cannot be answered.",
		}
	case len(hosts) > 0:
		return Finding{Name: "mx", Level: Good, Text: "Answers to " + c.domain + " go to " + shown(hosts[0]) + "."}
	}
	addresses, err := c.addresses(ctx, c.domain)
	switch {
	case err != nil:
		return silent("mx", c.domain)
	case len(addresses) > 0: // RFC 5321 5.1
		return Finding{
			Name: "mx", Level: Caution, Text: c.domain + " has no MX record; answers go to the computer of that name, if it takes mail.",
			Fix: "Add an MX record that names your mail server.",
		}
	}
	return Finding{
		Name: "mx", Level: Fault, Text: c.domain + " takes no mail: it has no MX record and no address. Answers cannot arrive, and many servers refuse such a sender.",
		Fix: "Check the spelling of the domain, or add an MX record.",
	}
}
