package gui

import (
	"context"
	"errors"
	"image"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app"
	"godwit/app/export"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/app/render/picture"
	"godwit/sync/mail"
)

const (
	maxShownText    = 512 << 10 // octets of a text: more holds the window up
	maxShownPicture = 64 << 20  // octets of a picture, packed
)

// nothing is work without a result, for load.
func nothing(work func()) func(context.Context) (struct{}, error) {
	return func(context.Context) (struct{}, error) {
		work()
		return struct{}{}, nil
	}
}

// waiting says that a file is being read, if that takes a while.
func (p *preview) waiting() (turn int, slow *timer) {
	turn = p.turn
	p.put(kit.NewSurface(kit.ColorPaper, kit.NoEdge, nil))
	return turn, p.a.s.pump.after(patient, func() {
		if p.turn == turn {
			p.put(kit.NewEmptyState(kit.IconSync, lang.T("Reading the file…"), ""))
		}
	})
}

// failed says why a file cannot be shown.
func (p *preview) failed(err error) {
	ex := model.Explain(err)
	title, text := ex.Title, ex.Text+" "+ex.Action
	if errors.Is(err, picture.ErrKind) || errors.Is(err, picture.ErrLarge) || ex.Code == "GW-UNKNOWN" {
		title, text = lang.T("This picture cannot be shown here."), lang.T("It is damaged, very large, or of a kind that Godwit does not draw. Save it to look at it in another program.")
	}
	b := kit.NewButton(kit.Plain, kit.IconSave, lang.T("Save…"), p.save)
	b.OnKey = p.key
	p.put(kit.NewEmptyState(kit.IconWarning, title, text, b))
}

// showPicture decodes away from the UI goroutine, within the bounds that hold
// for the pictures of mail.
func (p *preview) showPicture() {
	a, part := p.a, p.a.parts[p.at]
	turn, slow := p.waiting()
	load(a.s.pump, func(ctx context.Context) (image.Image, error) {
		data, err := a.s.core.Mail.PartBytes(ctx, a.origin, part.ID, maxShownPicture)
		if err != nil {
			return nil, err
		}
		return picture.Decode(data)
	}, func(pic image.Image, err error) {
		slow.cancel()
		switch {
		case p.turn != turn:
		case err != nil:
			p.failed(err)
		default:
			p.picture.SetImage(pic)
			p.put(p.picture)
		}
	})
}

type shownText struct {
	text string
	all  bool
}

func (p *preview) showText() {
	a, part := p.a, p.a.parts[p.at]
	turn, slow := p.waiting()
	load(a.s.pump, func(ctx context.Context) (shownText, error) {
		text, all, err := a.s.core.Mail.PartText(ctx, a.origin, part.ID, maxShownText)
		return shownText{text, all}, err
	}, func(t shownText, err error) {
		slow.cancel()
		switch {
		case p.turn != turn:
			return
		case err != nil:
			p.failed(err)
			return
		case !t.all:
			t.text += "\n\n" + lang.T("(This is the beginning. Save the file to see all of it.)")
		case strings.TrimSpace(t.text) == "":
			t.text = lang.T("(The file is empty.)")
		}
		p.text.SetHeader(nil)
		p.text.SetText(t.text)
		p.text.ScrollToTop()
		p.put(p.text)
	})
}

// showMessage shows an attached message as one reads any other: its HTML or its
// text, and its own files. It has no sender's check: it is what somebody passed
// on.
func (p *preview) showMessage() {
	a, part := p.a, p.a.parts[p.at]
	inside := a.origin.Into(part.ID)
	turn, slow := p.waiting()
	load(a.s.pump, func(ctx context.Context) (*app.Reading, error) { return a.s.core.Mail.ReadInside(ctx, inside) },
		func(m *app.Reading, err error) {
			slow.cancel()
			switch {
			case p.turn != turn:
			case err != nil:
				p.failed(err)
			default:
				p.putMessage(inside, m)
			}
		})
}

func (p *preview) putMessage(inside app.Origin, m *app.Reading) {
	s := p.a.s
	l := export.LetterOf(m, nil)
	rows := container.New(column{2}, container.New(layout.NewCustomPaddedLayout(0, kit.Space1, 0, 0), kit.NewParagraph(cut(l.Subject, 180), kit.TextHeading, kit.ColorText).SetBold()))
	for _, f := range l.Fields {
		if f.Name != "Attached" {
			rows.Add(kit.NewParagraph(f.Name+": "+cut(f.Text, 600), kit.TextSmall, kit.ColorDim))
		}
	}
	box := container.New(layout.NewRowWrapLayoutWithCustomPadding(kit.Space2, kit.Space2))
	head := container.New(layout.NewCustomPaddedLayout(kit.Space4, kit.Space2, kit.Space6, kit.Space4),
		container.New(column{kit.Space3}, rows, box,
			kit.NewNoteLine(kit.ToneInfo, kit.IconInfo, lang.T("This message came attached to another. Nobody vouches for who wrote it."))))
	var view bodyView
	text := kit.NewTextView()
	text.SetText(m.Text)
	text.OnLink, text.OnKey = func(target string) { askLink(s, target, m.Pretences) }, p.key
	show := func(v bodyView) {
		view = v
		v.SetHeader(head)
		v.SetZoom(s.prefs.Zoom)
		p.put(v.(fyne.CanvasObject))
	}
	newAttachments(s, inside, m.Parts, box, func() {
		if view != nil {
			view.HeaderChanged()
		}
	})
	if m.HTML == "" || s.prefs.PlainText {
		show(text)
		return
	}
	page := newHTMLBody(s)
	page.octets = func(ctx context.Context, _ mail.MessageID, refs []string) (map[string][]byte, error) {
		return s.core.Mail.EmbeddedInside(ctx, inside, refs)
	}
	page.view.OnLink, page.view.OnKey = text.OnLink, p.key
	turn := p.turn
	page.unfit = func(error) {
		if p.turn == turn {
			page.view.SetHeader(nil)
			show(text)
		}
	}
	show(page.view)
	page.show(inside.Message, m.HTML)
}
