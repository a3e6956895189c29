package model

import (
	"testing"

	"godwit/sync/mail"
)

func TestParticipants(t *testing.T) {
	list := func(names ...string) []mail.Address {
		var all []mail.Address
		for _, n := range names {
			all = append(all, mail.Address{Name: n, Email: n + "@example.org"})
		}
		return all
	}
	for _, c := range []struct {
		people []mail.Address
		want   string
	}{
		{list("Anna Åkesson", "Åkesson, Bengt", "山田 太郎"), "Anna, Bengt, 山田"},
		{append(list("Anna Åkesson"), mail.Address{Name: "Ada L", Email: "ADA@example.org"}), "Anna, me"},
		{list("A", "B", "C", "D", "E"), "A, B … D, E"},
		{list("Anna A", "Anna B"), "Anna"},
		{[]mail.Address{{Email: "news@shop.example"}, {Name: "The Very Large Mail Order Company"}}, "news, The Very Large Mail Order Company"},
	} {
		if got := Participants(c.people, []string{"ada@example.org"}); got != c.want {
			t.Errorf("%v: %q, want %q", c.people, got, c.want)
		}
	}
}
