package export

import (
	"context"
	"fmt"
	"html"
	"image"
	"image/color"
	"io"

	"github.com/go-text/typesetting/font"
	xdraw "golang.org/x/image/draw"

	"godwit/app/export/pdf"
	"godwit/app/render/display"
	"godwit/app/render/raster"
	"godwit/app/render/text"
)

// press draws parts onto pages.
type press struct {
	images map[string]image.Image
	paper  Paper
	fonts  *text.Fonts
	width  float32 // of the paper between its margins, in pixels of CSS
	height float32
	parts  []part

	doc     *pdf.Document
	page    *pdf.Page
	painter *raster.Painter // of what PDF has no words for
	faces   map[*font.Font]*face
	drawn   map[string]pdf.Image
	signs   map[sign]pdf.Image

	// The part and the page that are being drawn.
	list        *display.List
	scale       float64 // points in a pixel
	top, bottom float32 // of the page, in pixels of the list
	clips       int
}

func (p *press) begin(w io.Writer) {
	p.doc = pdf.New(w)
	p.painter = raster.New(func(ref string) image.Image { return p.images[ref] })
	p.faces, p.drawn, p.signs = map[*font.Font]*face{}, map[string]pdf.Image{}, map[sign]pdf.Image{}
}

// draw makes a page of what lies between two heights.
func (p *press) draw(top, bottom float32) {
	p.page = p.doc.Page(p.paper.Width, p.paper.Height)
	for i := range p.parts {
		one := &p.parts[i]
		if one.y >= bottom || one.bottom() <= top {
			continue
		}
		p.list, p.scale = one.list, unit*float64(one.scale)
		p.top, p.bottom = (top-one.y)/one.scale, (bottom-one.y)/one.scale
		p.page.Save()
		p.page.Clip(pdf.Rect{X: margin - 2, Y: margin, W: p.paper.Width - 2*margin + 4, H: float64(bottom-top) * unit}, pdf.Corners{})
		if c := one.list.Canvas; c.A > 0 && c != (color.NRGBA{255, 255, 255, 255}) {
			p.page.Fill(p.rect(display.Rect{Y: 0, W: p.width / one.scale, H: one.list.Height}), pdf.Corners{}, c)
		}
		p.clips = 0
		one.list.Between(p.top, p.bottom, func(_ int, o *display.Op) { p.op(o) })
		for ; p.clips > 0; p.clips-- {
			p.page.Restore()
		}
		p.page.Restore()
		p.links()
	}
}

// foot writes the letter's name and the page's number below it.
func (p *press) foot(ctx context.Context, number, title string) error {
	const most = 70 // characters of the title
	if r := []rune(title); len(r) > most {
		title = string(r[:most]) + "…"
	}
	list, err := p.layOut(ctx, fmt.Sprintf(`<body style="margin:0;font:11px/14px sans-serif;color:#56636a"><table width="100%%" cellspacing=0 cellpadding=0 style="font-size:11px"><tr>`+
		`<td><bdi>%s</bdi></td><td align=right>%s</td></tr></table>`, html.EscapeString(title), number))
	if err != nil {
		return err
	}
	p.list, p.scale = list, unit
	p.top = float32(-(p.paper.Height - 2*margin - footer/2) / unit)
	p.bottom = list.Height
	for i := range list.Ops {
		p.op(&list.Ops[i])
	}
	return nil
}

// rect is where a rectangle of the list lies on the page.
func (p *press) rect(r display.Rect) pdf.Rect {
	return pdf.Rect{X: margin + float64(r.X)*p.scale, Y: p.y(r.Y), W: float64(r.W) * p.scale, H: float64(r.H) * p.scale}
}

// y is a height on the page. What the parts before take of it is in top, which
// is negative then.
func (p *press) y(y float32) float64 { return margin + float64(y-p.top)*p.scale }

func (p *press) corners(r display.Radii, in display.Rect) pdf.Corners {
	f := float32(1)
	shrink := func(have, sum float32) {
		if sum > have && sum > 0 {
			f = min(f, max(0, have)/sum)
		}
	}
	shrink(in.W, r[0].X+r[1].X)
	shrink(in.W, r[2].X+r[3].X)
	shrink(in.H, r[0].Y+r[3].Y)
	shrink(in.H, r[1].Y+r[2].Y)
	var c pdf.Corners
	for i := range r {
		c[i] = [2]float64{float64(r[i].X*f) * p.scale, float64(r[i].Y*f) * p.scale}
	}
	return c
}

// onPage says whether more than an edge of a box is on the page: where a page
// ends above a box, some viewers draw a line for the edge alone.
func (p *press) onPage(r display.Rect) bool { return r.Y < p.bottom-0.5 && r.Bottom() > p.top+0.5 }

