package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"godwit/sync/mail"
	"godwit/sync/query"
)

const benchMessages = 100_000

// corpus makes texts whose words are as unevenly common as those of a language.
type corpus struct {
	zipf *rand.Zipf
}

func newCorpus() *corpus {
	return &corpus{rand.NewZipf(rand.New(rand.NewPCG(1, 2)), 1.1, 4, 40_000)}
}

func (c *corpus) text(words int) string {
	var b strings.Builder
	for range words {
		fmt.Fprintf(&b, "w%d ", c.zipf.Uint64())
	}
	return b.String()
}

// filled is a profile with n messages of some 2 KB in two folders.
func filled(tb testing.TB, n int) (*Store, map[mail.Role]mail.FolderID) {
	tb.Helper()
	s := fresh(tb)
	_, folders := imapAccount(tb, s)
	c := newCorpus()
	const batch = 500
	start := time.Now()
	for at := 0; at < n; at += batch {
		folder := folders[mail.Inbox]
		if at/batch%4 == 3 {
			folder = folders[mail.Archive]
		}
		msgs := make([]NewMessage, batch)
		for i := range msgs {
			m := message(uint32(at+i+1), c.text(6))
			if i%5 != 0 {
				m.Flags = mail.Seen
			}
			text := c.text(250)
			m.Body = &Body{Raw: []byte("Subject: " + m.Envelope.Subject + "\r\n\r\n" + text), Text: text, Preview: text[:100]}
			msgs[i] = m
		}
		add(tb, s, folder, msgs...)
	}
	check(tb, s.IndexHeaders(tb.Context())) // as at the end of a pass
	tb.Logf("%d messages with bodies and index: %.0f a second", n, float64(n)/time.Since(start).Seconds())
	return s, folders
}

func BenchmarkStore(b *testing.B) {
	s, folders := filled(b, benchMessages)
	ctx := b.Context()
	list := func(q mail.ListQuery) func(*testing.B) {
		return func(b *testing.B) {
			for b.Loop() {
				rows, err := s.List(ctx, q)
				if err != nil || len(rows) == 0 {
					b.Fatal(len(rows), err)
				}
			}
		}
	}
	b.Run("list/first", list(mail.ListQuery{Folder: folders[mail.Inbox], Limit: 50}))
	middle := (epoch.Unix() + benchMessages/2*60) << lowBits
	b.Run("list/middle", list(mail.ListQuery{Folder: folders[mail.Inbox], Limit: 50, After: mail.Cursor(middle)}))
	b.Run("list/unread", list(mail.ListQuery{Folder: folders[mail.Inbox], Limit: 50, Unread: true}))
	b.Run("list/role", list(mail.ListQuery{Role: mail.Inbox, Limit: 50}))
	b.Run("list/all", list(mail.ListQuery{Limit: 50}))
	b.Run("ids", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.IDs(ctx, mail.ListQuery{Folder: folders[mail.Inbox]}); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, text := range []string{
		"w1", "w50", "w5000", "w39999", "w5 w9", `"w1 w2"`, "w123*", "from:bob w300", "is:unread w1", "in:archive w1", "w1 -w2", "before:2020-01-01 w1", "has:attachment w1",
	} {
		b.Run("search/"+text, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Search(ctx, query.Parse(text, time.Now()).Root, 0, 0, 50); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("count/w1", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.SearchCount(ctx, query.Parse("w1", time.Now()).Root, 0); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("mark", func(b *testing.B) {
		ids, err := s.IDs(ctx, mail.ListQuery{Folder: folders[mail.Inbox], Limit: 1})
		check(b, err)
		flag := mail.Flagged
		for b.Loop() {
			if err := s.Mark(ctx, ids, flag, mail.Flagged^flag, nil, nil); err != nil {
				b.Fatal(err)
			}
			flag ^= mail.Flagged
		}
	})
}

// BenchmarkFirstSync adds 5,000 messages newest first, as a first sync does:
// the headers, in conversations of three, then bodies of 19 KB on average.
func BenchmarkFirstSync(b *testing.B) {
	const count, batch = 5000, 500
	c := newCorpus()
	texts := []string{c.text(300), c.text(700), c.text(15_000)}
	msgs := make([]NewMessage, count)
	for i := range msgs {
		m := message(uint32(count-i), c.text(6))
		if i%3 != 0 {
			m.Envelope.References = []string{fmt.Sprintf("%d@thread", i/3), fmt.Sprintf("%d@named", i)}
		}
		m.BodyFollows = true
		msgs[i] = m
	}
	var headers, bodies time.Duration
	for b.Loop() {
		s := fresh(b)
		_, folders := imapAccount(b, s)
		var ids []mail.MessageID
		start := time.Now()
		for some := range slices.Chunk(msgs, batch) {
			ids = append(ids, add(b, s, folders[mail.Inbox], some...)...)
		}
		headers += time.Since(start)
		start = time.Now()
		for some := range slices.Chunk(ids, batch) {
			var list []Body
			for i, id := range some {
				text := texts[i%8%len(texts)]
				list = append(list, Body{ID: id, Raw: []byte(text), Text: text[:1000], Preview: text[:100]})
			}
			check(b, s.AddBodies(b.Context(), list))
		}
		bodies += time.Since(start)
	}
	b.ReportMetric(float64(headers.Microseconds())/float64(b.N)/count, "us/header")
	b.ReportMetric(float64(bodies.Microseconds())/float64(b.N)/count, "us/body")
}
