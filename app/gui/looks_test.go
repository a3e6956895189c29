package gui

import (
	"context"
	"os"
	"testing"

	"fyne.io/fyne/v2"

	"godwit/app/gui/kit"
)

// A size of everything reaches the toolkit, and one that a person set from
// outside stays until another is chosen.
func TestScale(t *testing.T) {
	t.Setenv(scaleVariable, "1.4")
	s := demo(t)
	if got := os.Getenv(scaleVariable); got != "1.4" {
		t.Errorf("unasked, the size became %q", got)
	}
	for _, want := range []string{"2", "1"} {
		s.s.prefs.Scale = map[string]float32{"2": 2, "1": 1}[want]
		s.s.useLook()
		if got := os.Getenv(scaleVariable); got != want {
			t.Errorf("the size is %q, want %q", got, want)
		}
	}
}

// Without a message pane an opened message has the place of the list, and Escape
// leads back; that there is none is remembered.
func TestListAlone(t *testing.T) {
	s := demo(t)
	w := s.shell
	w.panes.Resize(fyne.NewSize(1280, 700))
	id := s.choose("Welcome to Godwit")
	w.run("pane")
	seen := func() [2]bool { return [2]bool{w.panes.list.Visible(), w.panes.reader.Visible()} }
	if seen() != [2]bool{true, false} {
		t.Errorf("hidden: list and reader visible %v", seen())
	}
	w.openMessage(id)
	if seen() != [2]bool{false, true} || s.win.Canvas().Focused() != fyne.Focusable(w.reader.view) {
		t.Errorf("opened: list and reader visible %v", seen())
	}
	if at, list := w.panes.reader.Position().X, w.panes.list.Position().X; at != list {
		t.Errorf("the message begins at %v, the list at %v", at, list)
	}
	w.run("back")
	if seen() != [2]bool{true, false} || s.win.Canvas().Focused() != w.listed() {
		t.Errorf("back: list and reader visible %v", seen())
	}
	s.until("remembered", func() bool {
		p, err := readPrefs(context.Background(), s.s.core)
		return err == nil && p.HideReader
	})
}

// What is kept of the looks is read again, and what is no look is the usual one.
func TestLooksAreKept(t *testing.T) {
	s := demo(t)
	for key, value := range map[string]string{prefAccent: string(kit.Moss), prefScale: "1.5"} {
		if err := s.s.core.SetPref(t.Context(), key, value); err != nil {
			t.Fatal(err)
		}
	}
	p, err := readPrefs(t.Context(), s.s.core)
	if err != nil || p.Accent != kit.Moss || p.Scale != 1.5 {
		t.Errorf("accent %q, size %v, %v", p.Accent, p.Scale, err)
	}
	for key, value := range map[string]string{prefAccent: "mauve", prefScale: "99"} {
		if err := s.s.core.SetPref(t.Context(), key, value); err != nil {
			t.Fatal(err)
		}
	}
	if p, err = readPrefs(t.Context(), s.s.core); err != nil || p.Accent != kit.Shore || p.Scale != 1 {
		t.Errorf("of nonsense: accent %q, size %v, %v", p.Accent, p.Scale, err)
	}
}
