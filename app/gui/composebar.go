package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
)

// composeBar is the row of buttons of a compose window.
type composeBar struct {
	object fyne.CanvasObject
	send   *kit.Button
	state  *kit.Text // "Saved 14:02"
}

func newComposeBar(c *composer) *composeBar {
	b := &composeBar{state: kit.NewText("", kit.TextSmall, kit.ColorDim)}
	b.send = kit.NewButton(kit.Primary, kit.IconSend, "Send", c.send)
	b.send.SetTooltip("Send (Ctrl+Enter)")
	attach := kit.NewButton(kit.Quiet, kit.IconAttachment, "Attach", c.files.choose)
	attach.SetTooltip("Attach files (Ctrl+Shift+A)")
	discard := kit.NewIconButton(kit.IconTrash, "Discard this message", c.discard)
	left := container.New(layout.NewCustomPaddedHBoxLayout(kit.Space2), b.send, attach)
	right := container.New(layout.NewCustomPaddedHBoxLayout(kit.Space3), container.New(middle{}, b.state), discard)
	row := container.New(ends{}, left, right)
	b.object = kit.NewSurface(kit.ColorBar, kit.BottomEdge, container.New(layout.NewCustomPaddedLayout(kit.Space2, kit.Space2, kit.Space3, kit.Space3), row))
	return b
}

func (b *composeBar) setState(text string) { b.state.SetText(text) }

// ends puts one object at the left end and one at the right.
type ends struct{}

func (ends) MinSize(o []fyne.CanvasObject) fyne.Size {
	l, r := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(l.Width+r.Width, max(l.Height, r.Height))
}

func (ends) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l, r := o[0].MinSize(), o[1].MinSize()
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(l.Width, s.Height))
	o[1].Move(fyne.NewPos(s.Width-r.Width, 0))
	o[1].Resize(fyne.NewSize(r.Width, s.Height))
}

// stacked puts bar, fields, text and files below each other; the text takes
// what is left. The order is that of the Tab key: fields, text, files, bar.
func stacked(bar, fields, text, files fyne.CanvasObject) *fyne.Container {
	return container.New(stack{}, fields, text, files, bar)
}

type stack struct{}

func (stack) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(420, 360) }

func (stack) Layout(o []fyne.CanvasObject, s fyne.Size) {
	fields, text, files, bar := o[0], o[1], o[2], o[3]
	barH := bar.MinSize().Height
	bar.Move(fyne.Position{})
	bar.Resize(fyne.NewSize(s.Width, barH))
	fields.Resize(fyne.NewSize(s.Width, fields.MinSize().Height))
	fieldsH := min(fields.MinSize().Height, s.Height*0.6) // for the width it has now
	fields.Move(fyne.NewPos(0, barH))
	fields.Resize(fyne.NewSize(s.Width, fieldsH))
	filesH := float32(0)
	if files.Visible() {
		files.Resize(fyne.NewSize(s.Width, files.MinSize().Height))
		filesH = files.MinSize().Height
	}
	files.Move(fyne.NewPos(0, s.Height-filesH))
	files.Resize(fyne.NewSize(s.Width, filesH))
	text.Move(fyne.NewPos(0, barH+fieldsH))
	text.Resize(fyne.NewSize(s.Width, max(40, s.Height-barH-fieldsH-filesH)))
}

// relayout makes room after fields came or went.
func (c *composer) relayout() {
	if c.stage != nil {
		c.stage.Refresh()
		c.win.Content().Refresh()
	}
}
