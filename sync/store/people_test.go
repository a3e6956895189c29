package store

import (
	"fmt"
	"testing"
	"time"

	"godwit/sync/mail"
)

func learnAll(tb testing.TB, s *Store) {
	tb.Helper()
	for more := true; more; {
		var err error
		more, err = s.LearnPeople(tb.Context(), 1000)
		check(tb, err)
	}
}

func known(t *testing.T, s *Store) map[string]Person {
	t.Helper()
	list, err := s.People(t.Context())
	check(t, err)
	out := map[string]Person{}
	for _, p := range list {
		out[p.Email] = p
	}
	return out
}

func TestLearnPeople(t *testing.T) {
	s := fresh(t)
	_, folders := imapAccount(t, s)
	put := func(role mail.Role, uid uint32, from mail.Address, to ...mail.Address) {
		m := message(uid, "x")
		m.Envelope.From, m.Envelope.To, m.Envelope.Cc = []mail.Address{from}, to, nil
		m.Received = time.Unix(int64(1e9+uid), 0)
		add(t, s, folders[role], m)
	}
	bob, own := mail.Address{Name: "Bob", Email: "BOB@x.example"}, mail.Address{Email: "ada@EXAMPLE.org"}
	put(mail.Inbox, 1, bob, own)
	put(mail.Sent, 2, own, bob, own, mail.Address{Email: "eve@x.example"})
	put(mail.Trash, 3, mail.Address{Email: "spam@x.example"}, own)
	put(mail.Inbox, 4, mail.Address{Name: "Shop", Email: "no-reply@shop.example"}, own)
	put(mail.Inbox, 5, mail.Address{Name: "Robert", Email: "bob@x.example"}, own)
	put(mail.Inbox, 6, mail.Address{Name: "Bad", Email: "a b@x.example"}, own)
	learnAll(t, s)
	learnAll(t, s) // a second time changes nothing
	got := known(t, s)
	if p := got["bob@x.example"]; p.Sent != 1 || p.Received != 2 || p.Name != "Robert" {
		t.Errorf("Bob is %+v", p)
	}
	if len(got) != 2 || got["eve@x.example"].Sent != 1 {
		t.Errorf("people are %v", got)
	}
	check(t, s.ForgetPerson(t.Context(), "EVE@x.example"))
	put(mail.Sent, 7, own, mail.Address{Email: "eve@x.example"})
	learnAll(t, s)
	if got := known(t, s); len(got) != 1 {
		t.Errorf("a person who was to be forgotten is back: %v", got)
	}
}

func TestContacts(t *testing.T) {
	s := fresh(t)
	n, err := s.SaveContacts(t.Context(), []Contact{{UID: "b", Name: "bob", Emails: []string{"b@x"}, Card: "1"}, {UID: "a", Name: "Ada", Card: "2"}})
	check(t, err)
	again, err := s.SaveContacts(t.Context(), []Contact{{UID: "b", Name: "Bob", Card: "3"}})
	check(t, err)
	list, err := s.Contacts(t.Context())
	check(t, err)
	if n != 2 || again != 0 || len(list) != 2 || list[0].Name != "Ada" || list[1].Card != "3" {
		t.Errorf("%d and %d new; %+v", n, again, list)
	}
	check(t, s.DeleteContact(t.Context(), list[0].ID))
	if err := s.DeleteContact(t.Context(), list[0].ID); err == nil {
		t.Error("removed twice")
	}
}

// BenchmarkLearnPeople learns from 100,000 messages of 5,000 people.
func BenchmarkLearnPeople(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		s := fresh(b)
		_, folders := imapAccount(b, s)
		for at := 0; at < 100_000; at += 1000 {
			var list []NewMessage
			for i := range 1000 {
				m := message(uint32(at+i+1), "x")
				m.BodyFollows = true
				m.Envelope.From = []mail.Address{{Name: "Person", Email: fmt.Sprintf("p%d@x.example", (at+i)%5000)}}
				list = append(list, m)
			}
			_, err := s.AddMessages(b.Context(), folders[mail.Inbox], list)
			check(b, err)
		}
		b.StartTimer()
		learnAll(b, s)
	}
}
