package pop3

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"godwit/sync/mail"
	"godwit/sync/pop3/wire"
)

// pass collects what is new, deletes what has been left long enough, and ends
// the session.
func (r *Remote) pass(ctx context.Context, c *wire.Client) error {
	r.Progress(mail.Progress{Stage: mail.Syncing})
	began := r.now()
	r.delay = c.LoginDelay()
	folder, err := r.Store.FolderByRole(ctx, r.Account.ID, mail.Inbox)
	if err != nil {
		return fmt.Errorf("inbox of account %d: %w", r.Account.ID, err)
	}
	entries, err := names(c, r.limit)
	if err != nil {
		return err
	}
	known, err := r.Store.UIDLs(ctx, r.Account.ID)
	if err != nil {
		return err
	}
	fresh, err := r.collect(ctx, c, folder, entries, known)
	if err != nil {
		return err
	}
	if err := r.tidy(ctx, c, entries); err != nil {
		return err
	}
	if err := r.Store.IndexHeaders(ctx); err != nil { // and makes few segments of many
		return err
	}
	if folder, err = r.Store.Folder(ctx, folder.ID); err != nil {
		return err
	}
	r.Progress(mail.Progress{
		Stage: mail.Syncing, Folder: folder.ID, Path: folder.Path, Done: len(entries), Total: len(entries),
		Pass: &mail.Pass{Folder: folder, New: fresh, Total: folder.Total, Seconds: r.now().Sub(began).Seconds()},
	})
	return nil
}

// collect brings every message that is not known into the folder, newest
// first, and returns how many.
func (r *Remote) collect(ctx context.Context, c *wire.Client, folder mail.Folder, entries []wire.Entry, known map[string]time.Time) (int, error) {
	uids := map[int]string{}
	var numbers []int
	for _, e := range slices.Backward(entries) { // servers number by age
		if _, ok := known[e.UID]; ok || r.tooLarge[e.UID] {
			continue
		}
		if e.Size > r.limit {
			r.passOver(ctx, e.UID)
			continue
		}
		numbers = append(numbers, e.N)
		uids[e.N] = e.UID
	}
	b := &batch{remote: r, folder: folder, done: len(entries) - len(numbers), total: len(entries)}
	b.report()
	if len(numbers) == 0 {
		return 0, nil
	}
	current := ""
	err := c.Retrieve(numbers, r.limit, func(n int, body io.Reader, refused *RefusedError) error {
		current = uids[n]
		if refused != nil {
			// Gone in the meantime, or the server cannot read it: asked for
			// again in the next pass.
			r.Log.Warn("the server does not give a message", "number", n, "code", refused.Code)
			return nil
		}
		raw, err := io.ReadAll(body)
		if err != nil {
			return err
		}
		return b.add(ctx, current, raw)
	})
	if errors.Is(err, wire.ErrTooLarge) {
		r.passOver(ctx, current)
	}
	// What has come is kept, whatever ended the retrieval.
	return b.stored, errors.Join(err, b.flush(ctx))
}
