package app

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"sync"
	"time"

	"godwit/accounts"
	"godwit/app/sender"
	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/query"
)

const (
	inboxSample   = 60        // messages of an inbox that a provider is learnt from
	largestSample = 512 << 10 // octets of one
	sentSample    = 500       // messages that tell whom a person writes to
	learntAnew    = 7 * 24 * time.Hour
	soughtAnew    = time.Hour // when none was found
)

// VerifySender judges who a message is from once more, with its signatures
// checked here. For that DNS is asked for the keys of the domains that signed:
// only a person may ask for it.
func (m *Mail) VerifySender(ctx context.Context, id mail.MessageID) (sender.Verdict, error) {
	r, err := m.Open(ctx, id)
	if err != nil {
		return sender.Verdict{}, err
	}
	raw, err := m.Raw(ctx, id)
	if err != nil {
		return sender.Verdict{}, err
	}
	signed, err := sender.Verify(ctx, raw, m.lookupTXT)
	if err != nil {
		return sender.Verdict{}, err
	}
	return m.judge(ctx, r, signed)
}

// Judge says who a message is from, by what is here. With an error it says as
// much as could be found out.
func (m *Mail) Judge(ctx context.Context, r *Reading) (sender.Verdict, error) {
	return m.judge(ctx, r, nil)
}

func (m *Mail) judge(ctx context.Context, r *Reading, signed []sender.Signature) (sender.Verdict, error) {
	switch r.Folder.Role {
	case mail.Sent, mail.Drafts, mail.Outbox: // nobody received it
		return sender.Verdict{Level: sender.Plain, Proofs: []sender.Proof{}}, nil
	}
	f := sender.Facts{Signed: signed}
	err := errors.Join(m.provider(ctx, r, &f), m.friends(ctx, &f), m.contact(ctx, r, &f))
	return sender.Check(parse.Header{Fields: r.Headers}, f), err
}

// learnt is what is kept of an account's provider.
type learnt struct {
	Provider *sender.Provider `json:"provider,omitempty"`
	When     time.Time        `json:"when"`
}

// provider finds whose results count for the message's account, and whose
// account it is.
func (m *Mail) provider(ctx context.Context, r *Reading, f *sender.Facts) error {
	list, err := m.store.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, a := range list {
		for _, i := range a.Identities {
			f.Own = append(f.Own, i.Email)
		}
	}
	key := "provider:" + strconv.FormatInt(int64(r.Row.Account), 10)
	kept, err := m.store.Pref(ctx, key)
	if err != nil {
		return err
	}
	var known learnt
	if kept != "" && json.Unmarshal([]byte(kept), &known) != nil {
		known = learnt{}
	}
	lasts := soughtAnew
	if known.Provider != nil {
		lasts = learntAnew
	}
	if age := time.Since(known.When); age >= 0 && age < lasts {
		f.Provider = known.Provider
		return nil
	}
	headers, err := m.inboxHeaders(ctx, r.Row.Account)
	if err != nil {
		return err
	}
	f.Provider = sender.Learn(headers)
	value, err := json.Marshal(learnt{f.Provider, time.Now()})
	if err != nil {
		return err
	}
	return m.store.SetPref(ctx, key, string(value))
}

// inboxHeaders are those of the newest messages whose bytes are here.
func (m *Mail) inboxHeaders(ctx context.Context, account accounts.ID) ([]parse.Header, error) {
	rows, err := m.store.List(ctx, mail.ListQuery{Account: account, Role: mail.Inbox, Limit: inboxSample})
	if err != nil {
		return nil, err
	}
	var headers []parse.Header
	for _, row := range rows {
		if row.Body != mail.BodyHere || row.Size > largestSample {
			continue
		}
		raw, err := m.store.Raw(ctx, row.ID)
		if err != nil {
			return nil, err
		}
		headers = append(headers, parse.ParseHeader(raw))
	}
	return headers, nil
}

// written is whom the person writes to, as of the newest message that was sent:
// to go through hundreds of these takes longer than all else of a verdict.
type written struct {
	mu     sync.Mutex
	newest mail.Cursor
	people []string
}

// friends are whom the person writes to.
func (m *Mail) friends(ctx context.Context, f *sender.Facts) error {
	newest, err := m.store.List(ctx, mail.ListQuery{Role: mail.Sent, Limit: 1})
	if err != nil || len(newest) == 0 {
		return err
	}
	w := m.written
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.newest != newest[0].Cursor {
		rows, err := m.store.List(ctx, mail.ListQuery{Role: mail.Sent, Limit: sentSample})
		if err != nil {
			return err
		}
		w.newest, w.people = newest[0].Cursor, oneOfEach(rows)
	}
	f.Friends = append(f.Friends, w.people...)
	return nil
}

// oneOfEach are recipients of messages, one of each domain.
func oneOfEach(rows []mail.Row) []string {
	var people []string
	seen := make(map[string]bool)
	for _, row := range rows {
		for _, a := range row.To {
			_, domain, _ := strings.Cut(a.Email, "@")
			if domain != "" && !seen[domain] {
				seen[domain] = true
				people = append(people, a.Email)
			}
		}
	}
	return people
}

// contact finds whether there was mail from or to the sender before. What is
// in junk says nothing, nor does an index that is not complete.
func (m *Mail) contact(ctx context.Context, r *Reading, f *sender.Facts) error {
	if len(r.Envelope.From) == 0 || r.Envelope.From[0].Email == "" {
		return nil
	}
	email := r.Envelope.From[0].Email
	before := func(where query.Node, has func(mail.Row) bool) (bool, error) {
		rows, err := m.store.Search(ctx, query.All(where, query.Not{Node: query.Folder{Name: string(mail.Junk)}}), 0, r.Row.Cursor, 20)
		for _, row := range rows {
			if has(row) {
				return true, nil
			}
		}
		return len(rows) == 20, err // so many that look like it: not the first
	}
	came, err := before(query.Words{In: query.From, Text: email}, func(row mail.Row) bool { return strings.EqualFold(row.From.Email, email) })
	if err != nil || came {
		f.Contact = sender.Known
		return err
	}
	went, err := before(query.All(query.Words{In: query.To, Text: email}, query.Folder{Name: string(mail.Sent)}), func(mail.Row) bool { return true }) // a Cc is not in the row
	if err != nil || went {
		f.Contact = sender.Known
		return err
	}
	indexed, total, err := m.store.Searchable(ctx)
	if err == nil && indexed == total {
		f.Contact = sender.First
	}
	return err
}
