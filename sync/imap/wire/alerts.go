package wire

import (
	"strings"

	"godwit/accounts/protolog"
)

const (
	maxAlerts = 20  // different ones in one session
	maxAlert  = 500 // octets
)

// alerts passes on what the server wants a person to read (RFC 9051 7.1), each
// text once, and without the password that some repeat.
type alerts struct {
	to   func(string) // nil: nobody
	not  protolog.Secrets
	told map[string]bool
}

func newAlerts(to func(string), secret string) *alerts {
	return &alerts{to: to, not: protolog.Spellings(secret), told: map[string]bool{}}
}

func (a *alerts) tell(text []byte) {
	t := strings.ToValidUTF8(clean([]byte(a.not.Hide(string(text)))), "")
	if len(t) > maxAlert {
		t = strings.ToValidUTF8(t[:maxAlert], "")
	}
	if a.to == nil || t == "" || a.told[t] || len(a.told) >= maxAlerts {
		return
	}
	a.told[t] = true
	a.to(t)
}
