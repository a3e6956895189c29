package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Hint is a way to go on in a SearchField.
type Hint struct {
	Text string // what stands in the field then
	Name string // what is shown
	Help string // a few words on it, dimmed; may be empty
}

const (
	maxHints           = 8
	hintHeight float32 = 30
)

// SetHints drops a list of hints down below the field, or takes it away. The
// keyboard stays in the field: up and down mark one, Enter takes it, Escape
// closes the list.
func (s *SearchField) SetHints(list []Hint) {
	if s.hints == nil {
		s.hints = newHintList(s)
	}
	s.hints.show(list)
}

// TypedKey has the keys of the list while it is open.
func (s *SearchField) TypedKey(e *fyne.KeyEvent) {
	if s.hints == nil || !s.hints.key(e.Name) {
		s.Field.TypedKey(e)
	}
}

// FocusLost implements fyne.Focusable.
func (s *SearchField) FocusLost() {
	s.Field.FocusLost()
	if s.hints != nil && !s.hints.holding {
		s.hints.show(nil)
	}
}

// hintList floats on the stage.
type hintList struct {
	widget.BaseWidget
	field   *SearchField
	list    []Hint
	marked  int  // -1: none
	holding bool // a click on it is under way
	back    *canvas.Rectangle
	rows    []*hintRow
}

func newHintList(s *SearchField) *hintList {
	h := &hintList{field: s, marked: -1, back: canvas.NewRectangle(color.Transparent)}
	h.back.CornerRadius, h.back.StrokeWidth = Radius, 1
	for i := range maxHints {
		h.rows = append(h.rows, newHintRow(h, i))
	}
	h.ExtendBaseWidget(h)
	return h
}

func (h *hintList) show(list []Hint) {
	h.list, h.marked = list[:min(len(list), maxHints)], -1
	stage := stageOf(h.field)
	switch {
	case stage == nil:
	case len(h.list) == 0:
		stage.hideDrop(h)
	default:
		stage.showDrop(h, h.field)
		h.Refresh()
	}
}

// key takes a key, or reports that it is the field's.
func (h *hintList) key(k fyne.KeyName) bool {
	if len(h.list) == 0 {
		return false
	}
	switch {
	case k == fyne.KeyDown && h.marked < len(h.list)-1:
		h.marked++
	case k == fyne.KeyUp && h.marked >= 0:
		h.marked--
	case k == fyne.KeyEscape:
		h.show(nil)
	case (k == fyne.KeyReturn || k == fyne.KeyEnter) && h.marked >= 0:
		h.take(h.marked)
	default:
		if k == fyne.KeyReturn || k == fyne.KeyEnter || k == fyne.KeyDown {
			h.show(nil)
		}
		return false
	}
	h.Refresh()
	return true
}

func (h *hintList) take(i int) {
	text := h.list[i].Text
	h.show(nil)
	h.field.SetText(text)
	h.field.CursorColumn = len([]rune(text))
	h.field.Refresh()
}

func (h *hintList) MinSize() fyne.Size {
	return fyne.NewSize(360, float32(len(h.list))*hintHeight+2*Space1)
}

func (h *hintList) CreateRenderer() fyne.WidgetRenderer {
	return &dropRenderer{h, h.back, hintHeight, func() (rows []fyne.CanvasObject) {
		for i := range h.list {
			rows = append(rows, h.rows[i])
		}
		return rows
	}}
}

// hintRow is one hint: its name, and what it does behind it.
type hintRow struct {
	widget.BaseWidget
	h          *hintList
	at         int
	back       *canvas.Rectangle
	name, help *canvas.Text
	fit        fitter
}

func newHintRow(h *hintList, at int) *hintRow {
	r := &hintRow{h: h, at: at, back: canvas.NewRectangle(color.Transparent)}
	r.back.CornerRadius = Radius - 1
	r.name, r.help = canvas.NewText("", color.Transparent), canvas.NewText("", color.Transparent)
	r.name.TextSize, r.help.TextSize = TextNormal, TextSmall
	r.ExtendBaseWidget(r)
	return r
}

// MouseDown keeps the list while the field loses the keyboard.
func (r *hintRow) MouseDown(*desktop.MouseEvent) { r.h.holding = true }

// MouseUp implements desktop.Mouseable.
func (r *hintRow) MouseUp(*desktop.MouseEvent) { r.h.holding = false }

// Tapped takes the hint.
func (r *hintRow) Tapped(*fyne.PointEvent) {
	r.h.holding = false
	if r.at < len(r.h.list) {
		r.h.take(r.at)
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.h.field); c != nil {
		c.Focus(r.h.field)
	}
}

// MouseIn marks the row.
func (r *hintRow) MouseIn(*desktop.MouseEvent) {
	r.h.marked = r.at
	r.h.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (r *hintRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *hintRow) MouseOut() {
	r.h.marked = -1
	r.h.Refresh()
}

func (r *hintRow) CreateRenderer() fyne.WidgetRenderer { return &hintRowRenderer{r} }

type hintRowRenderer struct{ r *hintRow }

func (x *hintRowRenderer) MinSize() fyne.Size { return fyne.NewSize(160, hintHeight) }
func (x *hintRowRenderer) Destroy()           {}
func (x *hintRowRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.r.back, x.r.name, x.r.help}
}

func (x *hintRowRenderer) Layout(size fyne.Size) {
	r := x.r
	if r.at >= len(r.h.list) {
		return
	}
	r.back.Resize(size)
	hint := r.h.list[r.at]
	room := size.Width - 2*Space2
	r.name.Text = r.fit.fit(hint.Name, room, TextNormal, plainStyle)
	name := r.name.MinSize()
	r.name.Move(fyne.NewPos(Space2, (size.Height-name.Height)/2))
	r.name.Resize(name)
	r.help.Text = ""
	if left := room - name.Width - Space3; hint.Help != "" && left > 40 {
		r.help.Text = r.fit.fit(hint.Help, left, TextSmall, plainStyle)
	}
	help := r.help.MinSize()
	r.help.Move(fyne.NewPos(Space2+name.Width+Space3, (size.Height-help.Height)/2+0.5))
	r.help.Resize(help)
}

func (x *hintRowRenderer) Refresh() {
	r := x.r
	r.name.Color, r.help.Color = colour(ColorText), colour(ColorDim)
	r.back.FillColor, r.back.Hidden = colour(ColorSelected), r.h.marked != r.at
	x.Layout(r.Size())
	canvas.Refresh(r)
}
