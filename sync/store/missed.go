package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

// What messages.unnamed says.
const (
	named  = 0
	coming = 1 // the server has it under a UID that is not known here
	missed = 2 // a list of the folder on the server lacks it
	kept   = 3 // it is only here: the server refused to take it
)

// alarmCount messages that go at once are not believed to be gone.
const alarmCount = 100

// Alarming reports whether so many messages of folders that are gone are an alarm.
func Alarming(n int) bool { return n >= alarmCount }

// alarming leaves out the folders that people empty.
func alarming(f mail.Folder, n int) bool {
	return Alarming(n) && f.Role != mail.Trash && f.Role != mail.Junk
}

// Missed records that a list of all of a folder on the server lacks these
// UIDs. The rows stay until [Store.DropUnnamed], since the messages may turn
// up elsewhere before. It reports whether so many are missing that only a look
// at all folders may settle it.
//
// What the user has moved from the folder, without the server knowing, has
// nothing to be moved from; what went to a local folder stays there.
func (s *Store) Missed(ctx context.Context, folder mail.FolderID, uids []uint32) (many bool, err error) {
	err = s.update(ctx, "missed messages", func(ctx context.Context, t *tx) error {
		f, err := folderByID(ctx, t, folder)
		if err != nil {
			return fmt.Errorf("folder %d: %w", folder, err)
		}
		n := 0
		for _, uid := range uids {
			if uid == 0 {
				continue
			}
			here, err := t.exec(ctx, "UPDATE messages SET uid = 0, unnamed = ? WHERE folder = ? AND uid = ? AND uid > 0", missed, folder, uid)
			if err != nil {
				return err
			}
			if here > 0 {
				_, err = t.exec(ctx, "UPDATE op_targets SET uid = 0 WHERE folder = ? AND uid = ? AND uid > 0", folder, uid)
			} else {
				here, err = t.missedSource(ctx, folder, uid)
			}
			if err != nil {
				return err
			}
			n += int(here)
		}
		many = alarming(f, n)
		return t.dropEmptyOps(ctx)
	})
	return many, err
}

// missedSource is about a message that the user has taken out of the folder
// before the server could hear of it, and that is not there any more.
func (t *tx) missedSource(ctx context.Context, folder mail.FolderID, uid uint32) (moved int64, err error) {
	ids, err := collect(ctx, t, number[mail.MessageID], `SELECT t.message FROM op_targets t JOIN ops o ON o.id = t.op
		WHERE t.folder = ? AND t.uid = ? AND t.uid > 0 AND o.kind IN ('move', 'delete') AND o.tries = 0`, folder, uid)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		n, err := t.uproot(ctx, id)
		if err != nil {
			return moved, err
		}
		moved += n
	}
	return moved, nil
}

// ResetUIDs is for a changed UIDVALIDITY: no UID of the folder means anything
// now, and every row waits to be adopted by AddMessages.
func (s *Store) ResetUIDs(ctx context.Context, folder mail.FolderID) error {
	return s.update(ctx, "reset UIDs", func(ctx context.Context, t *tx) error {
		return t.resetUIDs(ctx, folder, coming)
	})
}

func (t *tx) resetUIDs(ctx context.Context, folder mail.FolderID, unnamed int) error {
	if _, err := t.exec(ctx, "UPDATE messages SET uid = 0, unnamed = ? WHERE folder = ? AND uid > 0", unnamed, folder); err != nil {
		return err
	}
	for _, query := range []string{
		"UPDATE op_targets SET uid = 0 WHERE folder = ?",
		"UPDATE folders SET uid_validity = 0, uid_next = 0, mod_seq = 0 WHERE id = ?",
	} {
		if _, err := t.exec(ctx, query, folder); err != nil {
			return err
		}
	}
	return nil
}

