package kit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// FocusGained implements fyne.Focusable.
func (t *FolderTree) FocusGained() { t.focused = true; t.layer.update() }

// FocusLost implements fyne.Focusable.
func (t *FolderTree) FocusLost() {
	t.focused, t.walking, t.typed = false, false, ""
	t.layer.update()
}

// typeAhead is how long a name may be waited for to be typed on.
const typeAhead = time.Second

// TypedRune goes to the next folder whose name begins with what was typed, once
// a person walks through the tree by keys. Until then letters are commands, as
// everywhere else: who clicks on a folder is about to read in it.
func (t *FolderTree) TypedRune(r rune) {
	now := time.Now()
	if now.Sub(t.typing) > typeAhead {
		t.typed = ""
	}
	if !t.walking || r == ' ' && t.typed == "" {
		passRune(t.OnRune, r)
		return
	}
	t.typing = now
	t.typed += strings.ToLower(string(r))
	at := t.row(t.cursor)
	if len([]rune(t.typed)) == 1 {
		at++ // the same letter again goes on
	}
	for i := range t.shown {
		row := (max(at, 0) + i) % len(t.shown)
		if strings.HasPrefix(strings.ToLower(t.items[t.shown[row]].Name), t.typed) {
			t.goTo(row)
			return
		}
	}
}

// TypedKey moves through the visible rows and folds branches.
func (t *FolderTree) TypedKey(e *fyne.KeyEvent) {
	at := t.row(t.cursor)
	t.walking = true
	switch e.Name {
	case fyne.KeyDown:
		t.goTo(at + 1)
	case fyne.KeyUp:
		t.goTo(at - 1)
	case fyne.KeyHome:
		t.goTo(0)
	case fyne.KeyEnd:
		t.goTo(len(t.shown) - 1)
	case fyne.KeyRight:
		t.right(at)
	case fyne.KeyLeft:
		t.left(at)
	case fyne.KeyReturn, fyne.KeyEnter:
		if at >= 0 && t.items[t.shown[at]].Head {
			t.fold(t.cursor, !t.closed[t.cursor])
		} else {
			passKey(t.OnKey, e)
		}
	case fyne.KeyF2:
		t.tell(t.OnRename)
	case fyne.KeyDelete:
		t.tell(t.OnRemove)
	default:
		if isMenuKey(e, keyModifiers()) && at >= 0 && t.OnMenu != nil {
			origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(t)
			t.OnMenu(t.cursor, origin.AddXY(Space6, t.layer.tops[at+1]-t.scroll.Offset.Y))
			return
		}
		passKey(t.OnKey, e)
	}
}

// tell calls one of the owner's functions with where the keyboard is.
func (t *FolderTree) tell(owner func(id string)) {
	if owner != nil && t.row(t.cursor) >= 0 {
		owner(t.cursor)
	}
}

// TypedShortcut passes on every shortcut but Alt with up and down.
func (t *FolderTree) TypedShortcut(s fyne.Shortcut) {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok || c.Modifier != fyne.KeyModifierAlt || t.OnShift == nil || c.KeyName != fyne.KeyUp && c.KeyName != fyne.KeyDown {
		forwardShortcut(t, s)
		return
	}
	by := 1
	if c.KeyName == fyne.KeyUp {
		by = -1
	}
	t.tell(func(id string) { t.OnShift(id, by) })
}

// row is the visible row of id, or -1.
func (t *FolderTree) row(id string) int {
	for row, i := range t.shown {
		if t.items[i].ID == id {
			return row
		}
	}
	return -1
}

// goTo takes the keyboard to a row. A heading is not a folder: it is not
// selected, but can be folded from there.
func (t *FolderTree) goTo(row int) {
	row = max(0, min(row, len(t.shown)-1))
	if row >= len(t.shown) {
		return
	}
	if it := t.items[t.shown[row]]; !it.Head {
		t.choose(it.ID)
	} else {
		t.cursor = it.ID
		t.reveal()
		t.layer.update()
	}
}

// right opens the branch, or enters it when it is open.
func (t *FolderTree) right(at int) {
	if at < 0 {
		return
	}
	i := t.shown[at]
	switch {
	case t.closed[t.items[i].ID]:
		t.fold(t.items[i].ID, false)
	case t.hasChildren(i):
		t.goTo(at + 1)
	}
}

// left closes the branch, or goes to what it hangs from.
func (t *FolderTree) left(at int) {
	if at < 0 {
		return
	}
	i := t.shown[at]
	if t.hasChildren(i) && !t.closed[t.items[i].ID] {
		t.fold(t.items[i].ID, true)
		return
	}
	for k := i - 1; k >= 0; k-- {
		if t.items[k].Depth < t.items[i].Depth {
			t.goTo(t.row(t.items[k].ID))
			return
		}
	}
}

// reveal scrolls the row the keyboard is on into sight.
func (t *FolderTree) reveal() {
	row := t.row(t.cursor)
	if row < 0 {
		return
	}
	top, bottom := t.layer.tops[row], t.layer.tops[row+1]
	switch off, h := t.scroll.Offset.Y, t.scroll.Size().Height; {
	case h <= 0:
	case top < off:
		t.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case bottom > off+h:
		t.scroll.ScrollToOffset(fyne.NewPos(0, bottom-h))
	}
}
