package app

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/compose"
	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

// Blank is a new message from an account.
func (o *Outbox) Blank(ctx context.Context, account accounts.ID) (compose.Draft, error) {
	a, err := o.store.Account(ctx, account)
	if err != nil {
		return compose.Draft{}, err
	}
	return compose.Blank(a), nil
}

// Answer is the draft of a reply, reply to all, or forward of a message.
func (o *Outbox) Answer(ctx context.Context, kind compose.Kind, id mail.MessageID) (compose.Draft, error) {
	m := &Mail{o.core}
	row, err := m.Row(ctx, id)
	if err != nil {
		return compose.Draft{}, err
	}
	raw, err := m.Raw(ctx, id)
	if err != nil {
		return compose.Draft{}, err
	}
	list, err := o.store.Accounts(ctx)
	if err != nil {
		return compose.Draft{}, err
	}
	var own []accounts.Identity
	var account accounts.Account
	for _, a := range list {
		own = append(own, a.Identities...)
		if a.ID == row.Account {
			account = a
		}
	}
	reading := ReadBytes(raw)
	orig := compose.Original{ID: id, Envelope: reading.Envelope, Text: reading.Text}
	if kind == compose.Forward {
		orig.Attachments = attachments(parse.Parse(raw))
		return compose.ForwardOf(orig, account), nil
	}
	return compose.Answer(kind, orig, account, own), nil
}

// DraftInfo is a line of the list of drafts.
type DraftInfo struct {
	ID      mail.DraftID
	Account accounts.ID
	Subject string
	To      string
	Changed time.Time
}

// Drafts are the saved drafts, newest first.
func (o *Outbox) Drafts(ctx context.Context) ([]DraftInfo, error) {
	saved, err := o.store.Drafts(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]DraftInfo, len(saved))
	for i, d := range saved {
		out[i] = DraftInfo{d.ID, d.Account, d.Subject, d.To, d.Changed}
	}
	return out, nil
}

// Draft opens a saved draft.
func (o *Outbox) Draft(ctx context.Context, id mail.DraftID) (compose.Draft, error) {
	saved, err := o.store.Draft(ctx, id)
	if err != nil {
		return compose.Draft{}, err
	}
	var d compose.Draft
	if err := json.Unmarshal(saved.Content, &d); err != nil {
		return compose.Draft{}, fmt.Errorf("read draft %d: %w", id, err)
	}
	d.ID = id
	return d, nil
}

// SaveDraft commits a draft as it is now; an ID of 0 makes a new one.
func (o *Outbox) SaveDraft(ctx context.Context, d compose.Draft) (mail.DraftID, error) {
	row, err := draftRow(d)
	if err != nil {
		return 0, err
	}
	return o.store.SaveDraft(ctx, row)
}

// draftRow is a draft as the store keeps it.
func draftRow(d compose.Draft) (store.Draft, error) {
	content, err := json.Marshal(d)
	if err != nil {
		return store.Draft{}, fmt.Errorf("save draft: %w", err)
	}
	to := make([]string, len(d.To))
	for i, a := range d.To {
		to[i] = a.Display()
	}
	return store.Draft{ID: d.ID, Account: d.Account, Subject: d.Subject, To: strings.Join(to, ", "), Content: content}, nil
}

// DeleteDraft discards a draft.
func (o *Outbox) DeleteDraft(ctx context.Context, id mail.DraftID) error {
	return o.store.DeleteDraft(ctx, id)
}
