package raster

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"sync"

	"github.com/go-text/typesetting/font"
	"golang.org/x/image/vector"

	"godwit/app/render/display"
)

// MaxPixels bounds what one call of Paint makes: 64 MB.
const MaxPixels = 16 << 20

// maxWork bounds one call of Paint: some 150 ms, in nanoseconds as a slow
// computer takes them.
const maxWork = 150_000_000

// ErrTooLarge says that more than MaxPixels were asked for, ErrTooMuch that they
// are painted over too often.
var (
	ErrTooLarge = errors.New("raster: the picture is too large")
	ErrTooMuch  = errors.New("raster: too much to paint")
)

// Painter paints lists.
type Painter struct {
	images func(ref string) image.Image

	mu     sync.Mutex
	faces  map[*font.Font]*font.Face
	glyphs map[glyphKey]*glyph
	held   int // octets of glyphs
	scaled scaledImages
	path   vector.Rasterizer
}

// New is a painter that gets its images from a function, which may be called on
// any goroutine that paints; it gives nil for what is not there. The images must
// not change.
func New(images func(ref string) image.Image) *Painter {
	return &Painter{images: images, faces: map[*font.Font]*font.Face{}, glyphs: map[glyphKey]*glyph{}}
}

// Paint draws the part of l inside view, scale device pixels for each of CSS, on
// top of paper.
func (p *Painter) Paint(l *display.List, view display.Rect, scale float32, paper color.Color) (out *image.RGBA, err error) {
	w, h := int(math.Ceil(float64(view.W*scale)-0.01)), int(math.Ceil(float64(view.H*scale)-0.01))
	if w <= 0 || h <= 0 {
		return image.NewRGBA(image.Rectangle{}), nil
	}
	if w > MaxPixels || h > MaxPixels || w*h > MaxPixels {
		return nil, ErrTooLarge
	}
	defer func() {
		if r := recover(); r != nil {
			out, err = nil, fmt.Errorf("raster: %v", r)
		}
	}()
	p.mu.Lock()
	defer p.mu.Unlock()
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(dst, dst.Rect, image.NewUniform(paper), image.Point{}, draw.Src)
	if l.Canvas.A > 0 {
		draw.Draw(dst, dst.Rect, image.NewUniform(l.Canvas), image.Point{}, draw.Over)
	}
	c := &canvas{p: p, dst: dst, view: view, scale: scale, clip: dst.Rect}
	l.Between(view.Y, view.Bottom(), func(_ int, o *display.Op) { c.draw(o) })
	for len(c.clips) > 0 {
		c.unclip()
	}
	if c.work > maxWork {
		return nil, ErrTooMuch
	}
	return dst, nil
}

// canvas is one picture in the making.
type canvas struct {
	p     *Painter
	dst   *image.RGBA
	view  display.Rect
	scale float32
	clip  image.Rectangle // in pixels of dst
	clips []clipped
	work  int // done so far: see maxWork
}

// clipped is what an Unclip restores.
type clipped struct {
	clip    image.Rectangle
	box     box
	corners []*image.RGBA // what was below the corners of a round clip
}

// box is a rectangle in device pixels, with its corners.
type box struct {
	x0, y0, x1, y1 float32
	radii          display.Radii
}

// box puts a rectangle on the pixels: its edges are rounded, as browsers do, so
// that neighbours share an edge and thin boxes are sharp.
func (c *canvas) box(r display.Rect, radii display.Radii) box {
	b := box{snap((r.X - c.view.X) * c.scale), snap((r.Y - c.view.Y) * c.scale), snap((r.Right() - c.view.X) * c.scale), snap((r.Bottom() - c.view.Y) * c.scale), radii}
	for i := range b.radii {
		b.radii[i].X *= c.scale
		b.radii[i].Y *= c.scale
	}
	b.fit()
	return b
}

// snap rounds; far out of sight it stops, so that sums stay exact.
func snap(v float32) float32 {
	return float32(math.Floor(float64(max(-1e6, min(v, 1e6))) + .5)) // halves go to the right on both sides of 0
}

// fit makes corners smaller that would overlap.
func (b *box) fit() {
	w, h := b.x1-b.x0, b.y1-b.y0
	f := float32(1)
	shrink := func(have, sum float32) {
		if sum > have && sum > 0 {
			f = min(f, max(0, have)/sum)
		}
	}
	r := &b.radii
	for i := range r {
		if !(r[i].X > 0 && r[i].Y > 0) {
			r[i] = display.Corner{}
		}
	}
	shrink(w, r[0].X+r[1].X)
	shrink(w, r[2].X+r[3].X)
	shrink(h, r[0].Y+r[3].Y)
	shrink(h, r[1].Y+r[2].Y)
	if f < 1 {
		for i := range r {
			r[i].X *= f
			r[i].Y *= f
		}
	}
}

func (b *box) round() bool { return b.radii != display.Radii{} }

