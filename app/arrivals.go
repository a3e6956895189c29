package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

const (
	newsAtOnce = 500
	stale      = 7 * 24 * time.Hour // what was received longer ago is no news
	ahead      = 5 * time.Minute    // so far may a server's clock be behind this one
	sentWithin = time.Hour          // a message that is collected by POP3 has only its own date
)

// Arrivals finds mail that a person has not heard of yet. It is one goroutine's.
type Arrivals struct {
	core
	mark  mail.MessageID            // up to which all were looked at
	since map[accounts.ID]time.Time // what an account had before is no news
}

// Arrivals begins to find mail that comes from now on. The mail that an account
// brings when it is new here is none: who adds one with years of mail wants to
// hear of the next message only.
func (m *Mail) Arrivals(ctx context.Context) (*Arrivals, error) {
	a := &Arrivals{core: m.core, since: make(map[accounts.ID]time.Time)}
	var err error
	if a.mark, err = m.store.Newest(ctx); err != nil {
		return nil, err
	}
	folders, err := m.store.Folders(ctx, 0)
	if err != nil {
		return nil, err
	}
	for _, f := range folders {
		if f.Role == mail.Inbox && (f.UIDNext != 0 || f.Total > 0) {
			a.since[f.Account] = time.Time{} // it was here before
		}
	}
	return a, nil
}

// Next is what came into the inboxes since the last call and is unread, oldest
// first. What oneself wrote, what a rule or another client has read already, and
// new mail of muted conversations, which comes as read, are left out.
func (a *Arrivals) Next(ctx context.Context, now time.Time) ([]mail.Row, error) {
	list, err := a.store.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	byID := make(map[accounts.ID]accounts.Account, len(list))
	for _, acc := range list {
		byID[acc.ID] = acc
		if _, known := a.since[acc.ID]; !known {
			a.since[acc.ID] = now.Add(-ahead)
		}
	}
	inboxes, err := a.inboxes(ctx)
	if err != nil {
		return nil, err
	}
	var out []mail.Row
	for {
		rows, err := a.store.Arrived(ctx, a.mark, now.Add(-stale), newsAtOnce)
		if err != nil {
			return out, err
		}
		for _, r := range rows {
			a.mark = r.ID
			if acc, ok := byID[r.Account]; ok && inboxes[r.Folder] && a.isNews(r, acc) {
				out = append(out, r)
			}
		}
		if len(rows) < newsAtOnce {
			break
		}
	}
	newest, err := a.store.Newest(ctx)
	a.mark = max(a.mark, newest)
	return out, err
}

func (a *Arrivals) isNews(r mail.Row, acc accounts.Account) bool {
	if r.Flags&(mail.Seen|mail.Draft|mail.Deleted) != 0 {
		return false
	}
	came := r.Received
	if acc.Incoming.Protocol == accounts.POP3 && r.Date.Before(came) {
		came = r.Date.Add(sentWithin)
	}
	own := slices.ContainsFunc(acc.Identities, func(i accounts.Identity) bool { return strings.EqualFold(i.Email, r.From.Email) })
	return !own && !came.Before(a.since[r.Account])
}

func (a *Arrivals) inboxes(ctx context.Context) (map[mail.FolderID]bool, error) {
	folders, err := a.store.Folders(ctx, 0)
	out := make(map[mail.FolderID]bool)
	for _, f := range folders {
		out[f.ID] = f.Role == mail.Inbox
	}
	return out, err
}

// Waiting are those of ids that are still unread in an inbox.
func (a *Arrivals) Waiting(ctx context.Context, ids []mail.MessageID) ([]mail.MessageID, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	inboxes, err := a.inboxes(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := a.store.Rows(ctx, ids)
	var out []mail.MessageID
	for _, r := range rows {
		if inboxes[r.Folder] && r.Flags&(mail.Seen|mail.Deleted) == 0 {
			out = append(out, r.ID)
		}
	}
	return out, err
}
