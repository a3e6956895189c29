package pop3

import (
	"context"
	"fmt"
	"io"

	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

// Fetch brings the body of a message that came by its header, in a session of its
// own, after one that is under way. It returns mail.ErrNotFound where the server
// has the message no more.
func (r *Remote) Fetch(ctx context.Context, id mail.MessageID) error {
	account, uidl, err := r.Store.UIDLOf(ctx, id)
	if err != nil {
		return err
	}
	if account != r.Account.ID {
		return fmt.Errorf("message %d is of account %d: %w", id, account, mail.ErrNotFound)
	}
	c, release, err := r.connect(ctx)
	if err != nil {
		return err
	}
	defer release()
	entries, err := names(c, r.limit)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.UID != uidl {
			continue
		}
		err := c.Retrieve([]int{e.N}, r.limit, func(_ int, body io.Reader, refused *RefusedError) error {
			if refused != nil {
				return refused
			}
			raw, err := io.ReadAll(body)
			if err != nil {
				return err
			}
			b := store.BodyOf(parse.Parse(raw))
			b.ID = id
			return r.Store.AddBodies(ctx, []store.Body{b})
		})
		if err != nil {
			return err
		}
		return c.Quit()
	}
	return fmt.Errorf("the server has message %d no more: %w", id, mail.ErrNotFound)
}
