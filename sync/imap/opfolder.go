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
	switch op.Kind {
	case mail.OpCreate:
		err = s.create(f.Remote)
	case mail.OpRename:
		if s.selected == f.Remote {
			s.selected = ""
		}
		err = s.failed("RENAME", s.c.Rename(f.Remote, remoteName(f, op.Name), nil).Wait())
	case mail.OpRemove:
		if s.selected == f.Remote && s.wire.Has("UNSELECT") { // some servers will not delete what is selected
			if err := s.c.Unselect().Wait(); err != nil {
				return s.failed("UNSELECT", err)
			}
			s.selected = ""
		}
		err = s.failed("DELETE", s.c.Delete(f.Remote).Wait())
		if refusedAs(err, "NONEXISTENT") != nil {
			err = nil
		}
	}
	return err
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
