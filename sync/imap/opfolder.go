package imap

import (
	"context"
	"errors"
	"strings"

	"godwit/sync/mail"
)

// doFolder creates, renames or removes a mailbox, and tells its new name, or
// says who is to see it.
func (r *Remote) doFolder(ctx context.Context, s *session, op mail.Op) ([]mail.OpResult, error) {
	f, err := r.Store.Folder(ctx, op.Folder)
	if errors.Is(err, mail.ErrNotFound) {
		return nil, gaveUp("the folder is gone")
	}
	if err != nil {
		return nil, err
	}
	if op.Kind == mail.OpRename || op.Kind == mail.OpRemove {
		if err := s.leave(f.Remote); err != nil {
			return nil, err
		}
	}
	var name string
	switch op.Kind {
	case mail.OpCreate:
		name = s.remoteName(op.Name, f.Delim, "")
		err = s.create(name)
	case mail.OpRename:
		name = s.remoteName(op.Name, f.Delim, f.Remote)
		if err = s.failed("RENAME", s.c.Rename(f.Remote, name, nil).Wait()); err == nil {
			err = r.resubscribe(ctx, s, f, name)
		}
	case mail.OpRemove:
		err = s.failed("DELETE", s.c.Delete(f.Remote).Wait())
		if refusedAs(err, "NONEXISTENT") != nil {
			err = nil
		}
	case mail.OpSubscribe:
		err = s.failed("SUBSCRIBE", s.c.Subscribe(f.Remote).Wait())
	case mail.OpUnsubscribe:
		err = s.failed("UNSUBSCRIBE", s.c.Unsubscribe(f.Remote).Wait())
	}
	if err != nil {
		return nil, err
	}
	return []mail.OpResult{{Name: name}}, nil
}

// leave selects another mailbox than remote, or one below it: servers end the
// session when what is selected goes away.
func (s *session) leave(remote string) error {
	if !strings.HasPrefix(s.selected, remote) {
		return nil
	}
	return s.enter("INBOX")
}

func (s *session) create(name string) error {
	err := s.failed("CREATE", s.c.Create(name, nil).Wait())
	if refusedAs(err, "ALREADYEXISTS") != nil {
		err = nil
	}
	if err != nil {
		return err
	}
	// Other clients show only what is subscribed. Its failure harms nobody.
	if err := s.failed("SUBSCRIBE", s.c.Subscribe(name).Wait()); err != nil && !isRefused(err) {
		return err
	}
	return nil
}

// resubscribe gives the new names of a mailbox, and of those below it, the
// subscriptions of the old ones: RENAME leaves them behind (RFC 9051 6.3.6). A
// refusal harms nobody.
func (r *Remote) resubscribe(ctx context.Context, s *session, renamed mail.Folder, name string) error {
	all, err := r.Store.Folders(ctx, r.Account.ID)
	if err != nil {
		return err
	}
	for _, f := range all {
		below, ok := strings.CutPrefix(f.Remote, renamed.Remote)
		if !ok || f.Unsubscribed || f.NoMail || below != "" && (f.Delim == "" || !strings.HasPrefix(below, f.Delim)) {
			continue
		}
		if err := s.failed("SUBSCRIBE", s.c.Subscribe(name+below).Wait()); err != nil && !isRefused(err) {
			return err
		}
		if err := s.failed("UNSUBSCRIBE", s.c.Unsubscribe(f.Remote).Wait()); err != nil && !isRefused(err) {
			return err
		}
	}
	return nil
}
