package kit

import (
	"image/color"
	"slices"
	"strings"

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
	list   []Suggestion
	marked int
	chosen bool // somebody went to the marked one
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

func (s *suggestions) open() bool { return len(s.list) > 0 }

// show drops the list down, or takes it away when there is nobody.
func (s *suggestions) show(list []Suggestion) {
	stage := stageOf(s.f)
	if stage == nil {
		return
	}
	s.list, s.marked, s.chosen = list[:min(len(list), maxSuggestions)], 0, false
	if !s.open() || !s.f.entry.focused {
		s.list = nil
		stage.hideDrop(s)
		return
	}
	stage.showDrop(s, s.f.entry)
	s.Refresh()
}

func (s *suggestions) step(by int) {
	s.marked, s.chosen = (s.marked+by+len(s.list))%len(s.list), true
	s.Refresh()
}

// take puts the marked choice into the field, and tells whether there was one.
// Suggestions for what was typed before are not meant, unless somebody went to one.
func (s *suggestions) take() bool {
	if !s.open() || s.f.pending && !s.chosen {
		return false
	}
	return s.takeOf(s.list[s.marked:])
}

// takeOf takes the first of a list. A whole address that was typed means itself:
// then only a choice with that address is taken, unless somebody went to one.
func (s *suggestions) takeOf(list []Suggestion) bool {
	chosen := list[0]
	if typed := s.f.read(s.f.entry.Text); !s.chosen && sound(typed) {
		i := slices.IndexFunc(list, func(c Suggestion) bool {
			return len(c.People) == 1 && len(typed) == 1 && strings.EqualFold(c.People[0].Address, typed[0].Address)
		})
		if i < 0 {
			return false
		}
		chosen = list[i]
	}
	s.f.forgetTyped()
	s.f.insert(chosen.People)
	return true
}

func (s *suggestions) MinSize() fyne.Size {
	return fyne.NewSize(320, float32(len(s.list))*suggestionHeight+2*Space1)
}

func (s *suggestions) CreateRenderer() fyne.WidgetRenderer {
	return &dropRenderer{s, s.back, suggestionHeight, func() (rows []fyne.CanvasObject) {
		for i := range s.list {
			rows = append(rows, s.rows[i])
		}
		return rows
	}}
}

// suggestionRow is one choice: name, what it stands for dimmed behind it, and at
// the end why it is offered.
type suggestionRow struct {
	widget.BaseWidget
	s                 *suggestions
	at                int
	back              *canvas.Rectangle
	name, detail, why *canvas.Text
	fit               fitter
}

func newSuggestionRow(s *suggestions, at int) *suggestionRow {
	r := &suggestionRow{s: s, at: at, back: canvas.NewRectangle(color.Transparent)}
	r.back.CornerRadius = Radius - 1
	r.name, r.detail, r.why = canvas.NewText("", color.Transparent), canvas.NewText("", color.Transparent), canvas.NewText("", color.Transparent)
	r.name.TextSize, r.detail.TextSize, r.why.TextSize = TextNormal, TextSmall, TextSmall
	r.ExtendBaseWidget(r)
	return r
}

// MouseDown keeps what is typed while the field loses the keyboard.
func (r *suggestionRow) MouseDown(*desktop.MouseEvent) { r.s.f.holding = true }

// Tapped takes the choice.
func (r *suggestionRow) Tapped(*fyne.PointEvent) {
	r.s.marked, r.s.chosen = r.at, true
	r.s.take()
	r.s.f.FocusEntry()
}

// MouseUp implements desktop.Mouseable.
func (r *suggestionRow) MouseUp(*desktop.MouseEvent) {}

// MouseIn marks the row.
func (r *suggestionRow) MouseIn(*desktop.MouseEvent) {
	r.s.marked, r.s.chosen = r.at, true
	r.s.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (r *suggestionRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *suggestionRow) MouseOut() { r.s.chosen = false }

func (r *suggestionRow) CreateRenderer() fyne.WidgetRenderer { return &suggestionRowRenderer{r} }

type suggestionRowRenderer struct{ r *suggestionRow }

func (x *suggestionRowRenderer) MinSize() fyne.Size { return fyne.NewSize(160, suggestionHeight) }
func (x *suggestionRowRenderer) Destroy()           {}
func (x *suggestionRowRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.r.back, x.r.name, x.r.detail, x.r.why}
}

func (x *suggestionRowRenderer) Layout(size fyne.Size) {
	r := x.r
	if r.at >= len(r.s.list) {
		return
	}
	who := r.s.list[r.at]
	r.back.Resize(size)
	left, room := Space2, size.Width-2*Space2
	put := func(t *canvas.Text, x float32, drop float32) float32 {
		m := t.MinSize()
		t.Move(fyne.NewPos(x, (size.Height-m.Height)/2+drop))
		t.Resize(m)
		return m.Width
	}
	r.why.Text = who.Why
	why := r.why.MinSize().Width
	put(r.why, size.Width-Space2-why, 0.5)
	room -= why + Space3
	r.name.Text = r.fit.fit(who.Name, room, TextNormal, plainStyle)
	if who.Detail != "" {
		r.name.Text = r.fit.fit(who.Name, room*0.6, TextNormal, plainStyle)
	}
	name := put(r.name, left, 0)
	r.detail.Text = ""
	if who.Detail != "" {
		r.detail.Text = r.fit.fit(who.Detail, room-name-Space2, TextSmall, plainStyle)
	}
	put(r.detail, left+name+Space2, 0.5)
}

func (x *suggestionRowRenderer) Refresh() {
	r := x.r
	r.name.Color, r.detail.Color, r.why.Color = colour(ColorText), colour(ColorDim), colour(ColorDim)
	r.back.FillColor, r.back.Hidden = colour(ColorSelected), r.s.marked != r.at
	x.Layout(r.Size())
	canvas.Refresh(r)
}
