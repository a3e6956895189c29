package app

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/query"
)

// Mail is what a person does with messages that are there. A change is done
// locally at once and reaches the server when it can.
type Mail struct{ core }

// Folders are the account's mailboxes in the order of a folder tree; account 0
// is all of them.
func (m *Mail) Folders(ctx context.Context, account accounts.ID) ([]mail.Folder, error) {
	return m.store.Folders(ctx, account)
}

// Folder is one mailbox.
func (m *Mail) Folder(ctx context.Context, id mail.FolderID) (mail.Folder, error) {
	return m.store.Folder(ctx, id)
}

// FindFolder finds a mailbox by its role, path or id. With account 0 the path
// must be of one account only; a role may be of several, and the first answers.
func (m *Mail) FindFolder(ctx context.Context, account accounts.ID, name string) (mail.Folder, error) {
	folders, err := m.store.Folders(ctx, account)
	if err != nil {
		return mail.Folder{}, err
	}
	for _, f := range folders {
		if f.Role != mail.NoRole && strings.EqualFold(string(f.Role), name) {
			return f, nil
		}
	}
	for _, f := range folders {
		if strings.EqualFold(f.Path, name) {
			return f, nil
		}
	}
	if id, err := strconv.ParseInt(name, 10, 64); err == nil {
		return m.store.Folder(ctx, mail.FolderID(id))
	}
	return mail.Folder{}, fmt.Errorf("folder %q: %w", name, mail.ErrNotFound)
}

// List is a page of messages, newest first; the last row's Cursor is where the
// next page begins.
func (m *Mail) List(ctx context.Context, q mail.ListQuery) ([]mail.Row, error) {
	return m.store.List(ctx, q)
}

// IDs is a whole list, newest first, at eight octets a message.
func (m *Mail) IDs(ctx context.Context, q mail.ListQuery) ([]mail.MessageID, error) {
	return m.store.IDs(ctx, q)
}

// Rows are the rows of ids in their order; messages that are gone are left out.
func (m *Mail) Rows(ctx context.Context, ids []mail.MessageID) ([]mail.Row, error) {
	return m.store.Rows(ctx, ids)
}

// Row is one message's row.
func (m *Mail) Row(ctx context.Context, id mail.MessageID) (mail.Row, error) {
	rows, err := m.store.Rows(ctx, []mail.MessageID{id})
	if err != nil {
		return mail.Row{}, err
	}
	if len(rows) == 0 {
		return mail.Row{}, fmt.Errorf("message %d: %w", id, mail.ErrNotFound)
	}
	return rows[0], nil
}

// Found is the answer to a search.
type Found struct {
	Rows     []mail.Row
	Searched int  // messages whose text is in the index
	Complete bool // every message is
	Took     time.Duration
}

// Search looks for text in the search language of sync/query; newest first.
func (m *Mail) Search(ctx context.Context, text string, account accounts.ID, after mail.Cursor, limit int) (Found, error) {
	begun := time.Now()
	rows, err := m.store.Search(ctx, query.Parse(text), account, after, limit)
	if err != nil {
		return Found{}, err
	}
	took := time.Since(begun)
	indexed, total, err := m.store.Searchable(ctx)
	if err != nil {
		return Found{}, err
	}
	return Found{Rows: rows, Searched: indexed, Complete: indexed == total, Took: took}, nil
}

// SearchCount is how many messages a search finds.
func (m *Mail) SearchCount(ctx context.Context, text string, account accounts.ID) (int, error) {
	return m.store.SearchCount(ctx, query.Parse(text), account)
}

// Mark adds and removes flags and tags.
func (m *Mail) Mark(ctx context.Context, ids []mail.MessageID, add, del mail.Flags, addTags, delTags []string) error {
	return m.store.Mark(ctx, ids, add, del, addTags, delTags)
}

// Move files messages in a mailbox of their own account.
func (m *Mail) Move(ctx context.Context, ids []mail.MessageID, to mail.FolderID) error {
	return m.store.Move(ctx, ids, to)
}

