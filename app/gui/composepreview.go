package gui

import (
	"context"
	"image"
	"io"
	"maps"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/edit"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/app/mailpage"
	"godwit/compose"
	"godwit/sync/htmldoc"
)

const (
	previewPause = 150 * time.Millisecond // typing rests for so long before the preview follows
	previewID    = "preview@godwit.invalid"
)

// composePreview is the HTML of a message while it is written, drawn as a reader
// draws it. It is made away from the UI goroutine, one at a time, and the newest
// text is the one that comes next.
type composePreview struct {
	c      *composer
	object *fyne.Container
	view   *kit.HTMLView
	note   *kit.NoteLine
	head   *fyne.Container   // around the note
	plain  fyne.CanvasObject // said of a message without HTML
	write  *kit.Button       // of plain: makes it Markdown

	on       bool
	pause    *timer
	busy     bool
	again    bool
	pictures map[string]image.Image // decoded, by reference
	files    []compose.Attachment   // that they were decoded of
	lines    model.LinePlaces       // where lines of the text are in the page
}

func newComposePreview(c *composer) *composePreview {
	p := &composePreview{c: c, view: kit.NewHTMLView(), note: kit.NewNoteLine(kit.ToneInfo, kit.IconInfo, "")}
	p.view.SetZoom(c.s.prefs.Zoom)
	p.view.Work = workOf(c.s)
	p.view.OnWidth = func(float32) { p.update() }
	p.view.OnTheme = p.update
	p.view.OnLink = func(target string) { c.stage.ShowToast(kit.Toast{Text: target}) }
	p.view.OnKey = c.viewKey
	p.view.OnError = func(err error) { p.failed(err) }
	p.write = kit.NewButton(kit.Plain, kit.IconEdit, lang.T("Write in Markdown"), func() { c.setMarkdown(true) })
	p.write.OnKey = c.viewKey
	p.plain = kit.NewEmptyState(kit.IconFileText, lang.T("This message is plain text"), lang.T("Your recipients read the words as you write them, in a font of their own."), p.write)
	p.head = container.New(layout.NewCustomPaddedLayout(kit.Space2, 0, kit.Space4, kit.Space4), p.note)
	p.head.Hide()
	p.object = container.New(layout.NewBorderLayout(p.head, nil, nil, nil), p.head, p.view, p.plain)
	return p
}

// focus is what takes the keyboard.
func (p *composePreview) focus() fyne.Focusable {
	if p.plain.Visible() {
		return p.write
	}
	return p.view
}

// changed makes the preview anew when typing rests.
func (p *composePreview) changed() {
	if p.on {
		p.pause.cancel()
		p.pause = p.c.s.pump.after(previewPause, p.update)
	}
}

// previewed is a message laid out.
type previewedPage struct {
	page     mailpage.Page
	pictures map[string]image.Image
	typed    string // why its words are not read as Markdown
	lines    model.LinePlaces
}

// update makes the preview for the text, the width and the theme as they are now.
func (p *composePreview) update() {
	width := p.view.Width()
	if !p.on || p.c.closed {
		return
	}
	d := p.c.writing.Draft
	setVisible(p.plain, !d.Markdown)
	setVisible(p.view, d.Markdown)
	if !d.Markdown || width == 0 {
		p.head.Hide()
		return // the view asks again when it has a size
	}
	if p.busy {
		p.again = true
		return
	}
	p.busy, p.again = true, false
	if !sameFiles(p.files, d.Attachments) {
		p.pictures, p.files = nil, d.Attachments
	}
	text, known := p.c.body.Snapshot(), p.pictures
	paper, dark := kit.Paper()
	load(p.c.s.pump, func(ctx context.Context) (previewedPage, error) {
		return layPreview(ctx, d, text, known, mailpage.Options{Width: width, Dark: dark, Paper: paper, Fonts: p.c.s.fonts})
	}, func(laid previewedPage, err error) {
		p.busy = false
		switch {
		case p.c.closed:
			return
		case err != nil:
			p.failed(err)
		default:
			p.put(laid)
		}
		if p.again {
			p.update()
		}
	})
}

// layPreview makes a page of a draft with this text. known are the pictures that
// were decoded before.
func layPreview(ctx context.Context, d compose.Draft, text edit.Snapshot, known map[string]image.Image, o mailpage.Options) (previewedPage, error) {
	d.Body = text.String()
	source, shown, err := compose.Page(d, previewID)
	if err != nil {
		return previewedPage{}, err
	}
	o.Pictures = maps.Clone(known)
	if o.Pictures == nil {
		o.Pictures = make(map[string]image.Image)
	}
	for _, i := range shown {
		ref := "cid:" + compose.PictureID(i, previewID)
		if _, ok := o.Pictures[ref]; !ok {
			octets := octetsOf(d.Attachments[i])
			maps.Copy(o.Pictures, mailpage.Decode(ctx, []string{ref}, map[string][]byte{ref: octets}))
		}
	}
	page, err := mailpage.New(ctx, htmldoc.Tree(source), o)
	if err != nil {
		return previewedPage{}, err
	}
	return previewedPage{page, o.Pictures, compose.NotMarkdown(d), model.PlacesOf(d.Body, page.List)}, nil
}

// octetsOf is a picture's octets, nil where it cannot be read or is too large.
func octetsOf(a compose.Attachment) []byte {
	if a.Open == nil {
		return a.Data
	}
	r, err := a.Open()
	if err != nil {
		return nil
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxShownPicture))
	if err != nil {
		return nil
	}
	return data
}

// sameFiles says whether two lists are of the same files in the same order.
func sameFiles(a, b []compose.Attachment) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Name != b[i].Name || a[i].Inline != b[i].Inline || a[i].Octets() != b[i].Octets() || len(a[i].Data) > 0 && &a[i].Data[0] != &b[i].Data[0] {
			return false
		}
	}
	return true
}

func (p *composePreview) put(laid previewedPage) {
	p.pictures, p.lines = laid.pictures, laid.lines
	p.view.SetList(laid.page.List, laid.page.Painter, true)
	note := ""
	if laid.typed != "" {
		note = lang.T("Your words go as you typed them, without Markdown: {reason}.", "reason", lang.Said(laid.typed))
	}
	p.say(note)
	p.follow()
}

func (p *composePreview) failed(err error) {
	p.c.s.log.Warn("preview of a message", "err", err)
	p.view.SetList(nil, nil, false)
	p.say(lang.T("The preview cannot be drawn: the message is too long or too deep for it. It can be sent all the same."))
}

// say puts a line above the page; "" takes it away.
func (p *composePreview) say(text string) {
	if text == p.note.Text() && p.head.Visible() == (text != "") {
		return
	}
	p.note.Set(kit.ToneInfo, kit.IconInfo, text)
	p.head.Hidden = text == ""
	p.object.Refresh()
}

// follow scrolls the page so that what is written stands beside its text.
func (p *composePreview) follow() {
	if !p.on || !p.c.view.wide() || !p.view.Visible() {
		return
	}
	line, below := p.c.body.Reading()
	p.view.ScrollTo(p.lines.Of(line), below)
}

// viewKey is keys that a page beside the text has no use for.
func (c *composer) viewKey(e *fyne.KeyEvent) { c.view.key(e) }
