package model

import (
	"strings"

	"godwit/accounts"
	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

// IdentityTitle is an identity in one line.
func IdentityTitle(i accounts.Identity) string {
	return mail.Address{Name: i.Name, Email: i.Email}.String()
}

// IdentityText is what else there is to an identity, in a line.
func IdentityText(i accounts.Identity, first bool) string {
	var parts []string
	if first {
		parts = append(parts, lang.T("used unless you choose another"))
	}
	if i.ReplyTo != "" {
		parts = append(parts, lang.T("answers go to {email}", "email", i.ReplyTo))
	}
	if i.CatchAll {
		_, domain, _ := strings.Cut(i.Email, "@")
		parts = append(parts, lang.T("any address of {domain}", "domain", domain))
	}
	if line, _, _ := strings.Cut(strings.TrimSpace(i.Signature), "\n"); line != "" {
		parts = append(parts, lang.T("signed “{line}”", "line", line))
	}
	return strings.Join(parts, " · ")
}

// DomainsIn are the domains that a person wrote as a list, in whatever form; of an
// address its domain.
func DomainsIn(text string) []string {
	var out []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\r\n,;", r) }) {
		if at := strings.LastIndexByte(word, '@'); at >= 0 {
			word = word[at+1:]
		}
		if word = strings.ToLower(strings.Trim(word, ".")); word != "" {
			out = append(out, word)
		}
	}
	return out
}
