package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// KeyCatcher is a box that tells which key is pressed in it, and shows words.
// Enter, Tab and Escape stay what they are.
type KeyCatcher struct {
	widget.BaseWidget

	OnKey    func(mods fyne.KeyModifier, key fyne.KeyName)
	OnRune   func(r rune)
	OnEscape func()

	back *canvas.Rectangle
	text *canvas.Text
}

// NewKeyCatcher shows words until a key comes.
func NewKeyCatcher(words string) *KeyCatcher {
	k := &KeyCatcher{back: canvas.NewRectangle(color.Transparent), text: canvas.NewText(words, color.Transparent)}
	k.back.CornerRadius, k.back.StrokeWidth, k.text.TextSize = Radius, 2, TextTitle
	k.ExtendBaseWidget(k)
	return k
}

// SetText shows other words, such as the key that was pressed.
func (k *KeyCatcher) SetText(words string) {
	k.text.Text = words
	k.Refresh()
}

// MinSize implements fyne.CanvasObject.
func (k *KeyCatcher) MinSize() fyne.Size { return fyne.NewSize(240, 64) }

// Tapped takes the keyboard.
func (k *KeyCatcher) Tapped(*fyne.PointEvent) { focus(k) }

// FocusGained implements fyne.Focusable.
func (k *KeyCatcher) FocusGained() { k.Refresh() }

// FocusLost implements fyne.Focusable.
func (k *KeyCatcher) FocusLost() { k.Refresh() }

// TypedRune tells of a character.
func (k *KeyCatcher) TypedRune(r rune) { passRune(k.OnRune, r) }

// TypedKey tells of a key that is no character.
func (k *KeyCatcher) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		k.OnEscape()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, fyne.KeyTab, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight:
	default:
		passKey(func(e *fyne.KeyEvent) { k.OnKey(keyModifiers()&fyne.KeyModifierShift, e.Name) }, e)
	}
}

// TypedShortcut tells of a key with Ctrl or Alt.
func (k *KeyCatcher) TypedShortcut(s fyne.Shortcut) {
	if s, ok := s.(fyne.KeyboardShortcut); ok {
		k.OnKey(s.Mod(), s.Key())
	}
}

// CreateRenderer implements fyne.Widget.
func (k *KeyCatcher) CreateRenderer() fyne.WidgetRenderer {
	r := &catcherRenderer{widget.NewSimpleRenderer(container.NewStack(k.back, container.NewCenter(k.text))), k}
	r.Refresh()
	return r
}

type catcherRenderer struct {
	fyne.WidgetRenderer
	k *KeyCatcher
}

func (x *catcherRenderer) Refresh() {
	x.k.text.Color, x.k.back.FillColor, x.k.back.StrokeColor = colour(ColorText), colour(ColorBar), colour(ColorFocusRing)
	x.WidgetRenderer.Refresh()
}
