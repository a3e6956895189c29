package kit

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
	xdraw "golang.org/x/image/draw"
)

// PictureView shows one picture: whole, or larger and scrolled. What is painted
// is scaled away from the UI goroutine, to the pixels of the screen.
type PictureView struct {
	widget.BaseWidget

	// OnRune and OnKey get keys the view has no use for.
	OnRune func(r rune)
	OnKey  func(e *fyne.KeyEvent)
	// Work runs work away from the UI goroutine and then done on it. Without it
	// pictures are scaled in place.
	Work func(work, done func())

	source image.Image
	zoom   float32 // 0: as large as fits, and no larger than it is
	image  *canvas.Image
	scroll *container.Scroll
	made   image.Point // pixels of what is shown
	busy   bool        // a picture is being scaled
	again  bool        // and another size is asked for
}

// NewPictureView is an empty view.
func NewPictureView() *PictureView {
	v := &PictureView{image: canvas.NewImageFromImage(image.NewNRGBA(image.Rect(0, 0, 1, 1)))}
	v.image.FillMode, v.image.ScaleMode = canvas.ImageFillStretch, canvas.ImageScaleFastest
	v.image.Hide()
	v.scroll = container.NewScroll(container.New(centred{v}, v.image))
	v.ExtendBaseWidget(v)
	return v
}

// SetImage shows a picture whole. It must not change any more; nil shows nothing.
func (v *PictureView) SetImage(src image.Image) {
	v.source, v.zoom, v.made = src, 0, image.Point{}
	v.image.Hide()
	v.place()
}

// Zoom is the present scale: 1 where a pixel of the picture is a unit.
func (v *PictureView) Zoom() float32 {
	if v.zoom > 0 {
		return v.zoom
	}
	return v.fitting()
}

// SetZoom scales the picture; 0 fits it into the view.
func (v *PictureView) SetZoom(z float32) {
	if z > 0 {
		z = max(0.05, min(z, 8))
	}
	before := v.extent()
	v.zoom = z
	v.place()
	// What was in the middle stays there.
	after, room, at := v.extent(), v.Size(), v.scroll.Offset
	middle := func(offset, room, before, after float32) float32 {
		if before <= 0 {
			return 0
		}
		return max(0, (offset+min(room, before)/2)/before*after-room/2)
	}
	v.scroll.ScrollToOffset(fyne.NewPos(middle(at.X, room.Width, before.Width, after.Width), middle(at.Y, room.Height, before.Height, after.Height)))
}

func (v *PictureView) fitting() float32 {
	if v.source == nil {
		return 1
	}
	size, room := v.source.Bounds().Size(), v.Size()
	return min(1, room.Width/float32(size.X), room.Height/float32(size.Y))
}

// extent is how large the picture is shown.
func (v *PictureView) extent() fyne.Size {
	if v.source == nil {
		return fyne.Size{}
	}
	size, z := v.source.Bounds().Size(), v.Zoom()
	return fyne.NewSize(float32(size.X)*z, float32(size.Y)*z)
}

// centred puts the picture into the middle of the view, or scrolls it.
type centred struct{ v *PictureView }

func (c centred) MinSize([]fyne.CanvasObject) fyne.Size {
	if c.v.zoom == 0 {
		return fyne.Size{}
	}
	return c.v.extent()
}

func (c centred) Layout(o []fyne.CanvasObject, s fyne.Size) {
	size := c.v.extent()
	o[0].Resize(size)
	o[0].Move(fyne.NewPos(max(0, (s.Width-size.Width)/2), max(0, (s.Height-size.Height)/2)))
}

const maxShown = 4096 // pixels of a side; more is stretched

// place lays the picture out and has it scaled where that is not done.
func (v *PictureView) place() {
	v.scroll.Content.Refresh()
	v.scroll.Refresh()
	size := v.extent()
	if v.source == nil || size.Width < 1 || size.Height < 1 || v.Size().Width < 1 {
		return
	}
	scale := float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		scale = c.Scale()
	}
	src, full := v.source, v.source.Bounds().Size()
	w, h := size.Width*scale, size.Height*scale
	if most := max(w, h); most > maxShown {
		w, h = w*maxShown/most, h*maxShown/most
	}
	want := image.Pt(max(1, int(w+0.5)), max(1, int(h+0.5)))
	if want.X >= full.X && max(full.X, full.Y) <= maxShown { // nothing is gained by more than there is
		want = full
	}
	switch {
	case want == v.made:
		return
	case v.busy:
		v.again = true
		return
	}
	v.busy = true
	var out image.Image
	work := func() { out = scaledTo(src, want) }
	done := func() {
		v.busy = false
		if v.source == src {
			v.image.Image, v.made = out, want
			v.image.Show()
			v.image.Refresh()
		}
		if v.again {
			v.again = false
			v.place()
		}
	}
	if v.Work == nil {
		work()
		done()
		return
	}
	v.Work(work, done)
}

func scaledTo(src image.Image, size image.Point) image.Image {
	out := image.NewRGBA(image.Rectangle{Max: size}) // which the scaler is fast with
	var kernel xdraw.Scaler = xdraw.CatmullRom
	if src.Bounds().Size() == size {
		kernel = xdraw.NearestNeighbor
	}
	kernel.Scale(out, out.Rect, src, src.Bounds(), xdraw.Src, nil)
	return out
}

// MinSize implements fyne.CanvasObject.
func (v *PictureView) MinSize() fyne.Size { return fyne.NewSize(160, 96) }

// Resize implements fyne.CanvasObject.
func (v *PictureView) Resize(s fyne.Size) {
	v.BaseWidget.Resize(s)
	v.scroll.Resize(s)
	v.place()
}

// CreateRenderer implements fyne.Widget.
func (v *PictureView) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(v.scroll)
}

// FocusGained implements fyne.Focusable.
func (v *PictureView) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (v *PictureView) FocusLost() {}

// TypedRune zooms: + and - by steps, 1 to its own size, 0 to fit.
func (v *PictureView) TypedRune(r rune) {
	switch r {
	case '+', '=':
		v.SetZoom(v.Zoom() * 1.25)
	case '-':
		v.SetZoom(v.Zoom() / 1.25)
	case '1':
		v.SetZoom(1)
	case '0':
		v.SetZoom(0)
	default:
		passRune(v.OnRune, r)
	}
}

// TypedKey scrolls where there is something to scroll.
func (v *PictureView) TypedKey(e *fyne.KeyEvent) {
	const step = 60
	size := v.extent()
	wide, high := size.Width > v.Size().Width+1, size.Height > v.Size().Height+1
	by := fyne.Delta{}
	switch {
	case e.Name == fyne.KeyLeft && wide:
		by.DX = step
	case e.Name == fyne.KeyRight && wide:
		by.DX = -step
	case e.Name == fyne.KeyUp && high:
		by.DY = step
	case e.Name == fyne.KeyDown && high:
		by.DY = -step
	default:
		passKey(v.OnKey, e)
		return
	}
	v.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: by})
}

// TypedShortcut passes shortcuts on.
func (v *PictureView) TypedShortcut(s fyne.Shortcut) { forwardShortcut(v, s) }
