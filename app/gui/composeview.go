package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/compose"
)

// composePage is what is shown of a message beside its text.
type composePage int

const (
	pageText composePage = iota // nothing but the text
	pagePreview
	pageBytes
)

// composeView is the text of a message and, beside it in a wide window and in its
// place in a narrow one, how its recipients will see it, or the bytes that go out.
type composeView struct {
	c       *composer
	object  *fyne.Container
	page    composePage
	side    *fyne.Container
	tabs    map[composePage]*kit.Button
	actions *fyne.Container // of the page that is shown
	room    *fyne.Container

	preview *composePreview
	bytes   *composeBytes
}

func newComposeView(c *composer) *composeView {
	v := &composeView{c: c, tabs: make(map[composePage]*kit.Button)}
	v.preview, v.bytes = newComposePreview(c), newComposeBytes(c)
	tabs := container.New(layout.NewCustomPaddedHBoxLayout(kit.Space1))
	for _, one := range []struct {
		page  composePage
		title string
	}{{pageText, lang.T("Text")}, {pagePreview, lang.T("Preview")}, {pageBytes, lang.T("Bytes")}} {
		b := kit.NewButton(kit.Quiet, "", one.title, func() { v.show(one.page) }).SetSmall()
		b.OnKey = v.key
		v.tabs[one.page] = b
		tabs.Add(b)
	}
	v.actions = container.New(layout.NewCustomPaddedHBoxLayout(kit.Space1))
	v.room = container.NewStack()
	bar := kit.NewSurface(kit.ColorPaper, kit.BottomEdge, container.New(layout.NewCustomPaddedLayout(kit.Space1, kit.Space1, kit.Space3, kit.Space3), container.New(ends{}, tabs, v.actions)))
	v.side = container.New(layout.NewBorderLayout(bar, nil, nil, nil), bar, v.room)
	v.side.Hide()
	v.object = container.New(&textAndSide{view: v}, c.body, kit.NewSurface(kit.ColorPaper, kit.LeftEdge, v.side))
	c.body.OnScrolled = v.preview.follow
	c.body.OnPaste = func(text string) bool { return c.files.pasted(text) }
	return v
}

// opened shows the preview of a message in Markdown beside its text, where there is
// room and nobody has closed it the last time.
func (v *composeView) opened() {
	switch markdown := v.c.writing.Draft.Markdown; {
	case markdown && v.page == pageText && v.wide() && v.c.s.prefs.Preview:
		v.turn(pagePreview)
	case !markdown && v.page == pagePreview && v.wide():
		v.turn(pageText)
	}
}

// show goes to a page for which somebody asked.
func (v *composeView) show(page composePage) {
	if v.c.closed {
		return
	}
	v.turn(page)
	switch focus := v.focus(); {
	case page == pageText, focus == nil:
		v.c.win.Canvas().Focus(v.c.body)
	default:
		v.c.win.Canvas().Focus(focus)
	}
	if v.c.writing.Draft.Markdown && page != pageBytes {
		v.c.s.prefs.Preview = page == pagePreview
		v.c.s.setPref(prefPreview, map[bool]string{false: "off"}[page == pagePreview])
	}
}

// focus is what takes the keyboard beside the text; nil where the text keeps it,
// since it is still there to be written in.
func (v *composeView) focus() fyne.Focusable {
	switch {
	case v.page == pageBytes:
		return v.bytes.text
	case v.page == pagePreview && !v.wide():
		return v.preview.focus()
	}
	return nil
}

// togglePreview opens the preview, or closes it; toggleBytes the bytes.
func (v *composeView) togglePreview() { v.toggle(pagePreview) }
func (v *composeView) toggleBytes()   { v.toggle(pageBytes) }

func (v *composeView) toggle(page composePage) {
	if v.page == page {
		page = pageText
	}
	v.show(page)
}

func (v *composeView) turn(page composePage) {
	v.page = page
	v.preview.on, v.bytes.on = page == pagePreview, page == pageBytes
	for p, b := range v.tabs {
		b.SetKind(map[bool]kit.ButtonKind{true: kit.Plain, false: kit.Quiet}[p == page])
	}
	v.side.Hidden = page == pageText
	v.actions.RemoveAll()
	switch page {
	case pagePreview:
		v.room.Objects = []fyne.CanvasObject{v.preview.object}
	case pageBytes:
		v.room.Objects = []fyne.CanvasObject{v.bytes.object}
		for _, b := range v.bytes.buttons {
			v.actions.Add(b)
		}
	}
	v.object.Layout.Layout(v.object.Objects, v.object.Size())
	v.object.Refresh()
	v.preview.update()
	v.bytes.update()
}

// key closes the page.
func (v *composeView) key(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape {
		v.show(pageText)
	}
}

// changed follows a change of the message. What was shown of its bytes is not
// what is sent any more.
func (v *composeView) changed() {
	v.c.writing.Draft.Stamp = compose.Stamp{}
	v.preview.changed()
	v.bytes.changed()
}

// wideCompose is the width, in units of the toolkit, from which the text and a
// page stand side by side.
const wideCompose = 980

func (v *composeView) wide() bool { return v.object.Size().Width >= wideCompose }

// textAndSide puts the text and what is beside it into their places.
type textAndSide struct {
	view *composeView
	wide bool
}

func (l *textAndSide) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (l *textAndSide) Layout(o []fyne.CanvasObject, s fyne.Size) {
	if wide := s.Width >= wideCompose; wide != l.wide { // made wide: there is room for the preview
		l.wide = wide
		l.view.c.s.pump.later(l.view.opened)
	}
	text, side := o[0], o[1]
	left, open := s.Width, l.view.page != pageText
	if open && s.Width >= wideCompose {
		left = s.Width / 2
	}
	setVisible(text, !open || left < s.Width)
	setVisible(side, open)
	text.Resize(fyne.NewSize(left, s.Height))
	if left < s.Width {
		side.Move(fyne.NewPos(left, 0))
		side.Resize(fyne.NewSize(s.Width-left, s.Height))
		return
	}
	side.Move(fyne.Position{})
	side.Resize(s)
}

// markdownOnly is why a command for Markdown cannot be done in plain text.
func (c *composer) markdownOnly() string {
	if c.writing.Draft.Markdown {
		return ""
	}
	return lang.T("This message is plain text. Choose Markdown first.")
}
