package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// bareRenderer draws a field of the toolkit without border and background, for
// forms that separate their rows by lines and for fields that bring their own
// frame. A theme of its own for the field is not the way: for each one the toolkit
// reads all fonts anew, 20 MB a window, and keeps them and the field for ever.
type bareRenderer struct {
	fyne.WidgetRenderer
}

// bare takes the frame off. The frame is the rectangles that a field draws first.
func bare(r fyne.WidgetRenderer) fyne.WidgetRenderer {
	b := bareRenderer{r}
	b.clear()
	return b
}

func (b bareRenderer) Refresh() {
	b.WidgetRenderer.Refresh()
	b.clear()
}

// clear leaves the colours that tell of the keyboard and the pointer.
func (b bareRenderer) clear() {
	for _, o := range b.Objects() {
		r, ok := o.(*canvas.Rectangle)
		if !ok {
			return
		}
		r.StrokeColor = color.Transparent
		if r.FillColor == colour("inputBackground") {
			r.FillColor = color.Transparent
		}
	}
}

// BareSelect is a choice without a frame.
type BareSelect struct {
	widget.Select
}

// NewBareSelect is a choice among titles, of which none is chosen yet.
func NewBareSelect(titles []string) *BareSelect {
	s := &BareSelect{}
	s.Options = titles
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *BareSelect) CreateRenderer() fyne.WidgetRenderer { return bare(s.Select.CreateRenderer()) }