// Unnamed tells the account's folders with messages that the server is believed
// to have and has not shown, and those where an operation waits for the UID of
// one that nothing will bring there.
func (s *Store) Unnamed(ctx context.Context, account accounts.ID) (map[mail.FolderID]bool, error) {
	if err := s.claimStranded(ctx, account); err != nil {
		return nil, err
	}
	all, err := collect(ctx, s.mail.read, number[mail.FolderID], `SELECT id FROM folders WHERE account = ? AND remote <> ''
		AND (EXISTS (SELECT 1 FROM messages WHERE folder = folders.id AND uid = 0 AND unnamed IN (1, 2))
			OR id IN (SELECT folder FROM op_targets WHERE `+untold+`))`, account)
	if err != nil {
		return nil, fmt.Errorf("folders with missing messages: %w", err)
	}
	has := map[mail.FolderID]bool{}
	for _, f := range all {
		has[f] = true
	}
	return has, nil
}

// Dropped says what became of messages that the server did not show.
type Dropped struct {
	Gone     int // removed here
	Moved    int // found in another folder
	Vanished int // kept, see [Store.Vanish]
}

// DropUnnamed ends a look at all of a folder, once the other folders were
// looked at as well: what the server was believed to have there and did not
// show is in another folder, where another client has moved it, or gone. So
// many of the latter that it is an alarm are kept until a person decides. Messages with a pending operation stay, unless that
// operation waits for a UID that nobody will tell.
func (s *Store) DropUnnamed(ctx context.Context, folder mail.FolderID) (Dropped, error) {
	var d Dropped
	err := s.update(ctx, "drop unnamed", func(ctx context.Context, t *tx) error {
		var err error
		d, err = t.dropUnnamed(ctx, folder, false, s.now())
		return err
	})
	if err != nil {
		return d, err
	}
	return d, s.bury(ctx)
}

func (t *tx) dropUnnamed(ctx context.Context, folder mail.FolderID, many bool, now time.Time) (Dropped, error) {
	var d Dropped
	f, err := folderByID(ctx, t, folder)
	if err != nil {
		return d, ignoreMissing(err)
	}
	lost, err := collect(ctx, t, scanLost, lostColumns+"WHERE folder = ? AND uid = 0 AND unnamed IN (1, 2)", folder)
	if err != nil {
		return d, err
	}
	var rest []mail.MessageID
	for _, m := range lost {
		moved, err := t.foundElsewhere(ctx, f, m)
		if err != nil {
			return d, err
		}
		if moved {
			d.Moved++
		} else {
			rest = append(rest, m.id)
		}
	}
	if err := t.dropUntold(ctx, folder); err != nil {
		return d, err
	}
	if err := t.dropEmptyOps(ctx); err != nil {
		return d, err
	}
	var gone []mail.MessageID
	for _, id := range rest {
		waits, err := collect(ctx, t, number[mail.OpID], "SELECT op FROM op_targets WHERE message = ? LIMIT 1", id)
		if err != nil {
			return d, err
		}
		if len(waits) == 0 {
			gone = append(gone, id)
		}
	}
	if len(gone) > 0 && (many || alarming(f, len(gone))) {
		d.Vanished = len(gone)
		return d, t.vanish(ctx, f, gone, now)
	}
	d.Gone = len(gone)
	for _, id := range gone {
		if err := t.remove(ctx, id); err != nil {
			return d, err
		}
	}
	return d, nil
}

// lost is a row whose message the server did not show where it was.
type lost struct {
	id        mail.MessageID
	flags     mail.Flags
	tags      string
	body      mail.BodyState
	size      int64
	messageID string
	serverID  string
}

const lostColumns = "SELECT id, flags, tags, body, size, message_id, server_id FROM messages "

func scanLost(r *sql.Rows) (lost, error) {
	var m lost
	return m, r.Scan(&m.id, &m.flags, &m.tags, &m.body, &m.size, &m.messageID, &m.serverID)
}

