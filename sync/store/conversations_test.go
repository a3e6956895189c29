package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"godwit/sync/mail"
)

// talk is a message of the conversation that begins with root.
func talk(uid uint32, id, root string) NewMessage {
	m := message(uid, id)
	m.Envelope.MessageID = id
	if root != "" {
		m.Envelope.References = []string{root}
	}
	return m
}

// TestConversationList compares lists of conversations, whole and by pages,
// with what a plain look at all messages finds.
func TestConversationList(t *testing.T) {
	s := fresh(t)
	account, folders := imapAccount(t, s)
	_, second := imapAccount(t, s)
	r := rand.New(rand.NewPCG(7, 7))
	for i := range 300 {
		root := r.IntN(40)
		m := talk(uint32(i+1), fmt.Sprintf("%d.%d", root, i), fmt.Sprint(root))
		m.Flags = mail.Flags(r.IntN(8)) & (mail.Seen | mail.Flagged)
		in := []mail.FolderID{folders[mail.Inbox], folders[mail.Sent], folders[mail.Trash], second[mail.Inbox]}[r.IntN(4)]
		add(t, s, in, m)
	}
	queries := []mail.ListQuery{
		{Folder: folders[mail.Inbox]},
		{Folder: folders[mail.Inbox], Unread: true},
		{Role: mail.Inbox},
		{Account: account},
		{Account: account, Starred: true},
		{Unread: true},
		{},
	}
	for _, q := range queries {
		rows, err := s.List(t.Context(), q)
		check(t, err)
		var want []mail.MessageID
		seen := map[mail.ThreadID]bool{}
		for _, r := range rows {
			if !seen[r.Thread] {
				want, seen[r.Thread] = append(want, r.ID), true
			}
		}
		whole, err := s.ConversationIDs(t.Context(), q)
		check(t, err)
		if !slices.Equal(whole, want) || len(want) == 0 {
			t.Errorf("%+v: %d conversations, want %d", q, len(whole), len(want))
		}
		var paged []mail.MessageID
		for q.Limit = 7; ; {
			page, err := s.Conversations(t.Context(), q)
			check(t, err)
			if len(page) == 0 {
				break
			}
			for _, c := range page {
				paged = append(paged, c.ID)
			}
			q.After = page[len(page)-1].Cursor
		}
		if !slices.Equal(paged, want) {
			t.Errorf("%+v: pages have %d conversations, want %d", q, len(paged), len(want))
		}
	}
}

func TestConversationSum(t *testing.T) {
	s := fresh(t)
	_, folders := imapAccount(t, s)
	from := func(m NewMessage, name string, flags mail.Flags) NewMessage {
		m.Envelope.From = []mail.Address{{Name: name, Email: name + "@example.org"}}
		m.Flags = flags
		return m
	}
	add(t, s, folders[mail.Inbox], from(talk(1, "a", ""), "ada", mail.Seen))
	add(t, s, folders[mail.Sent], from(talk(2, "b", "a"), "me", mail.Seen|mail.Flagged))
	add(t, s, folders[mail.Inbox], from(talk(3, "c", "a"), "ada", 0), from(talk(4, "b", "a"), "me", 0)) // b by the list
	add(t, s, folders[mail.Trash], from(talk(5, "d", "a"), "eve", 0))
	thrown := add(t, s, folders[mail.Trash], from(talk(6, "e", "a"), "bob", 0))
	lines, err := s.Conversations(t.Context(), mail.ListQuery{Folder: folders[mail.Inbox]})
	check(t, err)
	if len(lines) != 1 {
		t.Fatalf("%d lines", len(lines))
	}
	c := lines[0]
	if c.Count != 3 || c.Unread != 1 || !c.Starred || c.Attached || c.Muted {
		t.Errorf("sum %+v", c)
	}
	if len(c.People) != 2 || c.People[0].Name != "ada" || c.People[1].Name != "me" {
		t.Errorf("people %v", c.People)
	}
	lines, err = s.ConversationRows(t.Context(), thrown)
	check(t, err)
	if len(lines) != 1 || lines[0].Count != 5 {
		t.Errorf("where it is thrown away it counts: %+v", lines)
	}
}

func BenchmarkConversations(b *testing.B) {
	s := fresh(b)
	_, folders := imapAccount(b, s)
	r := rand.New(rand.NewPCG(1, 1))
	const batch = 500
	for at := 0; at < benchMessages; at += batch {
		msgs := make([]NewMessage, batch)
		for i := range msgs {
			n := at + i
			root := "" // three in four answer what is not long ago
			if n%4 != 0 {
				root = fmt.Sprintf("m%d", max(0, n-r.IntN(2000))/4*4)
			}
			msgs[i] = talk(uint32(n+1), fmt.Sprintf("m%d", n), root)
			msgs[i].BodyFollows = true
		}
		add(b, s, folders[mail.Inbox], msgs...)
	}
	page := func(q mail.ListQuery) func(*testing.B) {
		return func(b *testing.B) {
			for b.Loop() {
				if lines, err := s.Conversations(b.Context(), q); err != nil || len(lines) == 0 {
					b.Fatal(len(lines), err)
				}
			}
		}
	}
	b.Run("first", page(mail.ListQuery{Folder: folders[mail.Inbox], Limit: 50}))
	b.Run("middle", page(mail.ListQuery{Folder: folders[mail.Inbox], Limit: 50, After: mail.Cursor((epoch.Unix() + benchMessages/2*60) << lowBits)}))
	b.Run("unread", page(mail.ListQuery{Folder: folders[mail.Inbox], Limit: 50, Unread: true}))
	b.Run("unified", page(mail.ListQuery{Role: mail.Inbox, Limit: 50}))
	b.Run("whole", func(b *testing.B) {
		for b.Loop() {
			ids, err := s.ConversationIDs(b.Context(), mail.ListQuery{Folder: folders[mail.Inbox]})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(len(ids)), "lines")
		}
	})
}
