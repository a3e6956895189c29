package sender

import (
	"slices"
	"strings"
)

// judge says what a provider's results mean for the domain in From. Only a
// result that is about that domain's organisation speaks for it.
func judge(results []result, said bool, domain string, list bool) []Proof {
	if !said {
		return nil
	}
	var spf, dkim, dmarc []Proof
	passed, failed := false, false
	for _, r := range results {
		switch r.method {
		case "dmarc":
			about := ascii(r.props["header.from"])
			switch {
			case about != "" && !aligned(about, domain):
				dmarc = append(dmarc, Proof{"dmarc", Plain, "DMARC: " + word(r.value) + " for " + show(about) + ", which is not the sender's domain."})
			case r.value == "pass":
				passed = true
				dmarc = append(dmarc, Proof{"dmarc", Plain, "DMARC: pass. The message follows what " + show(domain) + " says of its mail."})
			case r.value == "fail":
				failed = true
				dmarc = append(dmarc, Proof{"dmarc", Plain, "DMARC: fail. The message does not follow what " + show(domain) + " says of its mail."})
			default:
				dmarc = append(dmarc, Proof{"dmarc", Plain, "DMARC: " + word(r.value) + "."})
			}
		case "dkim":
			d := ascii(r.props["header.d"])
			if d == "" {
				d = domainOf("@" + strings.TrimPrefix(r.props["header.i"], "@"))
			}
			text := "DKIM: " + word(r.value) + "."
			switch {
			case r.value == "pass" && aligned(d, domain):
				passed = true
				text = "DKIM: pass. Signed by " + show(d) + "."
			case r.value == "pass" && d != "":
				text = "DKIM: pass. Signed by " + show(d) + ", which is not the sender's domain."
			}
			dkim = append(dkim, Proof{"dkim", Plain, text})
		case "spf":
			d := mailFrom(r.props["smtp.mailfrom"])
			text := "SPF: " + word(r.value) + "."
			switch {
			case r.value == "pass" && aligned(d, domain):
				passed = true
				text = "SPF: pass. It came from a server of " + show(d) + "."
			case r.value == "pass" && d != "":
				text = "SPF: pass. It came from a server of " + show(d) + ", which is not the sender's domain."
			}
			spf = append(spf, Proof{"spf", Plain, text})
		}
	}
	all := slices.Concat(dmarc, dkim, spf)
	if len(all) == 0 {
		return nil
	}
	name := all[0].Name
	switch {
	case failed && list: // lists change what they send on
		return append([]Proof{{name, Caution, "Sent on by a mailing list; your provider could not confirm that it is from " + show(domain) + "."}}, all...)
	case failed:
		return append([]Proof{{name, Warning, "This may not be from " + show(domain) + ": your provider's check of it failed."}}, all...)
	case passed:
		return append([]Proof{{name, Good, "Verified as " + show(domain) + " by your provider."}}, all...)
	case refuted(results):
		return append([]Proof{{name, Caution, "Your provider could not confirm that this is from " + show(domain) + "."}}, all...)
	}
	return all
}

// refuted reports whether a check was made and came out against the sender.
func refuted(results []result) bool {
	return slices.ContainsFunc(results, func(r result) bool {
		return (r.method == "spf" || r.method == "dkim") && (r.value == "fail" || r.value == "softfail" || r.value == "hardfail")
	})
}

// mailFrom is the domain of the envelope's sender, given as an address or alone.
func mailFrom(v string) string {
	if strings.Contains(v, "@") {
		return domainOf(v)
	}
	return ascii(v)
}

// word is a value of the results if it is one word, which it need not be.
func word(s string) string {
	if len(s) > 20 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" {
		return "unclear"
	}
	return s
}
