package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// How the two views of a message take part in a Pile.

// join leaves the scrolling to a pile.
func (v *TextView) join(p *Pile) {
	if v.pane.pile == nil {
		v.pane.pile, v.pane.scroll.Direction = p, container.ScrollNone
	}
}

func (v *TextView) natural() float32 { return v.pane.MinSize().Height }

func (v *TextView) setTop(y float32) {
	p := v.pane
	if p.scroll.Offset.Y != y {
		p.scroll.ScrollToOffset(fyne.NewPos(0, y))
		p.update()
	}
}

// join leaves the scrolling to a pile, but for a mail that is too wide.
func (v *HTMLView) join(p *Pile) {
	if v.pane.pile == nil {
		v.pane.pile, v.pane.scroll.Direction = p, container.ScrollHorizontalOnly
	}
}

// unlaid is the room that is kept for a mail that is not laid out yet.
const unlaid float32 = 120

func (v *HTMLView) natural() float32 {
	h := v.pane.MinSize().Height
	if v.pane.list == nil {
		h += unlaid
	}
	return h
}

func (v *HTMLView) setTop(y float32) {
	p := v.pane
	if p.scroll.Offset.Y != y {
		p.scroll.ScrollToOffset(fyne.NewPos(p.scroll.Offset.X, y))
		p.update()
	}
}

// toEdge shows the beginning or the end of all that scrolls along.
func toEdge(pile *Pile, scrollTo func(y float32), height float32, end bool) {
	switch {
	case pile != nil && end:
		pile.End()
	case pile != nil:
		pile.ScrollTo(0)
	case end:
		scrollTo(height)
	default:
		scrollTo(0)
	}
}
