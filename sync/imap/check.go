package imap

import (
	"context"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/sync/imap/wire"
)

// Check signs in and lists folders, changing nothing (account set-up). Its
// errors are those of Run.
func Check(ctx context.Context, d dial.Dialer, server accounts.Server, secret string) error {
	s, err := open(ctx, d, server, secret, wire.Options{})
	if err != nil {
		return err
	}
	defer s.close()
	if _, err := s.c.List("", "*", nil).Collect(); err != nil {
		return s.failed("LIST", err)
	}
	s.logout()
	return nil
}
