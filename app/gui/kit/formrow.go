package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// FormRow is a label above a control, with a hint below it that gives way to
// what is wrong with the value. A problem is told where it is, not in a dialog.
type FormRow struct {
	widget.BaseWidget
	hint string
	bad  string
	note *Paragraph
	box  *fyne.Container
}

// NewFormRow puts label above control; label and hint may be empty.
func NewFormRow(label string, control fyne.CanvasObject, hint string) *FormRow {
	r := &FormRow{hint: hint, note: NewParagraph(hint, TextSmall, ColorDim)}
	r.box = container.New(stackLayout{gap: Space1}, control, r.note)
	if label != "" {
		r.box.Objects = append([]fyne.CanvasObject{NewText(label, 13, ColorDim)}, r.box.Objects...)
	}
	r.SetProblem("")
	r.ExtendBaseWidget(r)
	return r
}

// SetProblem says what is wrong; "" brings the hint back.
func (r *FormRow) SetProblem(s string) {
	r.bad = s
	tint, text := ColorError, s
	if s == "" {
		tint, text = ColorDim, r.hint
	}
	r.note.SetText(text)
	r.note.SetColour(tint)
	if text == "" {
		r.note.Hide()
	} else {
		r.note.Show()
	}
	r.box.Refresh()
}

// Problem is what was said to be wrong.
func (r *FormRow) Problem() string { return r.bad }

// CreateRenderer implements fyne.Widget.
func (r *FormRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.box) }

// NewForm puts rows below each other.
func NewForm(rows ...fyne.CanvasObject) *fyne.Container {
	return container.New(stackLayout{gap: Space4}, rows...)
}
