package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
)

const folderColumns = `SELECT id, account, path, remote, delim, role, no_mail, total, unread, size,
	uid_validity, uid_next, mod_seq, mailbox_id, keep, flat, unsubscribed, childless, CASE WHEN vanished = 0 THEN 0
	ELSE (SELECT count(*) FROM messages m WHERE m.folder = folders.id AND m.vanished = 1) END FROM folders `

func scanFolder(r *sql.Rows) (mail.Folder, error) {
	var f mail.Folder
	var modSeq int64
	var keep string
	err := r.Scan(&f.ID, &f.Account, &f.Path, &f.Remote, &f.Delim, &f.Role, &f.NoMail, &f.Total, &f.Unread, &f.Size,
		&f.UIDValidity, &f.UIDNext, &modSeq, &f.MailboxID, &keep, &f.Flat, &f.Unsubscribed, &f.Childless, &f.Vanished)
	f.ModSeq, f.Keep = uint64(modSeq), keepOf(keep)
	return f, err
}

// Folders lists the folders of an account, of all for 0, in the order of a
// tree: those with a role first, then by path.
func (s *Store) Folders(ctx context.Context, account accounts.ID) ([]mail.Folder, error) {
	all, err := collect(ctx, s.mail.read, scanFolder, folderColumns+"WHERE gone = 0 AND (?1 = 0 OR account = ?1)", account)
	if err != nil {
		return nil, fmt.Errorf("list folders: %w", err)
	}
	slices.SortStableFunc(all, inTree)
	return all, nil
}

func inTree(a, b mail.Folder) int {
	if a.Account != b.Account {
		return int(a.Account - b.Account)
	}
	if ra, rb := rank(a.Role), rank(b.Role); ra != rb {
		return ra - rb
	}
	if c := byName(strings.ToLower(a.Path), strings.ToLower(b.Path)); c != 0 {
		return c
	}
	if c := strings.Compare(a.Path, b.Path); c != 0 { // "Work" and "work": the same order on every computer
		return c
	}
	return int(a.ID - b.ID)
}

// byName is the order of names in which numbers count as such: 2 before 10.
func byName(a, b string) int {
	for a != "" && b != "" {
		x, y := digits(a), digits(b)
		if x == 0 || y == 0 {
			if a[0] != b[0] {
				return int(a[0]) - int(b[0])
			}
			a, b = a[1:], b[1:]
			continue
		}
		m, n := strings.TrimLeft(a[:x], "0"), strings.TrimLeft(b[:y], "0")
		if c := cmp.Or(len(m)-len(n), strings.Compare(m, n)); c != 0 {
			return c
		}
		a, b = a[x:], b[y:]
	}
	return len(a) - len(b)
}

// digits is how many octets of digits s begins with.
func digits(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }

func rank(r mail.Role) int {
	if i := slices.Index(mail.Roles, r); i >= 0 {
		return i
	}
	return len(mail.Roles)
}

// Folder returns one folder, or mail.ErrNotFound. It also finds a folder that
// was removed here and that the server has yet to remove.
func (s *Store) Folder(ctx context.Context, id mail.FolderID) (mail.Folder, error) {
	f, err := folderByID(ctx, s.mail.read, id)
	if err != nil {
		return f, fmt.Errorf("folder %d: %w", id, err)
	}
	return f, nil
}

func folderByID(ctx context.Context, q querier, id mail.FolderID) (mail.Folder, error) {
	return first(collect(ctx, q, scanFolder, folderColumns+"WHERE id = ?", id))
}

// FolderByRole returns the account's folder for a role, the server's rather
// than a local one, or mail.ErrNotFound.
func (s *Store) FolderByRole(ctx context.Context, account accounts.ID, role mail.Role) (mail.Folder, error) {
	f, err := folderByRole(ctx, s.mail.read, account, role)
	if err != nil {
		return f, fmt.Errorf("folder %s of account %d: %w", role, account, err)
	}
	return f, nil
}

