package gui

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

// listFilter is what a list is narrowed down to.
type listFilter struct {
	unread, starred, attached, toMe, known bool
	tag                                    app.Tag
	words                                  string
}

func (f listFilter) on() bool { return f != listFilter{} }

// apply puts it into a query.
func (f listFilter) apply(q *mail.ListQuery) {
	q.Unread = q.Unread || f.unread
	q.Starred = q.Starred || f.starred
	q.Attached, q.ToMe, q.Known = f.attached, f.toMe, f.known
	q.Tag, q.Words = f.tag.Key, f.words
}

// terms are the same in the language of the search, as far as it has words for
// it; rest tells whether some is left.
func (f listFilter) terms() (terms string, rest bool) {
	var words []string
	for _, w := range []struct {
		word string
		on   bool
	}{{"is:unread", f.unread}, {"is:starred", f.starred}, {"has:attachment", f.attached}} {
		if w.on {
			words = append(words, w.word)
		}
	}
	if f.tag.Key != "" {
		words = append(words, "tag:"+f.tag.Key)
	}
	if f.words != "" {
		words = append(words, f.words)
	}
	return strings.Join(words, " "), f.toMe || f.known
}

// filterBar is the quick filter above a list.
type filterBar struct {
	s       *session
	set     listFilter
	changed func() // the list is to be read again
	leave   func() // the keyboard goes to the list
	closed  func()

	words   *kit.SearchField
	buttons map[string]*kit.Button
	object  *fyne.Container
	wait    *timer
}

// filterPause is how long typing must rest.
const filterPause = 150 * time.Millisecond

func newFilterBar(s *session) *filterBar {
	b := &filterBar{s: s, words: kit.NewSearchField(lang.T("Filter by sender or subject")), buttons: make(map[string]*kit.Button)}
	row := container.New(layout.NewCustomPaddedHBoxLayout(2))
	for _, one := range []struct {
		name string
		icon kit.IconName
		tip  string
		turn func()
	}{
		{"unread", kit.IconMarkUnread, lang.T("Only unread"), func() { b.set.unread = !b.set.unread }},
		{"starred", kit.IconStar, lang.T("Only with a star"), func() { b.set.starred = !b.set.starred }},
		{"attached", kit.IconAttachment, lang.T("Only with attachments"), func() { b.set.attached = !b.set.attached }},
		{"toMe", kit.IconInbox, lang.T("Only to me: an address of mine is among the recipients"), func() { b.set.toMe = !b.set.toMe }},
		{"known", kit.IconPerson, lang.T("Only from people I know: in the address book, or written to before"), func() { b.set.known = !b.set.known }},
		{"tag", kit.IconFlag, lang.T("Only with a tag…"), nil},
	} {
		button := kit.NewIconButton(one.icon, one.tip, nil)
		button.OnTapped = func() {
			if one.turn == nil {
				b.chooseTag(button)
				return
			}
			one.turn()
			b.show()
			b.changed()
		}
		button.SetSmall()
		button.OnKey = func(e *fyne.KeyEvent) {
			if e.Name == fyne.KeyEscape {
				b.end()
			}
		}
		b.buttons[one.name] = button
		row.Add(button)
	}
	b.words.OnSearch = func(words string) {
		b.wait.cancel()
		b.wait = s.pump.after(filterPause, b.typed)
	}
	b.words.OnDown, b.words.OnLeave = func() { b.leave() }, b.end
	b.words.OnSubmitted = func(string) {
		b.wait.cancel()
		b.typed()
		b.leave()
	}
	shut := kit.NewIconButton(kit.IconClose, lang.T("Close the filter"), b.end).SetSmall()
	line := container.New(&filterLine{}, row, b.words, shut)
	b.object = container.New(layout.NewCustomPaddedLayout(0, kit.Space2, kit.Space3, kit.Space2), line)
	b.object.Hidden = !s.look.filter
	return b
}

// filterLine puts the buttons at the left, the cross at the right and the field
// between them, or below where that would be too narrow to read.
type filterLine struct{ below bool }

// leastField is the width that words to filter by can be read in.
const leastField float32 = 130

func (f *filterLine) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b, c := o[0].MinSize(), o[1].MinSize(), o[2].MinSize()
	h := max(a.Height, c.Height)
	if f.below {
		return fyne.NewSize(a.Width+c.Width, h+kit.Space1+b.Height)
	}
	return fyne.NewSize(a.Width+c.Width, max(h, b.Height))
}

func (f *filterLine) Layout(o []fyne.CanvasObject, s fyne.Size) {
	a, b, c := o[0].MinSize(), o[1].MinSize(), o[2].MinSize()
	room := s.Width - a.Width - c.Width - 2*kit.Space2
	f.below = room < leastField
	h := max(a.Height, c.Height)
	if !f.below {
		h = max(h, b.Height)
	}
	o[0].Resize(a)
	o[0].Move(fyne.NewPos(0, (h-a.Height)/2))
	o[2].Resize(c)
	o[2].Move(fyne.NewPos(s.Width-c.Width, (h-c.Height)/2))
	if f.below {
		o[1].Resize(fyne.NewSize(s.Width-kit.Space1, b.Height))
		o[1].Move(fyne.NewPos(0, h+kit.Space1))
		return
	}
	o[1].Resize(fyne.NewSize(room, b.Height))
	o[1].Move(fyne.NewPos(a.Width+kit.Space2, (h-b.Height)/2))
}

func (b *filterBar) typed() {
	if words := strings.TrimSpace(b.words.Text); words != b.set.words {
		b.set.words = words
		b.changed()
	}
}

// show marks what is on.
func (b *filterBar) show() {
	for name, on := range map[string]bool{
		"unread": b.set.unread, "starred": b.set.starred, "attached": b.set.attached,
		"toMe": b.set.toMe, "known": b.set.known, "tag": b.set.tag.Key != "",
	} {
		kind := kit.Quiet
		if on {
			kind = kit.Primary
		}
		b.buttons[name].SetKind(kind)
	}
}

// open shows the bar with the keyboard in its field.
func (b *filterBar) open() {
	b.object.Show()
	b.s.win.Canvas().Focus(b.words)
	b.words.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// end takes all of the filter off and closes the bar.
func (b *filterBar) end() {
	was := b.set.on()
	b.clear()
	b.object.Hide()
	b.closed()
	b.leave()
	if was {
		b.changed()
	}
}

// clear takes all of the filter off without telling.
func (b *filterBar) clear() {
	b.set = listFilter{}
	b.words.SetText("")
	b.wait.cancel()
	b.show()
}

// chooseTag offers the tags below the button.
func (b *filterBar) chooseTag(from fyne.CanvasObject) {
	load(b.s.pump, func(ctx context.Context) ([]app.Tag, error) { return b.s.core.Mail.Tags(ctx) }, func(tags []app.Tag, err error) {
		if err != nil {
			b.s.fail(err)
			return
		}
		pick := func(t app.Tag) func() {
			return func() {
				b.set.tag = t
				b.show()
				b.changed()
			}
		}
		items := []*fyne.MenuItem{fyne.NewMenuItem(lang.T("Any"), pick(app.Tag{})), fyne.NewMenuItemSeparator()}
		items[0].Checked = b.set.tag.Key == ""
		for _, t := range tags {
			item := fyne.NewMenuItem(t.Name, pick(t))
			item.Checked = t.Key == b.set.tag.Key
			items = append(items, item)
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(from).AddXY(0, from.Size().Height)
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), b.s.win.Canvas(), at)
	})
}
