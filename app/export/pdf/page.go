package pdf

import (
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"
)

// Page is a page being drawn. Its origin is the upper left corner and y grows
// downwards, in points of 1/72 inch.
type Page struct {
	d             *Document
	number        ref
	width, height float64
	content       []byte
	names         map[string]ref // pictures, by their names on the page
	links         []ref
}

// Page ends the page before and begins one.
func (d *Document) Page(width, height float64) *Page {
	d.endPage()
	d.page = &Page{d: d, number: d.reserve(), width: width, height: height, names: make(map[string]ref)}
	d.pages = append(d.pages, d.page.number)
	return d.page
}

func (d *Document) endPage() {
	p := d.page
	if p == nil {
		return
	}
	d.page = nil
	content := d.stream("", p.content)
	var fonts, pictures, states, links strings.Builder
	for i, f := range d.fonts {
		fmt.Fprintf(&fonts, "/F%d %d 0 R ", i+1, f.number)
	}
	for _, name := range sorted(p.names) {
		fmt.Fprintf(&pictures, "/%s %d 0 R ", name, p.names[name])
	}
	for a := range 256 {
		if r := d.alphas[uint8(a)]; r != 0 {
			fmt.Fprintf(&states, "/A%d %d 0 R ", a, r)
		}
	}
	for _, l := range p.links {
		fmt.Fprintf(&links, "%d 0 R ", l)
	}
	d.put(p.number, fmt.Sprintf("<</Type /Page /Parent %d 0 R /MediaBox [0 0 %s %s] /Contents %d 0 R "+
		"/Resources <</Font <<%s>> /XObject <<%s>> /ExtGState <<%s>>>> /Annots [%s]>>",
		d.tree, number(p.width), number(p.height), content, fonts.String(), pictures.String(), states.String(), links.String()))
}

// number writes a value to a thousandth.
func number(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		v = 0
	}
	v = max(-1e6, min(v, 1e6))
	return strconv.FormatFloat(math.Round(v*1000)/1000, 'f', -1, 64)
}

// op appends an operator and its numbers.
func (p *Page) op(operator string, values ...float64) {
	for _, v := range values {
		p.content = append(append(p.content, number(v)...), ' ')
	}
	p.content = append(append(p.content, operator...), '\n')
}

// Rect is a rectangle on a page.
type Rect struct{ X, Y, W, H float64 }

// Corners are the radii of a rectangle's corners, x and y, clockwise from the
// upper left.
type Corners [4][2]float64

// Save begins a part whose clips end with Restore.
func (p *Page) Save() { p.op("q") }

// Restore ends what Save began.
func (p *Page) Restore() { p.op("Q") }

// Clip draws only inside of the rectangle from now on.
func (p *Page) Clip(r Rect, c Corners) {
	p.outline(r, c)
	p.op("W n")
}

// Fill paints a rectangle.
func (p *Page) Fill(r Rect, c Corners, col color.NRGBA) {
	if col.A == 0 {
		return
	}
	p.op("q")
	p.colour(col)
	p.outline(r, c)
	p.op("f")
	p.op("Q")
}

// Ring paints what lies between two rectangles.
func (p *Page) Ring(outer Rect, oc Corners, inner Rect, ic Corners, col color.NRGBA) {
	if col.A == 0 {
		return
	}
	p.op("q")
	p.colour(col)
	p.outline(outer, oc)
	if inner.W > 0 && inner.H > 0 {
		p.outline(inner, ic)
	}
	p.op("f*")
	p.op("Q")
}

// Polygon paints the area between points, x and y in turn.
func (p *Page) Polygon(points []float64, col color.NRGBA) {
	if col.A == 0 || len(points) < 6 {
		return
	}
	p.op("q")
	p.colour(col)
	for i := 0; i+1 < len(points); i += 2 {
		operator := "l"
		if i == 0 {
			operator = "m"
		}
		p.op(operator, points[i], p.height-points[i+1])
	}
	p.op("f")
	p.op("Q")
}

// colour sets what is filled with and, for thicker letters, drawn with.
func (p *Page) colour(c color.NRGBA) {
	r, g, b := float64(c.R)/255, float64(c.G)/255, float64(c.B)/255
	p.op("rg", r, g, b)
	p.alpha(c.A)
}

func (p *Page) alpha(a uint8) {
	if a == 255 {
		return
	}
	if p.d.alphas[a] == 0 {
		p.d.alphas[a] = p.d.add(fmt.Sprintf("<</Type /ExtGState /ca %s /CA %s>>", number(float64(a)/255), number(float64(a)/255)))
	}
	p.op("/A" + strconv.Itoa(int(a)) + " gs")
}

// kappa is how far the control points of a quarter of a circle are from its end.
const kappa = 0.5522847498

// outline appends a rectangle to the path.
func (p *Page) outline(r Rect, c Corners) {
	x0, x1, y0, y1 := r.X, r.X+r.W, p.height-r.Y, p.height-r.Y-r.H
	if c == (Corners{}) {
		p.op("re", x0, y1, r.W, r.H)
		return
	}
	p.op("m", x0+c[0][0], y0)
	p.op("l", x1-c[1][0], y0)
	p.op("c", x1-c[1][0]*(1-kappa), y0, x1, y0-c[1][1]*(1-kappa), x1, y0-c[1][1])
	p.op("l", x1, y1+c[2][1])
	p.op("c", x1, y1+c[2][1]*(1-kappa), x1-c[2][0]*(1-kappa), y1, x1-c[2][0], y1)
	p.op("l", x0+c[3][0], y1)
	p.op("c", x0+c[3][0]*(1-kappa), y1, x0, y1+c[3][1]*(1-kappa), x0, y1+c[3][1])
	p.op("l", x0, y0-c[0][1])
	p.op("c", x0, y0-c[0][1]*(1-kappa), x0+c[0][0]*(1-kappa), y0, x0+c[0][0], y0)
	p.op("h")
}

// Link makes a rectangle lead to an address of the web or of mail; any other is
// left out.
func (p *Page) Link(r Rect, target string) {
	scheme, _, _ := strings.Cut(strings.ToLower(target), ":")
	if scheme != "http" && scheme != "https" && scheme != "mailto" || len(target) > 8000 {
		return
	}
	p.links = append(p.links, p.d.add(fmt.Sprintf("<</Type /Annot /Subtype /Link /Rect [%s %s %s %s] /Border [0 0 0] /A <</S /URI /URI %s>>>>",
		number(r.X), number(p.height-r.Y-r.H), number(r.X+r.W), number(p.height-r.Y), octets(target))))
}
