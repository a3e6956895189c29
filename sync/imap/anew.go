package imap

import (
	"context"
	"errors"

	"godwit/sync/mail"
)

// errNumberedAnew: the mailbox has another UIDVALIDITY than the UIDs that were
// to be spoken of (RFC 9051 2.3.1.1).
var errNumberedAnew = errors.New("imap: the server numbers the mailbox anew")

// enter selects a folder to speak of its messages by the UIDs that the store
// has. They mean other messages, or none, if the mailbox was numbered anew.
func (r *Remote) enter(ctx context.Context, s *session, f mail.Folder) error {
	if err := s.enter(f.Remote); err != nil {
		return err
	}
	if f.UIDValidity == 0 || f.UIDValidity == s.validity {
		return nil
	}
	return errors.Join(errNumberedAnew, r.numberedAnew(ctx, f))
}

// numberedAnew forgets the UIDs of a folder; the next look at it finds out
// which message has which.
func (r *Remote) numberedAnew(ctx context.Context, f mail.Folder) error {
	r.Log.Info("the server numbers the folder anew", "folder", f.ID)
	r.suspects.forget(f.ID)
	r.badHeaders.forget(f.ID)
	r.Poke() // what the user did there is replayed after that
	return r.Store.ResetUIDs(ctx, f.ID)
}
