package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// Vanish keeps messages, by their UIDs, that the server has lost with many
// others: as local copies which stay in their folder's list until a person
// decides ([Store.AcceptVanished], [Store.RestoreVanished]) or the server shows
// them again. What was queued for them is dropped, and a notice tells.
func (s *Store) Vanish(ctx context.Context, folder mail.FolderID, uids []uint32) error {
	return s.update(ctx, "keep vanished messages", func(ctx context.Context, t *tx) error {
		f, err := folderByID(ctx, t, folder)
		if err != nil {
			return fmt.Errorf("folder %d: %w", folder, err)
		}
		var ids []mail.MessageID
		for _, uid := range uids {
			some, err := collect(ctx, t, number[mail.MessageID], "SELECT id FROM messages WHERE folder = ? AND uid = ? AND uid > 0", folder, uid)
			if err != nil {
				return err
			}
			ids = append(ids, some...)
		}
		if len(ids) == 0 {
			return nil
		}
		return t.vanish(ctx, f, ids, s.now())
	})
}

func (t *tx) vanish(ctx context.Context, f mail.Folder, ids []mail.MessageID, now time.Time) error {
	for _, id := range ids {
		if _, err := t.exec(ctx, "DELETE FROM op_targets WHERE message = ?", id); err != nil {
			return err
		}
		if _, err := t.exec(ctx, "UPDATE messages SET uid = 0, unnamed = ?, vanished = 1 WHERE id = ?", named, id); err != nil {
			return err
		}
		t.changed(f.Account, f.ID, id)
	}
	if err := t.dropEmptyOps(ctx); err != nil {
		return err
	}
	if _, err := t.exec(ctx, "UPDATE folders SET vanished = ? WHERE id = ?", milli(now), f.ID); err != nil {
		return err
	}
	return t.notice(ctx, Notice{Account: f.Account, When: now, Code: codeVanished, Text: fmt.Sprintf(
		"%s in “%s” disappeared from the server all at once. Godwit did not remove them: the copies on this computer stay "+
			"until you put them back or agree that they are gone.", messages(len(ids)), clip(f.Path, maxText))})
}

const codeVanished = "GW-SYNC-VANISHED"

// VanishedFolders lists the folders that hold such copies, of all accounts for 0.
func (s *Store) VanishedFolders(ctx context.Context, account accounts.ID) ([]mail.Vanished, error) {
	all, err := collect(ctx, s.mail.read, func(r *sql.Rows) (mail.Vanished, error) {
		var v mail.Vanished
		var noticed int64
		err := r.Scan(&v.Folder, &v.Account, &v.Path, &noticed, &v.Count, &v.Whole)
		v.Noticed = fromMilli(noticed)
		return v, err
	}, `SELECT f.id, f.account, f.path, f.vanished, count(*), coalesce(sum(m.body = ?2), 0)
		FROM folders f JOIN messages m ON m.folder = f.id AND m.vanished = 1
		WHERE f.vanished > 0 AND (?1 = 0 OR f.account = ?1) GROUP BY f.id ORDER BY f.account, f.path`, account, mail.BodyHere)
	if err != nil {
		return nil, fmt.Errorf("list vanished messages: %w", err)
	}
	return all, nil
}

// AcceptVanished removes a folder's copies of what the server lost, and the
// folder if the server has lost that too. It returns how many there were.
func (s *Store) AcceptVanished(ctx context.Context, folder mail.FolderID) (int, error) {
	n := 0
	err := s.update(ctx, "accept vanished messages", func(ctx context.Context, t *tx) error {
		f, err := folderByID(ctx, t, folder)
		if err != nil {
			return fmt.Errorf("folder %d: %w", folder, err)
		}
		ids, err := t.vanished(ctx, folder)
		if err != nil {
			return err
		}
		n = len(ids)
		for _, id := range ids {
			if err := t.forget(ctx, id); err != nil {
				return err
			}
		}
		if err := t.dropEmptyOps(ctx); err != nil {
			return err
		}
		if n > 0 && !f.Local() && f.UIDValidity == 0 && f.Total == n { // not on the last list, see SetFolders
			if err := t.dropFolder(ctx, f); err != nil {
				return err
			}
		}
		return t.calm(ctx, f.Account)
	})
	if err != nil {
		return 0, err
	}
	return n, s.bury(ctx)
}

// RestoreVanished queues the copies of what the server lost to be put back
// there, with their flags and dates. Those whose bytes are not here cannot be
// and stay as they are.
func (s *Store) RestoreVanished(ctx context.Context, folder mail.FolderID) (queued, cannot int, err error) {
	err = s.update(ctx, "restore vanished messages", func(ctx context.Context, t *tx) error {
		f, err := folderByID(ctx, t, folder)
		if err != nil {
			return fmt.Errorf("folder %d: %w", folder, err)
		}
		ids, err := t.vanished(ctx, folder)
		if err != nil {
			return err
		}
		queued, cannot = 0, 0
		w := t.wish()
		for _, id := range ids {
			m, err := t.subject(ctx, id)
			if err != nil {
				return err
			}
			if m.body != mail.BodyHere {
				cannot++
				continue
			}
			queued++
			if err := w.queue(ctx, mail.Op{Account: m.account, Kind: mail.OpAppend, To: folder}, m, 0, 0); err != nil {
				return err
			}
			// As if it had been tried: the server may have it again by then, and is asked first.
			if _, err := t.exec(ctx, "UPDATE ops SET tries = 1 WHERE kind = 'append' AND id IN (SELECT op FROM op_targets WHERE message = ?)", id); err != nil {
				return err
			}
			if _, err := t.exec(ctx, "UPDATE messages SET vanished = 0 WHERE id = ?", id); err != nil {
				return err
			}
			t.changed(f.Account, f.ID, id)
		}
		return t.calm(ctx, f.Account)
	})
	return queued, cannot, err
}

func (t *tx) vanished(ctx context.Context, folder mail.FolderID) ([]mail.MessageID, error) {
	return collect(ctx, t, number[mail.MessageID], "SELECT id FROM messages WHERE folder = ? AND vanished = 1 ORDER BY ord", folder)
}

// calm ends the alarm of folders without such copies, and takes the notice away
// with the account's last.
func (t *tx) calm(ctx context.Context, account accounts.ID) error {
	n, err := t.exec(ctx, `UPDATE folders SET vanished = 0 WHERE account = ? AND vanished > 0
		AND NOT EXISTS (SELECT 1 FROM messages WHERE folder = folders.id AND vanished = 1)`, account)
	if err != nil {
		return err
	}
	if n > 0 {
		t.note(event.Folders{Account: account})
	}
	n, err = t.exec(ctx, `DELETE FROM notices WHERE account = ?1 AND code = ?2
		AND NOT EXISTS (SELECT 1 FROM folders WHERE account = ?1 AND vanished > 0)`, account, codeVanished)
	if n > 0 {
		t.note(event.Notice{})
	}
	return err
}
