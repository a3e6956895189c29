package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// pendingFolders maps folders to the operation that waits on the folder itself,
// the oldest; one on its subscription only where no other waits.
func (t *tx) pendingFolders(ctx context.Context, account accounts.ID) (map[mail.FolderID]mail.OpKind, error) {
	pending := map[mail.FolderID]mail.OpKind{}
	err := each(ctx, t, `SELECT folder, kind FROM ops WHERE account = ? AND kind IN ('create', 'rename', 'remove', 'subscribe', 'unsubscribe')
		ORDER BY kind IN ('create', 'rename', 'remove'), id DESC`,
		[]any{account}, func(r *sql.Rows) error {
			var id mail.FolderID
			var kind mail.OpKind
			err := r.Scan(&id, &kind)
			pending[id] = kind
			return err
		})
	return pending, err
}

// CreateFolder makes a folder, on the server too where the account has an IMAP
// server. Levels of path are joined with "/".
func (s *Store) CreateFolder(ctx context.Context, account accounts.ID, path string) (mail.FolderID, error) {
	var id mail.FolderID
	err := s.update(ctx, "create folder", func(ctx context.Context, t *tx) error {
		path, err := t.folderPath(ctx, account, path)
		if err != nil {
			return err
		}
		a, err := first(collect(ctx, t, scanAccount, "SELECT id, data FROM accounts WHERE id = ?", account))
		if err != nil {
			return fmt.Errorf("account %d: %w", account, err)
		}
		if err := t.freePath(ctx, account, path); err != nil {
			return err
		}
		f, err := t.createFolder(ctx, a, mail.NoRole, path)
		id = f.ID
		return err
	})
	return id, err
}

// createFolder makes a folder whose path is free.
func (t *tx) createFolder(ctx context.Context, a accounts.Account, role mail.Role, path string) (f mail.Folder, err error) {
	f = mail.Folder{Account: a.ID, Path: path, Role: role}
	if a.Incoming.Protocol == accounts.IMAP {
		if f.Delim, err = t.delimiter(ctx, a.ID); err != nil {
			return f, err
		}
		f.Remote = remoteName(path, f.Delim)
	}
	n, err := t.insert(ctx, "INSERT INTO folders (account, path, remote, delim, role) VALUES (?, ?, ?, ?, ?)", a.ID, path, f.Remote, f.Delim, role)
	if err != nil {
		return f, err
	}
	f.ID = mail.FolderID(n)
	t.note(event.Folders{Account: a.ID})
	if f.Local() {
		return f, nil
	}
	t.noteOps(f)
	_, err = t.exec(ctx, "INSERT INTO ops (account, kind, folder, name) VALUES (?, 'create', ?, ?)", a.ID, f.ID, path)
	return f, err
}

func (t *tx) freePath(ctx context.Context, account accounts.ID, path string) error {
	same, err := collect(ctx, t, number[int64], "SELECT id FROM folders WHERE account = ? AND path = ? AND gone = 0", account, path)
	if err == nil && len(same) > 0 {
		err = fmt.Errorf("folder %q: %w", path, ErrExists)
	}
	return err
}

// delimiter is the one that the account's server uses.
func (t *tx) delimiter(ctx context.Context, account accounts.ID) (string, error) {
	var delim string
	err := one(ctx, t, "SELECT delim FROM folders WHERE account = ? AND delim <> '' ORDER BY role <> 'inbox', id LIMIT 1", []any{account}, &delim)
	return delim, ignoreMissing(err)
}

// remoteName is how the server writes a path.
func remoteName(path, delim string) string {
	if delim == "" || delim == "/" {
		return path
	}
	return strings.ReplaceAll(path, "/", delim)
}

