package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"godwit/sync/fulltext"
	"godwit/sync/mail"
)

// Places returns the whole list that q chooses, in its order, without a look at
// the rows where it is sorted by date and not filtered: 100,000 in some 50 ms,
// else in two to five times of that. Limit counts only in a list by date that
// has no Words; there it is the newest so many, whatever their direction.
func (s *Store) Places(ctx context.Context, q mail.ListQuery) ([]mail.Place, error) {
	places, err := s.places(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("list places: %w", err)
	}
	return places, nil
}

// ranked is a place with what it is sorted by.
type ranked struct {
	mail.Place
	ord  int64
	text string
	size int64
}

func (s *Store) places(ctx context.Context, q mail.ListQuery) ([]mail.Place, error) {
	folders, all, err := s.chosen(ctx, q)
	if err != nil {
		return nil, err
	}
	filter, err := s.filter(ctx, q)
	if err != nil {
		return nil, err
	}
	in := []string{"TRUE"}
	switch {
	case !all:
		in = nil
		for _, f := range folders {
			in = append(in, "folder = "+strconv.FormatInt(int64(f), 10))
		}
	case q.Account != 0:
		in[0] = "account = " + strconv.FormatInt(int64(q.Account), 10)
	}
	r := reader{words: strings.Fields(string(fulltext.Fold(nil, clip(q.Words, maxText)))), order: q.Order, keep: q.Keep}
	limit := -1
	if q.Limit > 0 && q.Order == mail.ByDate && len(r.words) == 0 {
		limit = q.Limit
	}
	if len(in) == 1 && q.Order == mail.ByDate && len(r.words) == 0 {
		return s.plainPlaces(ctx, in[0]+filter, q.Ascending, limit)
	}
	for _, where := range in {
		err := each(ctx, s.mail.read, "SELECT id, thread, ord"+r.columns()+" FROM messages WHERE "+where+filter+" ORDER BY ord DESC LIMIT ?",
			[]any{limit}, r.take)
		if err != nil {
			return nil, err
		}
	}
	r.sort(len(in) > 1, q.Ascending)
	places := make([]mail.Place, len(r.found))
	for i := range r.found {
		places[i] = r.found[i].Place
	}
	if limit > 0 && len(places) > limit {
		if q.Ascending {
			return places[len(places)-limit:], nil
		}
		places = places[:limit]
	}
	return places, nil
}

// plainPlaces are those of the usual list, for which nothing is kept that it
// does not return.
func (s *Store) plainPlaces(ctx context.Context, where string, ascending bool, limit int) ([]mail.Place, error) {
	most := limit
	if limit < 0 {
		if err := one(ctx, s.mail.read, "SELECT count(*) FROM messages WHERE "+where, nil, &most); err != nil {
			return nil, err
		}
	}
	places := make([]mail.Place, 0, most)
	var p mail.Place
	var ord int64
	to := []any{&p.ID, &p.Thread, &ord}
	err := each(ctx, s.mail.read, "SELECT id, thread, ord FROM messages WHERE "+where+" ORDER BY ord DESC LIMIT ?", []any{limit}, func(row *sql.Rows) error {
		err := row.Scan(to...)
		p.Received = ord >> lowBits
		places = append(places, p)
		return err
	})
	if ascending {
		slices.Reverse(places)
	}
	return places, err
}

// reader reads places one after the other.
type reader struct {
	words []string
	order mail.Order
	keep  []mail.MessageID
	found []ranked

	one    ranked
	texts  [4]sql.RawBytes // sender's name and address, recipients, subject
	to     []any           // where a row is read to
	folded []byte
}

// columns are what is to be known besides the place.
func (r *reader) columns() string {
	const texts = ", from_name, from_email, recipients, subject"
	switch {
	case len(r.words) > 0 || r.text():
		return texts + r.number()
	}
	return r.number()
}

