package app

import (
	"context"
	"errors"

	"godwit/accounts"
	"godwit/accounts/dial"
)

// ServerCertificate is what a server of an account shows now.
type ServerCertificate struct {
	Server accounts.Server
	Shown  *dial.Certificate // nil: it showed none, or was not reached
	Err    error             // why Shown is not accepted, or why there is none; nil: it is
}

// Certificates connects to an account's servers and looks at what they show. It
// signs in nowhere and needs no secret.
func (a *Accounts) Certificates(ctx context.Context, acc accounts.Account) ([]ServerCertificate, error) {
	var list []ServerCertificate
	for _, srv := range []accounts.Server{acc.Incoming, acc.Outgoing} {
		if !srv.Off() {
			list = append(list, ServerCertificate{Server: srv})
		}
	}
	at := make([]int, len(list))
	for i := range at {
		at[i] = i
	}
	err := parallel(at, func(i int) error {
		one := &list[i]
		d := a.dial
		d.Saw = func(_ accounts.Server, shown dial.Certificate) { one.Shown = &shown }
		srv := one.Server
		srv.Auth = accounts.AuthNone
		err := checkServer(ctx, d, srv, "")
		if one.Shown != nil { // accepted; what went wrong after that is another matter
			return ctx.Err()
		}
		if e := (*dial.Error)(nil); errors.As(err, &e) {
			one.Shown, one.Err = e.Shown, err
		}
		return ctx.Err()
	})
	return list, err
}
