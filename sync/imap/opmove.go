package imap

import (
	"context"
	"errors"

	"github.com/emersion/go-imap/v2"

	"godwit/sync/mail"
	"godwit/sync/store"
)

const moveBatch = 500 // messages a command: a server may take long over one

// doMove moves messages to another mailbox.
func (r *Remote) doMove(ctx context.Context, s *session, op mail.Op) ([]mail.OpResult, error) {
	to, err := r.folder(ctx, op.To)
	if err != nil {
		return nil, err
	}
	t, err := r.enterTargets(ctx, s, op)
	if err != nil {
		return nil, err
	}
	var results []mail.OpResult
	for _, part := range chunks(t.uids, moveBatch) {
		moved, err := r.move(ctx, s, op, t, part, to)
		if e := refusedAs(err, "TRYCREATE"); e != nil {
			if op.Tries == 0 { // another client may have renamed it, as the list is to tell
				return nil, errMoved
			}
			if err := s.failed("CREATE", s.c.Create(to.Remote, nil).Wait()); err != nil && refusedAs(err, "ALREADYEXISTS") == nil {
				return nil, e
			}
			moved, err = r.move(ctx, s, op, t, part, to)
		}
		if err != nil {
			return nil, err
		}
		for from, uid := range moved {
			if id, ok := t.messages[from]; ok && uid != 0 {
				results = append(results, mail.OpResult{Message: id, UID: uid})
			}
		}
	}
	return results, nil
}

// move moves messages by MOVE (RFC 6851), or by COPY and a deletion. It returns
// the new UIDs by the old, as far as the server tells.
func (r *Remote) move(ctx context.Context, s *session, op mail.Op, t targets, uids []uint32, to mail.Folder) (map[uint32]uint32, error) {
	if s.wire.Has("MOVE") {
		data, err := s.c.Move(setOf(uids), to.Remote).Wait()
		if err == nil {
			from, _ := data.SourceUIDs.(imap.UIDSet)
			dest, _ := data.DestUIDs.(imap.UIDSet)
			return pair(from, dest, len(uids)), nil
		}
		err = s.failed("UID MOVE", err)
		if refusedAs(err, "CANNOT") == nil && !isUnknown(err) { // Yahoo Japan offers MOVE and cannot do it
			return nil, err
		}
	}
	c := &copying{r: r, s: s, op: op, t: t, to: to}
	return c.run(ctx, uids)
}

// pair matches the two sets of a COPYUID code (RFC 4315 3), at most limit of them.
func pair(from, to imap.UIDSet, limit int) map[uint32]uint32 {
	a, err := expand(from, limit)
	if err != nil {
		return nil
	}
	b, err := expand(to, limit)
	if err != nil || len(a) != len(b) {
		return nil
	}
	m := make(map[uint32]uint32, len(a))
	for i := range a {
		m[a[i]] = b[i]
	}
	return m
}

// doDelete removes messages for ever.
func (r *Remote) doDelete(ctx context.Context, s *session, op mail.Op) error {
	t, err := r.enterTargets(ctx, s, op)
	if err != nil || len(t.uids) == 0 {
		return err
	}
	if s.wire.Has("X-GM-EXT-1") {
		return r.deleteLabelled(ctx, s, op, t)
	}
	return r.expunge(ctx, s, t.uids)
}

// deleteLabelled removes messages for ever where a mailbox is a label, as at
// Gmail: an expunged message only loses the label. From Trash and Spam it goes.
func (r *Remote) deleteLabelled(ctx context.Context, s *session, op mail.Op, t targets) error {
	from, err := r.folder(ctx, op.Folder)
	if err != nil {
		return err
	}
	trash, err := r.Store.FolderByRole(ctx, r.Account.ID, mail.Trash)
	if from.Role == mail.Trash || from.Role == mail.Junk || errors.Is(err, mail.ErrNotFound) || trash.Local() {
		return r.expunge(ctx, s, t.uids)
	}
	if err != nil {
		return err
	}
	var there []uint32
	for _, part := range chunks(t.uids, moveBatch) {
		moved, err := r.move(ctx, s, op, t, part, trash)
		if err != nil {
			return err
		}
		for _, uid := range moved {
			there = append(there, uid)
		}
	}
	if len(there) == 0 { // not told: they stay in Trash
		return nil
	}
	if _, err := s.open(trash.Remote); err != nil {
		return err
	}
	return r.expunge(ctx, s, there)
}

// expunge marks messages of the selected mailbox as deleted and removes them,
// and no others: a server without UIDPLUS could only remove all that anyone
// marked, so there they stay marked, and the user is told.
func (r *Remote) expunge(ctx context.Context, s *session, uids []uint32) error {
	if _, err := s.store(uids, imap.StoreFlagsAdd, []imap.Flag{imap.FlagDeleted}); err != nil {
		return err
	}
	if !s.wire.Has("UIDPLUS") {
		return r.Store.AddNotice(ctx, store.Notice{
			Account: r.Account.ID, Code: "GW-IMAP-MARKED-DELETED",
			Text: "This server cannot remove single messages. They are marked as deleted there until someone empties the folder.",
		})
	}
	for _, part := range chunks(uids, len(uids)) {
		if err := s.c.UIDExpunge(setOf(part)).Close(); err != nil {
			return s.failed("UID EXPUNGE", err)
		}
	}
	return nil
}
