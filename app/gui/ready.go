package gui

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// probe is a transparent pixel that is drawn with everything else. Drawing it
// is how one learns that a frame with a certain view was painted.
type probe struct {
	raster *canvas.Raster
	await  string // the view to tell of at the next frame; "" for none
}

// over puts the pixel over o.
func (p *probe) over(f *frame, o fyne.CanvasObject) fyne.CanvasObject {
	p.raster = canvas.NewRaster(func(w, h int) image.Image {
		if view := p.await; view != "" {
			p.await = ""
			f.s.pump.later(func() { f.o.Painted(view) }) // runs after this frame
		}
		return image.NewNRGBA(image.Rect(0, 0, w, h))
	})
	p.raster.Resize(fyne.NewSize(1, 1))
	return container.NewStack(o, container.NewWithoutLayout(p.raster))
}

// watched is o with a pixel that tells Options.Painted once of a view, when o was
// first drawn.
func (f *frame) watched(view string, o fyne.CanvasObject) fyne.CanvasObject {
	if f.o.Painted == nil {
		return o
	}
	p := &probe{await: view}
	return p.over(f, o)
}

// ready tells Options.Painted, once for each view, when it is on screen.
func (f *frame) ready(view string) {
	if f.o.Painted == nil || f.told[view] {
		return
	}
	f.told[view] = true
	f.probe.await = view
	f.probe.raster.Refresh()
}

// put shows o in the window, below what floats.
func (f *frame) put(o fyne.CanvasObject) {
	f.front = o
	f.s.stage.SetContent(f.probe.over(f, o))
}
