package kit

import (
	"slices"

	"godwit/app/gui/lang"

	"fyne.io/fyne/v2"
)

// selected is who is selected, in their order.
func (f *AddressField) selected() []*chip {
	var out []*chip
	for _, c := range f.chips {
		if c.selected {
			out = append(out, c)
		}
	}
	return out
}

func peopleOf(chips []*chip) []Recipient {
	out := make([]Recipient, len(chips))
	for i, c := range chips {
		out[i] = c.person
	}
	return out
}

// setSelected selects the chips for which on holds.
func (f *AddressField) setSelected(on func(i int) bool) {
	for i, c := range f.chips {
		if want := on(i); want != c.selected {
			c.selected = want
			c.Refresh()
		}
	}
}

// clearMark goes back from the chips to the entry.
func (f *AddressField) clearMark() {
	if f.mark >= 0 {
		f.mark = -1
		f.setSelected(func(int) bool { return false })
	}
}

func (f *AddressField) selectOnly(c *chip) { f.markAt(slices.Index(f.chips, c), false) }

// markAt goes to chip i; with extend everything from the anchor to it is selected.
func (f *AddressField) markAt(i int, extend bool) {
	if i < 0 || i >= len(f.chips) {
		return
	}
	if !extend || f.mark < 0 {
		f.anchor = i
	}
	f.mark = i
	f.setSelected(func(k int) bool { return k >= min(f.anchor, i) && k <= max(f.anchor, i) })
	f.Refresh() // it may be in a row that is out of sight
}

// selectAll selects every chip.
func (f *AddressField) selectAll() {
	if n := len(f.chips); n > 0 {
		f.mark, f.anchor = n-1, 0
		f.setSelected(func(int) bool { return true })
	}
}

// press is the pointer on a chip: plain selects it, Ctrl adds or takes it, Shift
// selects the range.
func (f *AddressField) press(c *chip, mods fyne.KeyModifier) {
	i := slices.Index(f.chips, c)
	switch {
	case i < 0:
	case mods&fyne.KeyModifierShift != 0:
		f.markAt(i, true)
	case mods&commandKeys != 0:
		c.selected = !c.selected
		f.mark, f.anchor = i, i
		if len(f.selected()) == 0 {
			f.mark = -1
		}
		c.Refresh()
	case !c.selected: // else it may become a drag or a menu of several
		f.markAt(i, false)
	}
}

// chipKey is a key while chips are selected; it tells whether that was all.
func (f *AddressField) chipKey(k *fyne.KeyEvent, shift bool) bool {
	if f.mark < 0 {
		return false
	}
	switch k.Name {
	case fyne.KeyLeft:
		f.markAt(max(0, f.mark-1), shift)
	case fyne.KeyRight:
		if f.mark+1 < len(f.chips) {
			f.markAt(f.mark+1, shift)
		} else if !shift {
			f.clearMark()
		}
	case fyne.KeyHome:
		f.markAt(0, shift)
	case fyne.KeyEnd:
		if shift {
			f.markAt(len(f.chips)-1, true)
		} else {
			f.clearMark()
		}
	case fyne.KeyBackspace, fyne.KeyDelete:
		f.removeMarked(k.Name == fyne.KeyDelete)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF2:
		f.edit(f.chips[f.mark])
	case fyne.KeyEscape:
		f.clearMark()
	default:
		if !isMenuKey(k, keyModifiers()) {
			return false
		}
		c := f.chips[f.mark]
		f.menu(fyne.CurrentApp().Driver().AbsolutePositionForObject(c).AddXY(0, c.Size().Height))
	}
	return true
}

// removeMarked removes the selected chips; Delete goes on to the one after them,
// until there is none.
func (f *AddressField) removeMarked(forward bool) {
	first := slices.IndexFunc(f.chips, func(c *chip) bool { return c.selected })
	f.removeAll(f.selected())
	if forward && first >= 0 && first < len(f.chips) {
		f.markAt(first, false)
	}
}

// copyMarked puts the selected people on the clipboard, and tells whether there
// were any.
func (f *AddressField) copyMarked() bool {
	chosen := f.selected()
	if len(chosen) == 0 {
		return false
	}
	fyne.CurrentApp().Clipboard().SetContent(AddressList(peopleOf(chosen)))
	return true
}

// menu shows what can be done with the selected people.
func (f *AddressField) menu(at fyne.Position) {
	if chosen := f.selected(); len(chosen) > 0 && f.OnMenu != nil {
		f.holding = f.entry.focused
		f.OnMenu(peopleOf(chosen), at)
	}
}

// drag shows who follows the pointer.
func (f *AddressField) drag(at fyne.Position) {
	chosen := f.selected()
	s := stageOf(f)
	if s == nil || len(chosen) == 0 || f.OnDrop == nil {
		return
	}
	text := cutText(chosen[0].person.String(), 60)
	if len(chosen) > 1 {
		text = lang.N(len(chosen), "{n} person", "{n} people")
	}
	s.hideTooltip()
	s.ShowGhost(text, at)
}

// drop lets them go: into another field, or back.
func (f *AddressField) drop(at fyne.Position) {
	chosen := f.selected()
	s := stageOf(f)
	if s == nil || len(chosen) == 0 || f.OnDrop == nil {
		return
	}
	s.HideGhost()
	if f.OnDrop(peopleOf(chosen), at) {
		f.removeAll(chosen)
		f.holding = false
		f.foldSoon()
		return
	}
	f.FocusEntry()
}
