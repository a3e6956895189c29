package gui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"godwit/app/gui/kit"
)

// TestSearchWhileTyping follows what a search says of itself, and takes a hint
// by keyboard.
func TestSearchWhileTyping(t *testing.T) {
	s := demo(t)
	box, list := s.shell.searchBox, s.shell.list
	box.focus()
	note := func() string { return list.searchNote.object.Text() }

	box.entry.SetText("tideli") // the last word goes on
	s.until("hits", func() bool {
		return list.found != nil && list.list.Count() > 0 && strings.HasPrefix(note(), "Searched ")
	})
	if find := list.words(); find == nil || !slices.Equal(find("The Tideline, a tide"), [][2]int{{4, 10}}) {
		t.Error("what is looked for is not marked")
	}
	n := list.list.Count()
	box.entry.SetText("tideline -tideline")
	s.until("nothing", func() bool { return list.list.Count() == 0 && list.count.Text() == "0 found" })
	box.entry.SetText("tideline before:soon OR tideline x")
	s.until("an explanation", func() bool { return strings.Contains(note(), "before:soon") })
	box.entry.SetText("tideline is:un") // not finished: as without
	s.until("the same hits", func() bool { return list.list.Count() == n })

	box.entry.SetHints([]kit.Hint{{Text: "tideline from:", Name: "from:"}})
	box.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	box.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if box.entry.Text != "tideline from:" {
		t.Errorf("the hint that was taken makes it %q", box.entry.Text)
	}

	box.entry.SetText("tideline ")
	s.until("hits again", func() bool { return list.found != nil && list.list.Count() > 0 })
	box.entry.OnSubmitted("")
	s.until("it is remembered", func() bool {
		past, err := s.s.core.Mail.PastSearches(t.Context())
		return err == nil && len(past) == 1 && past[0] == "tideline"
	})
	s.shell.back()
	s.until("the folder", func() bool { return list.found == nil && !list.searchNote.object.Visible() && !list.save.Visible() })
}
