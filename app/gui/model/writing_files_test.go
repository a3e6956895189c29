package model

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"godwit/app/mailpage"
	"godwit/app/render/text"
	"godwit/compose"
	"godwit/sync/htmldoc"
)

// TestPictureMarkdown: whatever a picture is called, the message shows it.
func TestPictureMarkdown(t *testing.T) {
	for _, name := range []string{"a.png", "birds (week 3).png", "50% & more.png", "[x].png", "a<b>.png", "ünï.png", `back\slash.png`, "a)b(.png", "x_y_z.png", "&amp;.png"} {
		d := compose.Draft{Markdown: true, Body: "See " + PictureMarkdown(name) + " here", Attachments: []compose.Attachment{{Name: name, Inline: true}}}
		if page, shown, err := compose.Page(d, "1@x.example"); err != nil || len(shown) != 1 {
			t.Errorf("%q is not shown: %v\n%s", PictureMarkdown(name), err, page)
		}
	}
}

// TestPlaces: lines of a text are found in the page that was made of it, tables,
// lists and quotes among them, and between them the way is divided.
func TestPlaces(t *testing.T) {
	body := "# Heading here\n\nHello **there**, a [link](https://x.example) it is.\n\n| Place | Count |\n|---|---|\n| Tagus | 12 |\n\n```\ncode line\n```\n\n- item one\n- item two\n\n> quoted words\n\n" +
		strings.Repeat("Filler that says nothing new.\n\n", 30) + "The end of it.\n"
	page, _, err := compose.Page(compose.Draft{Body: body}, "1@x.example")
	if err != nil {
		t.Fatal(err)
	}
	laid, err := mailpage.New(context.Background(), htmldoc.Tree(page), mailpage.Options{Width: 500, Fonts: text.New(text.Options{})})
	if err != nil {
		t.Fatal(err)
	}
	places := PlacesOf(body, laid.List)
	at := func(words string) float32 {
		hits := laid.List.Find(words, 1)
		if len(hits) == 0 {
			t.Fatalf("the page does not say %q", words)
		}
		return laid.List.Ops[hits[0].From.Op].Rect.Y
	}
	for line, s := range strings.Split(body, "\n") {
		for in, words := range map[string]string{"# Heading here": "Heading here", "Hello **there**": "Hello", "| Tagus": "Tagus", "code line": "code line", "- item two": "item two", "> quoted": "quoted words", "The end": "The end of it"} {
			if strings.HasPrefix(s, in) && places.Of(line) != at(words) {
				t.Errorf("line %d, %q, is at %v, not %v", line, s, places.Of(line), at(words))
			}
		}
	}
	last := float32(0)
	for line := range strings.Count(body, "\n") + 3 {
		y := places.Of(line)
		if y < last || y > laid.List.Height {
			t.Fatalf("line %d is at %v, the one before at %v of %v", line, y, last, laid.List.Height)
		}
		last = y
	}
	if got := (LinePlaces)(nil).Of(7); got != 0 {
		t.Errorf("without places line 7 is at %v", got)
	}
}

func TestPickEntries(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.txt", "A.png", ".hidden", "notes (1).txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "zoo"), 0o700); err != nil {
		t.Fatal(err)
	}
	all, err := fs.ReadDir(os.DirFS(dir), ".")
	if err != nil {
		t.Fatal(err)
	}
	names := func(typed string) []string {
		var out []string
		for _, e := range PickEntries(all, typed) {
			out = append(out, e.Name)
		}
		return out
	}
	for typed, want := range map[string][]string{
		"": {"zoo", "A.png", "b.txt", "notes (1).txt"}, ".": {".hidden", "A.png", "b.txt", "notes (1).txt"}, "TXT": {"b.txt", "notes (1).txt"}, "none": nil,
	} {
		if got := names(typed); !slices.Equal(got, want) {
			t.Errorf("%q lists %q, want %q", typed, got, want)
		}
	}
	home := string(filepath.Separator) + "h"
	for typed, want := range map[string][2]string{
		"~": {home, ""}, "~/a/b": {filepath.Join(home, "a"), "b"}, "/x/": {filepath.Clean("/x"), ""}, "part": {home, "part"}, "": {home, ""},
		"/x//y/b": {filepath.Clean("/y"), "b"}, "/x/~/a/b": {filepath.Join(home, "a"), "b"},
	} {
		if dir, part := PickPath(typed, home); dir != want[0] || part != want[1] {
			t.Errorf("%q is %q in %q, want %q", typed, part, dir, want)
		}
	}
}
