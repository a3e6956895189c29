package smtp

import (
	"slices"
	"strings"
	"time"

	"godwit/sync/mail"
)

// result is what is known of the attempt.
func (n *session) result() Result {
	return Result{Recipients: n.recipients, TLS: n.card.TLS, Card: n.card, Transcript: n.log}
}

// rest ends the stage under way for the card.
func (n *session) rest() {
	if n.entered.IsZero() {
		return
	}
	n.card.Steps = append(n.card.Steps, mail.Step{Stage: n.stage, Took: time.Since(n.entered)})
	n.entered = time.Time{}
}

// describe puts what is known of the connection on the card.
func (n *session) describe() {
	n.card.Resolved = n.conn.Resolved()
	n.card.Address = n.conn.RemoteAddr().String()
	n.card.TLS = n.conn.TLS()
	n.card.Certificate = n.conn.Certificate()
	n.card.Mechanism = n.mechanism
	n.card.Extensions = nil
	if !n.wire.shown {
		return
	}
	for keyword, args := range n.extensions {
		n.card.Extensions = append(n.card.Extensions, printable(strings.TrimSpace(keyword+" "+args)))
	}
	slices.Sort(n.card.Extensions)
}
