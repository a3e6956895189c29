package store

import (
	"context"
	"fmt"

	"godwit/sync/event"
	"godwit/sync/mail"
)

// Move puts messages into another folder of their account and queues what that
// takes on the server, in one transaction. Between a local folder and one of
// the server it is an append or a removal there; the latter needs the
// message's bytes here ([ErrNoBody]).
func (s *Store) Move(ctx context.Context, ids []mail.MessageID, to mail.FolderID) error {
	return s.update(ctx, "move messages", func(ctx context.Context, t *tx) error {
		dest, err := folderByID(ctx, t, to)
		if err != nil {
			return fmt.Errorf("folder %d: %w", to, err)
		}
		w := t.wish()
		n := 0
		for _, id := range ids {
			moved, err := w.move(ctx, id, dest)
			if err != nil {
				return err
			}
			if moved {
				n++
			}
		}
		return w.label(ctx, counted(n, "Moved 1 message to %s", "Moved %d messages to %s", dest.Name()))
	})
}

func (w *wish) move(ctx context.Context, id mail.MessageID, dest mail.Folder) (bool, error) {
	m, err := w.t.subject(ctx, id)
	if err != nil {
		return false, err
	}
	switch {
	case m.account != dest.Account:
		return false, ErrOtherAccount
	case m.folder == dest.ID:
		return false, nil
	case m.body != mail.BodyHere && (m.remote && dest.Local() || m.vanished && !dest.Local()):
		return false, fmt.Errorf("message %d: %w", id, ErrNoBody)
	}
	at, err := w.t.origin(ctx, m)
	if err != nil {
		return false, err
	}
	var uid uint32
	switch {
	case at.folder == dest.ID: // back where the server has it
		uid = at.uid
	case at.folder == 0 && !dest.Local():
		err = w.queue(ctx, mail.Op{Account: m.account, Kind: mail.OpAppend, To: dest.ID}, m, 0, 0)
	case at.folder != 0 && dest.Local():
		err = w.queue(ctx, mail.Op{Account: m.account, Kind: mail.OpDelete}, m, at.folder, at.uid)
	case at.folder != 0:
		err = w.queue(ctx, mail.Op{Account: m.account, Kind: mail.OpMove, To: dest.ID}, m, at.folder, at.uid)
	}
	if err != nil {
		return false, err
	}
	if err := w.t.put(ctx, m, dest.ID, uid); err != nil {
		return false, err
	}
	return true, w.remember(ctx, m, m.folder, delta{})
}

// put changes a message's place here.
func (t *tx) put(ctx context.Context, m subject, folder mail.FolderID, uid uint32) error {
	t.changed(m.account, m.folder, m.id)
	t.added(m.account, folder, m.id)
	_, err := t.exec(ctx, "UPDATE messages SET folder = ?, uid = ?, unnamed = 0, vanished = 0 WHERE id = ?", folder, uid, m.id)
	if err == nil && m.vanished {
		err = t.calm(ctx, m.account)
	}
	return err
}

// spotOnServer is where a server has a message; folder 0: nowhere.
type spotOnServer struct {
	folder mail.FolderID
	uid    uint32
}

// origin finds where the server has a message, or will have it once the
// operations before are done. A newest operation that only brought it to where
// it is now, and has not begun, is taken back: the next one starts from where
// that one did.
func (t *tx) origin(ctx context.Context, m subject) (spotOnServer, error) {
	if !m.remote {
		last, err := t.newest(ctx, m.id)
		if err != nil {
			return spotOnServer{}, err
		}
		if last.kind == mail.OpDelete && last.tries == 0 { // it was moved out of the server a moment ago
			return spotOnServer{last.folder, last.uid}, t.dropTarget(ctx, last.op, m.id)
		}
		return spotOnServer{}, nil
	}
	last, err := t.newest(ctx, m.id)
	if err != nil {
		return spotOnServer{}, err
	}
	if last.op != 0 && last.tries == 0 && last.dest == m.folder {
		switch last.kind {
		case mail.OpMove:
			return spotOnServer{last.folder, last.uid}, t.dropTarget(ctx, last.op, m.id)
		case mail.OpAppend:
			return spotOnServer{}, t.dropTarget(ctx, last.op, m.id)
		}
	}
	return spotOnServer{m.folder, m.uid}, nil
}

// Delete removes messages for ever, here at once and on the server as soon as
// it can be reached. It cannot be undone.
func (s *Store) Delete(ctx context.Context, ids []mail.MessageID) error {
	err := s.update(ctx, "delete messages", func(ctx context.Context, t *tx) error {
		w := t.wish()
		for _, id := range ids {
			if err := w.delete(ctx, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.bury(ctx)
}

func (w *wish) delete(ctx context.Context, id mail.MessageID) error {
	m, err := w.t.subject(ctx, id)
	if err != nil {
		return err
	}
	last, err := w.t.newest(ctx, id)
	if err != nil {
		return err
	}
	if last.kind == mail.OpAppend { // its bytes are about to go, so there is nothing to append
		return w.t.forgetAppended(ctx, id)
	}
	at, err := w.t.origin(ctx, m)
	if err != nil {
		return err
	}
	if at.folder != 0 {
		if err := w.queue(ctx, mail.Op{Account: m.account, Kind: mail.OpDelete}, m, at.folder, at.uid); err != nil {
			return err
		}
	}
	if err := w.t.remove(ctx, id); err != nil || !m.vanished {
		return err
	}
	return w.t.calm(ctx, m.account)
}

func (t *tx) forgetAppended(ctx context.Context, id mail.MessageID) error {
	if err := t.forget(ctx, id); err != nil {
		return err
	}
	return t.dropEmptyOps(ctx)
}

// noteOps is for operations that no message is part of.
func (t *tx) noteOps(f mail.Folder) {
	t.note(event.Ops{Account: f.Account})
	t.note(event.Folders{Account: f.Account})
}
