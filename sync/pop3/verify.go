package pop3

import (
	"context"

	"godwit/sync/mail"
)

const maxDiffer = 100 // differences that are listed

// Verify compares the mailbox with what was collected from it, on a connection
// of its own, and deletes nothing. A message there that was never collected
// differs, unless it is too large to be. One that is only here does not: once
// collected, a message is this computer's, and may be deleted there or here.
// There is nothing more to compare thoroughly, since a server may change the
// fields it adds each time.
func (r *Remote) Verify(ctx context.Context, _ bool) ([]mail.Comparison, error) {
	folder, err := r.inbox(ctx)
	if err != nil {
		return nil, err
	}
	c, release, err := r.connect(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	entries, err := names(c, r.limit)
	if err != nil {
		return nil, err
	}
	known, err := r.Store.UIDLs(ctx, r.Account.ID)
	if err != nil {
		return nil, err
	}
	found := mail.Comparison{Folder: folder, Remote: len(entries)}
	for _, e := range entries {
		if _, ok := known[e.UID]; ok {
			found.Local++
			continue
		}
		switch {
		case e.Size > r.limit:
			found.Pending++
		case len(found.Differ) < maxDiffer:
			found.Differ = append(found.Differ, mail.Difference{Kind: mail.OnlyRemote, Remote: e.UID})
		default:
			found.More++
		}
	}
	return []mail.Comparison{found}, c.Quit()
}
