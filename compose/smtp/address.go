package smtp

import (
	"strings"

	"godwit/sync/mail"
)

// addresses sets aside recipients that cannot be written on a line of SMTP; the
// others are sent to.
func (n *session) addresses() error {
	const text = "this is not an address"
	if n.env.From != "" && !line(n.env.From) {
		return n.fail(&mail.SendError{Stage: mail.StageConnect, Permanent: true, Text: "the sender: " + text})
	}
	open := 0
	for i := range n.recipients {
		r := &n.recipients[i]
		if !line(r.Address) {
			r.State, r.Text = mail.StateFailed, text
			continue
		}
		open++
	}
	if open == 0 {
		return &mail.SendError{Stage: mail.StageConnect, Permanent: true, Text: text}
	}
	return nil
}

// line reports whether an address can stand between < and >: no control
// characters, and blanks and brackets only within quotes (RFC 5321 4.1.2).
func line(address string) bool {
	quoted, escaped := false, false
	for _, r := range address {
		switch {
		case r < ' ' || r == 0x7f:
			return false
		case escaped:
			escaped = false
		case quoted && r == '\\':
			escaped = true
		case r == '"':
			quoted = !quoted
		case !quoted && strings.ContainsRune(" <>", r):
			return false
		}
	}
	return address != "" && !quoted
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 })
}
