package sender

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/publicsuffix"
	"golang.org/x/text/unicode/norm"

	"godwit/sync/mail"
	"godwit/sync/parse"
)

var (
	addressIn = regexp.MustCompile(`[^\s<>()"',:;@\[\]\\]+@([^\s<>()"',:;@\[\]\\]+\.[^\s<>()"',:;@\[\]\\]*[^\s<>()"',:;@\[\]\\.!?])`)
	domainIn  = regexp.MustCompile(`(?:^|[\s"'(])((?:[\pL\pN-]+\.)+(?:\p{Ll}{2,}|\p{Lu}{2,}))(?:[\s"')!,:;]|$)`)
)

// lyingName finds a From whose words are another address than its address, or
// hold what turns or hides them: encoded words and NUL (Mailsploit), quotes,
// comments, bidirectional controls. fields are the From fields as they came.
func lyingName(fields []string, from []mail.Address, list bool) []Proof {
	var proofs []Proof
	whole := strings.Join(fields, ", ")
	whole = whole[:min(len(whole), maxField)]
	said := norm.NFKC.String(parse.DecodeText(whole))
	switch {
	case strings.ContainsFunc(said, func(r rune) bool { return unicode.IsControl(r) && r != '\t' || r == '\u202d' || r == '\u202e' }):
		proofs = append(proofs, Proof{"name", Warning, "The sender's name holds characters that hide or turn text."})
	case strings.ContainsFunc(said, invisible):
		proofs = append(proofs, Proof{"name", Caution, "The sender's name holds invisible characters."})
	}
	real := make([]string, len(from))
	for i, a := range from {
		real[i] = organisation(domainOf(a.Email))
	}
	seen := clear(said)
	// The parser's own reading, for a name that is split by folding or comments.
	for _, a := range from {
		seen += " " + clear(norm.NFKC.String(a.Name))
	}
	comes := "nobody"
	if len(from) > 0 && from[0].Email != "" {
		comes = display(from[0].Email)
		if d := domainOf(from[0].Email); d != "" {
			comes = show(d)
		}
	}
	for _, m := range addressIn.FindAllStringSubmatch(seen, 20) {
		if d := ascii(m[1]); d != "" && !slices.Contains(real, organisation(d)) {
			level := Warning
			if list && strings.Contains(seen, " via ") {
				level = Caution
			}
			return append(proofs, Proof{"name", level, "The name says " + display(m[0]) + ", the mail comes from " + comes + "."})
		}
	}
	for _, a := range from {
		for _, m := range domainIn.FindAllStringSubmatch(clear(norm.NFKC.String(a.Name)), 20) {
			d := ascii(m[1])
			suffix, icann := publicsuffix.PublicSuffix(d)
			org := organisation(d)
			if icann && len(org)-len(suffix) > 3 && !slices.Contains(real, org) {
				return append(proofs, Proof{"name", Caution, "The name says " + show(d) + ", the mail comes from " + comes + "."})
			}
		}
	}
	return proofs
}

// clear makes spaces of controls, which end a word for who shows them, and
// removes what is not seen.
func clear(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r):
			return ' '
		case invisible(r), r == '\u202d', r == '\u202e':
			return -1
		}
		return r
	}, s)
}

// invisible characters have no place in a name. Joiners and the marks of
// direction have: names in Persian, Hindi, Arabic and Hebrew need them.
func invisible(r rune) bool {
	return r >= '\u202a' && r <= '\u202c' || r >= '\u2066' && r <= '\u2069' ||
		r == '\u200b' || r == '\u2060' || r == '\ufeff' || r == '\u00ad' || r == '\u3164'
}
