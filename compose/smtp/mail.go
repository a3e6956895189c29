package smtp

import (
	"context"
	"fmt"
	"strconv"

	"godwit/sync/mail"
)

// mail begins the transaction (RFC 5321 4.1.1.2). Each parameter is given only
// where the server knows it and the message needs it.
func (n *session) mail(ctx context.Context, c content) error {
	if err := n.enter(ctx, mail.StageMail); err != nil {
		return err
	}
	if max, err := strconv.ParseInt(n.extensions["SIZE"], 10, 64); err == nil && max > 0 && c.size > max { // RFC 1870
		return &mail.SendError{
			Stage: n.stage, Permanent: true, Code: 552, Enhanced: "5.3.4",
			Text: fmt.Sprintf("the message has %d octets, the server takes %d", c.size, max),
		}
	}
	utf8, err := n.international()
	if err != nil {
		return err
	}
	if err := n.reset(ctx); err != nil {
		return err
	}
	n.begun = true
	command, params := "MAIL FROM:<"+n.env.From+">", ""
	if n.offers("SIZE") {
		params += fmt.Sprintf(" SIZE=%d", c.size)
	}
	if c.eightBit && n.offers("8BITMIME") { // RFC 6152
		params += " BODY=8BITMIME"
	}
	if utf8 {
		params += " SMTPUTF8"
	}
	r, err := n.command(commandWait, command+params, "")
	if err == nil && (r.code == 501 || r.code == 504 || r.code == 555) && params != "" && !utf8 {
		// The server announced what it does not take.
		r, err = n.command(commandWait, command, "")
	}
	if err != nil {
		return n.broken(ctx, err)
	}
	if !r.ok() {
		return n.refused(r)
	}
	return nil
}

// reset ends a transaction that did not come to its end (RFC 5321 4.1.1.5).
func (n *session) reset(ctx context.Context) error {
	if !n.begun {
		return nil
	}
	r, err := n.command(commandWait, "RSET", "")
	if err != nil {
		return n.broken(ctx, err)
	}
	if !r.ok() {
		n.gone = true
		return n.refused(r)
	}
	n.begun = false
	return nil
}

// international finds whether the submission needs SMTPUTF8 (RFC 6531): only
// for an address outside ASCII. Where the server does not know it, such a
// recipient fails and the others go on.
func (n *session) international() (bool, error) {
	needed := !ascii(n.env.From)
	refusal := &mail.SendError{
		Stage: n.stage, Permanent: true, Code: 553, Enhanced: "5.6.7",
		Text: "the server does not take addresses with letters outside a to z",
	}
	if needed && !n.offers("SMTPUTF8") {
		return false, refusal
	}
	open := 0
	for i := range n.recipients {
		r := &n.recipients[i]
		switch {
		case r.State != mail.StateQueued:
		case ascii(r.Address):
			open++
		case n.offers("SMTPUTF8"):
			needed = true
			open++
		default:
			r.State, r.Code, r.Enhanced, r.Text = mail.StateFailed, refusal.Code, refusal.Enhanced, refusal.Text
		}
	}
	if open == 0 {
		return false, refusal
	}
	return needed, nil
}
