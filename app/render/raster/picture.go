package raster

import (
	"image"
	"image/draw"
	"math"

	xdraw "golang.org/x/image/draw"

	"godwit/app/render/display"
)

const (
	maxScaled   = 64 << 20 // octets of scaled images that are kept
	maxOne      = 8 << 20  // pixels of one scaled image; larger ones are scaled as they are painted
	maxTiles    = 20_000   // of one background in sight
	smallEnough = 1 << 18  // pixels that are scaled with the best kernel
)

// scaledKey names an image at a size.
type scaledKey struct {
	ref  string
	w, h int
}

// scaledImages are the images scaled last, up to maxScaled octets.
type scaledImages struct {
	made map[scaledKey]*image.RGBA
	from map[scaledKey]image.Image // what each was made from
	age  []scaledKey               // oldest first
	held int
}

func (s *scaledImages) get(k scaledKey, src image.Image) *image.RGBA {
	if s.from[k] != src {
		return nil
	}
	return s.made[k]
}

func (s *scaledImages) put(k scaledKey, src image.Image, made *image.RGBA) {
	if s.made == nil {
		s.made, s.from = map[scaledKey]*image.RGBA{}, map[scaledKey]image.Image{}
	}
	if old := s.made[k]; old != nil {
		s.held -= len(old.Pix)
	} else {
		s.age = append(s.age, k)
	}
	s.made[k], s.from[k] = made, src
	for s.held += len(made.Pix); s.held > maxScaled && len(s.age) > 1; s.age = s.age[1:] {
		s.held -= len(s.made[s.age[0]].Pix)
		delete(s.made, s.age[0])
		delete(s.from, s.age[0])
	}
}

// image paints a picture: once, or as tiles.
func (c *canvas) image(o *display.Op) {
	pic := o.Image
	if pic == nil || c.p.images == nil || !(pic.Opacity > 0) {
		return
	}
	b := c.box(o.Rect, o.Radii)
	r := b.bounds().Intersect(c.clip)
	if r.Empty() {
		return
	}
	src := c.p.images(pic.Ref)
	if src == nil || src.Bounds().Empty() {
		return
	}
	var mask *image.Alpha
	if b.round() && !b.square(r) {
		mask = c.p.mask(&b, r)
	}
	if pic.Opacity < 1 {
		if mask == nil {
			mask = image.NewAlpha(r)
			for i := range mask.Pix {
				mask.Pix[i] = 255
			}
		}
		for i := range mask.Pix {
			mask.Pix[i] = uint8(float32(mask.Pix[i])*pic.Opacity + 0.5)
		}
	}
	if pic.Tile == (display.Rect{}) {
		c.place(pic.Ref, src, b, r, mask)
		return
	}
	c.tiles(pic, src, r, mask)
}

// tiles paints a picture again and again from its first place on.
func (c *canvas) tiles(pic *display.Picture, src image.Image, r image.Rectangle, mask *image.Alpha) {
	first := c.box(pic.Tile, display.Radii{})
	w, h := first.x1-first.x0, first.y1-first.y0
	if w < 1 || h < 1 {
		return
	}
	fromX, toX := repeat(first.x0, w, r.Min.X, r.Max.X, pic.RepeatX)
	fromY, toY := repeat(first.y0, h, r.Min.Y, r.Max.Y, pic.RepeatY)
	if (toX-fromX)*(toY-fromY) > maxTiles {
		return
	}
	for j := fromY; j < toY; j++ {
		for i := fromX; i < toX; i++ {
			at := first
			at.x0, at.y0 = first.x0+float32(i)*w, first.y0+float32(j)*h
			at.x1, at.y1 = at.x0+w, at.y0+h
			c.place(pic.Ref, src, at, r, mask)
		}
	}
}

// repeat says which tiles, counted from the first, meet a range.
func repeat(first, size float32, from, to int, on bool) (int, int) {
	if !on {
		return 0, 1
	}
	return int(math.Floor(float64((float32(from) - first) / size))), int(math.Ceil(float64((float32(to) - first) / size)))
}

// place paints a picture scaled to a box, inside r and through mask.
func (c *canvas) place(ref string, src image.Image, b box, r image.Rectangle, mask *image.Alpha) {
	to := b.bounds()
	r = r.Intersect(to)
	if r.Empty() {
		return
	}
	var scaled *image.RGBA
	at := r.Min.Sub(to.Min)
	if to.Dx()*to.Dy() <= maxOne {
		scaled = c.p.scale(ref, src, to.Dx(), to.Dy())
	} else { // only what is in sight
		scaled = image.NewRGBA(image.Rect(0, 0, r.Dx(), r.Dy()))
		xdraw.ApproxBiLinear.Scale(scaled, to.Sub(r.Min), src, src.Bounds(), draw.Src, nil)
		at = image.Point{}
	}
	if mask == nil {
		draw.Draw(c.dst, r, scaled, at, draw.Over)
		return
	}
	draw.DrawMask(c.dst, r, scaled, at, mask, r.Min, draw.Over)
}

func (p *Painter) scale(ref string, src image.Image, w, h int) *image.RGBA {
	k := scaledKey{ref, w, h}
	if have := p.scaled.get(k, src); have != nil {
		return have
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	var kernel xdraw.Scaler = xdraw.BiLinear
	if w*h <= smallEnough {
		kernel = xdraw.CatmullRom
	}
	if s := src.Bounds(); s.Dx() == w && s.Dy() == h {
		kernel = xdraw.NearestNeighbor
	}
	kernel.Scale(out, out.Rect, src, src.Bounds(), draw.Src, nil)
	p.scaled.put(k, src, out)
	return out
}
