package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// DropDown is a choice among titles that leaves Escape to the window it is in.
type DropDown struct {
	widget.Select
}

// NewDropDown is a choice of which nothing is chosen yet.
func NewDropDown(titles []string) *DropDown {
	d := &DropDown{}
	d.Options = titles
	d.ExtendBaseWidget(d)
	return d
}

// TypedKey opens the choice or takes the one beside.
func (d *DropDown) TypedKey(e *fyne.KeyEvent) {
	if e.Name != fyne.KeyEscape {
		d.Select.TypedKey(e)
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(d); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(e)
	}
}
