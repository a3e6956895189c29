package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"godwit/app/render/display"
	"godwit/app/render/raster"
)

// HTMLView shows a laid-out HTML mail, read only: painted in strips of which
// only those in sight exist, with links, selection by mouse and keyboard,
// search, zoom, and a header that scrolls along.
//
// It does not lay out. Its owner does, away from the UI goroutine, whenever
// OnWidth asks for it, and hands the result to SetList. What was shown before
// stays until then.
type HTMLView struct {
	widget.BaseWidget

	// OnWidth asks for a list of another width, in pixels of CSS.
	OnWidth func(width float32)
	// OnLink is called when a link is clicked, or opened by Enter.
	OnLink func(url string)
	// OnHover tells of the link below the pointer or with the keyboard in it;
	// "" when there is none any more.
	OnHover func(url string)
	// OnFocus is called when the view gets the keyboard.
	OnFocus func()
	// OnMenu asks for a context menu; url is the link below it, or "".
	OnMenu func(at fyne.Position, url string)
	// OnRune gets characters, such as single-letter commands, and OnKey the named
	// keys the view has no use for.
	OnRune func(r rune)
	OnKey  func(e *fyne.KeyEvent)
	// OnError is told, once for each list, that it cannot be painted.
	OnError func(err error)
	// OnTheme is called when the theme has changed: colours made for the one before
	// are wrong now.
	OnTheme func()
	// Work runs work away from the UI goroutine and then done on it. Without it
	// strips are painted in place.
	Work func(work, done func())

	pane *htmlPane
}

// NewHTMLView is an empty view.
func NewHTMLView() *HTMLView {
	v := &HTMLView{}
	v.pane = newHTMLPane(v)
	v.ExtendBaseWidget(v)
	return v
}

// SetList shows l, painted by p. With keep the place one reads at and the search
// stay, as after a change of width; without it the view begins anew. Nil shows
// nothing.
func (v *HTMLView) SetList(l *display.List, p *raster.Painter, keep bool) {
	v.pane.setList(l, p, keep)
}

// Width is what a list should be laid out for, in pixels of CSS; 0 when the view
// has no size yet.
func (v *HTMLView) Width() float32 { return v.pane.wanted() }

// SetHeader puts o above the mail, across the whole width. Its height is its
// minimum; call HeaderChanged when that changes.
func (v *HTMLView) SetHeader(o fyne.CanvasObject) {
	v.pane.header = o
	v.pane.layout()
}

// HeaderChanged makes room for a header that has grown or shrunk.
func (v *HTMLView) HeaderChanged() { v.pane.layout() }

// SetZoom scales the mail; the value is kept between MinZoom and MaxZoom.
func (v *HTMLView) SetZoom(z float32) {
	z = max(MinZoom, min(z, MaxZoom))
	if z != v.pane.zoom {
		v.pane.zoom = z
		v.pane.repaint()
		v.pane.layout()
	}
}

// Zoom is the present scale.
func (v *HTMLView) Zoom() float32 { return v.pane.zoom }

// SelectedText is what is selected, as text.
func (v *HTMLView) SelectedText() string { return v.pane.selectedText() }

// SelectAll selects the whole text.
func (v *HTMLView) SelectAll() { v.pane.selectAll() }

// Copy puts the selection on the clipboard, if there is one.
func (v *HTMLView) Copy() {
	if s := v.SelectedText(); s != "" {
		fyne.CurrentApp().Clipboard().SetContent(s)
	}
}

// Text is all that the mail says, for assistive tools.
func (v *HTMLView) Text() string {
	if v.pane.list == nil {
		return ""
	}
	return v.pane.list.Plain()
}

// ScrollToTop shows the beginning.
func (v *HTMLView) ScrollToTop() { v.pane.scrollTo(0) }

// ScrollToEnd shows the end.
func (v *HTMLView) ScrollToEnd() { v.pane.scrollTo(v.pane.Size().Height) }

// Find marks every place where words occurs, in any case, goes to the first one
// at or after the top of the view, and tells how many there are. An empty string
// ends the search.
func (v *HTMLView) Find(words string) int {
	if words == "" {
		return v.pane.find(nil)
	}
	return v.pane.find(func(l *display.List) []display.Match { return l.Find(words, maxFound) })
}

// Mark is Find by another way to look: find returns of a text which pieces are
// wanted, as octets from and to, in their order.
func (v *HTMLView) Mark(find func(text string) [][2]int) int {
	return v.pane.find(func(l *display.List) []display.Match { return l.FindBy(find, maxFound) })
}

// FindNext goes step hits on, around the end if need be, and tells which one of
// how many it is, counted from 1.
func (v *HTMLView) FindNext(step int) (at, of int) { return v.pane.findNext(step) }

// CreateRenderer implements fyne.Widget.
func (v *HTMLView) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(v.pane.scroll)
}

// MinSize implements fyne.CanvasObject.
func (v *HTMLView) MinSize() fyne.Size { return fyne.NewSize(160, 96) }

// Resize implements fyne.CanvasObject.
func (v *HTMLView) Resize(s fyne.Size) {
	v.BaseWidget.Resize(s)
	v.pane.scroll.Resize(s)
	v.pane.layout()
}

// FocusGained implements fyne.Focusable.
func (v *HTMLView) FocusGained() {
	v.pane.focused = true
	v.pane.update()
	if v.OnFocus != nil {
		v.OnFocus()
	}
}

// FocusLost implements fyne.Focusable.
func (v *HTMLView) FocusLost() {
	v.pane.focused = false
	if v.pane.link >= 0 {
		v.pane.hover("")
	}
	v.pane.update()
}
