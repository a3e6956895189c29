package app

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"godwit/sync/mail"
	"godwit/sync/store"
)

// MoveFolder puts a mailbox, and those below it, below another of its account;
// 0 is no other: it comes to the top. It keeps its name.
func (m *Mail) MoveFolder(ctx context.Context, id, under mail.FolderID) error {
	f, err := m.store.Folder(ctx, id)
	if err != nil {
		return err
	}
	if under == 0 {
		return m.store.RenameFolder(ctx, id, f.Name())
	}
	to, err := m.store.Folder(ctx, under)
	if err != nil {
		return err
	}
	if to.Account != f.Account {
		return fmt.Errorf("folder %d: %w", id, store.ErrOtherAccount)
	}
	return m.store.RenameFolder(ctx, id, to.Path+"/"+f.Name())
}

// Removal is what the removal of a mailbox would do.
type Removal struct {
	Folder   mail.Folder
	Below    []mail.Folder // which go with it, the deepest first
	Messages int           // in all of them
	Trash    bool          // they go into Trash as they are, and can be taken out again
	Labels   bool          // as on Gmail: the messages stay in All mail
}

// Removal tells what RemoveFolder would do. A mailbox that the account needs, or
// with one below it, cannot be removed (store.ErrNeeded).
func (m *Mail) Removal(ctx context.Context, id mail.FolderID) (Removal, error) {
	f, err := m.store.Folder(ctx, id)
	if err != nil {
		return Removal{}, err
	}
	all, err := m.store.Folders(ctx, f.Account)
	if err != nil {
		return Removal{}, err
	}
	r := Removal{Folder: f, Messages: f.Total}
	needed := f.Role != mail.NoRole
	var trash mail.Folder
	for _, other := range all {
		switch {
		case strings.HasPrefix(other.Path, f.Path+"/"):
			r.Below = append([]mail.Folder{other}, r.Below...)
			r.Messages += other.Total
			needed = needed || other.Role != mail.NoRole
		case other.Role == mail.Trash:
			trash = other
		case other.Role == mail.AllMail:
			r.Labels = true
		}
	}
	if needed {
		return r, fmt.Errorf("folder %d: %w", id, store.ErrNeeded)
	}
	gmail := strings.HasPrefix(trash.Path, "[") // [Gmail]/…, where people's folders cannot be
	inTrash := strings.HasPrefix(f.Path, trash.Path+"/")
	r.Trash = trash.ID != 0 && !trash.Childless && !trash.NoMail && !gmail && !inTrash && trash.Local() == f.Local()
	return r, nil
}

// RemoveFolder moves a mailbox into Trash, where that can be, and returns the
// path that it had: RenameFolder to that takes it back. Else it and those below
// it are removed for ever, with all messages, and the path is "".
func (m *Mail) RemoveFolder(ctx context.Context, id mail.FolderID) (was string, err error) {
	r, err := m.Removal(ctx, id)
	if err != nil {
		return "", err
	}
	if r.Trash {
		return r.Folder.Path, m.intoTrash(ctx, r.Folder)
	}
	for _, f := range append(r.Below, r.Folder) {
		if err := m.store.DeleteFolder(ctx, f.ID); err != nil {
			return "", err
		}
	}
	return "", nil
}

// maxTwins is how many folders of one name Trash can have.
const maxTwins = 100

// intoTrash gives a mailbox a path in Trash that is free.
func (m *Mail) intoTrash(ctx context.Context, f mail.Folder) error {
	trash, err := m.store.FolderByRole(ctx, f.Account, mail.Trash)
	if err != nil {
		return err
	}
	all, err := m.store.Folders(ctx, f.Account)
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	for _, other := range all {
		taken[other.Path] = true
	}
	path := trash.Path + "/" + f.Name()
	for n := 2; taken[path] && n < maxTwins; n++ {
		path = fmt.Sprintf("%s/%s %d", trash.Path, f.Name(), n)
	}
	return m.store.RenameFolder(ctx, f.ID, path)
}

// Contents is what EmptyFolder would remove.
type Contents struct {
	Folder   mail.Folder
	Below    []mail.Folder // the deepest first
	Messages int           // in all of them
}

// Contents tells what EmptyFolder would remove for ever. Only Trash and Junk can
// be emptied (store.ErrNeeded).
func (m *Mail) Contents(ctx context.Context, id mail.FolderID) (Contents, error) {
	f, err := m.store.Folder(ctx, id)
	if err == nil && f.Role != mail.Trash && f.Role != mail.Junk {
		err = fmt.Errorf("folder %d: %w", id, store.ErrNeeded)
	}
	if err != nil {
		return Contents{}, err
	}
	all, err := m.store.Folders(ctx, f.Account)
	if err != nil {
		return Contents{}, err
	}
	c := Contents{Folder: f, Messages: f.Total}
	for _, other := range all {
		if f.Role == mail.Trash && strings.HasPrefix(other.Path, f.Path+"/") && other.Role == mail.NoRole {
			c.Below = append([]mail.Folder{other}, c.Below...)
			c.Messages += other.Total
		}
	}
	return c, nil
}

// emptied is how many messages one transaction removes: others write between.
const emptied = 1000

// EmptyFolder removes all messages of Trash or Junk for ever, and the mailboxes
// that were put into Trash.
func (m *Mail) EmptyFolder(ctx context.Context, id mail.FolderID) error {
	c, err := m.Contents(ctx, id)
	if err != nil {
		return err
	}
	for _, f := range c.Below {
		if err := m.store.DeleteFolder(ctx, f.ID); err != nil {
			return err
		}
	}
	for {
		ids, err := m.store.IDs(ctx, mail.ListQuery{Folder: id, Limit: emptied})
		if err != nil || len(ids) == 0 {
			return err
		}
		if err := m.store.Delete(ctx, ids); err != nil {
			return err
		}
	}
}

// MarkAllRead marks all messages of a mailbox as read, and tells how many were
// not. Undo takes it back.
func (m *Mail) MarkAllRead(ctx context.Context, id mail.FolderID) (int, error) {
	return m.store.MarkAllRead(ctx, id)
}

// SetSubscribed says whether clients that show only what is subscribed show a
// mailbox. Godwit shows all.
func (m *Mail) SetSubscribed(ctx context.Context, id mail.FolderID, subscribed bool) error {
	return m.store.SetSubscribed(ctx, id, subscribed)
}

// Copy puts copies of messages into a mailbox, of any account.
func (m *Mail) Copy(ctx context.Context, ids []mail.MessageID, to mail.FolderID) error {
	return m.store.Copy(ctx, ids, to)
}

// prefFavourites holds the ids of the favourite folders in their order.
const prefFavourites = "folders.favourites"

// Favourites are the folders that a person put at the top, in that order. Some
// may be gone.
func (m *Mail) Favourites(ctx context.Context) ([]mail.FolderID, error) {
	text, err := m.store.Pref(ctx, prefFavourites)
	if err != nil {
		return nil, err
	}
	var ids []mail.FolderID
	for _, word := range strings.Fields(text) {
		if n, err := strconv.ParseInt(word, 10, 64); err == nil {
			ids = append(ids, mail.FolderID(n))
		}
	}
	return ids, nil
}

// SetFavourites keeps the favourite folders; those that are gone are left out.
func (m *Mail) SetFavourites(ctx context.Context, ids []mail.FolderID) error {
	var words []string
	for _, id := range ids {
		if _, err := m.store.Folder(ctx, id); err == nil {
			words = append(words, strconv.FormatInt(int64(id), 10))
		}
	}
	return m.store.SetPref(ctx, prefFavourites, strings.Join(words, " "))
}
