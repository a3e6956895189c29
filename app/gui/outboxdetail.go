package gui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// outboxDetail shows a queued message: what became of it for each recipient,
// what can be done, the talk with the server, and the message itself.
type outboxDetail struct {
	s      *session
	object *kit.Surface
	view   *kit.TextView
	head   *fyne.Container
	act    func(mail.OutboxID, model.OutboxAction)

	shown mail.Outgoing
}

func newOutboxDetail(s *session) *outboxDetail {
	d := &outboxDetail{s: s, view: kit.NewTextView(), head: container.New(column{kit.Space3})}
	d.view.SetHeader(container.New(layout.NewCustomPaddedLayout(kit.Space4, kit.Space2, kit.Space6, kit.Space4), d.head))
	d.view.OnLink = func(url string) { askLink(s, url, nil) }
	d.object = kit.NewSurface(kit.ColorPaper, kit.NoEdge, nil)
	d.blank()
	return d
}

func (d *outboxDetail) blank() {
	d.shown = mail.Outgoing{}
	d.object.SetContent(kit.NewEmptyState(kit.IconOutbox, lang.T("Nothing selected"), lang.T("What you send waits here until the server has taken it.")))
}

func (d *outboxDetail) show(o mail.Outgoing) {
	same := d.shown.ID == o.ID
	d.shown = o
	fate := d.s.fateOf(o)
	title := kit.NewParagraph(subject(o.Subject), kit.TextHeading, kit.ColorText).SetBold()
	state := kit.NewParagraph(fate.Title, kit.TextTitle, toneColour(fate)).SetBold()
	parts := []fyne.CanvasObject{title, state}
	if fate.Text != "" {
		parts = append(parts, kit.NewParagraph(fate.Text, kit.TextNormal, kit.ColorText))
	}
	if fate.Code != "" {
		parts = append(parts, kit.NewText(fate.Code, kit.TextSmall, kit.ColorDim))
	}
	if len(fate.Actions) > 0 {
		parts = append(parts, d.buttons(o.ID, fate))
	}
	parts = append(parts, recipientRows(model.SendCardOf(o, now()).Recipients)...)
	if text := model.CopyText(o.Copy); text != "" {
		parts = append(parts, kit.NewParagraph(text, kit.TextSmall, kit.ColorDim))
	}
	d.head.Objects = append(parts, container.New(oneLineHigh{}, kit.NewSurface(kit.ColorLine, kit.NoEdge, nil)))
	d.head.Refresh()
	d.view.HeaderChanged()
	d.object.SetContent(d.view)
	if same {
		d.view.HeaderChanged()
		return
	}
	d.view.SetText("")
	load(d.s.pump, func(ctx context.Context) (*app.Reading, error) { return d.s.core.Outbox.Reading(ctx, o.ID) },
		func(m *app.Reading, err error) {
			if d.shown.ID != o.ID || err != nil {
				return
			}
			d.view.SetText(m.Text)
			d.view.HeaderChanged()
			d.view.ScrollToTop()
		})
}

// buttons are what can be done; the first is the one to suggest.
func (d *outboxDetail) buttons(id mail.OutboxID, f model.Fate) fyne.CanvasObject {
	row := container.New(layout.NewCustomPaddedHBoxLayout(kit.Space2))
	for i, a := range f.Actions {
		kind := kit.Plain
		if i == 0 && (f.Bad || f.Wait) && a != model.Remove {
			kind = kit.Primary
		}
		row.Add(kit.NewButton(kind, "", a.Title(), func() { d.act(id, a) }).SetSmall())
	}
	if len(d.shown.Transcript) > 0 || len(d.shown.Card.Steps) > 0 {
		row.Add(kit.NewButton(kit.Quiet, kit.IconServer, lang.T("How it was sent"), func() { showSendCard(d.s, d.shown) }).SetSmall())
	}
	return row
}

func toneColour(f model.Fate) fyne.ThemeColorName {
	switch tone(f) {
	case kit.ToneError:
		return kit.ColorError
	case kit.ToneWarning:
		return kit.ColorWarning
	case kit.ToneSuccess:
		return kit.ColorSuccess
	}
	return kit.ColorAccent
}
