package kit

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"godwit/app/gui/edit"
	"godwit/app/gui/lang"
)

// editRow is the canvas objects of one row, and what they show.
type editRow struct {
	text  string
	runs  []edit.Run
	tint  fyne.ThemeColorName
	fold  int // 0: none; -1: can be folded; else how many lines are folded away
	used  bool
	texts []*canvas.Text
	at    []fyne.Position // of each text
	icon  *canvas.Image
}

// update draws the visible rows. A row that shows the same as before keeps its
// objects, and with them the textures the painter holds for them.
func (p *editPane) update() {
	view := p.scroll.Size()
	if view.Height <= 0 || p.doc.Rows.Width() <= 0 || p.fitting {
		return
	}
	p.settle(view.Height)
	first, _ := p.topRow()
	last := min(p.doc.Rows.Count()-1, p.rowAt(p.scroll.Offset.Y+view.Height))
	for i, r := range p.rows {
		if i < first || i > last || p.stale {
			delete(p.rows, i)
			r.used = r.used && !p.stale
			p.free = append(p.free, r)
		}
	}
	p.stale = false
	p.objs = p.objs[:0]
	var rows []fyne.CanvasObject
	boxes := 0
	line, part := p.doc.Rows.LineOf(first)
	for i := first; i <= last && line < p.doc.Text.Lines(); i++ {
		y := p.yOf(i)
		if p.doc.Rows.Folded(line) > 0 {
			rows = p.drawFold(rows, i, line, y)
			line, part = line+p.doc.Rows.Folded(line)+1, 0
			continue
		}
		from, to := p.doc.Rows.Span(line, part)
		runs, _ := p.doc.Runs(line, part)
		boxes = p.drawHits(line, from, to, runs, y, boxes)
		boxes = p.drawSelected(line, from, to, runs, y, boxes)
		boxes = p.drawWrong(line, from, to, runs, y, boxes)
		rows = p.drawRow(rows, i, line, from, to, runs, y)
		if part++; to == len(p.doc.Text.Line(line)) {
			line, part = line+1, 0
		}
	}
	p.objs = append(p.objs, rows...)
	p.drawCaret()
	canvas.Refresh(p)
}

func (p *editPane) takeRow(i int) *editRow {
	r := p.rows[i]
	if r == nil {
		if n := len(p.free); n > 0 {
			r, p.free = p.free[n-1], p.free[:n-1]
		} else {
			r = &editRow{icon: &canvas.Image{FillMode: canvas.ImageFillContain}}
		}
		p.rows[i] = r
	}
	return r
}

func (p *editPane) drawRow(out []fyne.CanvasObject, row, line, from, to int, runs []edit.Run, y float32) []fyne.CanvasObject {
	s := p.doc.Text.Line(line)
	level, _ := edit.QuoteLevel(s)
	tint, fold := ColorText, 0
	if level > 0 {
		tint = quoteColour(level)
		if from == 0 && p.beginsQuote(line) {
			fold = -1
		}
	}
	r := p.takeRow(row)
	if !r.used || r.text != s[from:to] || r.tint != tint || r.fold != fold || !slices.Equal(r.runs, runs) {
		r.used, r.text, r.tint, r.fold = true, s[from:to], tint, fold
		r.runs = append(r.runs[:0], runs...)
		p.fill(r, s)
		if fold != 0 {
			setIcon(r.icon, IconChevronDown, ColorDim)
		}
	}
	return p.place(out, r, y)
}

// place puts a row's objects where it is now.
func (p *editPane) place(out []fyne.CanvasObject, r *editRow, y float32) []fyne.CanvasObject {
	for i, t := range r.texts {
		t.Move(r.at[i].AddXY(editLeft, y+p.ascent))
		out = append(out, t)
	}
	if r.fold != 0 {
		r.icon.Move(fyne.NewPos(1, y+(p.rowHeight-foldIcon)/2))
		r.icon.Resize(fyne.NewSize(foldIcon, foldIcon))
		out = append(out, r.icon)
	}
	return out
}

// foldIcon is the size of the sign at a quotation that folds it.
const foldIcon float32 = 14

// beginsQuote says whether a line is the first of several that are quoted.
func (p *editPane) beginsQuote(line int) bool {
	quoted := func(i int) bool {
		if i < 0 || i >= p.doc.Text.Lines() {
			return false
		}
		level, _ := edit.QuoteLevel(p.doc.Text.Line(i))
		return level > 0
	}
	return !quoted(line-1) && quoted(line+1)
}

// drawFold shows one row for lines that are folded away.
func (p *editPane) drawFold(out []fyne.CanvasObject, row, line int, y float32) []fyne.CanvasObject {
	r, n := p.takeRow(row), p.doc.Rows.Folded(line)+1
	if !r.used || r.fold != n {
		r.used, r.fold, r.text, r.runs, r.tint = true, n, "", nil, ColorDim
		r.texts, r.at = r.texts[:0], r.at[:0]
		p.addText(r, lang.N(n, "{n} quoted line", "{n} quoted lines"), edit.Plain, 0)
		setIcon(r.icon, IconChevronRight, ColorDim)
	}
	return p.place(out, r, y)
}

