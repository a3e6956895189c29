package kit

import "fyne.io/fyne/v2"

// PickField is a field above a list: the keys that move in lists are reported,
// and the keyboard stays where one types.
type PickField struct {
	Field

	OnStep func(rows int)
	OnPage func(pages int)
}

// NewPickField is an empty field.
func NewPickField(hint string) *PickField {
	f := &PickField{}
	f.PlaceHolder = hint
	f.ExtendBaseWidget(f)
	return f
}

// TypedKey reports the keys of the list and gives the rest to the text.
func (f *PickField) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDown:
		f.OnStep(1)
	case fyne.KeyUp:
		f.OnStep(-1)
	case fyne.KeyPageDown:
		f.OnPage(1)
	case fyne.KeyPageUp:
		f.OnPage(-1)
	case fyne.KeyTab:
	default:
		f.Field.TypedKey(e)
	}
}

// AcceptsTab keeps Tab from leading away from the only field that there is.
func (f *PickField) AcceptsTab() bool { return true }
