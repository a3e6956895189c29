package gui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// searchBox is the search field: it searches while one types, and offers ways
// to go on.
type searchBox struct {
	s     *session
	entry *kit.SearchField
	find  func(text string) // "" goes back to the folder

	last   string
	hinted int // hints that were asked for
}

// mostHints is how many ways to go on are offered at a time.
const mostHints = 8

// newSearchBox calls leave to give the keyboard to the list.
func newSearchBox(s *session, find func(string), leave func()) *searchBox {
	b := &searchBox{s: s, find: find, entry: kit.NewSearchField(lang.T("Search all mail (Ctrl+K)"))}
	b.entry.OnSearch = func(string) {
		b.now()
		b.hint()
	}
	b.entry.OnFocus = b.hint
	b.entry.OnLeave = leave
	b.entry.OnDown = func() { b.used(); leave() }
	b.entry.OnSubmitted = func(string) {
		b.hinted++
		b.entry.SetHints(nil)
		b.now()
		b.used()
		leave()
	}
	return b
}

// hint offers what could come next; nothing where the window has no keyboard
// in the field any more by then.
func (b *searchBox) hint() {
	b.hinted++
	n, text := b.hinted, b.entry.Text
	load(b.s.pump, func(ctx context.Context) ([]app.SearchHint, error) { return b.s.core.SearchHints(ctx, text, mostHints) },
		func(list []app.SearchHint, err error) {
			if n != b.hinted || err != nil || b.s.win.Canvas().Focused() != fyne.Focusable(b.entry) {
				return
			}
			hints := make([]kit.Hint, len(list))
			for i, h := range list {
				hints[i] = kit.Hint{Text: h.Text, Name: h.Name, Help: h.Help}
				if h.More { // not a name of somebody
					hints[i].Help = lang.Said(h.Help)
				}
			}
			b.entry.SetHints(hints)
		})
}

// used notes the search among those that are offered again.
func (b *searchBox) used() {
	if text := strings.TrimSpace(b.entry.Text); text != "" {
		do(b.s.pump, func(ctx context.Context) error { return b.s.core.Mail.Searched(ctx, text) }, b.s.failed)
	}
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
	text := strings.TrimLeft(b.entry.Text, " ") // a space at the end ends a word
	if strings.TrimSpace(text) == "" {
		text = ""
	}
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
	b.hinted++
	b.entry.SetHints(nil)
}
