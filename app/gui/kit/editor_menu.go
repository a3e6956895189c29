package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// editorMenu is a menu over the window that goes when something is typed, which
// then stands in the text. The toolkit's own menu eats it, and on many keyboards
// the menu key is the one to compose with: it comes first, and ß or œ after it.
type editorMenu struct {
	widget.BaseWidget
	menu   *widget.Menu
	canvas fyne.Canvas
	at     fyne.Position
	typed  func(rune)
}

func showEditorMenu(c fyne.Canvas, at fyne.Position, items []*fyne.MenuItem, typed func(rune)) {
	m := &editorMenu{menu: widget.NewMenu(fyne.NewMenu("", items...)), canvas: c, at: at, typed: typed}
	m.ExtendBaseWidget(m)
	m.menu.OnDismiss = m.gone
	c.Overlays().Add(m)
	m.Resize(c.Size())
	c.Focus(m)
}

func (m *editorMenu) gone() { m.canvas.Overlays().Remove(m) }

// FocusGained implements fyne.Focusable.
func (m *editorMenu) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (m *editorMenu) FocusLost() {}

// Tapped is beside the menu.
func (m *editorMenu) Tapped(*fyne.PointEvent) { m.menu.Dismiss() }

// TappedSecondary is beside the menu.
func (m *editorMenu) TappedSecondary(*fyne.PointEvent) { m.menu.Dismiss() }

// TypedKey walks along the menu.
func (m *editorMenu) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyDown:
		m.menu.ActivateNext()
	case fyne.KeyUp:
		m.menu.ActivatePrevious()
	case fyne.KeyReturn, fyne.KeyEnter:
		m.menu.TriggerLast()
	case fyne.KeyEscape:
		m.menu.Dismiss()
	}
}

// TypedRune closes the menu and types; a blank is a choice, as Enter is.
func (m *editorMenu) TypedRune(r rune) {
	if r == ' ' {
		m.menu.TriggerLast()
		return
	}
	m.menu.Dismiss()
	m.typed(r)
}

func (m *editorMenu) CreateRenderer() fyne.WidgetRenderer { return &editorMenuRenderer{m} }

type editorMenuRenderer struct{ m *editorMenu }

func (x *editorMenuRenderer) MinSize() fyne.Size           { return x.m.menu.MinSize() }
func (x *editorMenuRenderer) Destroy()                     {}
func (x *editorMenuRenderer) Refresh()                     { x.m.menu.Refresh() }
func (x *editorMenuRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{x.m.menu} }

// Layout keeps the menu inside of the window.
func (x *editorMenuRenderer) Layout(s fyne.Size) {
	size := x.m.menu.MinSize().Min(s)
	x.m.menu.Resize(size)
	x.m.menu.Move(fyne.NewPos(max(0, min(x.m.at.X, s.Width-size.Width)), max(0, min(x.m.at.Y, s.Height-size.Height))))
}
