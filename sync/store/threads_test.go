package store

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"godwit/sync/mail"
)

// TestConversations adds two conversations and a lone message in every order:
// the result is always the same.
func TestConversations(t *testing.T) {
	refs := map[string][]string{
		"a1": nil, "a2": {"a1"}, "a3": {"a1", "a2"}, "a4": {"a3"}, // a4's mailer drops all but the last
		"b1": nil, "b2": {"b1"}, "lone": nil,
	}
	names := []string{"a1", "a2", "a3", "a4", "b1", "b2", "lone"}
	seeds := uint64(20)
	if testing.Short() {
		seeds = 5
	}
	for seed := range seeds {
		s := fresh(t)
		_, folders := imapAccount(t, s)
		order := rand.New(rand.NewPCG(seed, 3)).Perm(len(names))
		ids := map[string]mail.MessageID{}
		for n, i := range order {
			m := message(uint32(n+1), names[i])
			m.Envelope.MessageID, m.Envelope.References = names[i], refs[names[i]]
			ids[names[i]] = add(t, s, folders[mail.Inbox], m)[0]
		}
		for _, x := range names {
			rows, err := s.Thread(t.Context(), row(t, s, ids[x]).Thread, 100)
			check(t, err)
			want := map[byte]int{'a': 4, 'b': 2, 'l': 1}[x[0]]
			if len(rows) != want {
				t.Errorf("order %v: conversation of %s has %d messages, want %d", order, x, len(rows), want)
			}
			for _, r := range rows {
				if r.Subject[0] != x[0] {
					t.Errorf("order %v: %s is in the conversation of %s", order, r.Subject, x)
				}
			}
		}
	}
}

func TestConversationsOfAccountsStayApart(t *testing.T) {
	s := fresh(t)
	_, here := imapAccount(t, s)
	_, two := imapAccount(t, s)
	a := add(t, s, here[mail.Inbox], message(1, "a"))[0]
	b := add(t, s, two[mail.Inbox], message(1, "a"))[0]
	if row(t, s, a).Thread == row(t, s, b).Thread {
		t.Error("one conversation in two accounts")
	}
	copied := add(t, s, here[mail.Archive], message(1, "a"))[0]
	if row(t, s, a).Thread != row(t, s, copied).Thread {
		t.Error("two copies of one message in two conversations")
	}
}

func TestHostileReferences(t *testing.T) {
	s := fresh(t)
	_, folders := imapAccount(t, s)
	m := message(1, "a")
	for i := range 10_000 {
		m.Envelope.References = append(m.Envelope.References, fmt.Sprintf("%d@x", i))
	}
	add(t, s, folders[mail.Inbox], m)
	var n int
	check(t, one(t.Context(), s.mail.read, "SELECT count(*) FROM refs", nil, &n))
	if n > 50 {
		t.Errorf("%d references kept", n)
	}
}
