package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"godwit/sync/mail"
)

// listed is a store with some messages in two inboxes, and what they are.
func listed(t *testing.T) (*Store, map[mail.Role]mail.FolderID, []mail.Row) {
	t.Helper()
	s := fresh(t)
	_, folders := imapAccount(t, s)
	_, second := imapAccount(t, s)
	_, err := s.SaveContacts(t.Context(), []Contact{{UID: "zoe", Name: "Zoë", Emails: []string{"Zoe@Friends.example"}, Card: "BEGIN:VCARD"}})
	check(t, err)
	own, err := s.ownAddresses(t.Context())
	check(t, err)
	r := rand.New(rand.NewPCG(4, 4))
	names := []string{"Zoë", "anna", "Émile", "Bengt", ""}
	for i := range 200 {
		m := talk(uint32(i+1), fmt.Sprintf("%d.%d", r.IntN(50), i), fmt.Sprint(r.IntN(50)))
		name := names[r.IntN(len(names))]
		m.Envelope.From = []mail.Address{{Name: name, Email: "zoe@friends.example"}}
		if r.IntN(2) == 0 {
			m.Envelope.From[0].Email = fmt.Sprintf("p%d@example.org", r.IntN(9))
		}
		m.Envelope.To = []mail.Address{{Name: "List", Email: "list@example.org"}}
		if r.IntN(3) == 0 {
			m.Envelope.Cc = []mail.Address{{Email: strings.ToUpper(own[0])}}
		}
		m.Envelope.Subject = []string{"Re: Zebra", "aw: Re: apple", "Äpfel", "Zebra", "Fwd: mango", "note: this"}[r.IntN(6)]
		m.Flags = mail.Flags(r.IntN(8)) & (mail.Seen | mail.Flagged)
		m.Size = int64(r.IntN(1000))
		if r.IntN(4) == 0 {
			m.Tags = []string{"Work"}
		}
		m.Received = epoch.Add(time.Duration(r.IntN(10000)) * time.Second)
		add(t, s, []mail.FolderID{folders[mail.Inbox], second[mail.Inbox]}[r.IntN(2)], m)
	}
	rows, err := s.List(t.Context(), mail.ListQuery{Role: mail.Inbox})
	check(t, err)
	return s, folders, rows
}

// TestPlaces compares filtered and sorted lists with what a plain look at the
// rows finds.
func TestPlaces(t *testing.T) {
	s, folders, rows := listed(t)
	own, _ := s.ownAddresses(t.Context())
	mine := map[mail.MessageID]bool{}
	for _, r := range rows {
		raw, err := collect(t.Context(), s.mail.read, text, "SELECT copies FROM messages WHERE id = ?", r.ID)
		check(t, err)
		mine[r.ID] = strings.Contains(strings.ToLower(raw[0]), strings.ToLower(own[0]))
	}
	has := func(r mail.Row, tag string) bool { return slices.Contains(r.Tags, tag) }
	for name, c := range map[string]struct {
		q    mail.ListQuery
		fits func(mail.Row) bool
	}{
		"all":     {mail.ListQuery{Role: mail.Inbox}, func(mail.Row) bool { return true }},
		"folder":  {mail.ListQuery{Folder: folders[mail.Inbox]}, func(r mail.Row) bool { return r.Folder == folders[mail.Inbox] }},
		"unread":  {mail.ListQuery{Role: mail.Inbox, Unread: true}, func(r mail.Row) bool { return r.Flags&mail.Seen == 0 }},
		"starred": {mail.ListQuery{Role: mail.Inbox, Starred: true}, func(r mail.Row) bool { return r.Flags&mail.Flagged != 0 }},
		"to me":   {mail.ListQuery{Role: mail.Inbox, ToMe: true}, func(r mail.Row) bool { return mine[r.ID] }},
		"known":   {mail.ListQuery{Role: mail.Inbox, Known: true}, func(r mail.Row) bool { return r.From.Email == "zoe@friends.example" }},
		"tag":     {mail.ListQuery{Role: mail.Inbox, Tag: "work"}, func(r mail.Row) bool { return has(r, "Work") }},
		"quote":   {mail.ListQuery{Role: mail.Inbox, Tag: "it's"}, func(mail.Row) bool { return false }},
		"words": {mail.ListQuery{Role: mail.Inbox, Words: "ZOE apf"}, func(r mail.Row) bool {
			return (r.From.Name == "Zoë" || r.From.Email == "zoe@friends.example") && r.Subject == "Äpfel"
		}},
		"both": {mail.ListQuery{Role: mail.Inbox, Unread: true, Words: "emile"}, func(r mail.Row) bool {
			return r.From.Name == "Émile" && r.Flags&mail.Seen == 0
		}},
	} {
		var want []mail.MessageID
		for _, r := range rows {
			if c.fits(r) {
				want = append(want, r.ID)
			}
		}
		got, err := s.Places(t.Context(), c.q)
		check(t, err)
		if !slices.Equal(idsOf(got), want) {
			t.Errorf("%s: %d places, want %d", name, len(got), len(want))
		}
		heads, err := s.ConversationIDs(t.Context(), mail.ListQuery{Role: c.q.Role, Folder: c.q.Folder, Unread: c.q.Unread, Starred: c.q.Starred, ToMe: c.q.ToMe, Known: c.q.Known, Tag: c.q.Tag})
		check(t, err)
		if c.q.Words == "" && len(heads) > len(want) {
			t.Errorf("%s: %d conversations of %d messages", name, len(heads), len(want))
		}
		if len(want) == 0 && name != "quote" {
			t.Errorf("%s: nothing to compare", name)
		}
	}
	for _, q := range []mail.ListQuery{{Role: mail.Inbox, Unread: true}, {Role: mail.Inbox, Words: "no such word"}} {
		without := must(s.Places(t.Context(), q))(t)
		for _, r := range rows {
			if q.Keep = []mail.MessageID{r.ID}; !slices.Contains(idsOf(without), r.ID) {
				break
			}
		}
		if got := must(s.Places(t.Context(), q))(t); len(got) != len(without)+1 {
			t.Errorf("%d places with one that is kept, %d without", len(got), len(without))
		}
	}
	for _, p := range must(s.Places(t.Context(), mail.ListQuery{Role: mail.Inbox}))(t) {
		i := slices.IndexFunc(rows, func(r mail.Row) bool { return r.ID == p.ID })
		if rows[i].Thread != p.Thread || rows[i].Received.Unix() != p.Received {
			t.Fatalf("place %+v of row %+v", p, rows[i])
		}
	}
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		check(t, err)
		return v
	}
}

