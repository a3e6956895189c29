package model

import (
	"fmt"
	"testing"

	"godwit/app"
	"godwit/sync/mail"
)

func TestContacts(t *testing.T) {
	c := NewContacts([]app.Contact{
		{ID: 7, Name: "Zoë Quill", Emails: []string{"zoe@q.example", "z@home.example"}},
		{ID: 8, Name: "Writers", Group: true, Members: []mail.Address{{Name: "Zoë Quill", Email: "zoe@q.example"}, {Email: "cy@q.example"}}},
	})
	for words, want := range map[string]string{
		"": "7 8 ", "zoë": "7 8 ", "QUILL home": "7 ", "cy@": "8 ", "nobody": "", "  writers ": "8 ",
	} {
		c.Find(words)
		got := ""
		for i, p := range c.Shown {
			got += fmt.Sprint(p.ID, " ")
			if at, ok := c.Place(p.ID); !ok || at != i {
				t.Errorf("%q: %d is at %d", words, p.ID, at)
			}
		}
		if got != want || c.All() != 2 {
			t.Errorf("%q: %s, want %s", words, got, want)
		}
	}
	c.Find("")
	if _, ok := c.Get(8); !ok {
		t.Error("a shown contact is not found")
	}
	if p, ok := c.Called("Zoë Quill"); !ok || AddressesOf(p) != "zoe@q.example, z@home.example" {
		t.Error("by name")
	}
	for _, x := range []struct {
		added, updated, broken int
		want                   string
	}{
		{0, 0, 0, "0 contacts added."},
		{1, 0, 0, "1 contact added."},
		{0, 3, 1, "3 were here before and are up to date now. 1 entry could not be read."},
		{2, 1, 2, "2 contacts added. 1 was here before and is up to date now. 2 entries could not be read."},
	} {
		if got := ImportedText(x.added, x.updated, x.broken); got != x.want {
			t.Errorf("%v: %q", x, got)
		}
	}
}

// BenchmarkContactsFind: a letter typed into the search of ten thousand.
func BenchmarkContactsFind(b *testing.B) {
	all := make([]app.Contact, 10_000)
	for i := range all {
		all[i] = app.Contact{ID: int64(i + 1), Name: fmt.Sprintf("Person Number %d", i), Emails: []string{fmt.Sprintf("p%d@people.example", i)}}
	}
	c := NewContacts(all)
	for b.Loop() {
		c.Find("e 99")
	}
}
