package store

import (
	"slices"
	"testing"
	"time"

	"godwit/sync/mail"
	"godwit/sync/query"
)

// library is a profile with a few messages that searches can tell apart.
func library(t testing.TB) (*Store, []mail.MessageID) {
	t.Helper()
	s := fresh(t)
	_, folders := imapAccount(t, s)
	texts := []struct{ subject, text string }{
		{"Rechnung Nr. 42", "Viele Grüße aus Zürich, Ihr Straßenamt"},
		{"会議のお知らせ", "明日の会議は十時からです"},
		{"ticket-42 AND NOT", "mail bob.smith@example.com or call NEAR the station"},
		{"plain", "the quick brown fox"},
		{"plain too", "the brown quick fox"},
	}
	var msgs []NewMessage
	for i, x := range texts {
		m := message(uint32(i+1), x.subject)
		m.Body = &Body{Raw: []byte(x.text), Text: x.text, Attachments: i % 2}
		if i%2 == 0 {
			m.Flags = mail.Seen
		}
		if i == 3 {
			m.Tags = []string{"Work"}
		}
		if i == 4 {
			m.Envelope.From = []mail.Address{{Name: "Carol", Email: "carol@example.net"}}
			m.Envelope.Cc = []mail.Address{{Name: "Dave", Email: "dave@example.net"}}
		}
		msgs = append(msgs, m)
	}
	ids := add(t, s, folders[mail.Inbox], msgs[:4]...)
	return s, append(ids, add(t, s, folders[mail.Archive], msgs[4])...)
}

func TestSearch(t *testing.T) {
	s, ids := library(t)
	tests := []struct {
		text string
		want []int // index of message, newest first
	}{
		{"rechnung", []int{0}},
		{"zurich", []int{0}},
		{"ZÜRICH", []int{0}},
		{"grüße", []int{0}},
		{"grusse", []int{0}},
		{"strassenamt", []int{0}},
		{"strass*", []int{0}},
		{"会議", []int{1}},
		{"議会", nil},
		{"会", []int{1}},
		{"会*", []int{1}},
		{"bob.smith@example.com", []int{2}},
		{"ticket-42", []int{2}},
		{"42", []int{2, 0}},
		{"AND NOT", []int{2}},
		{"NEAR", []int{2}},
		{"quick", []int{4, 3}},
		{`"quick brown"`, []int{3}},
		{"quick -plain", nil},
		{`fox -"quick brown"`, []int{4}},
		{"-fox", []int{2, 1, 0}},
		{"from:carol", []int{4}},
		{"to:dave", []int{4}},
		{"body:carol", nil},
		{"subject:plain", []int{4, 3}},
		{"in:archive", []int{4}},
		{"in:archive fox", []int{4}},
		{"-in:archive fox", []int{3}},
		{"in:nowhere", nil},
		{"in:nowhere fox", nil},
		{"-in:nowhere fox", []int{4, 3}},
		{"is:unread", []int{3, 1}},
		{"is:read fox", []int{4}},
		{"tag:work", []int{3}},
		{"-tag:work", []int{4, 2, 1, 0}},
		{"has:attachment", []int{3, 1}},
		{"-has:attachment fox", []int{4}},
		{"!!! ???", nil},
		{"fox !!!", []int{4, 3}},
		{"is:unread !!!", []int{3, 1}},
		{"fox OR !!!", []int{4, 3}},
		{"rechnung OR quick", []int{4, 3, 0}},
		{"rechnung OR is:unread", []int{3, 1, 0}},
		{"rechnung OR -has:attachment", []int{4, 2, 0}},
		{"(fox OR 42) -is:unread", []int{4, 2, 0}},
		{"-(fox OR 42)", []int{1}},
		{"-(fox OR is:unread)", []int{2, 0}},
		{"-(fox is:unread)", []int{4, 2, 1, 0}},
		{"-(-fox OR -carol)", []int{4}},
		{"fox OR -fox", []int{4, 3, 2, 1, 0}},
		{"(fox OR is:read) (plain OR tag:work OR 42)", []int{4, 3, 2, 0}},
		{"cc:dave", []int{4}},
		{"cc:bob", nil},
		{"from:me", nil},
		{"account:nobody", nil},
		{"fox (in:archive OR rechnung)", []int{4}},
		{"larger:0 fox", []int{4, 3}},
		{"smaller:1M fox", []int{4, 3}},
		{"-!!!", []int{4, 3, 2, 1, 0}},
		{`"`, []int{4, 3, 2, 1, 0}}, // nothing asked for
		{"nothingofthekind", nil},
	}
	for _, tt := range tests {
		rows, err := s.Search(t.Context(), query.Parse(tt.text, time.Now()).Root, 0, 0, 0)
		check(t, err)
		var got []int
		for _, r := range rows {
			got = append(got, slices.Index(ids, r.ID))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s finds %v, want %v", tt.text, got, tt.want)
		}
		if n, err := s.SearchCount(t.Context(), query.Parse(tt.text, time.Now()).Root, 0); err != nil || n != len(tt.want) {
			t.Errorf("%s counts %d, %v; want %d", tt.text, n, err, len(tt.want))
		}
	}
}