func idsOf(places []mail.Place) []mail.MessageID {
	var ids []mail.MessageID
	for _, p := range places {
		ids = append(ids, p.ID)
	}
	return ids
}

func TestPlacesInOrder(t *testing.T) {
	s, _, rows := listed(t)
	key := map[mail.Order]func(r mail.Row) string{
		mail.BySubject: func(r mail.Row) string {
			return map[string]string{"Re: Zebra": "zebra", "aw: Re: apple": "apple", "Äpfel": "apfel", "Zebra": "zebra", "Fwd: mango": "mango", "note: this": "note: this"}[r.Subject]
		},
		mail.BySender: func(r mail.Row) string {
			return strings.NewReplacer("ë", "e", "é", "e").Replace(strings.ToLower(r.From.Display()))
		},
		mail.BySize: func(r mail.Row) string { return fmt.Sprintf("%06d", r.Size) },
		mail.ByStar: func(r mail.Row) string { return fmt.Sprint(r.Flags & mail.Flagged) },
		mail.ByDate: func(r mail.Row) string { return fmt.Sprintf("%019d", r.Cursor) },
	}
	for order, key := range key {
		for _, ascending := range []bool{true, false} {
			want := slices.Clone(rows)
			slices.SortStableFunc(want, func(a, b mail.Row) int { return turned(strings.Compare(key(a), key(b)), ascending) })
			got := must(s.Places(t.Context(), mail.ListQuery{Role: mail.Inbox, Order: order, Ascending: ascending}))(t)
			for i := range got {
				if got[i].ID != want[i].ID {
					t.Errorf("by %q, ascending %t: place %d is another message", order, ascending, i)
					break
				}
			}
			if len(got) != len(want) {
				t.Errorf("by %q: %d of %d", order, len(got), len(want))
			}
		}
	}
	newest := must(s.Places(t.Context(), mail.ListQuery{Role: mail.Inbox, Limit: 7}))(t)
	if len(newest) != 7 || newest[0].ID != rows[0].ID {
		t.Errorf("the newest 7: %v", newest)
	}
}

func BenchmarkPlaces(b *testing.B) {
	s, folders := filled(b, benchMessages)
	for name, q := range map[string]mail.ListQuery{
		"all": {}, "subject": {Order: mail.BySubject}, "sender": {Order: mail.BySender}, "size": {Order: mail.BySize},
		"words": {Words: "w3"}, "to-me": {ToMe: true}, "known": {Known: true}, "first": {Limit: 100},
	} {
		q.Folder = folders[mail.Inbox]
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Places(b.Context(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
