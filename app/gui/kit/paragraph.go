package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Paragraph is a few sentences in a colour of the theme, wrapped to the width it
// gets. It is for explanations; mail text goes into a TextView.
type Paragraph struct {
	widget.BaseWidget
	value string
	size  float32
	tint  fyne.ThemeColorName
	align fyne.TextAlign
	least float32 // least width it asks for
	style fyne.TextStyle

	doc   *document
	chars advances
	rows  []*canvas.Text
	marks [][2]int            // characters of value that were looked for, from and to
	under []*canvas.Rectangle // drawn behind them
}

// NewParagraph wraps value; it asks for at least 120 units of width.
func NewParagraph(value string, size float32, tint fyne.ThemeColorName) *Paragraph {
	p := &Paragraph{size: size, tint: tint, least: 120, chars: advances{size: size}}
	p.doc = newDocument(func(s string) float32 { return textSize(s, size, p.style).Width }, p.chars.of)
	p.value = value
	p.doc.setText(value)
	p.ExtendBaseWidget(p)
	return p
}

// SetText shows another text.
func (p *Paragraph) SetText(s string) {
	if p.value != s {
		p.value = s
		p.doc.setText(s)
		p.Refresh()
	}
}

// Text is what is shown.
func (p *Paragraph) Text() string { return p.value }

// SetColour takes another colour of the theme.
func (p *Paragraph) SetColour(tint fyne.ThemeColorName) {
	p.tint = tint
	p.Refresh()
}

// SetBold makes the text bold.
func (p *Paragraph) SetBold() *Paragraph {
	p.style.Bold = true
	p.chars = advances{size: p.size, style: p.style}
	p.doc.setText(p.value)
	return p
}

// SetMarks shows what was looked for: from and to, counted in characters. The text
// has one line.
func (p *Paragraph) SetMarks(marks [][2]int) {
	p.marks = marks
	p.Refresh()
}

// SetCentred centres every row.
func (p *Paragraph) SetCentred() *Paragraph {
	p.align = fyne.TextAlignCenter
	return p
}

// SetLeastWidth asks for at least w units of width.
func (p *Paragraph) SetLeastWidth(w float32) *Paragraph {
	p.least = w
	return p
}

func (p *Paragraph) lineHeight() float32 { return float32(int(p.size*1.45 + 0.5)) }

// MinSize is the least width, and the height the text has at its present width.
func (p *Paragraph) MinSize() fyne.Size {
	if p.doc.wrap.width <= 0 {
		p.doc.setWidth(p.least)
	}
	if p.value == "" {
		return fyne.NewSize(p.least, 0)
	}
	return fyne.NewSize(p.least, float32(p.doc.wrap.rows())*p.lineHeight())
}

// Resize wraps anew. When that changes the height, the next pass of the layout
// learns it from MinSize.
func (p *Paragraph) Resize(s fyne.Size) {
	if s.Width > 0 {
		p.doc.setWidth(s.Width)
	}
	p.BaseWidget.Resize(s)
	p.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	r := &paragraphRenderer{p}
	r.place()
	return r
}

type paragraphRenderer struct{ p *Paragraph }

func (x *paragraphRenderer) MinSize() fyne.Size { return x.p.MinSize() }
func (x *paragraphRenderer) Layout(fyne.Size)   {}
func (x *paragraphRenderer) Destroy()           {}
func (x *paragraphRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, 0, len(x.p.under)+len(x.p.rows))
	for _, u := range x.p.under {
		objects = append(objects, u)
	}
	for _, t := range x.p.rows {
		objects = append(objects, t)
	}
	return objects
}

func (x *paragraphRenderer) place() {
	p := x.p
	n := p.doc.wrap.rows()
	for len(p.rows) < n {
		p.rows = append(p.rows, canvas.NewText("", color.Transparent))
	}
	p.rows = p.rows[:n]
	h := p.lineHeight()
	for i, t := range p.rows {
		from, to := p.doc.spanOf(i)
		t.Text, t.TextSize, t.Color, t.Alignment = showable(p.doc.lines[from.line][from.col:to.col]), p.size, colour(p.tint), p.align
		t.TextStyle = p.style
		t.Move(fyne.NewPos(0, float32(i)*h))
		t.Resize(fyne.NewSize(p.Size().Width, h))
	}
	x.placeMarks(h)
}

// placeMarks puts a plane behind what is marked, row by row.
func (x *paragraphRenderer) placeMarks(h float32) {
	p := x.p
	p.under = nil
	for _, m := range p.marks {
		for i := range p.rows {
			from, to := p.doc.spanOf(i)
			line := p.doc.lines[from.line]
			first, last := len([]rune(line[:from.col])), len([]rune(line[:to.col]))
			at, end := max(m[0], first), min(m[1], last)
			if from.line > 0 || at >= end {
				continue
			}
			runes := []rune(line)
			left := textSize(string(runes[first:at]), p.size, p.style).Width
			u := canvas.NewRectangle(colour(ColorFound))
			u.CornerRadius = 3
			u.Move(fyne.NewPos(left-1, float32(i)*h))
			u.Resize(fyne.NewSize(textSize(string(runes[at:end]), p.size, p.style).Width+2, h))
			p.under = append(p.under, u)
		}
	}
}

func (x *paragraphRenderer) Refresh() {
	x.place()
	canvas.Refresh(x.p)
}
