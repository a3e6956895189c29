package gui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// searchBox is the search field: it searches while one types.
type searchBox struct {
	s     *session
	entry *kit.SearchField
	find  func(text string) // "" goes back to the folder

	wait *timer
	last string
}

// searchPause is how long typing must rest before the search begins.
const searchPause = 180 * time.Millisecond

// newSearchBox calls leave to give the keyboard to the list.
func newSearchBox(s *session, find func(string), leave func()) *searchBox {
	b := &searchBox{s: s, find: find, entry: kit.NewSearchField(lang.T("Search all mail (Ctrl+K)"))}
	b.entry.OnSearch = func(words string) {
		b.wait.cancel()
		if words == "" {
			b.now()
			return
		}
		b.wait = s.pump.after(searchPause, b.now)
	}
	b.entry.OnLeave, b.entry.OnDown = leave, leave
	b.entry.OnSubmitted = func(string) {
		b.wait.cancel()
		b.now()
		leave()
	}
	return b
}

// short is for little room.
func (b *searchBox) short(on bool) {
	hint := lang.T("Search all mail (Ctrl+K)")
	if on {
		hint = lang.T("Search")
	}
	b.entry.SetPlaceHolder(hint)
}

// now searches for what stands in the field.
func (b *searchBox) now() {
	text := strings.TrimSpace(b.entry.Text)
	if text != b.last {
		b.last = text
		b.find(text)
	}
}

func (b *searchBox) focus() {
	b.s.win.Canvas().Focus(b.entry)
	b.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// clear empties the field without searching.
func (b *searchBox) clear() {
	b.last = ""
	b.entry.Clear()
	b.wait.cancel()
}
