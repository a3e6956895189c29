package gui

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
)

// TestTypedNameIsAttached: the dialog begins in the folder of the last time, and
// what is typed there is the name of a file in it.
func TestTypedNameIsAttached(t *testing.T) {
	s := demo(t)
	c := s.written("with a file")
	path := aFile(t, "counts.csv", []byte("1,2\n"))
	s.s.prefs.AttachFrom = filepath.Dir(path)
	c.files.choose()
	for _, r := range "counts.csv" {
		c.win.Canvas().Focused().TypedRune(r)
	}
	c.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.until("attached", func() bool { return len(c.files.list()) == 1 && c.files.list()[0].Name == "counts.csv" })
}
