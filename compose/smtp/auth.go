package smtp

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/emersion/go-sasl"

	"godwit/accounts"
	"godwit/accounts/auth"
	"godwit/accounts/dial"
	"godwit/accounts/oauth"
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
	offered := strings.Fields(strings.ToUpper(n.extensions["AUTH"]))
	r, err := n.prove(ctx, offered, secret)
	if (err == nil && unknown(r) || errors.Is(err, auth.ErrBinding)) && n.server.Auth == accounts.AuthAuto {
		// The server takes back what it offered; one other way may be tried, not the password again and again.
		const plus = "-PLUS" // all of them bind in the same way
		rest := slices.DeleteFunc(offered, func(m string) bool {
			return m == n.mechanism || strings.HasSuffix(m, plus) && strings.HasSuffix(n.mechanism, plus)
		})
		if _, none := auth.Client(n.server, rest, secret, n.conn.State()); none == nil {
			r, err = n.prove(ctx, rest, secret)
		}
	}
	if err == nil && r.permanent() && n.server.Auth == accounts.AuthPage && n.client.Renew != nil { // a token may end before its time
		if secret, err = n.client.Renew(ctx, n.server, secret); err != nil {
			return n.personal(ctx, err)
		}
		r, err = n.prove(ctx, offered, secret)
	}
	if err != nil {
		return err
	}
	if r.code == 235 {
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

// prove signs in with the strongest mechanism of those offered and returns the
// server's answer.
func (n *session) prove(ctx context.Context, offered []string, secret string) (reply, error) {
	client, err := auth.Client(n.server, offered, secret, n.conn.State())
	if err != nil {
		return reply{}, n.personal(ctx, err)
	}
	n.wire.secret = secret
	r, err := n.exchange(client)
	if err == nil && r.code == 235 {
		if err = auth.Verified(client); err != nil {
			err = saslError{err}
		}
	}
	var refusal saslError
	if errors.As(err, &refusal) {
		return r, n.personal(ctx, err)
	}
	if err != nil {
		return r, n.broken(ctx, err)
	}
	return r, nil
}

var (
	unknownThen = regexp.MustCompile(`(?i)(mechanism|channel.binding|auth\w* (type|method|scheme)).*(support|recogni|unknown|invalid|implement|available|enabled|disabled)`)
	thenUnknown = regexp.MustCompile(`(?i)(unsupported|unrecogni|unknown|invalid|unimplemented|not (support|implement)).*(mechanism|channel.binding|auth\w* (type|method|scheme))`)
)

// unknown: the refusal is of the mechanism, not of the password.
func unknown(r reply) bool {
	return r.code == 504 || r.permanent() && r.code != 530 && r.code != 538 &&
		(unknownThen.MatchString(r.text) || thenUnknown.MatchString(r.text))
}

func (n *session) secret(ctx context.Context) (string, error) {
	if n.client.Secret == nil {
		return "", errors.New("no password is known")
	}
	return n.client.Secret(ctx, n.server)
}

// personal is what only the user can put right, unless the wait was cancelled, or
// who gives tokens cannot be reached for now.
func (n *session) personal(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return n.broken(ctx, err)
	}
	var page *oauth.Error
	return &mail.SendError{Stage: n.stage, Hold: !errors.As(err, &page) || page.Kind != oauth.Unavailable, Err: err}
}

// saslError is of the mechanism's client rather than of the connection.
type saslError struct{ error }

func (e saslError) Unwrap() error { return e.error }

// maxCommand is the longest command, with its line end (RFC 5321 4.5.3.1.4). An
// initial response that does not fit waits for the server's turn (RFC 4954 4).
const maxCommand = 512

// exchange carries the mechanism's messages in base64 (RFC 4954 4) and returns
// the server's last answer.
func (n *session) exchange(client sasl.Client) (reply, error) {
	name, pending, err := client.Start()
	if err != nil {
		return reply{}, saslError{err}
	}
	n.mechanism = name
	line, shown := "AUTH "+name, "AUTH "+name
	if pending != nil {
		initial := base64.StdEncoding.EncodeToString(pending)
		if initial == "" {
			initial = "=" // an empty response that can be seen
		}
		if len(line)+1+len(initial)+2 <= maxCommand {
			line += " " + initial
			shown += " ***"
			pending = nil
		}
	}
	r, err := n.command(commandWait, line, shown)
	for step := 0; err == nil && r.code == 334; step++ {
		response := pending
		if pending == nil {
			response, err = n.respond(client, r, step)
		}
		if err != nil {
			_, _ = n.command(quitWait, "*", "") // cancels the exchange
			return reply{}, saslError{err}
		}
		pending = nil
		r, err = n.command(commandWait, base64.StdEncoding.EncodeToString(response), "***")
	}
	return r, err
}

func (n *session) respond(client sasl.Client, r reply, step int) ([]byte, error) {
	if step == maxSteps {
		return nil, errors.New("the sign-in does not end")
	}
	challenge, err := base64.StdEncoding.DecodeString(strings.TrimSpace(strings.Join(r.lines, "")))
	if err != nil {
		return nil, err
	}
	return client.Next(challenge)
}
