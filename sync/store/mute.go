package store

import (
	"context"
	"fmt"

	"godwit/sync/event"
	"godwit/sync/mail"
)

// A muted conversation stays where it is and keeps coming: nothing is moved or
// removed, since what is muted is seldom without any interest. But its new
// messages are read when they come, here and on the server, so that nobody is
// told of them, no count rises for them, and other devices are as quiet. Lists
// show that it is muted, and can leave it out.

// SetMuted mutes a conversation, or ends that. Messages that are there already
// stay as they are.
func (s *Store) SetMuted(ctx context.Context, thread mail.ThreadID, muted bool) error {
	return s.update(ctx, "mute conversation", func(ctx context.Context, t *tx) error {
		rows, err := collect(ctx, t, scanRow, rowColumns+"WHERE thread = ?", thread)
		if err == nil && len(rows) == 0 {
			err = fmt.Errorf("conversation %d: %w", thread, mail.ErrNotFound)
		}
		if err != nil {
			return err
		}
		change := "DELETE FROM muted WHERE thread = ?"
		if muted {
			change = "INSERT OR IGNORE INTO muted (thread) VALUES (?)"
		}
		if n, err := t.exec(ctx, change, thread); err != nil || n == 0 {
			return err
		}
		for _, r := range rows {
			t.changed(r.Account, r.Folder, r.ID)
		}
		return nil
	})
}

// Muted reports whether a conversation is muted.
func (s *Store) Muted(ctx context.Context, thread mail.ThreadID) (muted bool, err error) {
	err = one(ctx, s.mail.read, "SELECT EXISTS (SELECT 1 FROM muted WHERE thread = ?)", []any{thread}, &muted)
	if err != nil {
		err = fmt.Errorf("conversation %d: %w", thread, err)
	}
	return muted, err
}

func (t *tx) muted(ctx context.Context) (map[mail.ThreadID]bool, error) {
	all, err := collect(ctx, t, number[mail.ThreadID], "SELECT thread FROM muted")
	muted := make(map[mail.ThreadID]bool, len(all))
	for _, th := range all {
		muted[th] = true
	}
	return muted, err
}

// hush makes a message that arrives as id a read one, and queues that for its
// server.
func (a *arrivals) hush(ctx context.Context, id mail.MessageID, m *NewMessage) error {
	m.Flags |= mail.Seen
	if a.folder.Local() || m.UID == 0 {
		return nil
	}
	who := subject{id: id, account: a.folder.Account, messageID: clip(m.Envelope.MessageID, maxText)}
	return a.hushed.queue(ctx, mail.Op{Account: a.folder.Account, Kind: mail.OpFlags, Add: mail.Seen}, who, a.folder.ID, m.UID)
}

// SetFlat says that the list of a folder shows messages, not conversations.
func (s *Store) SetFlat(ctx context.Context, folder mail.FolderID, flat bool) error {
	return s.update(ctx, "set folder flat", func(ctx context.Context, t *tx) error {
		f, err := folderByID(ctx, t, folder)
		if err != nil {
			return fmt.Errorf("folder %d: %w", folder, err)
		}
		t.note(event.Folders{Account: f.Account})
		_, err = t.exec(ctx, "UPDATE folders SET flat = ? WHERE id = ?", flat, folder)
		return err
	})
}
