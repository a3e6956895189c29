package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// showKeys lists every command that has a key.
func (w *shell) showKeys() {
	list := container.New(column{kit.Space1})
	for _, g := range w.commands.groups {
		var rows []fyne.CanvasObject
		for _, c := range g.commands {
			if k := w.keymap.first(c.id); k != "" {
				rows = append(rows, container.New(shares{[]float32{0.62, 0.38}},
					kit.NewText(c.title, kit.TextNormal, kit.ColorText).SetFlexible(), kit.NewText(k.String(), kit.TextNormal, kit.ColorDim)))
			}
		}
		if len(rows) > 0 {
			list.Add(container.New(column{kit.Space1}, append([]fyne.CanvasObject{kit.NewText(g.title, 13, kit.ColorAccent).SetBold(true)}, rows...)...))
			list.Add(spacer(kit.Space2))
		}
	}
	scroll := container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, kit.Space4), list))
	showSheet(w.s.win, sheet{Title: lang.T("Keys"), Body: scroll, Width: 420, Height: w.s.win.Canvas().Size().Height * 0.85, Close: lang.T("Close")})
}
