package gui

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
)

func (w *shell) about() { showAbout(w.frame) }

func showAbout(f *frame) {
	icon := canvas.NewImageFromResource(kit.AppIcon())
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(72))
	body := container.New(column{kit.Space3}, icon,
		kit.NewText("Version "+f.o.Version+" · "+runtime.GOOS, kit.TextSmall, kit.ColorDim).SetAlign(fyne.TextAlignCenter),
		kit.NewParagraph("A mail program for one's own computer. It loads nothing that a message points to, tells nobody what you read, and keeps your passwords in your system's keyring.",
			kit.TextNormal, kit.ColorText).SetCentred(),
		kit.NewParagraph("MIT licence", kit.TextSmall, kit.ColorDim).SetCentred())
	showSheet(f.win, sheet{Title: "Godwit", Body: body, Width: 380, Close: "Close"})
}

// keys lists every command that has a key.
func (w *shell) keys() {
	list := container.New(column{kit.Space1})
	for _, m := range w.menus() {
		var rows []fyne.CanvasObject
		for _, c := range m.commands {
			if c.key != nil {
				rows = append(rows, container.New(shares{[]float32{0.62, 0.38}},
					kit.NewText(c.title, kit.TextNormal, kit.ColorText).SetFlexible(), kit.NewText(keyText(c.key), kit.TextNormal, kit.ColorDim)))
			}
		}
		if len(rows) > 0 {
			list.Add(container.New(column{kit.Space1}, append([]fyne.CanvasObject{kit.NewText(m.title, 13, kit.ColorAccent).SetBold(true)}, rows...)...))
			list.Add(spacer(kit.Space2))
		}
	}
	scroll := container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, kit.Space4), list))
	showSheet(w.s.win, sheet{Title: "Keys", Body: scroll, Width: 420, Height: w.s.win.Canvas().Size().Height * 0.85, Close: "Close"})
}

// keyText is a shortcut as people write it: "Ctrl+Shift+R".
func keyText(k fyne.KeyboardShortcut) string {
	text := ""
	for _, m := range []struct {
		mod  fyne.KeyModifier
		name string
	}{{fyne.KeyModifierControl, "Ctrl+"}, {fyne.KeyModifierSuper, "Cmd+"}, {fyne.KeyModifierAlt, "Alt+"}, {fyne.KeyModifierShift, "Shift+"}} {
		if k.Mod()&m.mod != 0 {
			text += m.name
		}
	}
	name := string(k.Key())
	switch k.Key() {
	case fyne.KeyDelete:
		name = "Del"
	case fyne.KeyReturn:
		name = "Enter"
	}
	return text + name
}
