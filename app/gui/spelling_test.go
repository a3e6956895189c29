package gui

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"godwit/compose"
	"godwit/compose/spell"
	"godwit/sync/mail"
)

func testDictionary(t *testing.T) *spell.Dictionary {
	t.Helper()
	d, err := spell.Read("xx", strings.NewReader("SET UTF-8\n"), strings.NewReader("2\nword\nAnna\n"))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestOwnWords: what a person has added is right, in every window and after the
// next start.
func TestOwnWords(t *testing.T) {
	d, kept := testDictionary(t), ""
	words := &dictionaries{}
	read := func(context.Context, string) (string, error) { return kept, nil }
	if err := words.readOwn(t.Context(), read); err != nil {
		t.Fatal(err)
	}
	text := []string{"word", "godwit", "Godwit", "GitHub", "github"}
	if got := words.wrong(d, text); !slices.Equal(got, []string{"godwit", "Godwit", "GitHub", "github"}) {
		t.Fatalf("%q", got)
	}
	words.add("godwit")
	kept = words.add("GitHub")
	after := &dictionaries{}
	if err := after.readOwn(t.Context(), read); err != nil {
		t.Fatal(err)
	}
	for _, one := range []*dictionaries{words, after} {
		if got := one.wrong(d, text); !slices.Equal(got, []string{"github"}) {
			t.Fatalf("%q of %q", got, kept)
		}
	}
}

func TestNamesAreRight(t *testing.T) {
	names := namesOf([]mail.Address{{Name: "Byrne, Saoirse"}, {Name: "Jürgen (Office)"}, {}})
	for _, w := range []string{"byrne", "saoirse", "jürgen", "office"} {
		if !names[w] {
			t.Errorf("%q is not known of %v", w, names)
		}
	}
}

// TestSpellingInComposer: the dictionary of the language that a message is in is
// found on this computer and read when one begins to write.
func TestSpellingInComposer(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("DICPATH", dir)
	for _, language := range []string{"en_US", "de_DE"} {
		for end, text := range map[string]string{".aff": "SET UTF-8\n", ".dic": "1\nword\n"} {
			if err := os.WriteFile(filepath.Join(dir, language+end), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	s := demo(t)
	s.shell.compose(compose.Draft{Account: s.s.accounts[0].ID, Body: "\n> Ich habe das nicht gesehen, aber es ist gut.\n"})
	in := func() string {
		s.s.words.mu.Lock()
		defer s.s.words.mu.Unlock()
		if n := len(s.s.words.read); n > 0 {
			return s.s.words.read[n-1].Language
		}
		return ""
	}
	s.until("the dictionary of the quoted text", func() bool { return in() == "de_DE" })
	for c := range s.s.writing {
		for _, r := range strings.Repeat("this is what you and the others have not seen, but it is a word that we know well and will be for you ", 2) {
			c.body.TypedRune(r)
		}
	}
	s.until("the dictionary of what was written", func() bool { return in() == "en_US" })
}
