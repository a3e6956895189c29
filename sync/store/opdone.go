package store

import (
	"context"
	"errors"

	"godwit/sync/event"
	"godwit/sync/mail"
)

// OpDone removes an operation that the server has carried out and writes the
// UIDs it told, into the rows and into later operations on the same messages.
// One that is gone already is no error.
func (s *Store) OpDone(ctx context.Context, id mail.OpID, results []mail.OpResult) error {
	return s.update(ctx, "operation done", func(ctx context.Context, t *tx) error {
		op, err := t.op(ctx, id)
		if errors.Is(err, mail.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := t.exec(ctx, "DELETE FROM ops WHERE id = ?", id); err != nil {
			return err
		}
		switch op.Kind {
		case mail.OpMove, mail.OpAppend:
			return t.arrived(ctx, op, results)
		case mail.OpCreate, mail.OpRename:
			return t.renamed(ctx, op, results)
		case mail.OpRemove:
			t.note(event.Folders{Account: op.Account})
			_, err = t.exec(ctx, "DELETE FROM folders WHERE id = ? AND gone = 1", op.Folder)
		}
		return err
	})
}

func (t *tx) op(ctx context.Context, id mail.OpID) (mail.Op, error) {
	op, err := first(collect(ctx, t, scanOp, opColumns+"WHERE id = ?", id))
	if err != nil {
		return op, err
	}
	op.Targets, err = targets(ctx, t, id)
	return op, err
}

// arrived names the messages that a move or append has brought to op.To. Those
// whose UID the server did not tell are recognised by the next pass.
func (t *tx) arrived(ctx context.Context, op mail.Op, results []mail.OpResult) error {
	uids := map[mail.MessageID]uint32{}
	for _, r := range results {
		uids[r.Message] = r.UID
	}
	for _, g := range op.Targets {
		if uid := uids[g.Message]; uid != 0 {
			if err := t.copyFound(ctx, g.Message); err != nil { // before it was uploaded, or the look had ended
				return err
			}
			if err := t.name(ctx, g.Message, op.To, uid); err != nil {
				return err
			}
			continue
		}
		left, err := t.left(ctx, g.Message)
		if err == nil && left == 0 {
			_, err = t.exec(ctx, "UPDATE messages SET unnamed = 1 WHERE id = ? AND folder = ? AND uid = 0", g.Message, op.To)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// OpRefused drops an operation after a permanent refusal, takes the local
// change back where it can, and keeps a notice with the server's words.
func (s *Store) OpRefused(ctx context.Context, id mail.OpID, why string) error {
	err := s.update(ctx, "operation refused", func(ctx context.Context, t *tx) error {
		op, err := t.op(ctx, id)
		if errors.Is(err, mail.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := t.takeBack(ctx, op); err != nil {
			return err
		}
		return t.notice(ctx, Notice{Account: op.Account, When: s.now(), Code: "GW-OP-REFUSED", Text: clip(why, maxText)})
	})
	if err != nil {
		return err
	}
	return s.bury(ctx)
}

// takeBack drops an operation and restores what it changed here.
func (t *tx) takeBack(ctx context.Context, op mail.Op) error {
	var err error
	if op.Targets == nil {
		if op.Targets, err = targets(ctx, t, op.ID); err != nil {
			return err
		}
	}
	var oldName string
	err = one(ctx, t, "SELECT old_name FROM ops WHERE id = ?", []any{op.ID}, &oldName)
	if ignoreMissing(err) != nil {
		return err
	}
	if _, err := t.exec(ctx, "DELETE FROM ops WHERE id = ?", op.ID); err != nil {
		return err
	}
	switch op.Kind {
	case mail.OpFlags:
		return t.unmark(ctx, op)
	case mail.OpMove:
		return t.unmove(ctx, op)
	case mail.OpDelete: // the server still has them: the next pass looks at all of the folder
		return t.lookAgain(ctx, op.Folder)
	case mail.OpCreate:
		f, err := folderByID(ctx, t, op.Folder)
		if err != nil {
			return ignoreMissing(err)
		}
		return t.dropFolder(ctx, f)
	case mail.OpRename:
		return t.unrename(ctx, op.Folder, oldName)
	case mail.OpRemove:
		if _, err := t.exec(ctx, "UPDATE folders SET gone = 0 WHERE id = ?", op.Folder); err != nil {
			return err
		}
		t.note(event.Folders{Account: op.Account})
		return t.lookAgain(ctx, op.Folder)
	case mail.OpAppend:
		return t.keepHere(ctx, op)
	case mail.OpSubscribe, mail.OpUnsubscribe:
		return t.unsubscribe(ctx, op)
	}
	return nil
}

// keepHere leaves messages that the server does not take where they are. What
// has been moved on since is offered to the folder that it is in now.
func (t *tx) keepHere(ctx context.Context, op mail.Op) error {
	for _, g := range op.Targets {
		m, err := t.subject(ctx, g.Message)
		if errors.Is(err, mail.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if _, err := t.exec(ctx, "DELETE FROM op_targets WHERE message = ?", m.id); err != nil {
			return err
		}
		if m.folder == op.To {
			_, err = t.exec(ctx, "UPDATE messages SET unnamed = ? WHERE id = ? AND uid = 0", kept, m.id)
		} else if m.remote {
			err = t.wish().queue(ctx, mail.Op{Account: m.account, Kind: mail.OpAppend, To: m.folder}, m, 0, 0)
		}
		if err != nil {
			return err
		}
	}
	return t.dropEmptyOps(ctx)
}

func ignoreMissing(err error) error {
	if errors.Is(err, mail.ErrNotFound) {
		return nil
	}
	return err
}

func (t *tx) lookAgain(ctx context.Context, folder mail.FolderID) error {
	_, err := t.exec(ctx, "UPDATE folders SET uid_next = 0, mod_seq = 0 WHERE id = ?", folder)
	return err
}

func (t *tx) unmark(ctx context.Context, op mail.Op) error {
	back := delta{op.Add, op.Del, op.AddTags, op.DelTags}.inverse()
	for _, g := range op.Targets {
		m, err := t.subject(ctx, g.Message)
		if errors.Is(err, mail.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		flags, tags := back.apply(m.flags, m.tags)
		t.changed(m.account, m.folder, m.id)
		if _, err := t.exec(ctx, "UPDATE messages SET flags = ?, tags = ? WHERE id = ?", flags, toJSON(tags), m.id); err != nil {
			return err
		}
	}
	return nil
}

// unmove puts messages back where the server still has them. What was queued
// for them after the move starts from there. Where that folder is gone the next
// pass finds out what has become of them.
func (t *tx) unmove(ctx context.Context, op mail.Op) error {
	_, err := folderByID(ctx, t, op.Folder)
	if ignoreMissing(err) != nil {
		return err
	}
	gone := err != nil
	for _, g := range op.Targets {
		if gone {
			if _, err := t.exec(ctx, "UPDATE messages SET unnamed = ? WHERE id = ? AND folder = ? AND uid = 0", missed, g.Message, op.To); err != nil {
				return err
			}
			continue
		}
		left, err := t.requeue(ctx, g, op)
		if err != nil {
			return err
		}
		m, err := t.subject(ctx, g.Message)
		if errors.Is(err, mail.ErrNotFound) || err == nil && (left || m.folder != op.To && m.folder != op.Folder) {
			continue // gone, or moved on since
		}
		if err != nil {
			return err
		}
		if err := t.put(ctx, m, op.Folder, g.UID); err != nil {
			return err
		}
	}
	return nil
}

// requeue gives a message whose move was refused its later operations anew, in
// their order: those up to the next move are now about where it was. It
// reports whether there is a next move.
func (t *tx) requeue(ctx context.Context, g mail.Target, refused mail.Op) (left bool, err error) {
	later, err := collect(ctx, t, scanOp, opColumns+"WHERE id IN (SELECT op FROM op_targets WHERE message = ?) ORDER BY id", g.Message)
	if err != nil {
		return false, err
	}
	here := refused.To // where the operations of this stay believe it to be
	for _, op := range later {
		var uid uint32
		var messageID string
		if err := one(ctx, t, "SELECT uid, message_id FROM op_targets WHERE op = ? AND message = ?", []any{op.ID, g.Message}, &uid, &messageID); err != nil {
			return false, err
		}
		if err := t.dropTarget(ctx, op.ID, g.Message); err != nil {
			return false, err
		}
		if !left && op.Folder == here {
			op.Folder, uid = refused.Folder, g.UID
		}
		if op.Kind == mail.OpMove && op.Folder == op.To { // it would have gone back where it is
			here = op.To
			continue
		}
		left = left || op.Kind == mail.OpMove || op.Kind == mail.OpDelete
		if err := t.wish().queue(ctx, op, subject{id: g.Message, messageID: messageID}, op.Folder, uid); err != nil {
			return false, err
		}
	}
	return left, nil
}
