package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Edges are the sides of a Surface that carry a one-pixel line.
type Edges int

const (
	NoEdge  Edges = 0
	TopEdge Edges = 1 << iota
	BottomEdge
	LeftEdge
	RightEdge
)

// Surface is a plane in a colour of the theme with content on it. Content may
// be nil: then it is a plain area.
type Surface struct {
	widget.BaseWidget
	tint    fyne.ThemeColorName
	edges   Edges
	radius  float32
	framed  bool
	content fyne.CanvasObject
	back    *canvas.Rectangle
	lines   [4]*canvas.Rectangle
}

// NewSurface puts content on a plane.
func NewSurface(tint fyne.ThemeColorName, edges Edges, content fyne.CanvasObject) *Surface {
	s := &Surface{tint: tint, edges: edges, content: content, back: canvas.NewRectangle(color.Transparent)}
	for i := range s.lines {
		s.lines[i] = canvas.NewRectangle(color.Transparent)
	}
	s.ExtendBaseWidget(s)
	return s
}

// NewCard is a plane with rounded corners and content on it.
func NewCard(tint fyne.ThemeColorName, content fyne.CanvasObject) *Surface {
	s := NewSurface(tint, NoEdge, content)
	s.radius = Radius + 2
	return s
}

// NewFrame puts a thin rounded line around content, as around a field.
func NewFrame(content fyne.CanvasObject) *Surface {
	s := NewSurface("inputBackground", NoEdge, content)
	s.radius, s.framed = Radius, true
	return s
}

// SetColour takes another colour of the theme.
func (s *Surface) SetColour(tint fyne.ThemeColorName) {
	if s.tint != tint {
		s.tint = tint
		s.Refresh()
	}
}

// SetContent replaces what is on the plane.
func (s *Surface) SetContent(o fyne.CanvasObject) {
	s.content = o
	s.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer {
	r := &surfaceRenderer{s}
	r.paint()
	return r
}

type surfaceRenderer struct{ s *Surface }

func (x *surfaceRenderer) Objects() []fyne.CanvasObject {
	s := x.s
	objects := []fyne.CanvasObject{s.back}
	if s.content != nil {
		objects = append(objects, s.content)
	}
	for i, edge := range [4]Edges{TopEdge, BottomEdge, LeftEdge, RightEdge} {
		if s.edges&edge != 0 {
			objects = append(objects, s.lines[i])
		}
	}
	return objects
}

func (x *surfaceRenderer) MinSize() fyne.Size {
	if x.s.content == nil {
		return fyne.Size{}
	}
	return x.s.content.MinSize()
}
func (x *surfaceRenderer) Destroy() {}

func (x *surfaceRenderer) Layout(size fyne.Size) {
	s := x.s
	s.back.Resize(size)
	if s.content != nil {
		s.content.Move(fyne.Position{})
		s.content.Resize(size)
	}
	s.lines[0].Resize(fyne.NewSize(size.Width, 1))
	s.lines[1].Resize(fyne.NewSize(size.Width, 1))
	s.lines[1].Move(fyne.NewPos(0, size.Height-1))
	s.lines[2].Resize(fyne.NewSize(1, size.Height))
	s.lines[3].Resize(fyne.NewSize(1, size.Height))
	s.lines[3].Move(fyne.NewPos(size.Width-1, 0))
}

func (x *surfaceRenderer) paint() {
	s := x.s
	s.back.FillColor, s.back.CornerRadius = colour(s.tint), s.radius
	if s.framed {
		s.back.StrokeColor, s.back.StrokeWidth = colour("inputBorder"), 1
	}
	for _, l := range s.lines {
		l.FillColor = colour(ColorLine)
	}
}

func (x *surfaceRenderer) Refresh() {
	x.paint()
	x.Layout(x.s.Size())
	canvas.Refresh(x.s)
}