// text tells whether texts decide about the order.
func (r *reader) text() bool {
	return r.order == mail.BySender || r.order == mail.ByRecipient || r.order == mail.BySubject
}

func (r *reader) number() string {
	switch r.order {
	case mail.BySize:
		return ", size"
	case mail.ByStar:
		return ", flags & 4 <> 0"
	case mail.ByAttachment:
		return ", attachments > 0"
	}
	return ", 0"
}

func (r *reader) take(row *sql.Rows) error {
	one, texts := &r.one, len(r.words) > 0 || r.text()
	if r.to == nil {
		r.to = []any{&one.ID, &one.Thread, &one.ord}
		if texts {
			r.to = append(r.to, &r.texts[0], &r.texts[1], &r.texts[2], &r.texts[3])
		}
		r.to = append(r.to, &one.size)
	}
	if err := row.Scan(r.to...); err != nil {
		return err
	}
	one.Received = one.ord >> lowBits
	if texts && !r.fits() && !slices.Contains(r.keep, one.ID) {
		return nil
	}
	if r.text() {
		one.text = r.key()
	}
	r.found = append(r.found, *one)
	return nil
}

// fits tells whether the texts have every word.
func (r *reader) fits() bool {
	if len(r.words) == 0 {
		return true
	}
	r.folded = r.folded[:0]
	for _, t := range r.texts {
		r.folded = append(fulltext.Fold(r.folded, string(t)), '\n')
	}
	for _, w := range r.words {
		if !bytes.Contains(r.folded, []byte(w)) {
			return false
		}
	}
	return true
}

// mostKey is how much of a text decides about its place.
const mostKey = 60

func (r *reader) key() string {
	text := ""
	switch r.order {
	case mail.BySender:
		text = string(r.texts[0])
		if text == "" {
			text = string(r.texts[1])
		}
	case mail.ByRecipient:
		if to := fromJSON[mail.Address](string(r.texts[2])); len(to) > 0 {
			text = to[0].Display()
		}
	case mail.BySubject:
		text = topic(string(r.texts[3]))
	}
	r.folded = fulltext.Fold(r.folded[:0], clip(text, mostKey))
	return string(bytes.TrimLeft(r.folded, " \"'([<„“«"))
}

// sort puts what was found in order. Each folder's part is in the order of
// its dates.
func (r *reader) sort(several, ascending bool) {
	newest := func(a, b ranked) int { return cmp.Compare(b.ord, a.ord) }
	switch {
	case r.order == mail.ByDate:
		if several {
			slices.SortFunc(r.found, newest)
		}
		if ascending {
			slices.Reverse(r.found)
		}
		return
	case r.text():
		slices.SortFunc(r.found, func(a, b ranked) int {
			return cmp.Or(turned(strings.Compare(a.text, b.text), ascending), newest(a, b))
		})
	default:
		slices.SortFunc(r.found, func(a, b ranked) int {
			return cmp.Or(turned(cmp.Compare(a.size, b.size), ascending), newest(a, b))
		})
	}
}

func turned(c int, ascending bool) int {
	if ascending {
		return c
	}
	return -c
}

// topic is a subject without what answers and forwarded messages begin with:
// up to five letters and a colon, such as "Re:", "AW:" and "Fwd:".
func topic(subject string) string {
	for range 5 {
		subject = strings.TrimSpace(subject)
		before, rest, found := strings.Cut(subject, ":")
		if !found || !answers[strings.ToLower(strings.TrimRight(before, "[]0123456789 "))] {
			break
		}
		subject = rest
	}
	return subject
}

var answers = map[string]bool{
	"re": true, "aw": true, "antw": true, "antwort": true, "sv": true, "vs": true, "rv": true, "res": true, "ref": true, "odp": true, "回复": true, "答复": true,
	"fwd": true, "fw": true, "wg": true, "tr": true, "rif": true, "i": true, "enc": true, "vl": true, "vb": true, "doorst": true, "转发": true,
}
