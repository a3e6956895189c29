package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// trust shows the certificate that a server was refused for. accept gets the pin
// of the one that a person trusts from then on, or "" for what the system trusts.
func (s *session) trust(srv accounts.Server, e *dial.Error, accept func(pin string)) {
	if e.Kind == dial.CertChanged {
		s.alarm(srv, e, accept)
		return
	}
	body := container.New(column{kit.Space3}, kit.NewParagraph(model.TrustWarning(e), kit.TextNormal, kit.ColorText), facts(model.CertificateFacts(*e.Shown)),
		kit.NewParagraph(lang.T("Only this one certificate would be accepted, from {host} alone. You can take that back in the account's settings.", "host", e.Host), kit.TextSmall, kit.ColorDim))
	showSheet(s.win, sheet{
		Title: model.InWords(app.Explain(e)).Title, Body: body, Width: 560, Close: lang.T("Do not connect"), Action: lang.T("Trust only this one"),
		Danger: !srv.Local(), Do: func() { accept(e.Shown.Pin) },
	})
}

// alarm is for a server that shows another certificate than the one that was
// accepted. Nothing goes on with one click: the two numbers are compared, and a
// person says that they asked.
func (s *session) alarm(srv accounts.Server, e *dial.Error, accept func(pin string)) {
	ex := model.InWords(app.Explain(e))
	numbers := facts([]model.Fact{
		{Name: lang.T("You accepted"), Text: model.PinGroups(srv.Pin)},
		{Name: lang.T("It shows now"), Text: model.PinGroups(e.Shown.Pin)},
	})
	advice := lang.T("Ask whoever runs the server, by another way than this server, whether its certificate was changed, and compare the number that it shows now.")
	step, do := lang.T("I asked…"), func() { s.afterAlarm(e, accept) }
	if e.Valid {
		advice = lang.T("If the server has got a proper certificate, your exception for it is not needed any more.")
		step, do = lang.T("Take back the exception"), func() { accept("") }
	}
	body := container.New(column{kit.Space3},
		note(kit.ToneError, kit.NewParagraph(ex.Text, kit.TextNormal, kit.ColorText)), numbers,
		kit.NewParagraph(advice, kit.TextNormal, kit.ColorText))
	showSheet(s.win, sheet{Title: ex.Title, Body: body, Width: 600, Close: lang.T("Do not connect"), Action: step, Danger: true, Do: do})
}

// afterAlarm is the second step: what the new certificate says, and a tick.
func (s *session) afterAlarm(e *dial.Error, accept func(pin string)) {
	asked := widget.NewCheck(lang.T("The server's owner told me this number"), nil)
	row := kit.NewFormRow("", asked, "")
	var closeSheet func()
	closeSheet = showSheet(s.win, sheet{
		Title: lang.T("Trust the new certificate?"), Body: container.New(column{kit.Space3}, facts(model.CertificateFacts(*e.Shown)), row), Width: 560,
		Close: lang.T("Do not connect"), Action: lang.T("Trust the new one"), Danger: true, Stay: true,
		Do: func() {
			if !asked.Checked {
				row.SetProblem(lang.T("Compare the number first, and tick this."))
				return
			}
			closeSheet()
			accept(e.Shown.Pin)
		},
	})
}

// facts is a table of two columns.
func facts(list []model.Fact) fyne.CanvasObject {
	rows := container.New(column{kit.Space2})
	for _, f := range list {
		rows.Add(container.New(shares{[]float32{0.26, 0.74}}, kit.NewParagraph(f.Name, kit.TextSmall, kit.ColorDim), kit.NewParagraph(f.Text, kit.TextSmall, kit.ColorText)))
	}
	return kit.NewCard(kit.ColorBar, container.NewPadded(rows))
}
