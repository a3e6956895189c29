package app

import (
	"context"
	"errors"
	"time"

	"godwit/compose"
	"godwit/sync/mail"
)

// DraftPlace is where a draft is beside this computer.
type DraftPlace struct {
	Folder bool      // its account has a Drafts folder on a server
	Large  bool      // the draft is too large to be put there
	Copied bool      // it is there as it is, or on its way
	At     time.Time // of the copy that the server has; zero: it has none yet
}

// DraftPlace tells where a draft is; zero for one that is gone.
func (o *Outbox) DraftPlace(ctx context.Context, id mail.DraftID) (DraftPlace, error) {
	var p DraftPlace
	saved, err := o.store.Draft(ctx, id)
	if err != nil {
		return p, ignore(err, mail.ErrNotFound)
	}
	p.Copied = saved.Uploaded
	f, err := o.store.FolderByRole(ctx, saved.Account, mail.Drafts)
	if err != nil {
		return p, ignore(err, mail.ErrNotFound)
	}
	p.Folder = !f.Local()
	d, err := o.Draft(ctx, id)
	if err != nil {
		return p, err
	}
	p.Large = compose.Weight(d) > maxDraft
	if saved.Message == 0 {
		return p, nil
	}
	rows, err := o.store.Rows(ctx, []mail.MessageID{saved.Message})
	if len(rows) == 1 && rows[0].UID != 0 {
		p.At = rows[0].Received
	}
	return p, err
}

// ignore is err unless it is what is looked for.
func ignore(err, what error) error {
	if errors.Is(err, what) {
		return nil
	}
	return err
}
