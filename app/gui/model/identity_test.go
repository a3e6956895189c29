package model

import (
	"slices"
	"testing"

	"godwit/accounts"
)

func TestIdentityText(t *testing.T) {
	for _, c := range []struct {
		i     accounts.Identity
		first bool
		want  string
	}{
		{accounts.Identity{Email: "a@x.org"}, false, ""},
		{accounts.Identity{Email: "a@x.org", Signature: "\nAda\nLtd"}, true, "used unless you choose another · signed “Ada”"},
		{accounts.Identity{Email: "a@x.org", CatchAll: true, ReplyTo: "b@x.org"}, false, "answers go to b@x.org · any address of x.org"},
	} {
		if got := IdentityText(c.i, c.first); got != c.want {
			t.Errorf("%+v: %q, want %q", c.i, got, c.want)
		}
	}
}

func TestDomainsIn(t *testing.T) {
	for in, want := range map[string][]string{
		"":            nil,
		"example.org": {"example.org"},
		" Example.ORG, @b.example;ada@c.example\n.d.example.": {"example.org", "b.example", "c.example", "d.example"},
	} {
		if got := DomainsIn(in); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
