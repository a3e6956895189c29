package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"godwit/accounts"
	"godwit/sync/mail"
)

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
		folder, err := m.roleFolder(ctx, account, role)
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

// roleNames are the mailboxes that may be made for a role.
var roleNames = map[mail.Role]string{mail.Archive: "Archive", mail.Junk: "Junk", mail.Trash: "Trash"}

// roleFolder is the account's mailbox for a role: the one that has it, else
// one that was made for it and that the server has not been told of yet.
func (m *Mail) roleFolder(ctx context.Context, account accounts.ID, role mail.Role) (mail.Folder, error) {
	folder, err := m.store.FolderByRole(ctx, account, role)
	name, ok := roleNames[role]
	if !errors.Is(err, mail.ErrNotFound) || !ok {
		return folder, err
	}
	folders, err := m.store.Folders(ctx, account)
	if err != nil {
		return mail.Folder{}, err
	}
	path := rolePath(folders, name)
	for _, f := range folders {
		if f.Path == path && !f.NoMail {
			return f, nil
		}
	}
	return mail.Folder{}, fmt.Errorf("%s folder: %w", role, mail.ErrNotFound)
}

func (m *Mail) makeRole(ctx context.Context, account accounts.ID, role mail.Role) (mail.FolderID, error) {
	name, ok := roleNames[role]
	if !ok {
		return 0, &NoFolderError{role}
	}
	folders, err := m.store.Folders(ctx, account)
	if err != nil {
		return 0, err
	}
	return m.store.CreateFolder(ctx, account, rolePath(folders, name))
}

// rolePath puts a mailbox beside the account's others with a role: some
// servers take new ones only below INBOX.
func rolePath(folders []mail.Folder, name string) string {
	for _, f := range folders {
		if f.Role != mail.NoRole && len(f.Path) > len("INBOX/") && strings.EqualFold(f.Path[:len("INBOX/")], "INBOX/") {
			return f.Path[:len("INBOX/")] + name
		}
	}
	return name
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

// Delete moves messages to Trash; those that are in Trash already, and all
// with forever, are removed for good.
func (m *Mail) Delete(ctx context.Context, ids []mail.MessageID, forever bool) error {
	if forever {
		return m.store.Delete(ctx, ids)
	}
	rows, err := m.store.Rows(ctx, ids)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return fmt.Errorf("messages: %w", mail.ErrNotFound)
	}
	var gone, trash []mail.MessageID
	bins := make(map[accounts.ID]mail.FolderID)
	for _, r := range rows {
		bin, ok := bins[r.Account]
		if !ok {
			f, err := m.roleFolder(ctx, r.Account, mail.Trash)
			if err != nil && !errors.Is(err, mail.ErrNotFound) {
				return err
			}
			bin = f.ID
			bins[r.Account] = bin
		}
		if r.Folder == bin {
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
