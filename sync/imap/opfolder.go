package imap

import (
	"context"
	"errors"
	"strings"

	"godwit/sync/mail"
)

// doFolder creates, renames or removes a mailbox.
func (r *Remote) doFolder(ctx context.Context, s *session, op mail.Op) error {
	f, err := r.Store.Folder(ctx, op.Folder)
	if errors.Is(err, mail.ErrNotFound) {
		return gaveUp("the folder is gone")
	}
	if err != nil {
		return err
	}
	if op.Kind != mail.OpCreate {
		if err := s.leave(f.Remote); err != nil {
			return err
		}
	}
	switch op.Kind {
	case mail.OpCreate:
		err = s.create(f.Remote)
	case mail.OpRename:
		err = s.failed("RENAME", s.c.Rename(f.Remote, remoteName(f, op.Name), nil).Wait())
	case mail.OpRemove:
		err = s.failed("DELETE", s.c.Delete(f.Remote).Wait())
		if refusedAs(err, "NONEXISTENT") != nil {
			err = nil
		}
	}
	return err
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

// remoteName is the server's name for a path.
func remoteName(f mail.Folder, path string) string {
	if path == "" {
		return f.Remote
	}
	if f.Delim != "" && f.Delim != "/" {
		return strings.ReplaceAll(path, "/", f.Delim)
	}
	return path
}
