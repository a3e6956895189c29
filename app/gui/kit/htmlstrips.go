package kit

import (
	"image"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"godwit/app/render/display"
)

const (
	stripHeight float32 = 256
	quick               = 5 * time.Millisecond // what painting may take on the UI goroutine
)

// strip is one painted piece of the mail.
type strip struct {
	raster *canvas.Raster
	pic    *image.RGBA
	w, h   int // what pic was asked to be
	busy   bool
}

// placeStrips makes the strips in sight, and one more at either side, which is
// painted ahead.
func (p *htmlPane) placeStrips() {
	top, view, width := p.headerHeight(), p.scroll.Size(), p.Size().Width
	height := p.Size().Height - top
	first := max(0, int((p.scroll.Offset.Y-top)/stripHeight)-1)
	last := min(int((height-1)/stripHeight), int((p.scroll.Offset.Y+view.Height-top)/stripHeight)+1)
	for i := range p.strips {
		if i < first || i > last {
			p.drop(i)
		}
	}
	for i := first; i <= last; i++ {
		s := p.strips[i]
		if s == nil {
			s = &strip{raster: p.takeRaster()}
			s.raster.Generator = func(w, h int) image.Image { return p.paint(i, s, w, h) }
			p.strips[i] = s
		}
		y := top + float32(i)*stripHeight
		s.raster.Move(fyne.NewPos(0, y))
		s.raster.Resize(fyne.NewSize(width, min(stripHeight, height-float32(i)*stripHeight)))
		p.objs = append(p.objs, s.raster)
		inSight := y < p.scroll.Offset.Y+view.Height && y+stripHeight > p.scroll.Offset.Y
		if !inSight && s.pic == nil && !s.busy && p.owner.Work != nil && p.full.X > 0 && s.raster.Size().Height == stripHeight {
			p.begin(i, s, p.full.X, p.full.Y)
		}
	}
}

// drop forgets a strip and keeps its raster for another: the toolkit holds what
// a raster has shown for a minute, so each new one would hold megabytes.
func (p *htmlPane) drop(i int) {
	s := p.strips[i]
	s.pic = nil
	p.spare = append(p.spare, s.raster)
	delete(p.strips, i)
}

func (p *htmlPane) takeRaster() *canvas.Raster {
	if n := len(p.spare); n > 0 {
		r := p.spare[n-1]
		p.spare = p.spare[:n-1]
		r.Refresh() // what it has shown is not to be seen
		return r
	}
	r := canvas.NewRaster(nil)
	r.ScaleMode = canvas.ImageScalePixels
	return r
}

// paint gives the pixels of a strip: at once when that is quick, else the paper
// until they are ready.
func (p *htmlPane) paint(i int, s *strip, w, h int) image.Image {
	if s.raster.Size().Height == stripHeight {
		p.full = image.Pt(w, h)
	}
	switch {
	case s.pic != nil && s.w == w && s.h == h:
		return s.pic
	case p.list == nil || w <= 0 || h <= 0 || s.busy:
		return blank(max(w, 1), max(h, 1), p.paper())
	case p.owner.Work == nil || !p.slow:
		work, done := p.job(i, s, w, h)
		work()
		done()
		return s.pic
	}
	p.begin(i, s, w, h)
	return blank(w, h, p.paper())
}

// begin paints a strip away from the UI goroutine.
func (p *htmlPane) begin(i int, s *strip, w, h int) {
	s.busy = true
	work, done := p.job(i, s, w, h)
	p.owner.Work(work, func() {
		done()
		s.raster.Refresh()
	})
}

// job paints a strip: work anywhere, then done on the UI goroutine.
func (p *htmlPane) job(i int, s *strip, w, h int) (work, done func()) {
	pixels := float32(w) / s.raster.Size().Width * p.scale() // of the screen, for one of CSS
	view := display.Rect{
		X: -htmlInset / p.scale(), Y: (float32(i)*stripHeight - htmlInset) / p.scale(),
		W: float32(w) / pixels, H: float32(h) / pixels,
	}
	list, painter, paper, turn := p.list, p.painter, p.paper(), p.turn
	var pic *image.RGBA
	var err error
	var took time.Duration
	work = func() {
		begun := time.Now()
		pic, err = painter.Paint(list, view, pixels, paper)
		took = time.Since(begun)
	}
	done = func() {
		s.busy = false
		if turn != p.turn {
			return
		}
		p.slow = took > quick
		if err != nil {
			pic = blank(w, h, paper)
			p.fail(err)
		}
		s.pic, s.w, s.h = pic, w, h
	}
	return work, done
}

func (p *htmlPane) fail(err error) {
	if !p.failed && p.owner.OnError != nil {
		p.failed = true
		p.owner.OnError(err)
	}
}

// blank is paper without anything on it.
func blank(w, h int, paper color.Color) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	c := color.RGBAModel.Convert(paper).(color.RGBA)
	for i := 0; i < len(m.Pix); i += 4 {
		m.Pix[i], m.Pix[i+1], m.Pix[i+2], m.Pix[i+3] = c.R, c.G, c.B, c.A
	}
	return m
}