func TestSearchPages(t *testing.T) {
	s := fresh(t)
	account, folders := imapAccount(t, s)
	other, _ := imapAccount(t, s)
	var msgs []NewMessage
	for i := range uint32(300) {
		m := message(i+1, "common")
		if i%100 == 0 {
			m.Flags = mail.Flagged
		}
		msgs = append(msgs, m)
	}
	ids := add(t, s, folders[mail.Inbox], msgs...)
	slices.Reverse(ids)
	for _, text := range []string{"common", "", "-rare"} {
		var got []mail.MessageID
		var after mail.Cursor
		for {
			rows, err := s.Search(t.Context(), query.Parse(text, time.Now()).Root, account, after, 70)
			check(t, err)
			if len(rows) == 0 {
				break
			}
			for _, r := range rows {
				got = append(got, r.ID)
			}
			after = rows[len(rows)-1].Cursor
		}
		if !slices.Equal(got, ids) {
			t.Errorf("%q in pages: %d messages, want %d in order", text, len(got), len(ids))
		}
	}
	if n, err := s.SearchCount(t.Context(), query.Parse("common is:starred", time.Now()).Root, 0); err != nil || n != 3 {
		t.Errorf("starred among common: %d, %v", n, err)
	}
	if n, err := s.SearchCount(t.Context(), query.Parse("common", time.Now()).Root, other); err != nil || n != 0 {
		t.Errorf("in the other account: %d, %v", n, err)
	}
	e := query.All(query.Since{Day: epoch.Add(100 * time.Minute)}, query.Before{Day: epoch.Add(103 * time.Minute)})
	if n, err := s.SearchCount(t.Context(), e, 0); err != nil || n != 3 {
		t.Errorf("within three minutes: %d, %v", n, err)
	}
}

