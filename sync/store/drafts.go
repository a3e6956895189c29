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

// Draft is a message that is being written.
type Draft struct {
	ID      mail.DraftID
	Account accounts.ID
	Subject string
	To      string // for the list
	Changed time.Time
	Content []byte // JSON that compose owns; attached files are in it
}

// SaveDraft stores a draft and returns its id; a new one has ID 0. One that
// was removed meanwhile comes back under a new id.
func (s *Store) SaveDraft(ctx context.Context, d Draft) (mail.DraftID, error) {
	var id mail.DraftID
	err := s.update(ctx, "save draft", func(ctx context.Context, t *tx) (err error) {
		id, err = t.saveDraft(ctx, d, milli(s.now()))
		return err
	})
	return id, err
}

func (t *tx) saveDraft(ctx context.Context, d Draft, now int64) (mail.DraftID, error) {
	t.note(event.Drafts{})
	if d.Content == nil {
		d.Content = []byte{}
	}
	n, err := t.exec(ctx, "UPDATE drafts SET account = ?, subject = ?, recipients = ?, changed = ?, content = ? WHERE id = ?",
		d.Account, clip(d.Subject, maxText), clip(d.To, maxText), now, d.Content, d.ID)
	if err != nil || n > 0 {
		return d.ID, err
	}
	n, err = t.insert(ctx, "INSERT INTO drafts (account, subject, recipients, changed, content) VALUES (?, ?, ?, ?, ?)",
		d.Account, clip(d.Subject, maxText), clip(d.To, maxText), now, d.Content)
	return mail.DraftID(n), err
}

func scanDraft(r *sql.Rows) (Draft, error) {
	var d Draft
	var changed int64
	err := r.Scan(&d.ID, &d.Account, &d.Subject, &d.To, &changed, &d.Content)
	d.Changed = fromMilli(changed)
	return d, err
}

// Drafts lists the drafts without their content, newest first.
func (s *Store) Drafts(ctx context.Context) ([]Draft, error) {
	all, err := collect(ctx, s.mail.read, scanDraft,
		"SELECT id, account, subject, recipients, changed, NULL FROM drafts ORDER BY changed DESC, id DESC")
	if err != nil {
		return nil, fmt.Errorf("list drafts: %w", err)
	}
	return all, nil
}

// Draft returns a draft with its content, or mail.ErrNotFound.
func (s *Store) Draft(ctx context.Context, id mail.DraftID) (Draft, error) {
	d, err := first(collect(ctx, s.mail.read, scanDraft,
		"SELECT id, account, subject, recipients, changed, content FROM drafts WHERE id = ?", id))
	if err != nil {
		return d, fmt.Errorf("draft %d: %w", id, err)
	}
	return d, nil
}

// DeleteDraft removes a draft; one that is gone already is no error.
func (s *Store) DeleteDraft(ctx context.Context, id mail.DraftID) error {
	return s.update(ctx, "delete draft", func(ctx context.Context, t *tx) error {
		t.note(event.Drafts{})
		_, err := t.exec(ctx, "DELETE FROM drafts WHERE id = ?", id)
		return err
	})
}
