package app

import (
	"context"
	"slices"
	"time"

	"godwit/accounts"
	"godwit/sync/fulltext"
	"godwit/sync/mail"
	"godwit/sync/query"
)

// Found is the answer to a search.
type Found struct {
	Rows     []mail.Row
	Searched int             // messages whose text is in the index
	Complete bool            // every message is
	Problems []query.Problem // what in the search was not as it should be
	Took     time.Duration
}

// Search looks for text in the search language of sync/query; newest first.
// Messages in there, which servers found, are listed too.
func (m *Mail) Search(ctx context.Context, text string, account accounts.ID, after mail.Cursor, limit int, there ...mail.MessageID) (Found, error) {
	begun := time.Now()
	q := query.Parse(text, begun)
	rows, err := m.store.Search(ctx, q.Root, account, after, limit, there...)
	if err != nil {
		return Found{}, err
	}
	took := time.Since(begun)
	indexed, total, err := m.Searchable(ctx)
	if err != nil {
		return Found{}, err
	}
	return Found{Rows: rows, Searched: indexed, Complete: indexed == total, Problems: q.Problems, Took: took}, nil
}

// SearchCount is how many messages a search finds.
func (m *Mail) SearchCount(ctx context.Context, text string, account accounts.ID) (int, error) {
	return m.store.SearchCount(ctx, query.Parse(text, time.Now()).Root, account)
}

// Searchable is how many messages' text can be found, of how many.
func (m *Mail) Searchable(ctx context.Context) (indexed, total int, err error) {
	return m.store.Searchable(ctx)
}

// Typing is a search while it is typed: its last word may go on, and a
// condition at its end that is not finished asks for nothing yet.
type Typing struct {
	Text     string
	Problems []query.Problem
	Empty    bool             // it asks for nothing yet
	There    []mail.MessageID // that servers found: they are listed too
	root     query.Node
	words    []query.Words // that are looked for, to mark them
}

// Typing reads what stands in a search field. What the search must fit as well
// is a search of its own, "" for nothing.
func (m *Mail) Typing(text, also string) Typing {
	now := time.Now()
	q := query.ParseTyped(text, now)
	t := Typing{Text: text, Problems: q.Problems, Empty: q.Root == nil, root: query.All(q.Root, query.Parse(also, now).Root)}
	query.Each(q.Root, func(n query.Node) {
		if w, ok := n.(query.Words); ok {
			t.words = append(t.words, w)
		}
	})
	return t
}

// Find is the newest messages that fit what is typed, of all accounts; without
// a limit all of them.
func (m *Mail) Find(ctx context.Context, t Typing, limit int) ([]mail.MessageID, error) {
	return m.store.SearchIDs(ctx, t.root, 0, 0, limit, t.There...)
}

// mostMarks bounds the places that are marked in a text.
const mostMarks = 2000

// Marks returns what finds the words that are looked for in a field, or
// anywhere, in a text: octets from and to, folded as searches fold them. It is
// nil where nothing is looked for there.
func (t Typing) Marks(in ...query.Field) func(text string) [][2]int {
	var f fulltext.Finder
	for _, w := range t.words {
		if w.In != query.Anywhere && !slices.Contains(in, w.In) {
			continue
		}
		if p, ok := fulltext.NewPhrase(w.Text, fulltext.Any, w.Prefix); ok {
			f = append(f, p)
		}
	}
	if len(f) == 0 {
		return nil
	}
	return func(text string) [][2]int {
		var out [][2]int
		for _, s := range f.Spans(text, mostMarks) {
			out = append(out, [2]int{s.From, s.To})
		}
		return out
	}
}
