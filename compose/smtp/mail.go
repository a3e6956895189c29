package smtp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"godwit/compose"
	"godwit/sync/mail"
)

// ErrNoRequireTLS: the sender wants a protected way or none (RFC 8689).
var ErrNoRequireTLS = errors.New("the server does not promise to send on only over protected connections")

// mail begins the transaction (RFC 5321 4.1.1.2). Where the server lets
// commands be sent ahead (RFC 2920), the first recipients go with it; they are
// then waited for in rcpt.
func (n *session) mail(ctx context.Context) error {
	if err := n.enter(ctx, mail.StageMail); err != nil {
		return err
	}
	needed, wanted, err := n.parameters()
	if err != nil {
		return err
	}
	if err := n.reset(ctx); err != nil {
		return err
	}
	n.begun, n.asked, n.waiting = true, 0, nil
	command := "MAIL FROM:<" + n.env.From + ">"
	lines := []string{command + wanted + needed}
	if n.offers("PIPELINING") {
		if err := n.announce(ctx, mail.StageRcpt); err != nil {
			return err
		}
		n.waiting = n.batch()
		lines = append(lines, n.rcptLines(n.waiting)...)
	}
	r, err := n.ask(lines...)
	if err == nil && !r.ok() {
		n.discard(len(n.waiting), r)
		n.asked, n.waiting = 0, nil
		if strange(r) && wanted != "" && !n.gone { // the server announced what it does not take
			n.bare = true
			r, err = n.ask(command + needed)
		}
	}
	if err != nil {
		return n.broken(ctx, err)
	}
	if !r.ok() {
		return n.refused(r)
	}
	return nil
}

// ask says lines and reads the answer to the first.
func (n *session) ask(lines ...string) (reply, error) {
	wait := n.client.limit(n.patience)
	if err := n.say(wait, lines...); err != nil {
		return reply{}, err
	}
	return n.answer(wait)
}

// discard reads the answers to commands that were sent ahead of a refusal.
func (n *session) discard(answers int, r reply) {
	for ; answers > 0 && !r.closing() && !n.gone; answers-- {
		_, err := n.answer(n.client.limit(quitWait))
		n.gone = err != nil
	}
}

// strange: the server does not know a parameter.
func strange(r reply) bool {
	return r.code == 504 || r.code == 555 || r.code == 501 && (r.enhanced == "" || r.enhanced == "5.5.4" || r.enhanced == "5.5.2")
}

// parameters are those of MAIL. Each is given only where the server knows it
// and the message needs it; without those that are wanted the message can be
// sent as well.
func (n *session) parameters() (needed, wanted string, err error) {
	if n.content.eightBit && !n.offers("8BITMIME") {
		if err := n.sevenBit(); err != nil {
			return "", "", err
		}
	}
	if max, err := strconv.ParseInt(n.extensions["SIZE"], 10, 64); err == nil && max > 0 && n.content.size > max { // RFC 1870
		return "", "", &mail.SendError{
			Stage: n.stage, Permanent: true, Code: 552, Enhanced: "5.3.4",
			Text: fmt.Sprintf("the message has %d octets, the server takes %d", n.content.size, max),
		}
	}
	utf8, err := n.international()
	if err != nil {
		return "", "", err
	}
	if utf8 {
		needed += " SMTPUTF8"
	}
	if n.env.Wishes.RequireTLS {
		if !n.offers("REQUIRETLS") || n.conn.TLS() == "" {
			return "", "", &mail.SendError{
				Stage: n.stage, Hold: true, Code: 550, Enhanced: "5.7.30", Text: ErrNoRequireTLS.Error(), Err: ErrNoRequireTLS,
			}
		}
		needed += " REQUIRETLS"
	}
	if n.offers("SIZE") {
		wanted += fmt.Sprintf(" SIZE=%d", n.content.size)
	}
	if n.content.eightBit { // RFC 6152
		wanted += " BODY=8BITMIME"
	}
	return needed, wanted + n.mailReport(), nil
}

// sevenBit re-encodes the message for a server of 7 bits.
func (n *session) sevenBit() error {
	raw, err := io.ReadAll(n.msg)
	if err != nil {
		return n.unreadable(err)
	}
	if raw, err = compose.SevenBit(raw); err != nil {
		return &mail.SendError{
			Stage: n.stage, Permanent: true, Code: 554, Enhanced: "5.6.3", Err: err,
			Text: "the server takes 7-bit messages only: " + err.Error(),
		}
	}
	n.msg, n.content = bytes.NewReader(raw), content{size: int64(len(raw))}
	n.log.record("", fmt.Sprintf("(the server takes 7-bit messages only: sent in another encoding than it is kept in, %d octets)", len(raw)))
	return nil
}

// reset ends a transaction that did not come to its end (RFC 5321 4.1.1.5).
func (n *session) reset(ctx context.Context) error {
	if !n.begun {
		return nil
	}
	r, err := n.ask("RSET")
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

// mailReport asks that a report of non-delivery names this submission and is
// short (RFC 3461 4.3, 4.4).
func (n *session) mailReport() string {
	if !n.reports() {
		return ""
	}
	out := " RET=HDRS"
	if id := n.env.ID; id != "" && len(id) <= 100 && !strings.ContainsFunc(id, func(r rune) bool { return r < ' ' || r > '~' }) {
		out += " ENVID=" + xtext(id)
	}
	return out
}
