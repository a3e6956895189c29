package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NewEmptyState fills a view that has nothing to show: a quiet icon, what it
// means, and what one can do about it. Buttons may be left out, and so may text.
func NewEmptyState(icon IconName, title, text string, buttons ...*Button) fyne.CanvasObject {
	parts := []fyne.CanvasObject{
		container.NewCenter(NewPicture(icon, 48, ColorFaint)),
		NewText(title, TextTitle, ColorText).SetBold(true).SetAlign(fyne.TextAlignCenter),
	}
	if text != "" {
		parts = append(parts, NewParagraph(text, TextNormal, ColorDim).SetCentred().SetLeastWidth(300))
	}
	if len(buttons) > 0 {
		row := container.NewHBox()
		for _, b := range buttons {
			row.Add(b)
		}
		parts = append(parts, container.NewCenter(row))
	}
	return container.NewCenter(container.New(stackLayout{gap: Space3}, parts...))
}

// stackLayout puts objects below each other at a distance of the grid; Fyne's
// own box takes its distance from the theme.
type stackLayout struct{ gap float32 }

func (l stackLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	n := 0
	for _, c := range o {
		if c.Visible() {
			m := c.MinSize()
			size.Width, size.Height = max(size.Width, m.Width), size.Height+m.Height
			n++
		}
	}
	return size.AddWidthHeight(0, l.gap*float32(max(0, n-1)))
}

func (l stackLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	y := float32(0)
	for _, c := range o {
		if !c.Visible() {
			continue
		}
		c.Resize(fyne.NewSize(s.Width, c.MinSize().Height))
		h := c.MinSize().Height // for the width it has now
		c.Resize(fyne.NewSize(s.Width, h))
		c.Move(fyne.NewPos(0, y))
		y += h + l.gap
	}
}
