package store

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"time"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// Draft is a message that is being written.
type Draft struct {
	ID       mail.DraftID
	Account  accounts.ID
	Subject  string
	To       string // for the list
	Changed  time.Time
	Content  []byte         // JSON that compose owns
	Message  mail.MessageID // its copy in Drafts; 0: none yet. Only of a new draft it is taken
	Uploaded bool           // and that shows it as it is
	Template bool           // to begin messages with; stays here

	Files []DraftFile // SaveDraft: all that is attached
}

// DraftFile is a file that is attached to a draft.
type DraftFile struct {
	Sum   string                // SHA-256
	Write func(io.Writer) error // gives the bytes; called where the store does not have them
}

// SaveDraft stores a draft with its files and returns its id; a new one has ID
// 0. One that was removed meanwhile comes back under a new id.
func (s *Store) SaveDraft(ctx context.Context, d Draft) (mail.DraftID, error) {
	rows, blobs, err := s.draftFiles(ctx, d)
	if err != nil {
		return 0, err
	}
	var id mail.DraftID
	err = s.update(ctx, "save draft", func(ctx context.Context, t *tx) (err error) {
		if id, err = t.saveDraft(ctx, d, milli(s.now())); err != nil {
			return err
		}
		return t.setFiles(ctx, id, d.Files, rows)
	})
	if err != nil {
		return 0, s.withoutOrphans(ctx, err, blobs)
	}
	if d.ID != 0 { // a file may have gone
		err = s.bury(ctx)
	}
	return id, err
}

func (t *tx) saveDraft(ctx context.Context, d Draft, now int64) (mail.DraftID, error) {
	t.note(event.Drafts{})
	if d.Content == nil {
		d.Content = []byte{}
	}
	n, err := t.exec(ctx, "UPDATE drafts SET account = ?, subject = ?, recipients = ?, changed = max(?, changed + 1), content = ?, template = ? WHERE id = ?",
		d.Account, clip(d.Subject, maxText), clip(d.To, maxText), now, d.Content, d.Template, d.ID)
	if err != nil || n > 0 {
		return d.ID, err
	}
	n, err = t.insert(ctx, "INSERT INTO drafts (account, subject, recipients, changed, content, message, template) VALUES (?, ?, ?, ?, ?, ?, ?)",
		d.Account, clip(d.Subject, maxText), clip(d.To, maxText), now, d.Content, d.Message, d.Template)
	return mail.DraftID(n), err
}

func scanDraft(r *sql.Rows) (Draft, error) {
	var d Draft
	var changed int64
	err := r.Scan(&d.ID, &d.Account, &d.Subject, &d.To, &changed, &d.Content, &d.Message, &d.Uploaded, &d.Template)
	d.Changed = fromMilli(changed)
	return d, err
}

const draftColumns = "id, account, subject, recipients, changed, %s, message, message > 0 AND uploaded >= changed, template FROM drafts "

// Drafts lists the drafts without their content, newest first; templates as well.
func (s *Store) Drafts(ctx context.Context) ([]Draft, error) {
	all, err := collect(ctx, s.mail.read, scanDraft, fmt.Sprintf("SELECT "+draftColumns+"ORDER BY changed DESC, id DESC", "NULL"))
	if err != nil {
		return nil, fmt.Errorf("list drafts: %w", err)
	}
	return all, nil
}

// Draft returns a draft with its content, or mail.ErrNotFound.
func (s *Store) Draft(ctx context.Context, id mail.DraftID) (Draft, error) {
	d, err := first(collect(ctx, s.mail.read, scanDraft, fmt.Sprintf("SELECT "+draftColumns+"WHERE id = ?", "content"), id))
	if err != nil {
		return d, fmt.Errorf("draft %d: %w", id, err)
	}
	return d, nil
}

// DeleteDraft removes a draft, and its copy in Drafts; one that is gone already
// is no error.
func (s *Store) DeleteDraft(ctx context.Context, id mail.DraftID) error {
	err := s.update(ctx, "delete draft", func(ctx context.Context, t *tx) error { return t.dropDraft(ctx, id) })
	if err != nil {
		return err
	}
	return s.bury(ctx)
}

// dropDraft removes a draft, and its copy in Drafts here and on the server.
func (t *tx) dropDraft(ctx context.Context, id mail.DraftID) error {
	t.note(event.Drafts{})
	copies, err := collect(ctx, t, number[mail.MessageID], "SELECT message FROM drafts WHERE id = ? AND message > 0", id)
	if err != nil {
		return err
	}
	for _, m := range copies {
		if err := ignoreMissing(t.wish().delete(ctx, m)); err != nil {
			return err
		}
	}
	_, err = t.exec(ctx, "DELETE FROM drafts WHERE id = ?", id)
	return err
}
