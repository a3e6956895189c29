package gui

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

func (w *shell) about() { showAbout(w.frame) }

func showAbout(f *frame) {
	icon := canvas.NewImageFromResource(kit.AppIcon())
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(72))
	body := container.New(column{kit.Space3}, icon,
		kit.NewText(lang.T("Version {version}", "version", f.o.Version)+" · "+runtime.GOOS, kit.TextSmall, kit.ColorDim).SetAlign(fyne.TextAlignCenter),
		kit.NewParagraph(lang.T("A mail program for one's own computer. It loads nothing that a message points to, tells nobody what you read, and keeps your passwords in your system's keyring."),
			kit.TextNormal, kit.ColorText).SetCentred(),
		kit.NewParagraph(lang.T("MIT licence"), kit.TextSmall, kit.ColorDim).SetCentred())
	showSheet(f.win, sheet{Title: "Godwit", Body: body, Width: 380, Close: lang.T("Close")})
}
