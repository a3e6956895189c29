package gui

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/compose"
	"godwit/sync/mail"
)

// sendCard is a sheet that shows how a message was sent: what became of it for
// each recipient, the way it took, how long each step lasted and, when asked
// for, what was said.
type sendCard struct {
	card   model.SendCard
	view   *kit.TextView
	toggle *kit.Button
	open   bool // the transcript shows
}

func showSendCard(s *session, o mail.Outgoing) {
	c := &sendCard{card: model.SendCardOf(o, now()), view: kit.NewTextView()}
	c.view.SetMonospace(true)
	c.view.SetHeader(container.New(layout.NewCustomPaddedLayout(kit.Space4, kit.Space4, kit.Space4, kit.Space4), c.content()))
	size := s.win.Canvas().Size()
	showSheet(s.win, sheet{
		Title: lang.T("How it was sent"), Body: kit.NewCard(kit.ColorPaper, c.view), Width: min(640, size.Width*0.9), Height: size.Height * 0.85,
		Close: lang.T("Close"), Action: lang.T("Copy as text"), Stay: true, Focus: c.view,
		Do: func() {
			s.fyne.Clipboard().SetContent(c.card.Text())
			s.tell(lang.T("Copied. It holds addresses and what servers said, and no password."))
		},
	})
}

func (c *sendCard) content() fyne.CanvasObject {
	parts := []fyne.CanvasObject{
		kit.NewParagraph(subject(c.card.Subject), kit.TextTitle, kit.ColorText).SetBold(),
		kit.NewParagraph(c.card.Fate.Title, kit.TextNormal, toneColour(c.card.Fate)),
		cardSection(lang.T("Recipients"), "", recipientRows(c.card.Recipients)...),
	}
	if len(c.card.Facts) > 0 {
		var rows []fyne.CanvasObject
		for _, f := range c.card.Facts {
			rows = append(rows, container.New(&factRow{}, kit.NewText(f.Label, kit.TextSmall, kit.ColorDim), kit.NewParagraph(f.Value, kit.TextSmall, kit.ColorText)))
		}
		parts = append(parts, cardSection(lang.T("The way"), "", rows...))
	}
	if len(c.card.Steps) > 0 {
		var rows []fyne.CanvasObject
		for _, step := range c.card.Steps {
			rows = append(rows, container.New(stepRow{float32(step.From), float32(step.To)}, kit.NewText(step.Name, kit.TextSmall, kit.ColorDim),
				kit.NewCard(kit.ColorHover, nil), kit.NewCard(kit.ColorAccent, nil), kit.NewText(step.Took, kit.TextSmall, kit.ColorText).SetAlign(fyne.TextAlignTrailing)))
		}
		parts = append(parts, cardSection(lang.T("Time"), c.card.Took, rows...))
	}
	if len(c.card.Transcript) > 0 {
		c.toggle = kit.NewButton(kit.Quiet, kit.IconChevronRight, lang.T("Transcript, without secrets"), c.fold).SetSmall()
		parts = append(parts, container.New(layout.NewCustomPaddedLayout(0, 0, -kit.Space3, 0), container.New(layout.NewCustomPaddedHBoxLayout(0), c.toggle)))
	}
	return container.New(column{kit.Space4}, parts...)
}

// fold shows the transcript, or hides it.
func (c *sendCard) fold() {
	c.open = !c.open
	text, icon := "", kit.IconChevronRight
	if c.open {
		text, icon = strings.Join(c.card.Transcript, "\n"), kit.IconChevronDown
	}
	c.toggle.SetIcon(icon)
	c.view.SetText(text)
	c.view.HeaderChanged()
	c.view.ScrollToEnd() // the button is there, and the last word of the server
}

// cardSection is a heading, perhaps with a figure at its end, and rows below.
func cardSection(title, figure string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	head := container.New(besides{kit.Space2}, kit.NewText(title, kit.TextNormal, kit.ColorText).SetBold(true), kit.NewText(figure, kit.TextSmall, kit.ColorDim))
	return container.New(column{kit.Space2}, append([]fyne.CanvasObject{head}, rows...)...)
}

// recipientRows say for each recipient what became of the message.
func recipientRows(list []model.CardRecipient) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, r := range list {
		icon, tint := kit.IconSent, kit.ColorDim
		switch {
		case r.Bad:
			icon, tint = kit.IconError, kit.ColorError
		case r.Wait:
			icon, tint = kit.IconClock, kit.ColorWarning
		case r.Good:
			icon, tint = kit.IconSuccess, kit.ColorSuccess
		}
		lines := []fyne.CanvasObject{
			kit.NewText(r.Address, kit.TextNormal, kit.ColorText).SetFlexible(),
			kit.NewParagraph(r.State, kit.TextSmall, tint),
		}
		if r.Text != "" {
			lines = append(lines, kit.NewParagraph(r.Text, kit.TextSmall, kit.ColorDim))
		}
		rows = append(rows, container.New(marked{18, kit.Space2}, kit.NewPicture(icon, 18, tint), container.New(column{1}, lines...)))
	}
	return rows
}

// showHowSent is the card of a message in a folder, if it was sent from here.
func (w *shell) showHowSent() {
	ids := w.messageIDs()
	if len(ids) != 1 {
		return
	}
	load(w.s.pump, func(ctx context.Context) (mail.Outgoing, error) {
		row, err := w.s.core.Mail.Row(ctx, ids[0])
		if err != nil {
			return mail.Outgoing{}, err
		}
		return w.s.core.Outbox.OfMessage(ctx, row.MessageID)
	}, func(o mail.Outgoing, err error) {
		switch {
		case errors.Is(err, mail.ErrNotFound):
			w.s.tell(lang.T("Godwit has not sent this message, or forgot how."))
		case err != nil:
			w.s.fail(err)
		default:
			showSendCard(w.s, o)
		}
	})
}

// noticeBounced is the code of a notice of mail that came back.
const noticeBounced = "GW-SEND-BOUNCED"

// showBounced opens the outbox at the newest message of an account that came
// back.
func (w *shell) showBounced(n notice) {
	load(w.s.pump, w.s.core.Outbox.List, func(list []mail.Outgoing, err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		for _, o := range list {
			if o.Account == n.Account && app.CameBack(o) {
				w.showOutgoing(o.ID)
				return
			}
		}
	})
}

// writeAgain makes a draft for those whom a message did not reach.
func (w *shell) writeAgain(id mail.OutboxID) {
	w.openDraft(func(ctx context.Context) (compose.Draft, error) { return w.s.core.Outbox.Again(ctx, id) })
}
