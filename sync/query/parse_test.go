package query

import (
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestParse(t *testing.T) {
	march := time.Date(2026, 3, 1, 0, 0, 0, 0, time.Local)
	word := func(s string) Term { return Term{Text: s} }
	tests := []struct {
		text string
		want Expr
	}{
		{"", Expr{}},
		{"  \t\n", Expr{}},
		{"hello", Expr{Terms: []Term{word("hello")}}},
		{"hello world", Expr{Terms: []Term{word("hello"), word("world")}}},
		{`"hello world"`, Expr{Terms: []Term{word("hello world")}}},
		{`“hello world”`, Expr{Terms: []Term{word("hello world")}}},
		{`"open end`, Expr{Terms: []Term{word("open end")}}},
		{`a"b c"d`, Expr{Terms: []Term{word("a"), word("b c"), word("d")}}},
		{`""`, Expr{}},
		{"hel*", Expr{Terms: []Term{{Text: "hel", Prefix: true}}}},
		{"*", Expr{Terms: []Term{word("*")}}},
		{`"hel*"`, Expr{Terms: []Term{word("hel*")}}},
		{"-spam", Expr{Terms: []Term{{Text: "spam", Not: true}}}},
		{`-"not this"`, Expr{Terms: []Term{{Text: "not this", Not: true}}}},
		{"- dash", Expr{Terms: []Term{word("-"), word("dash")}}},
		{"-", Expr{Terms: []Term{word("-")}}},
		{"from:ada", Expr{Terms: []Term{{Field: "from", Text: "ada"}}}},
		{"FROM:Ada", Expr{Terms: []Term{{Field: "from", Text: "Ada"}}}},
		{`from:"Ada L"`, Expr{Terms: []Term{{Field: "from", Text: "Ada L"}}}},
		{"-to:bob@example.org", Expr{Terms: []Term{{Field: "to", Text: "bob@example.org", Not: true}}}},
		{"subject:inv*", Expr{Terms: []Term{{Field: "subject", Text: "inv", Prefix: true}}}},
		{"body:x", Expr{Terms: []Term{{Field: "body", Text: "x"}}}},
		{"from:", Expr{Terms: []Term{word("from")}}},
		{"from: ada", Expr{Terms: []Term{word("from"), word("ada")}}},
		{`from:""`, Expr{}},
		{"note:5", Expr{Terms: []Term{word("note:5")}}},
		{"http://example.org/a", Expr{Terms: []Term{word("http://example.org/a")}}},
		{"is:unread", Expr{Flags: []FlagTerm{{Name: "seen", Not: true}}}},
		{"-is:unread", Expr{Flags: []FlagTerm{{Name: "seen"}}}},
		{"is:Starred is:answered", Expr{Flags: []FlagTerm{{Name: "flagged"}, {Name: "answered"}}}},
		{"is:work", Expr{Flags: []FlagTerm{{Name: "work"}}}},
		{"-tag:work", Expr{Flags: []FlagTerm{{Name: "work", Not: true}}}},
		{"has:attachment", Expr{HasAttachment: true}},
		{"-has:attachment", Expr{NoAttachment: true}},
		{"-in:trash -in:junk", Expr{NotFolders: []string{"trash", "junk"}}},
		{"-since:2026-03-01", Expr{Terms: []Term{{Text: "since 2026-03-01", Not: true}}}},
		{"has:wings", Expr{Terms: []Term{word("has wings")}}},
		{`in:"Lists/Go nuts" x`, Expr{Folder: "Lists/Go nuts", Terms: []Term{word("x")}}},
		{"in:inbox", Expr{Folder: "inbox"}},
		{"since:2026-03-01", Expr{Since: march}},
		{"after:2026/3/1", Expr{Since: march}},
		{"before:2026-03", Expr{Before: march}},
		{"since:2025 since:2026.3.1", Expr{Since: march}},
		{"before:2026-03-01 before:2027", Expr{Before: march}},
		{"before:yesterday", Expr{Terms: []Term{word("before yesterday")}}},
		{"before:2026-02-31", Expr{Terms: []Term{word("before 2026-02-31")}}},
		{"AND OR NOT NEAR(a b)", Expr{Terms: []Term{word("AND"), word("OR"), word("NOT"), word("NEAR(a"), word("b)")}}},
		{"会議 bericht", Expr{Terms: []Term{word("会議"), word("bericht")}}},
	}
	for _, tt := range tests {
		if got := Parse(tt.text); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("Parse(%q)\n got %+v\nwant %+v", tt.text, got, tt.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", `a "b c" -d from:e* is:unread`, `-from:"x`, "before:2026-03-01 in:\xff", strings.Repeat("a:", 3000), `"`, "-", "“", "tag:*",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e := Parse(s)
		if len(e.Terms) > maxTerms || len(e.Flags) > maxTerms {
			t.Error("too many terms")
		}
		for _, term := range e.Terms {
			if term.Text == "" || !utf8.ValidString(term.Text) {
				t.Errorf("term %q", term.Text)
			}
			switch term.Field {
			case "", "from", "to", "subject", "body":
			default:
				t.Errorf("field %q", term.Field)
			}
		}
	})
}
