package pop3

import (
	"context"
	"fmt"
	"time"

	"godwit/sync/pop3/wire"
	"godwit/sync/store"
)

// remember is how long the id of a message that has left the server is kept.
// A server that lists nothing for a while, or shows a part of the mailbox, as
// some do, must not make everything come again.
const remember = 90 * 24 * time.Hour

// tidy deletes from the server what has been left there long enough, and what was
// deleted here where the account says so; it ends the session, and forgets the ids of what is gone for good. The ids are read
// anew: only what is committed counts.
func (r *Remote) tidy(ctx context.Context, c *wire.Client, entries []wire.Entry) error {
	known, err := r.Store.UIDLs(ctx, r.Account.ID)
	if err != nil {
		return err
	}
	var expired []int
	for _, e := range entries {
		k, ok := known[e.UID]
		if ok && (k.Here && r.expired(k.When) || k.Deleted && r.Account.DeleteToo) {
			expired = append(expired, e.N)
		}
	}
	marked, err := c.Delete(expired)
	if err != nil {
		return err
	}
	// QUIT is what deletes; a refusal leaves the messages for the next pass.
	if err := c.Quit(); err != nil {
		if marked > 0 {
			return fmt.Errorf("delete %d collected messages: %w", marked, err)
		}
		r.Log.Debug("the server did not say goodbye", "err", err)
	}
	return r.forget(ctx, entries, known)
}

func (r *Remote) expired(collected time.Time) bool {
	days := r.Account.LeaveDays
	return days > 0 && r.now().Sub(collected) >= time.Duration(days)*24*time.Hour
}

func (r *Remote) forget(ctx context.Context, entries []wire.Entry, known map[string]store.Collected) error {
	if len(entries) == 0 {
		return nil
	}
	listed := make(map[string]bool, len(entries))
	for _, e := range entries {
		listed[e.UID] = true
	}
	var gone []string
	for uid, k := range known {
		if !listed[uid] && r.now().Sub(k.When) > remember {
			gone = append(gone, uid)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	return r.Store.ForgetUIDLs(ctx, r.Account.ID, gone)
}

// passOver leaves a message on the server that is too large to collect, and
// tells the user once.
func (r *Remote) passOver(ctx context.Context, uid string) {
	r.tooLarge[uid] = true
	r.Log.Warn("a message is too large to collect", "limit", r.limit)
	err := r.Store.AddNotice(ctx, store.Notice{
		Account: r.Account.ID, When: r.now(), Code: "GW-POP3-TOO-LARGE",
		Text: fmt.Sprintf("A message of more than %d MB was left on the server.", r.limit>>20),
	})
	if err != nil {
		r.Log.Warn("keep a notice", "err", err)
	}
}
