package smtp

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"github.com/emersion/go-sasl"

	"godwit/accounts"
	"godwit/accounts/auth"
	"godwit/accounts/dial"
	"godwit/sync/mail"
)

const maxSteps = 10 // of a SASL exchange; the longest known has three

// signIn does AUTH (RFC 4954) where the account has a user.
func (n *session) signIn(ctx context.Context) error {
	if n.server.Auth == accounts.AuthNone || n.server.User == "" {
		return nil
	}
	if err := n.enter(ctx, mail.StageAuth); err != nil {
		return err
	}
	if n.conn.TLS() == "" && !n.conn.Loopback() {
		return &mail.SendError{Stage: n.stage, Hold: true, Err: &dial.Error{
			Kind: dial.Unprotected, Host: n.server.Host, Port: n.server.Port, Protocol: n.server.Protocol,
			Err: errors.New("a password is not sent over an unprotected connection"),
		}}
	}
	secret, err := n.secret(ctx)
	if err != nil {
		return n.personal(ctx, err)
	}
	client, err := auth.Client(n.server, strings.Fields(strings.ToUpper(n.extensions["AUTH"])), secret)
	if err != nil {
		return n.personal(ctx, err)
	}
	n.wire.secret = true
	defer func() { n.wire.secret = false }()
	mechanism, r, err := n.exchange(client)
	var refusal saslError
	if errors.As(err, &refusal) {
		return n.personal(ctx, err)
	}
	if err != nil {
		return n.broken(ctx, err)
	}
	if r.code == 235 {
		n.mechanism = mechanism
		return nil
	}
	code := r.enhanced
	if code == "" {
		code = fmt.Sprint(r.code)
	}
	e := n.held(r)
	if r.code == 432 { // a password transition is needed (RFC 4954 4.7.12)
		e.Hold = true
	}
	cause := auth.Refused(n.server, code, e.Text, secret, !e.Hold)
	e.Text, e.Err = cause.Text, cause
	return e
}

func (n *session) secret(ctx context.Context) (string, error) {
	if n.client.Secret == nil {
		return "", errors.New("no password is known")
	}
	return n.client.Secret(ctx, n.server)
}

// personal is what only the user can put right, unless the wait was cancelled.
func (n *session) personal(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return n.broken(ctx, err)
	}
	return &mail.SendError{Stage: n.stage, Hold: true, Err: err}
}

// saslError is of the mechanism's client rather than of the connection.
type saslError struct{ error }

func (e saslError) Unwrap() error { return e.error }

// exchange carries the mechanism's messages in base64 (RFC 4954 4) and returns
// its name and the server's last answer.
func (n *session) exchange(client sasl.Client) (name string, r reply, err error) {
	name, initial, err := client.Start()
	if err != nil {
		return name, reply{}, saslError{err}
	}
	line, shown := "AUTH "+name, "AUTH "+name
	if initial != nil {
		if line += " " + base64.StdEncoding.EncodeToString(initial); len(initial) == 0 {
			line += "=" // an empty response that can be seen
		}
		shown += " ***"
	}
	r, err = n.command(commandWait, line, shown)
	for step := 0; err == nil && r.code == 334; step++ {
		var challenge, response []byte
		challenge, err = base64.StdEncoding.DecodeString(strings.TrimSpace(strings.Join(r.lines, "")))
		if err == nil {
			response, err = client.Next(challenge)
		}
		if err == nil && step == maxSteps {
			err = errors.New("the sign-in does not end")
		}
		if err != nil {
			_, _ = n.command(quitWait, "*", "") // cancels the exchange
			return name, reply{}, saslError{err}
		}
		r, err = n.command(commandWait, base64.StdEncoding.EncodeToString(response), "***")
	}
	return name, r, err
}