// RenameFolder gives a folder, and those below it, a new path. A folder with a
// role keeps its name (ErrNeeded).
func (s *Store) RenameFolder(ctx context.Context, id mail.FolderID, path string) error {
	return s.update(ctx, "rename folder", func(ctx context.Context, t *tx) error {
		f, err := t.ownFolder(ctx, id)
		if err != nil {
			return err
		}
		if f.Path == path {
			return nil
		}
		path, err := t.folderPath(ctx, f.Account, path)
		if err != nil {
			return err
		}
		if strings.HasPrefix(path, f.Path+"/") {
			return &FolderNameError{Name: f.Path, Fault: NameInside}
		}
		if err := t.freePath(ctx, f.Account, path); err != nil {
			return err
		}
		if err := t.rename(ctx, f.Account, f.Path, path); err != nil {
			return err
		}
		if f.Local() {
			return nil
		}
		t.noteOps(f)
		_, err = t.exec(ctx, "INSERT INTO ops (account, kind, folder, name, old_name) VALUES (?, 'rename', ?, ?, ?)", f.Account, id, path, f.Path)
		return err
	})
}

// rename changes the path of a folder and of all below it.
func (t *tx) rename(ctx context.Context, account accounts.ID, from, to string) error {
	t.note(event.Folders{Account: account})
	_, err := t.exec(ctx, `UPDATE folders SET path = ?3 || substr(path, length(?2) + 1)
		WHERE account = ?1 AND (path = ?2 OR substr(path, 1, length(?2) + 1) = ?2 || '/')`, account, from, to)
	return err
}

// renamed records what the server calls a folder that it has made or renamed.
func (t *tx) renamed(ctx context.Context, op mail.Op, results []mail.OpResult) error {
	f, err := folderByID(ctx, t, op.Folder)
	if err != nil {
		return ignoreMissing(err)
	}
	to := remoteName(op.Name, f.Delim)
	if len(results) > 0 && results[0].Name != "" {
		to = results[0].Name
	}
	if to == f.Remote {
		return nil
	}
	_, err = t.exec(ctx, `UPDATE folders SET remote = ?3 || substr(remote, length(?2) + 1)
		WHERE account = ?1 AND remote <> '' AND (remote = ?2 OR ?4 <> '' AND substr(remote, 1, length(?2) + 1) = ?2 || ?4)`,
		f.Account, f.Remote, to, f.Delim)
	t.note(event.Folders{Account: f.Account})
	return err
}

func (t *tx) unrename(ctx context.Context, folder mail.FolderID, old string) error {
	f, err := folderByID(ctx, t, folder)
	if err != nil || old == "" {
		return ignoreMissing(err)
	}
	return t.rename(ctx, f.Account, f.Path, old)
}

// DeleteFolder removes a folder and all messages in it. Folders below it stay.
// One with a role cannot be removed (ErrNeeded).
func (s *Store) DeleteFolder(ctx context.Context, id mail.FolderID) error {
	err := s.update(ctx, "delete folder", func(ctx context.Context, t *tx) error {
		f, err := t.ownFolder(ctx, id)
		if err != nil {
			return err
		}
		return t.deleteFolder(ctx, f)
	})
	if err != nil {
		return err
	}
	return s.bury(ctx)
}

func (t *tx) deleteFolder(ctx context.Context, f mail.Folder) error {
	created, err := first(collect(ctx, t, scanOp, opColumns+"WHERE folder = ? AND kind = 'create' AND tries = 0", f.ID))
	if err != nil && !errors.Is(err, mail.ErrNotFound) {
		return err
	}
	if f.Local() || created.ID != 0 { // the server never hears of it
		return t.dropFolder(ctx, f)
	}
	// Messages that were moved out of it before must leave it on the server
	// before it is removed there, so those operations stay.
	if _, err := t.exec(ctx, "DELETE FROM ops WHERE folder = ? AND kind IN ('flags', 'delete', 'rename') AND tries = 0", f.ID); err != nil {
		return err
	}
	if _, err := t.exec(ctx, "DELETE FROM messages WHERE folder = ?", f.ID); err != nil {
		return err
	}
	t.folder(f.Account, f.ID)
	if _, err := t.exec(ctx, "UPDATE folders SET gone = 1 WHERE id = ?", f.ID); err != nil {
		return err
	}
	t.noteOps(f)
	_, err = t.exec(ctx, "INSERT INTO ops (account, kind, folder, name) VALUES (?, 'remove', ?, ?)", f.Account, f.ID, f.Path)
	return err
}
