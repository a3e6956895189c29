package app

import (
	"context"
	"errors"
	"time"

	"godwit/compose"
	"godwit/sync/event"
	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

// draftRests is for how long nobody types before a draft is uploaded: every
// upload is a whole message, and another client shows each.
const draftRests = time.Minute

// keepDrafts uploads drafts that rest, and ends those that another client sent
// or removed, until ctx ends.
func (e *engine) keepDrafts(ctx context.Context) {
	sub := e.hub.Subscribe()
	defer sub.Close()
	pause := time.After(0)
	for {
		select {
		case <-ctx.Done():
			return
		case <-sub.C:
			for _, ev := range sub.Take() {
				switch ev.(type) {
				case event.Drafts, event.Messages, event.Lagged:
					if pause == nil {
						pause = time.After(settling)
					}
				}
			}
		case <-pause:
			pause = nil
			rest, err := e.copyDrafts(ctx, time.Now().Add(-draftRests))
			if err != nil && ctx.Err() == nil {
				e.log.Warn("keep drafts on the server", "err", err)
			}
			if rest > 0 {
				pause = time.After(rest)
			}
		}
	}
}

// copyDrafts uploads what was last changed before then. rest is when the next
// draft will have rested; 0: there is none.
func (e *engine) copyDrafts(ctx context.Context, then time.Time) (rest time.Duration, err error) {
	if err := e.store.EndedDrafts(ctx); err != nil {
		return 0, err
	}
	o := &Outbox{e.core}
	list, err := o.Drafts(ctx)
	if err != nil {
		return 0, err
	}
	for _, d := range list {
		switch wait := d.Changed.Sub(then); {
		case d.Uploaded || d.Template:
		case wait > 0:
			if rest == 0 || wait < rest {
				rest = wait
			}
		default:
			if err := o.UploadDraft(ctx, d.ID); err != nil {
				return 0, err
			}
		}
	}
	return rest, nil
}

// maxDraft is the largest draft that is uploaded, in octets; a larger one is
// only here until it is sent.
const maxDraft = 30 << 20

// UploadDraft puts a draft into its account's Drafts, for other programs to go
// on with. It does nothing where that is on no server.
func (o *Outbox) UploadDraft(ctx context.Context, id mail.DraftID) error {
	saved, err := o.store.Draft(ctx, id)
	if err != nil || saved.Uploaded || saved.Template {
		return err
	}
	f, err := o.store.FolderByRole(ctx, saved.Account, mail.Drafts)
	if errors.Is(err, mail.ErrNotFound) {
		return nil
	}
	if err != nil || f.Local() {
		return err
	}
	d, err := o.Draft(ctx, id)
	if err != nil {
		return err
	}
	if compose.Weight(d) > maxDraft {
		return nil
	}
	now := time.Now()
	raw, err := compose.Stored(d, now, compose.NewMessageID(d.From.Email))
	if err != nil {
		return err
	}
	msg := parse.Parse(raw)
	body := store.BodyOf(msg)
	return o.store.CopyDraft(ctx, id, saved.Changed, store.NewMessage{
		Envelope: msg.Header.Envelope(), Received: now, Size: int64(len(raw)), Body: &body,
	})
}
