package gui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/sender"
	"godwit/sync/mail"
	"godwit/sync/quote"
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
	Mark(find func(text string) [][2]int) int
	FindNext(step int) (at, of int)
}

// reader shows one message of a conversation: its head, its attachments, its
// text.
type reader struct {
	s    *session
	c    *conversation
	view bodyView // the text or the HTML: which one is shown
	text *kit.TextView
	html *htmlBody
	head *readerHead

	id      mail.MessageID // what is shown or on its way; 0: nothing
	shown   mail.MessageID // whose pictures from the internet are shown; 0: none
	always  bool           // because a person said so of their sender
	reading *app.Reading   // what is shown; nil until it is here
	seen    *timer         // marks the message read

	folds    []quote.Fold // of the text
	unfolded map[int]bool // which of them are open
}

func newReader(c *conversation) *reader {
	r := &reader{s: c.s, c: c, text: kit.NewTextView(), html: newHTMLBody(c.s)}
	r.view = r.text
	r.head = newReaderHead(r)
	r.text.SetHeader(r.head.object)
	r.text.SetZoom(r.s.prefs.Zoom)
	r.html.view.SetZoom(r.s.prefs.Zoom)
	r.text.OnLink, r.html.view.OnLink = r.follow, r.follow
	r.text.OnMenu, r.html.view.OnMenu = r.menu, r.menu
	r.text.OnFocus, r.html.view.OnFocus = r.focused, r.focused
	r.html.shown, r.html.unfit = r.htmlShown, func(error) { r.turn(r.text) }
	r.text.OnHover, r.html.view.OnHover = c.note.show, c.note.show
	return r
}

// leave stops what the message before has begun.
func (r *reader) leave() {
	r.seen.cancel()
	r.id, r.shown, r.reading, r.always = 0, 0, nil, false
	r.html.clear()
}

// focused makes this message the one that commands are about.
func (r *reader) focused() { r.c.focus(r) }

func (r *reader) show(m *app.Reading) {
	r.reading = m
	r.head.show(m)
	r.showBody()
	id := r.id
	if m.Row.Flags&mail.Seen == 0 && r.s.prefs.ReadAfter >= 0 {
		r.seen = r.s.pump.after(r.s.prefs.ReadAfter, func() { r.markSeen(id) })
	}
	if m.Sender.Level == "" { // it takes longer
		asked := *m // whose flags may change meanwhile
		load(r.s.pump, func(ctx context.Context) (sender.Verdict, error) { return r.s.core.Mail.Judge(ctx, &asked) },
			func(v sender.Verdict, err error) {
				r.s.failed(err)
				r.judged(m, v)
			})
	}
}

// judged takes what can be said of the sender of a message.
func (r *reader) judged(m *app.Reading, v sender.Verdict) {
	if r.reading != m {
		return
	}
	m.Sender = v
	r.head.showSender(v)
	r.head.showNotes(m, r.view == bodyView(r.text))
	r.view.HeaderChanged()
	r.allowedImages()
}

// toggleStar stars this message, or takes the star away.
func (r *reader) toggleStar() {
	if r.reading == nil {
		return
	}
	add, del := mail.Flagged, mail.Flags(0)
	if r.head.starred {
		add, del = 0, mail.Flagged
	}
	id := r.id
	do(r.s.pump, func(ctx context.Context) error {
		return r.s.core.Mail.Mark(ctx, []mail.MessageID{id}, add, del, nil, nil)
	}, r.s.failed)
}

func (r *reader) markSeen(id mail.MessageID) {
	do(r.s.pump, func(ctx context.Context) error {
		return r.s.core.Mail.Seen(ctx, []mail.MessageID{id})
	}, r.s.failed)
}

func (r *reader) setZoom(z float32) {
	r.text.SetZoom(z)
	r.html.view.SetZoom(z)
}

func (r *reader) menu(at fyne.Position, url string) {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(lang.T("Copy"), func() { r.view.Copy() }),
		fyne.NewMenuItem(lang.T("Select all"), func() { r.view.SelectAll() }),
	}
	if url != "" {
		items = append(items,
			fyne.NewMenuItemSeparator(),
			fyne.NewMenuItem(lang.T("Open link…"), func() { r.follow(url) }),
			fyne.NewMenuItem(lang.T("Copy link"), func() { r.s.fyne.Clipboard().SetContent(url) }))
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), r.s.win.Canvas(), at)
}
