package imap

import (
	"context"

	"github.com/emersion/go-imap/v2"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/sync/imap/wire"
	"godwit/sync/mail"
)

// Look is what there is to see of an account without changing anything.
type Look struct {
	Folders  int
	Special  []mail.Role // folders that the server names as drafts, sent, and so on
	Messages uint32      // in the inbox
	ReadOnly bool        // the inbox
	Quota    mail.Quota  // zero: the server does not say
}

// LookAt signs in, lists folders and opens the inbox. signedIn is told when the
// sign-in went well. Its errors are those of Run.
func LookAt(ctx context.Context, d dial.Dialer, server accounts.Server, secret string, signedIn func()) (Look, error) {
	s, err := open(ctx, d, server, secret, wire.Options{})
	if err != nil {
		return Look{}, err
	}
	defer s.close()
	signedIn()
	var l Look
	list, err := s.c.List("", "*", nil).Collect()
	if err != nil {
		return l, s.failed("LIST", err)
	}
	l.Folders = len(list)
	for _, box := range list {
		for _, attr := range box.Attrs {
			if role, ok := roleOfUse[imap.MailboxAttr(attr)]; ok {
				l.Special = append(l.Special, role)
			}
		}
	}
	data, err := s.open("INBOX")
	if err != nil {
		return l, err
	}
	l.Messages, l.ReadOnly = data.NumMessages, s.wire.ReadOnly()
	r := new(Remote)
	if err := r.askQuota(s); err != nil {
		return l, err
	}
	l.Quota, _ = r.Quota()
	s.logout()
	return l, nil
}
