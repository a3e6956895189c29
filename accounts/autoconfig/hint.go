package autoconfig

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// hint says in one sentence what a person must know or do before signing in:
// which secret the provider takes, then what has to be switched on.
func (p provider) hint() string {
	if p.Kind == "unsupported" {
		return p.Name + " offers no IMAP, POP3 or SMTP, so no mail program can read or send its mail."
	}
	var parts []string
	if which := p.secretHint(); which != "" {
		parts = append(parts, which)
	}
	if p.MustEnable != "" {
		// The table marks facts that nobody could check again; a person need not read that.
		enable := strings.ReplaceAll(p.MustEnable, " (memory)", "")
		parts = append(parts, strings.TrimSuffix(enable, "."))
	}
	if len(parts) == 0 {
		return ""
	}
	for i := range parts[1:] {
		parts[i+1] = lowerFirst(parts[i+1])
	}
	return strings.Join(parts, "; ") + "."
}

func (p provider) secretHint() string {
	takes := func(word string) bool { return slices.Contains(p.Auth, word) }
	switch {
	case takes("bridge-password"):
		return "Use the password that the Bridge program shows, not the account's own"
	case takes("authorization-code"):
		return "Sign in with an authorization code, not with the account's own password"
	case takes("secure-mail-key"):
		return "Sign in with a secure mail key, made in the account's settings, not with its own password"
	case takes("app-password") && takes("password"):
		return "With two-factor sign-in, use an app password instead of the account's own"
	case takes("app-password"):
		return "Sign in with an app password, made in the account's security settings, not with its own password"
	case takes("oauth2") && !takes("password"):
		return p.Name + " takes no password from mail programs, only a sign-in on its own page (OAuth 2)"
	}
	return ""
}

// lowerFirst leaves words in capitals alone: "IMAP".
func lowerFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[size:])
	if !unicode.IsLower(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}

// HintFor is what a person must know before signing in to a server of the
// table; "" if there is nothing, or the server is not in it.
func HintFor(host string) (string, error) {
	t, err := load()
	if err != nil {
		return "", err
	}
	host = strings.ToLower(host)
	for _, p := range t.Providers {
		if p.serves(host, p.IMAP, p.POP3, p.SMTP) {
			return p.hint(), nil
		}
	}
	return "", nil
}
