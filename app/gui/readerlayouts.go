package gui

import (
	"fyne.io/fyne/v2"

	"godwit/app/gui/kit"
)

// whoLayout lays out the first lines of a message's head: face, sender, date,
// actions, recipients. Where there is room they stand in one line with the
// recipients below; else date and actions have a line of their own. Nothing is
// cut.
type whoLayout struct{}

const faceSize float32 = 40

func (l whoLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, l.place(o, lastWidth(o), false))
}

// lastWidth is the width the objects were laid out for.
func lastWidth(o []fyne.CanvasObject) float32 {
	return o[3].Position().X + o[3].Size().Width
}

func (l whoLayout) Layout(o []fyne.CanvasObject, s fyne.Size) { l.place(o, s.Width, true) }

// place puts the objects where they belong, and tells how high all are.
func (whoLayout) place(o []fyne.CanvasObject, width float32, put bool) float32 {
	face, from, date, actions, to := o[0], o[1].(*kit.Token), o[2].(*kit.Token), o[3], o[4].(*kit.Token)
	left := faceSize + kit.Space3 - kit.Space1 // a token has a space of its own
	buttons := actions.MinSize()
	rest := date.Wide() + kit.Space2 + buttons.Width
	roomy := width-left-rest-kit.Space2 >= min(from.Wide(), 260)
	move := func(c fyne.CanvasObject, x, y, w, h float32) {
		if put {
			c.Move(fyne.NewPos(x, y))
			c.Resize(fyne.NewSize(w, h))
		}
	}
	at := func(t *kit.Token, x, y, w float32) float32 {
		if put {
			t.Resize(fyne.NewSize(w, t.MinSize().Height))
			h := t.MinSize().Height
			move(t, x, y, w, h)
		}
		return y + t.MinSize().Height
	}
	move(face, 0, 0, faceSize, faceSize)
	y := float32(0)
	if roomy {
		room := width - left - rest - kit.Space2
		row := max(from.MinSize().Height, buttons.Height)
		y = at(from, left, max(0, (min(row, 28)-20)/2), min(room, from.Wide()))
		move(actions, width-buttons.Width, 0, buttons.Width, buttons.Height)
		d := date.MinSize().Height
		move(date, width-rest, (buttons.Height-d)/2, date.Wide(), d)
		y = at(to, left, y, min(width-left, to.Wide()))
	} else {
		y = at(from, left, 0, min(width-left, from.Wide()))
		y = at(to, left, y, min(width-left, to.Wide()))
		y = max(y, faceSize)
		d := date.MinSize().Height
		if width < rest+left {
			left = -kit.Space1
		}
		move(date, left, y+(buttons.Height-d)/2, min(date.Wide(), max(1, width-buttons.Width-left)), d)
		move(actions, width-buttons.Width, y, buttons.Width, buttons.Height)
		y += buttons.Height
	}
	return max(y, faceSize)
}

// labelled puts a label of one width before its second object.
type labelled struct{ width float32 }

func (l labelled) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.width+o[1].MinSize().Width, max(o[0].MinSize().Height, o[1].MinSize().Height))
}

func (l labelled) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(fyne.NewSize(l.width, o[0].MinSize().Height))
	o[1].Move(fyne.NewPos(l.width, 0))
	o[1].Resize(fyne.NewSize(max(1, s.Width-l.width), s.Height))
}

// flow puts tokens beside each other, and on in rows.
type flow struct{ gap float32 }

func (l flow) MinSize(o []fyne.CanvasObject) fyne.Size {
	bottom := float32(0)
	for _, c := range o {
		bottom = max(bottom, c.Position().Y+c.MinSize().Height)
	}
	return fyne.NewSize(120, bottom)
}

func (l flow) Layout(o []fyne.CanvasObject, s fyne.Size) {
	x, y, row := float32(0), float32(0), float32(0)
	for _, c := range o {
		w := c.MinSize().Width
		if t, ok := c.(*kit.Token); ok {
			w = t.Wide()
		}
		w = min(w, s.Width)
		if x > 0 && x+w > s.Width {
			x, y, row = 0, y+row+l.gap, 0
		}
		c.Resize(fyne.NewSize(w, c.MinSize().Height))
		h := c.MinSize().Height
		c.Resize(fyne.NewSize(w, h))
		c.Move(fyne.NewPos(x, y))
		x, row = x+w+l.gap, max(row, h)
	}
}

// headEdges lays a line along the top of its first object and a mark along its
// left.
type headEdges struct{}

func (headEdges) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (headEdges) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(s)
	o[1].Resize(fyne.NewSize(s.Width, 1))
	o[2].Move(fyne.NewPos(0, 1))
	o[2].Resize(fyne.NewSize(3, max(0, s.Height-1)))
}