// fill makes r show its runs.
func (p *editPane) fill(r *editRow, s string) {
	r.texts, r.at = r.texts[:0], r.at[:0]
	for _, run := range r.runs {
		text := s[run.From:run.To]
		x := run.X
		if run.RTL {
			x += run.Width
			for one := range rtlPieces(showable(text)) {
				x -= textSize(one, p.size, face(run.Style)).Width
				p.addText(r, onBaseline(one), run.Style, x)
			}
			continue
		}
		for one := range pieces(strings.TrimRight(showable(text), " ")) {
			p.addText(r, onBaseline(one), run.Style, x)
			x += textSize(one, p.size, face(run.Style)).Width
		}
	}
}

func (p *editPane) addText(r *editRow, s string, style edit.Style, x float32) {
	if n := len(r.texts); n < cap(r.texts) && r.texts[:n+1][n] != nil {
		r.texts = r.texts[:n+1]
	} else {
		r.texts = append(r.texts, canvas.NewText("", color.Transparent))
	}
	r.at = append(r.at, fyne.NewPos(x, p.drop(style)))
	t := r.texts[len(r.texts)-1]
	t.Text, t.TextSize, t.TextStyle, t.Color = s, p.size, face(style), colour(r.tint)
	switch style {
	case edit.Link:
		t.Color, t.TextStyle.Underline = colour(ColorLink), true
	case edit.Sign:
		t.Color = colour(ColorDim)
	}
	t.Resize(textSize(s, p.size, face(style)))
	t.Refresh()
}

// drop is how much lower a style's texts stand so that its baseline is that of
// the others.
func (p *editPane) drop(style edit.Style) float32 {
	if style != edit.Code {
		return 0
	}
	driver := fyne.CurrentApp().Driver()
	_, plain := driver.RenderedTextSize("x", p.size, plainStyle, nil)
	_, code := driver.RenderedTextSize("x", p.size, face(style), nil)
	return plain - code
}

func (p *editPane) drawSelected(line, from, to int, runs []edit.Run, y float32, n int) int {
	a, b := p.doc.Selected()
	if a == b || line < a.Line || line > b.Line || p.isHit(a, b) {
		return n
	}
	lo, hi := from, to
	if line == a.Line {
		lo = max(lo, a.Col)
	}
	if line == b.Line {
		hi = min(hi, b.Col)
	}
	end := float32(0)
	for _, run := range runs {
		end = max(end, run.X+run.Width)
	}
	for _, box := range p.doc.Boxes(runs, line, lo, hi) {
		n = p.box(box[0], y, box[1], p.rowHeight, ColorTextSelection, n)
	}
	if line < b.Line && lo <= hi && hi == len(p.doc.Text.Line(line)) { // the line break is selected, too
		n = p.box(end, y, p.size*0.3, p.rowHeight, ColorTextSelection, n)
	}
	return n
}

// isHit says whether what is selected is a hit, which has a colour of its own.
func (p *editPane) isHit(from, to edit.Pos) bool {
	if p.query.Empty() || from.Line != to.Line || from == to {
		return false
	}
	a, b := p.query.In(p.doc.Text.Line(from.Line), from.Col)
	return a == from.Col && b == to.Col
}

// drawHits marks what is looked for.
func (p *editPane) drawHits(line, from, to int, runs []edit.Run, y float32, n int) int {
	if p.query.Empty() {
		return n
	}
	s := p.doc.Text.Line(line)
	selected, end := p.doc.Selected()
	current := p.isHit(selected, end)
	for a, b := p.query.In(s, 0); a >= 0 && a < to && b > a; a, b = p.query.In(s, b) {
		if b <= from {
			continue
		}
		tint := ColorFound
		if current && selected == (edit.Pos{Line: line, Col: a}) {
			tint = ColorFoundCurrent
		}
		for _, box := range p.doc.Boxes(runs, line, max(a, from), min(b, to)) {
			n = p.box(box[0], y, box[1], p.rowHeight, tint, n)
		}
	}
	return n
}

// box draws a rectangle behind the text.
func (p *editPane) box(x, y, w, h float32, tint fyne.ThemeColorName, n int) int {
	if n == len(p.boxes) {
		p.boxes = append(p.boxes, canvas.NewRectangle(color.Transparent))
	}
	b := p.boxes[n]
	b.FillColor = colour(tint)
	b.Move(fyne.NewPos(editLeft+x, y))
	b.Resize(fyne.NewSize(w, h))
	p.objs = append(p.objs, b)
	return n + 1
}

func (p *editPane) drawCaret() {
	if p.doc.Text.Len() == 0 {
		p.hint.TextSize, p.hint.Color = p.size, colour("placeholder")
		p.hint.Move(fyne.NewPos(editLeft, editTop+p.ascent))
		p.hint.Resize(p.hint.MinSize())
		p.objs = append(p.objs, p.hint)
	}
	if !p.focused {
		return
	}
	p.caret.FillColor = colour(ColorAccent)
	at := p.doc.Caret()
	if p.mouse.drop != nil {
		at = *p.mouse.drop
	}
	p.caret.Move(fyne.NewPos(editLeft+p.doc.XOf(at)-1, p.yOf(p.doc.Rows.RowOf(at.Pos, at.Before))+2))
	p.caret.Resize(fyne.NewSize(2, p.rowHeight-4))
	p.objs = append(p.objs, p.caret)
}
