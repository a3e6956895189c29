package pop3

import (
	"context"
	"errors"

	"godwit/accounts"
	"godwit/accounts/dial"
)

// Look is what there is to see of a mailbox without changing anything.
type Look struct {
	Messages int
	NoUIDs   bool // they have no lasting ids
}

// LookAt signs in and asks for the list. signedIn is told when the sign-in went
// well. Its errors are those of Run.
func LookAt(ctx context.Context, d dial.Dialer, s accounts.Server, secret string, signedIn func()) (Look, error) {
	c, release, err := open(ctx, d, s, secret, nil)
	if err != nil {
		return Look{}, err
	}
	defer release()
	signedIn()
	list, err := c.List()
	l := Look{Messages: len(list), NoUIDs: errors.Is(err, ErrNoUIDs)}
	if err != nil && !l.NoUIDs {
		return l, err
	}
	return l, c.Quit()
}