func (p *press) op(o *display.Op) {
	switch o.Kind {
	case display.Fill, display.Border, display.Gradient, display.Image:
		if !p.onPage(o.Rect) {
			return
		}
	}
	switch o.Kind {
	case display.Clip:
		p.page.Save()
		p.page.Clip(p.rect(o.Rect), p.corners(o.Radii, o.Rect))
		p.clips++
	case display.Unclip:
		if p.clips > 0 {
			p.page.Restore()
			p.clips--
		}
	case display.Fill:
		p.page.Fill(p.rect(o.Rect), p.corners(o.Radii, o.Rect), o.Color)
	case display.Border:
		p.border(o)
	case display.Gradient, display.Shadow:
		p.paint(o, 1.5)
	case display.Image:
		p.picture(o)
	case display.Text:
		if mid := o.Rect.Y + o.Rect.H/2; mid >= p.top && mid < p.bottom {
			p.text(o)
		}
	}
}

// border draws a border that is plain, and paints any other.
func (p *press) border(o *display.Op) {
	one := o.Border.Sides[0]
	same, plain := true, o.Radii == display.Radii{}
	for _, s := range o.Border.Sides {
		same = same && s.Style == one.Style && s.Color == one.Color
		plain = plain && (s.Style == display.Solid || s.Style == display.None || s.Width == 0)
	}
	w := func(i int) float32 {
		if o.Border.Sides[i].Style == display.None {
			return 0
		}
		return o.Border.Sides[i].Width
	}
	r := o.Rect
	in := display.Rect{X: r.X + w(3), Y: r.Y + w(0), W: r.W - w(1) - w(3), H: r.H - w(0) - w(2)}
	switch {
	case same && one.Style == display.Solid:
		inner := o.Radii
		for i, by := range [4][2]int{{3, 0}, {1, 0}, {1, 2}, {3, 2}} {
			inner[i] = display.Corner{X: max(0, inner[i].X-w(by[0])), Y: max(0, inner[i].Y-w(by[1]))}
		}
		p.page.Ring(p.rect(r), p.corners(o.Radii, r), p.rect(in), p.corners(inner, in), one.Color)
	case plain:
		outer := [4][2]float32{{r.X, r.Y}, {r.Right(), r.Y}, {r.Right(), r.Bottom()}, {r.X, r.Bottom()}}
		inner := [4][2]float32{{in.X, in.Y}, {in.Right(), in.Y}, {in.Right(), in.Bottom()}, {in.X, in.Bottom()}}
		for i, s := range o.Border.Sides {
			if w(i) > 0 {
				k := (i + 1) % 4
				p.polygon(s.Color, outer[i], outer[k], inner[k], inner[i])
			}
		}
	default:
		p.paint(o, 3)
	}
}

func (p *press) polygon(c color.NRGBA, corners ...[2]float32) {
	var points []float64
	for _, at := range corners {
		points = append(points, margin+float64(at[0])*p.scale, p.y(at[1]))
	}
	p.page.Polygon(points, c)
}

// paint lets the renderer draw an operation, and puts the picture down.
func (p *press) paint(o *display.Op, scale float32) {
	area := o.Reach().Intersect(display.Rect{X: -p.width, Y: p.top, W: 3 * p.width, H: p.bottom - p.top})
	if area.W <= 0 || area.H <= 0 {
		return
	}
	one := &display.List{Width: p.list.Width, Height: p.list.Height}
	one.Add(*o)
	if pic, err := p.painter.Paint(one.Done(), area, scale, color.Transparent); err == nil && !pic.Rect.Empty() {
		p.page.Draw(p.doc.Image(pic), p.rect(area), 255)
	}
}

// picture draws an image once, and paints one that is repeated.
func (p *press) picture(o *display.Op) {
	src := p.images[o.Image.Ref]
	if src == nil || src.Bounds().Empty() || !(o.Image.Opacity > 0) {
		return
	}
	if o.Image.RepeatX || o.Image.RepeatY {
		p.paint(o, 2)
		return
	}
	at := o.Rect
	if o.Image.Tile != (display.Rect{}) {
		at = o.Image.Tile
	}
	p.page.Save()
	p.page.Clip(p.rect(o.Rect), p.corners(o.Radii, o.Rect))
	p.page.Draw(p.image(o.Image.Ref, src, at), p.rect(at), uint8(min(o.Image.Opacity, 1)*255))
	p.page.Restore()
}

// dots is how many of an image's pixels are kept for one of CSS: 300 an inch.
const dots = 3.125

// image is an image of the document, no larger than paper can show.
func (p *press) image(ref string, src image.Image, at display.Rect) pdf.Image {
	if have, ok := p.drawn[ref]; ok {
		return have
	}
	size := src.Bounds().Size()
	if w := int(max(at.W, 1) * dots); w < size.X*2/3 {
		small := image.NewNRGBA(image.Rect(0, 0, w, max(1, size.Y*w/size.X)))
		xdraw.CatmullRom.Scale(small, small.Rect, src, src.Bounds(), xdraw.Src, nil)
		src = small
	}
	made := p.doc.Image(src)
	p.drawn[ref] = made
	return made
}

// links makes what leads somewhere do so on paper, too.
func (p *press) links() {
	for _, l := range p.list.Links() {
		for _, r := range l.Areas {
			if mid := r.Y + r.H/2; mid >= p.top && mid < p.bottom {
				p.page.Link(p.rect(r), l.Target)
			}
		}
	}
}
