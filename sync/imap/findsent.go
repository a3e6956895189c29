package imap

import (
	"context"

	"github.com/emersion/go-imap/v2"

	"godwit/sync/mail"
)

// FindSent asks the server, on a connection of its own, whether a message is
// in its mailboxes for what was sent or for all mail. It changes nothing:
// mailboxes are opened for reading only.
func (r *Remote) FindSent(ctx context.Context, messageID string) (bool, error) {
	s, err := r.connect(ctx, "find")
	if err != nil {
		return false, err
	}
	defer s.close()
	boxes, err := s.listAll()
	if err != nil {
		return false, err
	}
	for _, f := range fold(boxes, s.wire.Personal()) {
		if f.NoMail || f.Role != mail.Sent && f.Role != mail.AllMail {
			continue
		}
		if _, err := s.c.Select(f.Remote, &imap.SelectOptions{ReadOnly: true}).Wait(); err != nil {
			if err = s.failed("EXAMINE", err); !isRefused(err) {
				return false, err
			}
			continue
		}
		if uid, err := s.findMessage(messageID); err != nil || uid != 0 {
			return uid != 0, err
		}
	}
	s.logout()
	return false, nil
}
