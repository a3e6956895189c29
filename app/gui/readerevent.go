package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/gui/model"
	"godwit/sync/invite"
)

// eventCard says what an invitation is about. It answers nothing.
func eventCard(e invite.Event) fyne.CanvasObject {
	title, lines := model.EventLines(e, now())
	tint := kit.ColorText
	if e.Cancelled {
		tint = kit.ColorWarning
	}
	words := container.New(column{2}, kit.NewParagraph(cut(title, 200), kit.TextNormal, tint).SetBold())
	for _, l := range lines {
		words.Add(kit.NewParagraph(cut(l, 300), kit.TextSmall, kit.ColorDim))
	}
	icon := container.New(layout.NewCustomPaddedLayout(0, 0, 0, kit.Space3), container.NewVBox(kit.NewPicture(kit.IconClock, 22, kit.ColorDim)))
	row := container.New(layout.NewBorderLayout(nil, nil, icon, nil), icon, words)
	return kit.NewCard(kit.ColorBar, container.New(layout.NewCustomPaddedLayout(kit.Space3, kit.Space3, kit.Space4, kit.Space4), row))
}
