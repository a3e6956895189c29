package kit

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func manyFolders() []FolderItem {
	return []FolderItem{
		{ID: "a", Name: "mira@demo.test", Head: true},
		{ID: "1", Name: "Inbox", Depth: 1},
		{ID: "2", Name: "Travel", Depth: 1},
		{ID: "3", Name: "Trips", Depth: 1},
		{ID: "4", Name: "Übersicht", Depth: 1, Faint: true},
	}
}

func TestTreeTypeAhead(t *testing.T) {
	tree := newTreeWindow(t, manyFolders())
	tree.Select("2")
	tree.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	var passed []rune
	tree.OnRune = func(r rune) { passed = append(passed, r) }
	at := func(typed, want string) {
		t.Helper()
		for _, r := range typed {
			tree.TypedRune(r)
		}
		if tree.Selected() != want {
			t.Errorf("%q leads to %s, want %s", typed, tree.Selected(), want)
		}
		tree.typing = tree.typing.Add(-2 * typeAhead) // a pause
	}
	at("t", "2")
	at("t", "3") // the same letter goes on
	at("tra", "2")
	at("ü", "4")
	at("i", "1")
	at("zz", "1")
	tree.walking = false // after a click: who clicks is about to read, and letters are commands
	at("t", "1")
	if string(passed) != "t" {
		t.Errorf("passed on after a click: %q", string(passed))
	}
	tree.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	at("i", "1")
	if tree.typing.After(time.Now()) || len(passed) != 1 {
		t.Errorf("by keyboard again: %q", string(passed))
	}
}

func TestTreeDeeds(t *testing.T) {
	tree := newTreeWindow(t, manyFolders())
	var told []string
	tree.OnRename = func(id string) { told = append(told, "rename "+id) }
	tree.OnRemove = func(id string) { told = append(told, "remove "+id) }
	tree.OnShift = func(id string, by int) { told = append(told, map[int]string{-1: "up ", 1: "down "}[by]+id) }
	tree.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF2}) // nothing is there yet
	tree.Select("2")
	tree.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF2})
	tree.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	tree.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyUp, Modifier: fyne.KeyModifierAlt})
	tree.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierAlt})
	if want := []string{"rename 2", "remove 2", "up 2", "down 2"}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
}