// NoFolderError: an account has no mailbox for what was asked.
type NoFolderError struct{ Role mail.Role }

func (e *NoFolderError) Error() string { return "the account has no " + string(e.Role) + " folder" }

// MoveToRole files each message in its own account's mailbox for role (archive,
// junk, trash, inbox). Where an account has none it is made, except for Inbox.
func (m *Mail) MoveToRole(ctx context.Context, ids []mail.MessageID, role mail.Role) error {
	byAccount, err := m.byAccount(ctx, ids)
	if err != nil {
		return err
	}
	for account, ids := range byAccount {
		folder, err := m.store.FolderByRole(ctx, account, role)
		if errors.Is(err, mail.ErrNotFound) {
			folder.ID, err = m.makeRole(ctx, account, role)
		}
		if err != nil {
			return err
		}
		if err := m.store.Move(ctx, ids, folder.ID); err != nil {
			return err
		}
	}
	return nil
}

func (m *Mail) makeRole(ctx context.Context, account accounts.ID, role mail.Role) (mail.FolderID, error) {
	names := map[mail.Role]string{mail.Archive: "Archive", mail.Junk: "Junk", mail.Trash: "Trash", mail.Sent: "Sent"}
	name, ok := names[role]
	if !ok {
		return 0, &NoFolderError{role}
	}
	return m.store.CreateFolder(ctx, account, name)
}

func (m *Mail) byAccount(ctx context.Context, ids []mail.MessageID) (map[accounts.ID][]mail.MessageID, error) {
	rows, err := m.store.Rows(ctx, ids)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("messages: %w", mail.ErrNotFound)
	}
	by := make(map[accounts.ID][]mail.MessageID)
	for _, r := range rows {
		by[r.Account] = append(by[r.Account], r.ID)
	}
	return by, nil
}

// Delete moves messages to Trash; those that are in Trash or Junk already, and
// all with forever, are removed for good.
func (m *Mail) Delete(ctx context.Context, ids []mail.MessageID, forever bool) error {
	if forever {
		return m.store.Delete(ctx, ids)
	}
	rows, err := m.store.Rows(ctx, ids)
	if err != nil {
		return err
	}
	var gone, trash []mail.MessageID
	roles := make(map[mail.FolderID]mail.Role)
	for _, r := range rows {
		role, ok := roles[r.Folder]
		if !ok {
			f, err := m.store.Folder(ctx, r.Folder)
			if err != nil {
				return err
			}
			role = f.Role
			roles[r.Folder] = role
		}
		if role == mail.Trash {
			gone = append(gone, r.ID)
		} else {
			trash = append(trash, r.ID)
		}
	}
	if len(trash) > 0 {
		if err := m.MoveToRole(ctx, trash, mail.Trash); err != nil {
			return err
		}
	}
	if len(gone) > 0 {
		return m.store.Delete(ctx, gone)
	}
	return nil
}

// Undo takes the newest change of flags or place back and says what it was.
func (m *Mail) Undo(ctx context.Context) (string, error) { return m.store.Undo(ctx) }

// CreateFolder makes a mailbox; levels of path are joined with "/".
func (m *Mail) CreateFolder(ctx context.Context, account accounts.ID, path string) (mail.FolderID, error) {
	return m.store.CreateFolder(ctx, account, path)
}

// RenameFolder gives a mailbox another path.
func (m *Mail) RenameFolder(ctx context.Context, id mail.FolderID, path string) error {
	return m.store.RenameFolder(ctx, id, path)
}

// DeleteFolder removes a mailbox and all in it.
func (m *Mail) DeleteFolder(ctx context.Context, id mail.FolderID) error {
	return m.store.DeleteFolder(ctx, id)
}

// Pending is how many changes the servers have not heard of yet; account 0 is
// all accounts.
func (m *Mail) Pending(ctx context.Context, account accounts.ID) (int, error) {
	return m.store.OpsPending(ctx, account)
}

// Poke asks for new mail now; account 0 is all accounts.
func (m *Mail) Poke(account accounts.ID) { m.engine.poke(account) }
