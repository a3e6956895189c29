package gui

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/compose"
)

// chooseTime asks when to send.
func (c *composer) chooseTime() {
	askTime(c.win, c.writing.Draft.SendAt, c.sendAt)
}

// askTime asks for a time as people type it, and says back what it understood.
func askTime(win fyne.Window, at time.Time, do func(time.Time)) {
	field := kit.NewField(lang.T("tomorrow 8:00"))
	said := kit.NewParagraph(lang.T("For example “in 2 hours”, “18:30”, “Monday morning”, “30 Nov 14:00”."), kit.TextNormal, kit.ColorDim)
	var understood time.Time
	field.OnChanged = func(text string) {
		var err error
		understood, err = compose.When(text, now())
		switch {
		case err == nil:
			said.SetText(model.LaterText(understood, now()))
			said.SetColour(kit.ColorText)
		case errors.Is(err, compose.ErrPast):
			said.SetText(lang.T("That time is over."))
			said.SetColour(kit.ColorError)
		default:
			said.SetText(lang.T("For example “in 2 hours”, “18:30”, “Monday morning”, “30 Nov 14:00”."))
			said.SetColour(kit.ColorDim)
		}
	}
	if at.After(now()) {
		field.SetText(at.In(now().Location()).Format("2006-01-02 15:04"))
	}
	var closeSheet func()
	choose := func() {
		if understood.IsZero() {
			return
		}
		closeSheet()
		do(understood)
	}
	field.OnSubmitted = func(string) { choose() }
	closeSheet = showSheet(win, sheet{
		Title: lang.T("Send at"), Body: kit.NewForm(field, said), Width: 440,
		Close: lang.T("Cancel"), Action: lang.T("Send then"), Stay: true, Focus: field, Do: choose,
	})
}
