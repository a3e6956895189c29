package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// SplitButton is a button, and joined to it a narrow one that opens a menu of
// other ways to do the same.
type SplitButton struct {
	Object     *fyne.Container
	Main, More *Button
}

// NewSplitButton is a pair of one weight; more says what the menu is for.
func NewSplitButton(kind ButtonKind, icon IconName, label string, tapped func(), more string, open func()) *SplitButton {
	s := &SplitButton{Main: NewButton(kind, icon, label, tapped), More: NewButton(kind, IconChevronDown, "", open)}
	s.More.SetTooltip(more)
	s.Main.round(true, false)
	s.More.round(false, true)
	s.Object = container.New(joined{}, s.Main, s.More)
	return s
}

// round keeps a button's corners at some sides only.
func (b *Button) round(left, right bool) {
	b.back.CornerRadius, b.ring.CornerRadius = 0, 0
	if left {
		b.back.TopLeftCornerRadius, b.back.BottomLeftCornerRadius = Radius, Radius
		b.ring.TopLeftCornerRadius, b.ring.BottomLeftCornerRadius = Radius, Radius
	}
	if right {
		b.back.TopRightCornerRadius, b.back.BottomRightCornerRadius = Radius, Radius
		b.ring.TopRightCornerRadius, b.ring.BottomRightCornerRadius = Radius, Radius
	}
}

// joined puts a narrow object close to the one before it.
type joined struct{}

const splitMore, splitGap float32 = 28, 1

func (joined) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(splitMore+splitGap, 0)
}

func (joined) Layout(o []fyne.CanvasObject, s fyne.Size) {
	left := s.Width - splitMore - splitGap
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(left, s.Height))
	o[1].Move(fyne.NewPos(left+splitGap, 0))
	o[1].Resize(fyne.NewSize(splitMore, s.Height))
}
