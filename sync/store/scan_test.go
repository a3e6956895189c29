package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/query"
)

// letter is a message as it was made up, and what a person knows of it.
type letter struct {
	id                         mail.MessageID
	from, to, cc               string
	subject, body, list        string
	names, attached            []string
	kinds                      []string
	flags                      mail.Flags
	tags                       []string
	account                    accounts.ID
	folder                     string
	role                       mail.Role
	received                   time.Time
	size                       int64
	messageID                  string
	attachments                int
	headersOnly                bool
	accountTitle, accountEmail string
}

// finds is what a condition means, written down naively: 1 yes, 0 no, -1 where
// it asks for nothing.
func (l *letter) finds(n query.Node) int {
	yes := func(b bool) int {
		if b {
			return 1
		}
		return 0
	}
	switch n := n.(type) {
	case nil:
		return 1
	case query.And, query.Or:
		var parts []query.Node
		every, one, any := true, false, false
		if and, ok := n.(query.And); ok {
			parts = and
		} else {
			parts = n.(query.Or)
		}
		for _, p := range parts {
			if f := l.finds(p); f >= 0 {
				any, every, one = true, every && f == 1, one || f == 1
			}
		}
		if !any {
			return -1
		}
		if _, ok := n.(query.And); ok {
			return yes(every)
		}
		return yes(one)
	case query.Not:
		return yes(l.finds(n.Node) != 1)
	case query.Words:
		return l.says(n)
	case query.Flag:
		return yes(l.flags&map[string]mail.Flags{"seen": mail.Seen, "flagged": mail.Flagged, "answered": mail.Answered, "draft": mail.Draft, "forwarded": mail.Forwarded}[n.Name] != 0)
	case query.Tag:
		return yes(slices.ContainsFunc(l.tags, func(t string) bool { return strings.EqualFold(t, n.Name) }))
	case query.Has:
		return yes(n.Kind == "" && l.attachments > 0 || n.Kind != "" && !l.headersOnly && slices.Contains(l.kinds, n.Kind))
	case query.Ending:
		return yes(!l.headersOnly && slices.ContainsFunc(l.names, func(s string) bool { return strings.ToLower(path.Ext(s)) == "."+n.Name }))
	case query.Folder:
		name := strings.ToLower(n.Name)
		return yes(string(l.role) == name || strings.ToLower(l.folder) == name || strings.HasSuffix(strings.ToLower(l.folder), "/"+name))
	case query.Account:
		return yes(strings.EqualFold(n.Name, l.accountTitle) || strings.EqualFold(n.Name, l.accountEmail))
	case query.Since:
		return yes(!l.received.Before(n.Day))
	case query.Before:
		return yes(l.received.Before(n.Day))
	case query.Larger:
		return yes(l.size >= n.Octets)
	case query.Smaller:
		return yes(l.size < n.Octets)
	case query.MessageID:
		return yes(l.messageID == n.ID)
	}
	panic(fmt.Sprintf("%T", n))
}

func (l *letter) says(w query.Words) int {
	wanted := plainWords(w.Text)
	if len(wanted) == 0 {
		return -1
	}
	if slices.Contains([]query.Field{query.From, query.To, query.Cc}, w.In) && strings.EqualFold(w.Text, "me") && !w.Prefix {
		return max(l.says(query.Words{In: w.In, Text: "ada@example.org"}), l.says(query.Words{In: w.In, Text: "carol@lists.example.net"}))
	}
	texts := map[query.Field][]string{query.From: {l.from}, query.To: {l.to, l.cc}, query.Cc: {l.cc}, query.Subject: {l.subject}}
	if !l.headersOnly {
		texts[query.Body], texts[query.Filename], texts[query.List] = []string{l.body}, l.names, []string{l.list}
		texts[query.Attachment] = slices.Concat(l.names, l.attached)
	}
	for field, list := range texts {
		if w.In != query.Anywhere && w.In != field {
			continue
		}
		for _, text := range list {
			words := plainWords(text)
			for i := range words {
				if stand(words[i:], wanted, w.Prefix) {
					return 1
				}
			}
		}
	}
	return 0
}

func stand(words, wanted []string, prefix bool) bool {
	if len(words) < len(wanted) {
		return false
	}
	for i, w := range wanted {
		if words[i] != w && !(prefix && i == len(wanted)-1 && strings.HasPrefix(words[i], w)) {
			return false
		}
	}
	return true
}

// plainWords cuts a text by the book, not as the index does.
func plainWords(text string) (words []string) {
	text = strings.NewReplacer("ß", "ss", "æ", "ae", "ø", "o", "ł", "l", "ı", "i").Replace(strings.ToLower(text))
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			words = append(words, word.String())
			word.Reset()
		}
	}
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			end()
			words = append(words, string(r))
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r), unicode.IsDigit(r):
			word.WriteRune(unicode.ToLower(r))
		default:
			end()
		}
	}
	end()
	return words
}

// TestSearchEqualsScan asks 200 made-up questions of made-up mail, and compares
// with a look at every message. GODWIT_SEED chooses others.
func TestSearchEqualsScan(t *testing.T) {
	seed := uint64(20261126)
	if n, err := strconv.ParseUint(os.Getenv("GODWIT_SEED"), 10, 64); err == nil {
		seed = n
	}
	r := scribe{rand.New(rand.NewPCG(seed, 1)), t}
	s := fresh(t)
	letters := r.fill(s, 400)
	now, found := epoch, 0
	for range 200 {
		asked := r.query(3)
		q := query.Parse(asked, now)
		var want []mail.MessageID
		for _, l := range letters {
			if l.finds(q.Root) == 1 {
				want = append(want, l.id)
			}
		}
		got, err := s.SearchIDs(t.Context(), q.Root, 0, 0, 0)
		check(t, err)
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d: %s\n= %s\nfinds %d: %v\nwant %d: %v", seed, asked, q, len(got), got, len(want), want)
		}
		if n, err := s.SearchCount(t.Context(), q.Root, 0); err != nil || n != len(want) {
			t.Fatalf("seed %d: %s counts %d, %v; want %d", seed, asked, n, err, len(want))
		}
		if len(want) > 0 && len(want) < len(letters) {
			found++
		}
		var paged []mail.MessageID
		for after := mail.Cursor(0); ; {
			page, err := s.Search(t.Context(), q.Root, 0, after, 1+r.IntN(90))
			check(t, err)
			if len(page) == 0 {
				break
			}
			for _, row := range page {
				paged, after = append(paged, row.ID), row.Cursor
			}
		}
		if !slices.Equal(paged, want) {
			t.Fatalf("seed %d: %s in pages finds %v, want %v", seed, asked, paged, want)
		}
	}
	if found < 60 {
		t.Errorf("only %d of the questions tell messages apart", found)
	}
}