// inset is the box with its sides moved in, top, right, bottom, left, and its
// corners with them.
func (b box) inset(t, r, bo, l float32) box {
	b.x0, b.y0, b.x1, b.y1 = b.x0+l, b.y0+t, b.x1-r, b.y1-bo
	less := func(i int, x, y float32) {
		b.radii[i].X, b.radii[i].Y = max(0, b.radii[i].X-x), max(0, b.radii[i].Y-y)
		if b.radii[i].X == 0 || b.radii[i].Y == 0 {
			b.radii[i] = display.Corner{}
		}
	}
	less(0, l, t)
	less(1, r, t)
	less(2, r, bo)
	less(3, l, bo)
	return b
}

// bounds is every pixel that the box touches.
func (b *box) bounds() image.Rectangle {
	f := func(v float32) int { return int(math.Floor(float64(v))) }
	u := func(v float32) int { return int(math.Ceil(float64(v))) }
	return image.Rect(f(b.x0), f(b.y0), u(b.x1), u(b.y1))
}

func (c *canvas) draw(o *display.Op) {
	switch o.Kind {
	case display.Clip:
		c.push(o)
	case display.Unclip:
		c.unclip()
	case display.Area:
	default:
		if c.clip.Empty() {
			return
		}
		if c.work += c.effort(o); c.work > maxWork {
			return
		}
		switch o.Kind {
		case display.Fill:
			b := c.box(o.Rect, o.Radii)
			c.fill(&b, o.Color)
		case display.Gradient:
			c.gradient(o)
		case display.Border:
			c.border(o)
		case display.Shadow:
			c.shadow(o)
		case display.Image:
			c.image(o)
		case display.Text:
			c.text(o)
		}
	}
}

// push begins a clip. Inside of a round one everything is drawn as if it were
// square; what was below its corners is kept, and put back at the end.
func (c *canvas) push(o *display.Op) {
	b := c.box(o.Rect, o.Radii)
	was := clipped{clip: c.clip, box: b}
	c.clip = c.clip.Intersect(b.bounds())
	if b.round() && !c.clip.Empty() && !b.square(c.clip) {
		for _, r := range b.corners() {
			if r = r.Intersect(c.clip); r.Empty() {
				continue
			}
			if c.work += 12 * r.Dx() * r.Dy(); c.work > maxWork {
				break
			}
			kept := image.NewRGBA(r)
			draw.Draw(kept, r, c.dst, r.Min, draw.Src)
			was.corners = append(was.corners, kept)
		}
	}
	c.clips = append(c.clips, was)
}

func (c *canvas) unclip() {
	n := len(c.clips)
	if n == 0 {
		return
	}
	was := c.clips[n-1]
	c.clips = c.clips[:n-1]
	for _, kept := range was.corners {
		m := c.p.mask(&was.box, kept.Rect)
		for i, v := range m.Pix {
			m.Pix[i] = 255 - v
		}
		draw.DrawMask(c.dst, kept.Rect, kept, kept.Rect.Min, m, m.Rect.Min, draw.Over)
	}
	c.clip = was.clip
}

// corners are the pixels that the box's corners do not cover in full, in
// rectangles that do not overlap.
func (b *box) corners() []image.Rectangle {
	k := &b.radii
	for i := range k {
		if k[i].X > (b.x1-b.x0)/2 || k[i].Y > (b.y1-b.y0)/2 { // a corner reaches beyond the middle
			return []image.Rectangle{b.bounds()}
		}
	}
	at := func(x0, y0, x1, y1 float32) image.Rectangle {
		r := box{x0: x0, y0: y0, x1: x1, y1: y1}
		return r.bounds()
	}
	midX, midY := round((b.x0+b.x1)/2), round((b.y0+b.y1)/2)
	return []image.Rectangle{
		at(b.x0, b.y0, min(b.x0+k[0].X, midX), min(b.y0+k[0].Y, midY)),
		at(max(b.x1-k[1].X, midX), b.y0, b.x1, min(b.y0+k[1].Y, midY)),
		at(max(b.x1-k[2].X, midX), max(b.y1-k[2].Y, midY), b.x1, b.y1),
		at(b.x0, max(b.y1-k[3].Y, midY), min(b.x0+k[3].X, midX), b.y1),
	}
}

// square says whether no corner of the box reaches into r.
func (b *box) square(r image.Rectangle) bool {
	x0, y0, x1, y1 := float32(r.Min.X), float32(r.Min.Y), float32(r.Max.X), float32(r.Max.Y)
	k := &b.radii
	return (x0 >= b.x0+k[0].X || y0 >= b.y0+k[0].Y) && (x1 <= b.x1-k[1].X || y0 >= b.y0+k[1].Y) &&
		(x1 <= b.x1-k[2].X || y1 <= b.y1-k[2].Y) && (x0 >= b.x0+k[3].X || y1 <= b.y1-k[3].Y)
}
