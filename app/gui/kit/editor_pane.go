package kit

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"godwit/app/gui/edit"
)

// editPane is what an Editor scrolls: as tall as the whole text, with canvas
// objects for the visible rows only.
type editPane struct {
	widget.BaseWidget
	owner  *Editor
	doc    *edit.Document
	scroll *container.Scroll

	zoom                    float32
	size, rowHeight, ascent float32 // of the text at this zoom
	advances                advances

	rows    map[int]*editRow
	free    []*editRow
	boxes   []*canvas.Rectangle // selection, hits, underlines of spelling
	caret   *canvas.Rectangle
	hint    *canvas.Text
	objs    []fyne.CanvasObject
	stale   bool // every row must be drawn anew
	look    look // of the theme it was drawn in
	focused bool
	query   edit.Query // what is looked for now
	held    heldLine
	fitting bool // what is resized now is drawn afterwards

	mouse editMouse
	blink blink
}

// heldLine is a line on screen and where: it stays there when guesses about the
// lines above it turn out wrong.
type heldLine struct {
	line   int
	y      float32 // from the top of the view
	offset float32 // of the scroll then
}

const (
	editLeft float32 = Space4
	editTop  float32 = Space3
)

func newEditPane(e *Editor, hint string) *editPane {
	p := &editPane{owner: e, zoom: 1, rows: map[int]*editRow{}}
	p.caret = canvas.NewRectangle(nil)
	p.hint = canvas.NewText(hint, nil)
	p.blink.pane = p
	p.doc = edit.NewDocument(edit.Metrics{Advance: p.advance, Measure: p.measure}, time.Now)
	p.doc.Markup = true
	p.ExtendBaseWidget(p)
	p.scroll = container.NewVScroll(p)
	p.scroll.OnScrolled = func(fyne.Position) {
		p.update()
		e.checkSpelling()
		if e.OnScrolled != nil {
			e.OnScrolled()
		}
	}
	p.setFont()
	return p
}

// face is the face that a style is drawn in, without its underline.
func face(s edit.Style) fyne.TextStyle {
	return fyne.TextStyle{Bold: s == edit.Heading || s == edit.Strong, Italic: s == edit.Emphasis, Monospace: s == edit.Code}
}

// tabStop is how wide a tab is at most: the toolkit goes to the next stop.
const tabStop float32 = 40

func (p *editPane) advance(r rune) float32 {
	if r == '\t' {
		return tabStop
	}
	return p.advances.of(r)
}

func (p *editPane) measure(s string, style edit.Style) float32 {
	s = showable(s)
	if !edit.HasRTL(s) {
		return piecesWidth(s, p.size, face(style))
	}
	w := float32(0)
	for one := range rtlPieces(s) {
		w += textSize(one, p.size, face(style)).Width
	}
	return w
}

// setFont follows a change of zoom.
func (p *editPane) setFont() {
	p.size = float32(math.Round(float64(BodySize*p.zoom*2))) / 2
	p.rowHeight = float32(math.Round(float64(p.size * 1.45)))
	p.ascent = (p.rowHeight - textSize("Mg", p.size, plainStyle).Height) / 2
	p.advances = advances{size: p.size}
	p.doc.Rows.SetWidth(-1)
	p.redraw()
	p.layout()
}

func (p *editPane) setText(s string) {
	p.doc.SetText(s)
	p.scroll.Offset.Y = 0
	p.held = heldLine{}
	p.fit()
	p.redraw()
	p.owner.checkSpelling()
}

// redraw draws every row anew.
func (p *editPane) redraw() {
	p.stale = true
	p.update()
}

// layout wraps for the present width, holding the line at the top.
func (p *editPane) layout() {
	view := p.scroll.Size()
	if view.Width <= 0 {
		return
	}
	// A line of prose is comfortable to read at about ninety characters; mail
	// wrapped at 78 by its sender stays as it was.
	w := min(view.Width-2*editLeft, p.size*47)
	if before := p.doc.Rows.Width(); w != before {
		row, part := p.topRow()
		line, _ := p.doc.Rows.LineOf(row)
		p.doc.Rows.SetWidth(w)
		if before > 0 && p.scroll.Offset.Y > editTop {
			p.scroll.Offset.Y = editTop + float32(p.doc.Rows.First(line))*p.rowHeight + part
		}
		p.held = heldLine{}
	}
	p.fit()
	p.update()
}

// topRow is the row at the top of the view, and how much of it is out of sight.
func (p *editPane) topRow() (row int, hidden float32) {
	row = max(0, int((p.scroll.Offset.Y-editTop)/p.rowHeight))
	return row, p.scroll.Offset.Y - editTop - float32(row)*p.rowHeight
}

// fit gives the pane the height of its text; it is drawn after that.
func (p *editPane) fit() {
	p.fitting = true
	defer func() { p.fitting = false }()
	size := fyne.NewSize(p.scroll.Size().Width, max(p.MinSize().Height, p.scroll.Size().Height))
	if p.Size() != size {
		p.Resize(size)
	}
	p.scroll.Offset.Y = max(0, min(p.scroll.Offset.Y, size.Height-p.scroll.Size().Height))
	p.scroll.Refresh()
}