// foundElsewhere looks for a message in the account's other folders, and lets
// what is known of it here go with it. It may also have come into this folder
// after its row did: another client was faster in moving it here.
func (t *tx) foundElsewhere(ctx context.Context, from mail.Folder, m lost) (bool, error) {
	type copy struct {
		lost
		folder mail.FolderID
		uid    uint32
	}
	scan := func(r *sql.Rows) (copy, error) {
		var c copy
		return c, r.Scan(&c.id, &c.flags, &c.tags, &c.body, &c.folder, &c.uid)
	}
	const columns = "SELECT id, flags, tags, body, folder, uid FROM messages WHERE account = ?1 AND (folder <> ?2 OR id > ?3) AND uid > 0 AND "
	const newest = " ORDER BY folder = ?2 DESC, id DESC LIMIT 1"
	var found []copy
	var err error
	if m.serverID != "" {
		found, err = collect(ctx, t, scan, columns+"server_id = ?4 AND server_id <> ''"+newest, from.Account, from.ID, m.id, m.serverID)
	}
	if err == nil && len(found) == 0 && m.messageID != "" {
		found, err = collect(ctx, t, scan, columns+`thread IN (SELECT thread FROM refs WHERE account = ?1 AND message_id = ?4)
			AND message_id = ?4 AND (size = ?5 OR size = 0 OR ?5 = 0)
			AND (server_id = '' OR ?6 = '')`+newest, from.Account, from.ID, m.id, m.messageID, m.size, m.serverID)
	}
	if err != nil || len(found) == 0 {
		return false, err
	}
	to := found[0]
	dest, err := folderByID(ctx, t, to.folder)
	if err != nil {
		return false, err
	}
	if to.id < m.id || to.body == mail.BodyHere {
		if err := t.follow(ctx, from, m.id, dest, to.id, to.uid); err != nil {
			return false, err
		}
		return true, t.forget(ctx, m.id)
	}
	// It came new and its bytes are still to be fetched: the older row goes there.
	if err := t.forget(ctx, to.id); err != nil {
		return false, err
	}
	return true, t.goElsewhere(ctx, from, m, false, dest, to.uid, to.flags, fromJSON[string](to.tags))
}

// goElsewhere lets a row follow its message, which another client has moved.
func (t *tx) goElsewhere(ctx context.Context, from mail.Folder, m lost, vanished bool, to mail.Folder, uid uint32, flags mail.Flags, tags []string) error {
	if err := t.put(ctx, subject{id: m.id, account: from.Account, folder: from.ID, vanished: vanished}, to.ID, uid); err != nil {
		return err
	}
	if err := t.follow(ctx, from, m.id, to, m.id, uid); err != nil {
		return err
	}
	return t.serverFlags(ctx, to, m.id, m.flags, fromJSON[string](m.tags), flags, tags)
}

// follow queues what the user wants of a message's flags anew, for the place
// to which another client has moved it.
func (t *tx) follow(ctx context.Context, from mail.Folder, id mail.MessageID, to mail.Folder, as mail.MessageID, uid uint32) error {
	ops, err := collect(ctx, t, scanOp, opColumns+`WHERE kind = 'flags' AND folder = ?
		AND id IN (SELECT op FROM op_targets WHERE message = ?) ORDER BY id`, from.ID, id)
	if err != nil || len(ops) == 0 {
		return err
	}
	m, err := t.subject(ctx, as)
	if err != nil {
		return err
	}
	for _, op := range ops {
		if err := t.dropTarget(ctx, op.ID, id); err != nil {
			return err
		}
		if err := t.wish().queue(ctx, op, m, to.ID, uid); err != nil {
			return err
		}
		if as == id {
			continue
		}
		flags, tags := delta{op.Add, op.Del, op.AddTags, op.DelTags}.apply(m.flags, m.tags)
		if _, err := t.exec(ctx, "UPDATE messages SET flags = ?, tags = ? WHERE id = ?", flags, toJSON(tags), as); err != nil {
			return err
		}
		m.flags, m.tags = flags, tags
	}
	return nil
}
