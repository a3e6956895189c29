package gui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// bodyView shows the body of a message, as text or as HTML.
type bodyView interface {
	fyne.Focusable
	fyne.CanvasObject
	SetHeader(o fyne.CanvasObject)
	HeaderChanged()
	SetZoom(z float32)
	Zoom() float32
	Copy()
	SelectAll()
	ScrollToTop()
	Find(words string) int
	FindNext(step int) (at, of int)
}

// reader shows one message: its head, its attachments, its text.
type reader struct {
	s      *session
	object *kit.Surface
	view   bodyView // the text or the HTML: which one is shown
	text   *kit.TextView
	html   *htmlBody
	head   *readerHead
	find   *findBar
	page   *fyne.Container   // the bar and the view
	whole  fyne.CanvasObject // the page, and over it where a link leads
	note   *hoverNote

	words func() []string // to mark in the text

	id      mail.MessageID // what is shown or on its way; 0: nothing
	shown   mail.MessageID // whose pictures from the internet are shown; 0: none
	reading *app.Reading   // what is shown; nil until it is here
	slow    *timer         // says "Loading" when it takes a while
	seen    *timer         // marks the message read
}

func newReader(s *session) *reader {
	r := &reader{s: s, text: kit.NewTextView(), html: newHTMLBody(s)}
	r.view = r.text
	r.head = newReaderHead(r)
	r.text.SetHeader(r.head.object)
	r.text.SetZoom(s.prefs.Zoom)
	r.html.view.SetZoom(s.prefs.Zoom)
	r.text.OnLink = func(url string) { askLink(s, url) }
	r.html.view.OnLink = r.text.OnLink
	r.text.OnMenu, r.html.view.OnMenu = r.menu, r.menu
	r.html.shown, r.html.unfit = r.htmlShown, func(error) { r.turn(r.text) }
	r.find = newFindBar(s, r.view, func() {
		r.page.Refresh()
		s.win.Canvas().Focus(r.view)
	})
	r.page = container.New(layout.NewBorderLayout(r.find.object, nil, nil, nil), r.find.object, r.view)
	r.note, r.whole = newHoverNote(r.page)
	r.html.view.OnHover = r.note.show
	r.object = kit.NewSurface(kit.ColorPaper, kit.NoEdge, nil)
	r.blank(0)
	return r
}

// blank shows that none, or several, are selected.
func (r *reader) blank(selected int) {
	r.leave()
	text := "Select a message to read it."
	if selected > 1 {
		text = model.Plural(selected, "message", "messages") + " selected"
	}
	r.object.SetContent(kit.NewEmptyState(kit.IconMail, text, ""))
}

// leave stops what the message before has begun.
func (r *reader) leave() {
	r.slow.cancel()
	r.seen.cancel()
	r.id, r.shown, r.reading = 0, 0, nil
	r.html.clear()
}

// open shows a message; it is fetched first when it is not here.
func (r *reader) open(id mail.MessageID) {
	if id == 0 {
		r.blank(0)
		return
	}
	r.leave()
	r.id = id
	r.slow = r.s.pump.after(200*time.Millisecond, func() {
		r.object.SetContent(kit.NewEmptyState(kit.IconSync, "Fetching the message…", ""))
	})
	load(r.s.pump, func(ctx context.Context) (*app.Reading, error) { return r.s.core.Mail.Read(ctx, id) },
		func(m *app.Reading, err error) {
			if r.id != id {
				return
			}
			r.slow.cancel()
			if err != nil {
				r.failed(id, err)
				return
			}
			r.show(m)
		})
}

func (r *reader) failed(id mail.MessageID, err error) {
	ex := app.Explain(err)
	again := kit.NewButton(kit.Plain, kit.IconSync, "Try again", func() { r.open(id) })
	r.object.SetContent(kit.NewEmptyState(kit.IconWarning, ex.Title, ex.Text+" "+ex.Action+" ("+ex.Code+")", again))
}

func (r *reader) show(m *app.Reading) {
	r.reading = m
	r.head.show(m)
	text := m.Text
	if text == "" {
		text = "(This message has no text.)"
	}
	r.text.SetText(text)
	r.showBody()
	r.object.SetContent(r.whole)
	if m.Row.Flags&mail.Seen == 0 && r.s.prefs.ReadAfter >= 0 {
		id := r.id
		r.seen = r.s.pump.after(r.s.prefs.ReadAfter, func() { r.markSeen(id) })
	}
}

// findInText opens the bar that finds words in the message.
func (r *reader) findInText() {
	if r.reading == nil {
		return
	}
	r.find.open()
	r.page.Refresh()
	r.s.win.Canvas().Focus(r.find.field)
}

func (r *reader) markSeen(id mail.MessageID) {
	do(r.s.pump, func(ctx context.Context) error {
		return r.s.core.Mail.Seen(ctx, []mail.MessageID{id})
	}, r.s.failed)
}

// changed shows a message's new flags when it is the one on screen.
func (r *reader) changed(row mail.Row) {
	if r.reading != nil && row.ID == r.id {
		r.reading.Row = row
		r.head.setStar(row.Flags&mail.Flagged != 0)
	}
}

func (r *reader) zoom(by float32) {
	r.text.SetZoom(r.text.Zoom() + by)
	r.html.view.SetZoom(r.text.Zoom())
	r.s.prefs.Zoom = r.text.Zoom()
	r.s.setPrefNumber(prefZoom, float64(r.view.Zoom()))
}

func (r *reader) menu(at fyne.Position, url string) {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem("Copy", func() { r.view.Copy() }),
		fyne.NewMenuItem("Select all", func() { r.view.SelectAll() }),
	}
	if url != "" {
		items = append(items,
			fyne.NewMenuItemSeparator(),
			fyne.NewMenuItem("Open link…", func() { askLink(r.s, url) }),
			fyne.NewMenuItem("Copy link", func() { r.s.fyne.Clipboard().SetContent(url) }))
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), r.s.win.Canvas(), at)
}
