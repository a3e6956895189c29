package gui

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
)

// Asking where to save touches no file, and what is there is replaced only after
// that was said.
func TestSaveSheetReplacesNothingUnsaid(t *testing.T) {
	s, _ := withFiles(t, attached{"a.txt", "text/plain", "one"})
	dir := t.TempDir()
	there := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(there, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.s.prefs.SaveIn = dir
	chosen := ""
	chooseFile(s.s, s.win, "a.txt", func(path string) { chosen = path })
	s.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if want := filepath.Join(dir, "a-2.txt"); chosen != want {
		t.Errorf("offered and taken: %q, want %q", chosen, want)
	}

	f := newSaveFields(dir, "b.txt")
	for _, c := range []struct{ name, dir, said, path string }{
		{"new.txt", dir, "", filepath.Join(dir, "new.txt")},
		{"a.txt", dir, "There is such a file. It will be replaced.", there},
		{"", dir, "The file needs a name.", ""},
		{"../a.txt", dir, "A name has no folders in it.", ""},
		{"..", dir, "A name has no folders in it.", ""},
		{"a.txt", filepath.Join(dir, "no"), "There is no such folder.", ""},
		{filepath.Base(dir), filepath.Dir(dir), "That is the name of a folder.", ""},
	} {
		f.dir.SetText(c.dir)
		f.name.SetText(c.name)
		if got := f.path(); got != c.path {
			t.Errorf("%q in %q: path %q, want %q", c.name, c.dir, got, c.path)
		}
		if got := f.row.Problem(); got != c.said {
			t.Errorf("%q in %q: says %q, want %q", c.name, c.dir, got, c.said)
		}
	}
	// A file that came after the name was typed is not replaced at once either.
	f.dir.SetText(dir)
	f.name.SetText("late.txt")
	late := filepath.Join(dir, "late.txt")
	if err := os.WriteFile(late, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := f.path(); got != "" {
		t.Errorf("replaces %q unsaid", got)
	}
	if got := f.path(); got != late {
		t.Errorf("after it was said: %q", got)
	}
	if b, err := os.ReadFile(there); err != nil || string(b) != "precious" {
		t.Errorf("the file there is %q, %v", b, err)
	}
}