// MinSize implements fyne.CanvasObject.
func (p *editPane) MinSize() fyne.Size {
	return fyne.NewSize(10, 2*editTop+float32(p.doc.Rows.Count())*p.rowHeight)
}

func (p *editPane) yOf(row int) float32 { return editTop + float32(row)*p.rowHeight }

// scrollTo moves to y and redraws.
func (p *editPane) scrollTo(y float32) {
	p.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(y, p.Size().Height-p.scroll.Size().Height))))
	p.update()
}

// show scrolls as little as needed to make the caret visible.
func (p *editPane) show() {
	h := p.scroll.Size().Height
	y := p.yOf(p.doc.CaretRow())
	switch off := p.scroll.Offset.Y; {
	case y < off:
		p.scrollTo(y - editTop)
	case y+p.rowHeight > off+h:
		p.scrollTo(y + p.rowHeight + editTop - h)
	default:
		return
	}
	if y := p.yOf(p.doc.CaretRow()); y < p.scroll.Offset.Y || y+p.rowHeight > p.scroll.Offset.Y+h { // a guess was wrong
		p.scrollTo(y - h/2)
	}
}

// reveal brings the caret, when it is out of sight, to the upper third of the
// view: what is found is read with what stands around it.
func (p *editPane) reveal() {
	if !p.seesCaret() {
		p.scrollTo(p.yOf(p.doc.CaretRow()) - p.scroll.Size().Height/3)
	}
}

// seesCaret tells whether all of the caret's row is in sight.
func (p *editPane) seesCaret() bool {
	y := p.yOf(p.doc.CaretRow())
	return y >= p.scroll.Offset.Y && y+p.rowHeight <= p.scroll.Offset.Y+p.scroll.Size().Height
}

// rowAt is the row at a height of the pane, which may be above or below all.
func (p *editPane) rowAt(y float32) int {
	return int(math.Floor(float64((y - editTop) / p.rowHeight)))
}

// placeAt is the caret nearest to a point of the pane.
func (p *editPane) placeAt(at fyne.Position) edit.Caret {
	row := p.rowAt(at.Y)
	switch {
	case row < 0:
		return edit.Caret{}
	case row >= p.doc.Rows.Count():
		return edit.Caret{Pos: p.doc.Text.End()}
	}
	return p.doc.At(row, at.X-editLeft)
}

// settle makes the rows in view exact. What was on screen stays where it was.
func (p *editPane) settle(height float32) {
	count := int(height/p.rowHeight) + 2
	rows := p.doc.Rows.Count()
	first, _ := p.topRow()
	p.doc.Rows.Exact(first, count)
	if moved := p.scroll.Offset.Y - p.held.offset; p.held.line > 0 && p.held.line < p.doc.Text.Lines() && max(moved, -moved) < height {
		if y := p.yOf(p.doc.Rows.First(p.held.line)) - p.scroll.Offset.Y; rows != p.doc.Rows.Count() && y != p.held.y-moved {
			p.scroll.Offset.Y += y - (p.held.y - moved)
			p.fit()
			first, _ = p.topRow()
			p.doc.Rows.Exact(first, count)
		}
	}
	if rows != p.doc.Rows.Count() {
		p.fit()
	}
	first, _ = p.topRow()
	line, part := p.doc.Rows.LineOf(first)
	if part > 0 || p.yOf(first) < p.scroll.Offset.Y {
		line = min(line+1, p.doc.Text.Lines()-1)
	}
	p.held = heldLine{line, p.yOf(p.doc.Rows.First(line)) - p.scroll.Offset.Y, p.scroll.Offset.Y}
}

// CreateRenderer implements fyne.Widget.
func (p *editPane) CreateRenderer() fyne.WidgetRenderer { return &editPaneRenderer{p} }

type editPaneRenderer struct{ p *editPane }

func (x *editPaneRenderer) Layout(fyne.Size)             { x.p.update() }
func (x *editPaneRenderer) MinSize() fyne.Size           { return x.p.MinSize() }
func (x *editPaneRenderer) Objects() []fyne.CanvasObject { return x.p.objs }
func (x *editPaneRenderer) Destroy()                     { x.p.blink.stop() }

// Refresh makes every row take its colours anew when the theme has changed.
func (x *editPaneRenderer) Refresh() {
	if now := lookNow(); now != x.p.look {
		x.p.look, x.p.stale = now, true
	}
	x.p.update()
}

// Reading is the line that a person looks at: the caret's where it is in sight,
// else the first one that is; and how far below the top of the view it is.
func (e *Editor) Reading() (line int, below float32) {
	p := e.pane
	if y := p.yOf(p.doc.CaretRow()) - p.scroll.Offset.Y; y >= 0 && y < p.scroll.Size().Height {
		line = p.doc.Caret().Line
		return line, p.yOf(p.doc.Rows.First(line)) - p.scroll.Offset.Y
	}
	row, _ := p.topRow()
	line, _ = p.doc.Rows.LineOf(row)
	return line, p.yOf(p.doc.Rows.First(line)) - p.scroll.Offset.Y
}