func TestListPages(t *testing.T) {
	s := fresh(t)
	account, folders := imapAccount(t, s)
	other, others := imapAccount(t, s)
	var msgs []NewMessage
	for i := range uint32(90) {
		m := message(i+1, "x")
		m.Received = epoch // all in one second
		if i%3 == 0 {
			m.Flags = mail.Seen | mail.Flagged
		}
		msgs = append(msgs, m)
	}
	add(t, s, folders[mail.Inbox], msgs...)
	add(t, s, others[mail.Inbox], msgs...)
	add(t, s, others[mail.Trash], msgs...)
	for _, tt := range []struct {
		q    mail.ListQuery
		want int
	}{
		{mail.ListQuery{}, 270},
		{mail.ListQuery{Folder: folders[mail.Inbox]}, 90},
		{mail.ListQuery{Account: account}, 90},
		{mail.ListQuery{Account: other}, 180},
		{mail.ListQuery{Role: mail.Inbox}, 180},
		{mail.ListQuery{Role: mail.Inbox, Account: other}, 90},
		{mail.ListQuery{Folder: folders[mail.Inbox], Account: other}, 0},
		{mail.ListQuery{Unread: true}, 180},
		{mail.ListQuery{Starred: true}, 90},
		{mail.ListQuery{Starred: true, Role: mail.Inbox}, 60},
		{mail.ListQuery{Unread: true, Role: mail.Trash}, 60},
		{mail.ListQuery{Role: mail.Junk}, 0},
	} {
		q := tt.q
		q.Limit = 37
		seen := map[mail.MessageID]bool{}
		for {
			rows, err := s.List(t.Context(), q)
			check(t, err)
			if len(rows) == 0 {
				break
			}
			for _, r := range rows {
				if q.After != 0 && r.Cursor >= q.After || seen[r.ID] {
					t.Fatalf("%+v: not in order", q)
				}
				q.After, seen[r.ID] = r.Cursor, true
			}
		}
		total, _, err := s.Count(t.Context(), tt.q)
		check(t, err)
		if len(seen) != tt.want || total != tt.want {
			t.Errorf("%+v lists %d, counts %d, want %d", tt.q, len(seen), total, tt.want)
		}
	}
}

func FuzzSearch(f *testing.F) {
	s, _ := library(f)
	for _, text := range []string{
		`"`, `""`, `a"b`, "a*", "*", "-a", "from:", `from:"`, "NEAR(a b)", "{a b}:c", "a^b", "a AND", "body : x", "\x00", "会*", "ß", "in:%", "tag:'", `\`, "a -b -c", "is:", "before:2020 a",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e := query.Parse(text, time.Now()).Root
		if _, err := s.Search(t.Context(), e, 0, 0, 10); err != nil {
			t.Error(err)
		}
		// Whatever reads the language, the store does not depend on it.
		e = query.And{
			query.Or{query.Words{In: query.Field(text), Text: text, Prefix: true}, query.Not{Node: query.Words{In: query.From, Text: text}}},
			query.Folder{Name: text},
			query.Flag{Name: text},
			query.Tag{Name: text},
			query.Account{Name: text},
			query.MessageID{ID: text},
			query.Ending{Name: text},
			query.Has{Kind: text},
		}
		if _, err := s.SearchCount(t.Context(), e, 0); err != nil {
			t.Error(err)
		}
	})
}

func TestIndexHeaders(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	_, folders := imapAccount(t, s)
	var msgs []NewMessage
	for i := range uint32(headersBatch + 3) {
		m := message(i+1, "early")
		m.BodyFollows = true
		msgs = append(msgs, m)
	}
	ids := add(t, s, folders[mail.Inbox], msgs...)
	expect := func(text string, want int) {
		t.Helper()
		if n, err := s.SearchCount(ctx, query.Parse(text, time.Now()).Root, 0); err != nil || n != want {
			t.Errorf("%s finds %d messages, %v; want %d", text, n, err, want)
		}
	}
	expect("early", 0)
	check(t, s.AddBodies(ctx, []Body{{ID: ids[0], Raw: []byte("x"), Text: "text"}}))
	check(t, s.MarkBroken(ctx, ids[1]))
	expect("early text", 1)
	check(t, s.IndexHeaders(ctx))
	expect("early", len(ids))
	check(t, s.AddBodies(ctx, []Body{{ID: ids[2], Raw: []byte("y"), Text: "text"}}))
	expect("early", len(ids))
	expect("text", 2)
	if n, total, err := s.Searchable(ctx); err != nil || n != 2 || total != len(ids) {
		t.Errorf("searchable %d of %d, %v; want 2 of %d", n, total, err, len(ids))
	}
}
