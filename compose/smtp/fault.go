package smtp

import (
	"context"
	"errors"
	"fmt"
	"io"

	"godwit/accounts"
	"godwit/accounts/auth"
	"godwit/accounts/dial"
	"godwit/sync/mail"
)

// broken is the end of a connection, or of the wait for one.
func (n *session) broken(ctx context.Context, err error) *mail.SendError {
	if n.link != nil {
		n.gone = true
	}
	if ctx.Err() != nil && n.stage != mail.StageDot {
		return &mail.SendError{Stage: n.stage, Err: context.Cause(ctx)}
	}
	e := &mail.SendError{Stage: n.stage}
	switch {
	case errors.Is(err, errNotSMTP), errors.Is(err, errLine), errors.Is(err, errLines):
		if n.link == nil || !n.wire.shown {
			err = errNotSMTP // its words came before the protection
		}
		e.Err = &dial.Error{Kind: dial.NotThisProtocol, Host: n.server.Host, Port: n.server.Port, Protocol: n.server.Protocol, Err: err}
	default:
		if errors.Is(err, io.ErrUnexpectedEOF) {
			err = io.EOF
		}
		e.Err = dial.Classify(err, n.server)
		var d *dial.Error
		if errors.As(e.Err, &d) && d.Host == "" {
			d.Host, d.Port, d.Protocol = n.server.Host, n.server.Port, n.server.Protocol
		}
	}
	e.Hold = needsPerson(e.Err)
	e.Unsure = n.stage == mail.StageDot
	return e
}

// needsPerson: the connection will not do better by itself. A name that is not
// found, or a foreign greeting, may be a café's network; a certificate is what
// an attack would look like.
func needsPerson(err error) bool {
	var d *dial.Error
	if !errors.As(err, &d) {
		return false
	}
	switch d.Kind {
	case dial.CertExpired, dial.CertNotYet, dial.CertName, dial.CertUnknown, dial.TLSFailed,
		dial.NotTLS, dial.NoStartTLS, dial.Injected, dial.Unprotected:
		return true
	}
	return false
}

// refused is an answer that ends the attempt: 4xx can be tried again, a sign-in
// needs a person, the rest is for good.
func (n *session) refused(r reply) *mail.SendError {
	e := &mail.SendError{Stage: n.stage, Code: r.code, Enhanced: r.enhanced, Text: r.text}
	if !n.wire.shown {
		e.Text = ""
	}
	if r.closing() {
		n.gone = true
	}
	switch {
	case r.signIn():
		e.Hold = true
		if n.server.Auth == accounts.AuthNone {
			e.Err = auth.ErrNoSignIn
		}
	case r.permanent():
		e.Permanent = true
	case !r.temporary():
		// An answer that does not fit the question: the server is confused.
		e.Code = 0
		e.Unsure = n.stage == mail.StageDot
		n.gone = true
		e.Err = fmt.Errorf("the server answered %d %s", r.code, e.Text)
		if r.code == 0 {
			e.Err = errors.New("the server's answer says yes and no: " + e.Text)
		}
	}
	return e
}

// held is an answer about the account rather than the message.
func (n *session) held(r reply) *mail.SendError {
	e := n.refused(r)
	e.Permanent, e.Hold = false, e.Hold || e.Permanent
	return e
}