func folderByRole(ctx context.Context, q querier, account accounts.ID, role mail.Role) (mail.Folder, error) {
	return first(collect(ctx, q, scanFolder,
		folderColumns+"WHERE account = ? AND role = ? AND gone = 0 ORDER BY remote = '', id LIMIT 1", account, role))
}

func first[T any](list []T, err error) (T, error) {
	if err == nil && len(list) == 0 {
		err = mail.ErrNotFound
	}
	if err != nil {
		var none T
		return none, err
	}
	return list[0], nil
}

// localFolder finds or makes an account's folder for a role; a new one is local.
func (t *tx) localFolder(ctx context.Context, account accounts.ID, role mail.Role, path string) (mail.Folder, error) {
	f, err := folderByRole(ctx, t, account, role)
	if !errors.Is(err, mail.ErrNotFound) {
		return f, err
	}
	id, err := t.insert(ctx, "INSERT INTO folders (account, path, role) VALUES (?, ?, ?)", account, path, role)
	t.note(event.Folders{Account: account})
	return mail.Folder{ID: mail.FolderID(id), Account: account, Path: path, Role: role}, err
}

// SetFolders makes the account's remote folders equal to what the server
// listed (Path, Remote, Delim, Role, NoMail, MailboxID, Unsubscribed, Childless). Folders are the same
// if Remote is. Those missing from the list are removed if they are empty,
// except where the user has made one that the server has not heard of; what
// becomes of the messages in the others is for [Store.DropAbsent] to say. Local
// folders stay.
func (s *Store) SetFolders(ctx context.Context, account accounts.ID, listed []mail.Folder) error {
	err := s.update(ctx, "set folders", func(ctx context.Context, t *tx) error {
		rows, err := collect(ctx, t, scanFolder, folderColumns+"WHERE account = ? AND remote <> ''", account)
		if err != nil {
			return err
		}
		pending, err := t.pendingFolders(ctx, account)
		if err != nil {
			return err
		}
		known := map[string]mail.Folder{}
		for _, f := range rows {
			known[f.Remote] = f
		}
		seen := map[string]bool{}
		for _, f := range listed {
			if f.Remote == "" || seen[f.Remote] {
				continue
			}
			seen[f.Remote] = true
			if err := t.setFolder(ctx, account, known[f.Remote], f, pending); err != nil {
				return err
			}
		}
		for _, f := range rows {
			if seen[f.Remote] || pending[f.ID] == mail.OpCreate {
				continue
			}
			if f.Total > 0 {
				err = t.resetUIDs(ctx, f.ID, missed)
			} else {
				err = t.dropFolder(ctx, f)
			}
			if err != nil {
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

// DropAbsent ends a look at all folders for one that the last list lacked:
// its messages are dealt with as by [Store.DropUnnamed], and the folder is
// removed if none stays. many says that they are an alarm with those of folders
// that are gone together with this one.
func (s *Store) DropAbsent(ctx context.Context, folder mail.FolderID, many bool) (Dropped, error) {
	var d Dropped
	err := s.update(ctx, "drop absent folder", func(ctx context.Context, t *tx) error {
		f, err := folderByID(ctx, t, folder)
		if err != nil {
			return ignoreMissing(err)
		}
		if pending, err := t.pendingFolders(ctx, f.Account); err != nil || pending[folder] == mail.OpCreate {
			return err
		}
		if d, err = t.dropUnnamed(ctx, folder, many || Alarming(f.Total-f.Vanished), s.now()); err != nil {
			return err
		}
		// What stays is only here: vanished, or on its way to the server. What was
		// to be moved there goes back.
		var stays bool
		if err := one(ctx, t, `SELECT EXISTS (SELECT 1 FROM messages m WHERE folder = ?1 AND NOT EXISTS (
			SELECT 1 FROM op_targets t JOIN ops o ON o.id = t.op WHERE t.message = m.id AND o.kind = 'move' AND o.dest = ?1))`,
			[]any{folder}, &stays); err != nil || stays {
			return err
		}
		return t.dropFolder(ctx, f)
	})
	if err != nil {
		return d, err
	}
	return d, s.bury(ctx)
}

// SetRemote records that the server has given a folder another name.
func (s *Store) SetRemote(ctx context.Context, folder mail.FolderID, remote string) error {
	return s.update(ctx, "set folder name", func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, "UPDATE folders SET remote = ?2 WHERE id = ?1 AND remote <> ''", folder, remote)
		return err
	})
}

// setFolder adds or updates one folder; known is the zero Folder for a new one.
func (t *tx) setFolder(ctx context.Context, account accounts.ID, known, f mail.Folder, pending map[mail.FolderID]mail.OpKind) error {
	if pending[known.ID] == mail.OpRename {
		f.Path = known.Path // the user's name outranks the server's
	}
	if f.MailboxID == "" {
		f.MailboxID = known.MailboxID
	}
	f.MailboxID = clip(f.MailboxID, maxText)
	if pending[known.ID] == mail.OpSubscribe || pending[known.ID] == mail.OpUnsubscribe {
		f.Unsubscribed = known.Unsubscribed // and so does the wish to see it
	}
	same := known.Path == f.Path && known.Delim == f.Delim && known.Role == f.Role && known.NoMail == f.NoMail &&
		known.MailboxID == f.MailboxID && known.Unsubscribed == f.Unsubscribed && known.Childless == f.Childless
	if known.ID != 0 && same {
		return nil
	}
	t.note(event.Folders{Account: account})
	if known.ID != 0 {
		_, err := t.exec(ctx, "UPDATE folders SET path = ?, delim = ?, role = ?, no_mail = ?, mailbox_id = ?, unsubscribed = ?, childless = ? WHERE id = ?",
			f.Path, f.Delim, f.Role, f.NoMail, f.MailboxID, f.Unsubscribed, f.Childless, known.ID)
		return err
	}
	_, err := t.exec(ctx, "INSERT INTO folders (account, path, remote, delim, role, no_mail, mailbox_id, unsubscribed, childless) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		account, f.Path, f.Remote, f.Delim, f.Role, f.NoMail, f.MailboxID, f.Unsubscribed, f.Childless)
	return err
}

// dropFolder removes a folder that the server does not have, and all in it.
func (t *tx) dropFolder(ctx context.Context, f mail.Folder) error {
	// What waits to be moved into it goes back where it came from.
	ops, err := collect(ctx, t, scanOp, opColumns+"WHERE dest = ? ORDER BY id DESC", f.ID)
	if err != nil {
		return err
	}
	for _, op := range ops {
		if err := t.takeBack(ctx, op); err != nil {
			return err
		}
	}
	if _, err := t.uprootAll(ctx, f.ID, "TRUE", "folder <> ?1 AND uid = 0"); err != nil { // moved out of it: the server may have them elsewhere
		return err
	}
	if _, err := t.exec(ctx, "DELETE FROM ops WHERE folder = ?1 OR dest = ?1", f.ID); err != nil {
		return err
	}
	t.note(event.Folders{Account: f.Account})
	t.folder(f.Account, f.ID)
	_, err = t.exec(ctx, "DELETE FROM folders WHERE id = ?", f.ID)
	return err
}

// SetFolderSeen records what a completed pass saw of a folder on the server.
func (s *Store) SetFolderSeen(ctx context.Context, id mail.FolderID, uidValidity, uidNext uint32, modSeq uint64) error {
	return s.update(ctx, "set folder seen", func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, "UPDATE folders SET uid_validity = ?, uid_next = ?, mod_seq = ? WHERE id = ?",
			uidValidity, uidNext, int64(modSeq), id)
		return err
	})
}
