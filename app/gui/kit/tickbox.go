package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// TickBox is a choice between yes and no that leaves Escape to the window it is in.
type TickBox struct {
	widget.Check
}

// NewTickBox is a box without a tick.
func NewTickBox(label string) *TickBox {
	b := &TickBox{}
	b.Text = label
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey implements fyne.Focusable; the space is a rune.
func (b *TickBox) TypedKey(e *fyne.KeyEvent) {
	if e.Name != fyne.KeyEscape {
		b.Check.TypedKey(e)
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(b); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(e)
	}
}
