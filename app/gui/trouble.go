package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// Trouble is a window that says why Godwit cannot start with this profile. It
// returns when the window is closed.
func Trouble(a fyne.App, ex app.Explanation, profile string) {
	ex = model.InWords(ex)
	a.Settings().SetTheme(kit.NewTheme(kit.FollowSystem, kit.Shore))
	w := a.NewWindow("Godwit")
	w.SetIcon(kit.AppIcon())
	w.SetPadded(false)
	title := kit.NewParagraph(ex.Title, kit.TextHeading, kit.ColorText)
	code := kit.NewParagraph(ex.Code+" · "+profile, kit.TextSmall, kit.ColorDim)
	quit := kit.NewButton(kit.Primary, "", lang.T("Close"), w.Close)
	words := kit.NewForm(title, kit.NewParagraph(ex.Text, kit.TextNormal, kit.ColorText), kit.NewParagraph(ex.Action, kit.TextNormal, kit.ColorText), code)
	buttons := container.NewHBox(layout.NewSpacer(), quit)
	body := container.New(layout.NewBorderLayout(nil, buttons, nil, nil), words, buttons)
	w.SetContent(kit.NewStage(kit.NewSurface(kit.ColorPaper, kit.NoEdge, container.New(layout.NewCustomPaddedLayout(kit.Space6, kit.Space6, kit.Space6, kit.Space6), body))))
	w.Resize(fyne.NewSize(520, 300))
	w.CenterOnScreen()
	w.Canvas().Focus(quit)
	w.ShowAndRun()
}
