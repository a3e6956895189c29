package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// maxSuggestions is how many people are offered at a time.
const maxSuggestions = 6

const suggestionHeight float32 = 36

// suggestions is the list that drops down from an AddressField. It floats on
// the stage; the keyboard stays in the field.
type suggestions struct {
	widget.BaseWidget
	f      *AddressField
	people []Recipient
	marked int
	back   *canvas.Rectangle
	rows   []*suggestionRow
}

func newSuggestions(f *AddressField) *suggestions {
	s := &suggestions{f: f, back: canvas.NewRectangle(color.Transparent)}
	s.back.CornerRadius, s.back.StrokeWidth = Radius, 1
	for i := range maxSuggestions {
		s.rows = append(s.rows, newSuggestionRow(s, i))
	}
	s.ExtendBaseWidget(s)
	return s
}

func (s *suggestions) open() bool { return len(s.people) > 0 }

// show drops the list down, or takes it away when there is nobody.
func (s *suggestions) show(people []Recipient) {
	stage := stageOf(s.f)
	if stage == nil {
		return
	}
	s.people, s.marked = people[:min(len(people), maxSuggestions)], 0
	if !s.open() || !s.f.entry.focused {
		s.people = nil
		stage.hideDrop(s)
		return
	}
	stage.showDrop(s, s.f.entry)
	s.Refresh()
}

func (s *suggestions) step(by int) {
	s.marked = (s.marked + by + len(s.people)) % len(s.people)
	s.Refresh()
}

// take puts the marked person into the field, and tells whether there was one.
func (s *suggestions) take() bool {
	if !s.open() {
		return false
	}
	who := s.people[s.marked]
	s.show(nil)
	s.f.entry.quiet(func() { s.f.entry.SetText("") })
	s.f.add([]Recipient{who})
	return true
}

func (s *suggestions) MinSize() fyne.Size {
	return fyne.NewSize(320, float32(len(s.people))*suggestionHeight+2*Space1)
}

func (s *suggestions) CreateRenderer() fyne.WidgetRenderer { return &suggestionsRenderer{s} }

type suggestionsRenderer struct{ s *suggestions }

func (x *suggestionsRenderer) MinSize() fyne.Size { return x.s.MinSize() }
func (x *suggestionsRenderer) Destroy()           {}
func (x *suggestionsRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{x.s.back}
	for i := range x.s.people {
		objects = append(objects, x.s.rows[i])
	}
	return objects
}

func (x *suggestionsRenderer) Layout(size fyne.Size) {
	x.s.back.Resize(size)
	for i := range x.s.people {
		x.s.rows[i].Move(fyne.NewPos(Space1, Space1+float32(i)*suggestionHeight))
		x.s.rows[i].Resize(fyne.NewSize(size.Width-2*Space1, suggestionHeight))
	}
}

func (x *suggestionsRenderer) Refresh() {
	s := x.s
	s.back.FillColor, s.back.StrokeColor = colour("menuBackground"), colour(ColorLine)
	x.Layout(s.Size())
	for i := range s.people {
		s.rows[i].Refresh()
	}
	canvas.Refresh(s)
}

// suggestionRow is one person: name, and the address dimmed behind it.
type suggestionRow struct {
	widget.BaseWidget
	s             *suggestions
	at            int
	back          *canvas.Rectangle
	name, address *canvas.Text
	fit           fitter
}

func newSuggestionRow(s *suggestions, at int) *suggestionRow {
	r := &suggestionRow{s: s, at: at, back: canvas.NewRectangle(color.Transparent)}
	r.back.CornerRadius = Radius - 1
	r.name, r.address = canvas.NewText("", color.Transparent), canvas.NewText("", color.Transparent)
	r.name.TextSize, r.address.TextSize = TextNormal, TextSmall
	r.ExtendBaseWidget(r)
	return r
}

// MouseDown takes the person before the field loses the keyboard.
func (r *suggestionRow) MouseDown(*desktop.MouseEvent) {
	r.s.marked = r.at
	r.s.take()
	r.s.f.FocusEntry()
}

// MouseUp implements desktop.Mouseable.
func (r *suggestionRow) MouseUp(*desktop.MouseEvent) {}

// MouseIn marks the row.
func (r *suggestionRow) MouseIn(*desktop.MouseEvent) { r.s.marked = r.at; r.s.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (r *suggestionRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *suggestionRow) MouseOut() {}

func (r *suggestionRow) CreateRenderer() fyne.WidgetRenderer { return &suggestionRowRenderer{r} }

type suggestionRowRenderer struct{ r *suggestionRow }

func (x *suggestionRowRenderer) MinSize() fyne.Size { return fyne.NewSize(160, suggestionHeight) }
func (x *suggestionRowRenderer) Destroy()           {}
func (x *suggestionRowRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.r.back, x.r.name, x.r.address}
}

func (x *suggestionRowRenderer) Layout(size fyne.Size) {
	r := x.r
	if r.at >= len(r.s.people) {
		return
	}
	who := r.s.people[r.at]
	r.back.Resize(size)
	room := size.Width - 2*Space2
	r.name.Text = r.fit.fit(who.String(), room*0.6, TextNormal, plainStyle)
	n := r.name.MinSize()
	r.name.Move(fyne.NewPos(Space2, (size.Height-n.Height)/2))
	r.name.Resize(n)
	r.address.Text = ""
	if who.Name != "" {
		r.address.Text = r.fit.fit(who.Address, room-n.Width-Space2, TextSmall, plainStyle)
	}
	a := r.address.MinSize()
	r.address.Move(fyne.NewPos(Space2+n.Width+Space2, (size.Height-a.Height)/2+0.5))
	r.address.Resize(a)
}

func (x *suggestionRowRenderer) Refresh() {
	r := x.r
	r.name.Color, r.address.Color = colour(ColorText), colour(ColorDim)
	r.back.FillColor, r.back.Hidden = colour(ColorSelected), r.s.marked != r.at
	x.Layout(r.Size())
	canvas.Refresh(r)
}
