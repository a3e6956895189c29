package kit

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// choiceRow draws one row of a ChoiceList: icon, title with what was typed in
// bold, note, key.
type choiceRow struct {
	widget.BaseWidget
	l         *ChoiceList
	at        int
	back, cap *canvas.Rectangle
	image     *canvas.Image
	title     []*canvas.Text // plain and bold in turn
	note, key *canvas.Text
	fit       fitter
}

func newChoiceRow(l *ChoiceList) *choiceRow {
	r := &choiceRow{l: l, back: canvas.NewRectangle(color.Transparent), cap: canvas.NewRectangle(color.Transparent)}
	r.back.CornerRadius, r.cap.CornerRadius, r.cap.StrokeWidth = Radius, 4, 1
	r.image = &canvas.Image{FillMode: canvas.ImageFillContain}
	r.note, r.key = canvas.NewText("", color.Transparent), canvas.NewText("", color.Transparent)
	r.note.TextSize, r.key.TextSize = TextSmall, TextSmall
	r.ExtendBaseWidget(r)
	return r
}

// MouseDown chooses the row, before the field above loses the keyboard.
func (r *choiceRow) MouseDown(*desktop.MouseEvent) { r.l.choose(r.at) }

// MouseUp implements desktop.Mouseable.
func (r *choiceRow) MouseUp(*desktop.MouseEvent) {}

// MouseIn implements desktop.Hoverable.
func (r *choiceRow) MouseIn(*desktop.MouseEvent) {}

// MouseMoved marks the row; a list that only appears below a pointer at rest
// keeps its own mark.
func (r *choiceRow) MouseMoved(*desktop.MouseEvent) {
	if r.at < len(r.l.choices) && !r.l.choices[r.at].Head && r.l.marked != r.at {
		r.l.marked = r.at
		r.l.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (r *choiceRow) MouseOut() {}

// CreateRenderer implements fyne.Widget.
func (r *choiceRow) CreateRenderer() fyne.WidgetRenderer { return &choiceRowRenderer{r} }

type choiceRowRenderer struct{ r *choiceRow }

func (x *choiceRowRenderer) MinSize() fyne.Size { return fyne.NewSize(160, choiceHeight) }
func (x *choiceRowRenderer) Destroy()           {}
func (x *choiceRowRenderer) Objects() []fyne.CanvasObject {
	o := []fyne.CanvasObject{x.r.back, x.r.image, x.r.note, x.r.cap, x.r.key}
	for _, t := range x.r.title {
		o = append(o, t)
	}
	return o
}

func (x *choiceRowRenderer) Layout(size fyne.Size) {
	r := x.r
	if r.at >= len(r.l.choices) {
		return
	}
	c := r.l.choices[r.at]
	r.back.Resize(size)
	right := size.Width - Space3
	r.key.Text, r.key.Hidden, r.cap.Hidden = c.Key, c.Key == "", c.Key == ""
	if c.Key != "" {
		k := r.key.MinSize()
		right -= k.Width + 2*Space2
		r.cap.Move(fyne.NewPos(right, (size.Height-22)/2))
		r.cap.Resize(fyne.NewSize(k.Width+2*Space2, 22))
		r.key.Move(fyne.NewPos(right+Space2, (size.Height-k.Height)/2))
		r.key.Resize(k)
		right -= Space3
	}
	left := Space3
	r.image.Hidden = c.Icon == ""
	if c.Icon != "" {
		r.image.Move(fyne.NewPos(left, (size.Height-18)/2))
		r.image.Resize(fyne.NewSquareSize(18))
	}
	if !c.Head {
		left += 18 + Space3
	}
	left = r.placeTitle(c, left, right, size.Height)
	r.note.Text = r.fit.fit(c.Note, right-left-Space3, TextSmall, plainStyle)
	n := r.note.MinSize()
	r.note.Move(fyne.NewPos(left+Space3, (size.Height-n.Height)/2+0.5))
	r.note.Resize(n)
}

// placeTitle writes the title in pieces, and tells where it ends.
func (r *choiceRow) placeTitle(c Choice, left, right, height float32) float32 {
	size, style := TextNormal, plainStyle
	if c.Head {
		size, style = TextSmall, boldStyle
	}
	pieces := stressed(r.fit.fit(c.Title, right-left, size, style), c.Marks)
	for len(r.title) < len(pieces) {
		r.title = append(r.title, canvas.NewText("", color.Transparent))
	}
	for i, t := range r.title {
		t.Hidden = i >= len(pieces)
		if t.Hidden {
			continue
		}
		t.Text, t.TextSize, t.TextStyle = pieces[i], size, style
		if i%2 == 1 {
			t.TextStyle = boldStyle
		}
		m := t.MinSize()
		t.Move(fyne.NewPos(left, (height-m.Height)/2))
		t.Resize(m)
		left += m.Width
	}
	return left
}

// stressed cuts a text into pieces, every second of which is to be stressed.
func stressed(text string, marks []int) []string {
	pieces := []string{""}
	for i, r := range []rune(text) {
		if on := slices.Contains(marks, i); on != (len(pieces)%2 == 0) {
			pieces = append(pieces, "")
		}
		pieces[len(pieces)-1] += string(r)
	}
	return pieces
}

func (x *choiceRowRenderer) Refresh() {
	r := x.r
	if r.at >= len(r.l.choices) {
		return
	}
	c := r.l.choices[r.at]
	x.Layout(r.Size())
	ink := ColorText
	switch {
	case c.Off:
		ink = ColorDim
	case c.Head:
		ink = ColorAccent
	}
	for _, t := range r.title {
		t.Color = colour(ink)
	}
	r.note.Color, r.key.Color = colour(ColorDim), colour(ColorDim)
	r.cap.FillColor, r.cap.StrokeColor = colour(ColorBar), colour(ColorLine)
	r.back.FillColor, r.back.Hidden = colour(ColorSelected), r.l.marked != r.at
	if c.Icon != "" {
		setIcon(r.image, c.Icon, ink)
	}
	canvas.Refresh(r)
}
