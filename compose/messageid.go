package compose

import (
	"crypto/rand"
	"strings"
)

// NewMessageID is a new identifier without < >: random, at the sender's domain.
// It says nothing of the computer it was made on (RFC 5322 3.6.4 only asks that
// it be unique).
func NewMessageID(from string) string {
	domain := "invalid" // RFC 2606; a sender without a domain has nothing better
	if _, d, err := addrSpec(from); err == nil && !strings.HasPrefix(d, "[") {
		domain = strings.ToLower(d)
	}
	return strings.ToLower(rand.Text()) + "@" + domain
}
