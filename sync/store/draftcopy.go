package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"godwit/sync/event"
	"godwit/sync/mail"
)

// A draft has at most one copy in Drafts. A newer one is appended before the
// older one is removed, by its UID; so there is always one, and another client
// sees two for a moment at most.

// DraftOf is the draft that a message in Drafts is the copy of, 0 if none is.
func (s *Store) DraftOf(ctx context.Context, id mail.MessageID) (mail.DraftID, error) {
	found, err := collect(ctx, s.mail.read, number[mail.DraftID], "SELECT id FROM drafts WHERE message = ? AND message > 0 LIMIT 1", id)
	if err != nil || len(found) == 0 {
		return 0, err
	}
	return found[0], nil
}

// CopyDraft puts a draft, as it was at changed, into its account's Drafts in
// place of the copy that is there, and queues both for the server. Nothing
// happens if it was changed or removed since, if the last copy is on its way at
// this moment, or if the account has no Drafts on a server.
func (s *Store) CopyDraft(ctx context.Context, id mail.DraftID, changed time.Time, copy NewMessage) error {
	blobs, err := s.addBlobs(ctx, [][]byte{copy.Body.Raw})
	if err != nil {
		return err
	}
	release, err := s.fill(ctx)
	if err != nil {
		return fmt.Errorf("copy draft: %w", err)
	}
	done := false
	err = func() error {
		defer release()
		return s.update(ctx, "copy draft", func(ctx context.Context, t *tx) error {
			done, err = s.copyDraft(ctx, t, id, milli(changed), copy, blobs[0])
			return err
		})
	}()
	if err != nil || !done {
		return s.withoutOrphans(ctx, err, blobs)
	}
	return s.bury(ctx)
}

func (s *Store) copyDraft(ctx context.Context, t *tx, id mail.DraftID, changed int64, copy NewMessage, blob int64) (bool, error) {
	d, err := first(collect(ctx, t, scanDraft, fmt.Sprintf("SELECT "+draftColumns+"WHERE id = ? AND changed = ?", "NULL"), id, changed))
	if err != nil {
		return false, ignoreMissing(err)
	}
	folder, err := folderByRole(ctx, t, d.Account, mail.Drafts)
	if err != nil || folder.Local() {
		return false, ignoreMissing(err)
	}
	old, err := t.subject(ctx, d.Message)
	switch {
	case errors.Is(err, mail.ErrNotFound):
		old.id = 0
	case err != nil:
		return false, err
	default:
		last, err := t.newest(ctx, old.id)
		if err != nil || last.op != 0 && last.tries > 0 {
			return false, err
		}
	}
	copy.UID, copy.UIDL = 0, ""
	copy.Flags |= mail.Seen | mail.Draft
	n, doc, err := t.insertMessage(ctx, folder, copy, blob, milli(s.now()))
	if err != nil {
		return false, err
	}
	m, err := t.subject(ctx, n)
	if err != nil {
		return false, err
	}
	if err := t.wish().queue(ctx, mail.Op{Account: d.Account, Kind: mail.OpAppend, To: folder.ID}, m, 0, 0); err != nil {
		return false, err
	}
	if old.id != 0 {
		if err := t.wish().delete(ctx, old.id); err != nil {
			return false, err
		}
	}
	t.note(event.Drafts{})
	if _, err := t.exec(ctx, "UPDATE drafts SET message = ?, uploaded = changed WHERE id = ?", n, id); err != nil {
		return false, err
	}
	return true, s.indexIn(ctx, t, []words{*doc})
}

// EndedDrafts removes the drafts whose copy, which showed all of them, another
// client has sent or removed.
func (s *Store) EndedDrafts(ctx context.Context) error {
	const ended = "message > 0 AND uploaded >= changed AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.id = drafts.message)"
	some, err := collect(ctx, s.mail.read, number[int64], "SELECT id FROM drafts WHERE "+ended)
	if err != nil || len(some) == 0 {
		return err
	}
	return s.update(ctx, "end drafts", func(ctx context.Context, t *tx) error {
		t.note(event.Drafts{})
		_, err := t.exec(ctx, "DELETE FROM drafts WHERE "+ended)
		return err
	})
}
