package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"godwit/accounts"
	"godwit/sync/mail"
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

// AmbiguousError: several accounts have a folder of that name.
type AmbiguousError struct{ Name string }

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("several accounts have a folder %q", e.Name)
}

// FindFolder finds a mailbox by its role, path or id. With account 0 only one
// account may have it (AmbiguousError).
func (m *Mail) FindFolder(ctx context.Context, account accounts.ID, name string) (mail.Folder, error) {
	folders, err := m.store.Folders(ctx, account)
	if err != nil {
		return mail.Folder{}, err
	}
	for _, is := range []func(mail.Folder) bool{
		func(f mail.Folder) bool { return f.Role != mail.NoRole && strings.EqualFold(string(f.Role), name) },
		func(f mail.Folder) bool { return f.Path == name },
		func(f mail.Folder) bool { return strings.EqualFold(f.Path, name) },
		func(f mail.Folder) bool { return strconv.FormatInt(int64(f.ID), 10) == name },
	} {
		i := slices.IndexFunc(folders, is)
		if i < 0 {
			continue
		}
		found := folders[i]
		for _, f := range folders[i+1:] {
			if is(f) && f.Account != found.Account {
				return mail.Folder{}, &AmbiguousError{name}
			}
		}
		return found, nil
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

// Places is a whole list in the order that q asks for, with as much of each
// message as a list must know of those that are not on screen.
func (m *Mail) Places(ctx context.Context, q mail.ListQuery) ([]mail.Place, error) {
	return m.store.Places(ctx, q)
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

// Mark adds and removes flags and tags.
func (m *Mail) Mark(ctx context.Context, ids []mail.MessageID, add, del mail.Flags, addTags, delTags []string) error {
	return m.store.Mark(ctx, ids, add, del, addTags, delTags)
}

// Move files messages in a mailbox of their own account.
func (m *Mail) Move(ctx context.Context, ids []mail.MessageID, to mail.FolderID) error {
	return m.store.Move(ctx, ids, to)
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
