package edit

import "slices"

// Prev and Next are the places one character before and after p.
func (d *Document) Prev(p Pos) Pos {
	if p.Col > 0 {
		return Pos{p.Line, PrevCluster(d.Text.Line(p.Line), p.Col)}
	}
	if p.Line > 0 {
		return Pos{p.Line - 1, len(d.Text.Line(p.Line - 1))}
	}
	return p
}

// Next is the place one character after p.
func (d *Document) Next(p Pos) Pos {
	if s := d.Text.Line(p.Line); p.Col < len(s) {
		return Pos{p.Line, NextCluster(s, p.Col)}
	}
	if p.Line+1 < d.Text.Lines() {
		return Pos{p.Line + 1, 0}
	}
	return p
}

// PrevWord is the start of the word before p.
func (d *Document) PrevWord(p Pos) Pos {
	if p.Col == 0 {
		return d.Prev(p)
	}
	return Pos{p.Line, PrevWord(d.Text.Line(p.Line), p.Col)}
}

// NextWord is the start of the word after p.
func (d *Document) NextWord(p Pos) Pos {
	if s := d.Text.Line(p.Line); p.Col < len(s) {
		return Pos{p.Line, NextWord(s, p.Col)}
	}
	return d.Next(p)
}

// LineStart is the start of p's line.
func (d *Document) LineStart(p Pos) Pos { return Pos{Line: p.Line} }

// LineEnd is the end of p's line.
func (d *Document) LineEnd(p Pos) Pos { return Pos{p.Line, len(d.Text.Line(p.Line))} }

// PrevParagraph is the start of the paragraph p is in, or of the one before.
func (d *Document) PrevParagraph(p Pos) Pos {
	line := p.Line
	if p.Col == 0 {
		line--
	}
	for line > 0 && blank(d.Text.Line(line)) {
		line--
	}
	for line > 0 && !blank(d.Text.Line(line-1)) {
		line--
	}
	return Pos{Line: max(0, line)}
}

// NextParagraph is the start of the paragraph after p, or the end of the text.
func (d *Document) NextParagraph(p Pos) Pos {
	to, inside := d.Text.End(), true
	d.Text.Each(p.Line, func(i int, s string) bool {
		switch {
		case blank(s):
			inside = false
		case !inside:
			to = Pos{Line: i}
			return false
		}
		return true
	})
	return to
}

func blank(line string) bool {
	_, skip := QuoteLevel(line)
	for _, c := range []byte(line[skip:]) {
		if c != ' ' && c != '\t' {
			return false
		}
	}
	return true
}

// Go moves the caret to where to leads; without extend a selection first
// collapses to its end on that side.
func (d *Document) Go(to func(Pos) Pos, extend bool) {
	p := to(d.caret.Pos)
	if d.HasSelection() && !extend {
		from, end := d.Selected()
		if p.Before(d.caret.Pos) {
			p = from
		} else {
			p = end
		}
	}
	d.MoveTo(p, extend)
}

// Left and right go as they are seen: in text that runs from right to left, Left
// goes on in it.

// Left moves the caret one character to the left.
func (d *Document) Left(extend bool) { d.sideways(-1, extend) }

// Right moves the caret one character to the right.
func (d *Document) Right(extend bool) { d.sideways(1, extend) }

// WordLeft moves the caret by a word to the left.
func (d *Document) WordLeft(extend bool) { d.wordwise(-1, extend) }

// WordRight moves the caret by a word to the right.
func (d *Document) WordRight(extend bool) { d.wordwise(1, extend) }

func (d *Document) wordwise(by int, extend bool) {
	_, rtl := directions(d.Text.Line(d.caret.Line), 0, len(d.Text.Line(d.caret.Line)))
	if rtl {
		by = -by
	}
	if by < 0 {
		d.Go(d.PrevWord, extend)
	} else {
		d.Go(d.NextWord, extend)
	}
}

func (d *Document) sideways(by int, extend bool) {
	line := d.caret.Line
	s := d.Text.Line(line)
	from, to := d.Rows.Span(line, d.Rows.PartOf(d.caret.Pos, d.caret.Before))
	runs, rtl := directions(s, from, to)
	forward := by > 0
	if rtl {
		forward = !forward
	}
	if d.HasSelection() && !extend {
		a, b := d.Selected()
		if forward {
			a = b
		}
		d.MoveTo(a, false)
		return
	}
	if !slices.ContainsFunc(runs, func(r Run) bool { return r.RTL }) {
		d.MoveTo(map[bool]func(Pos) Pos{true: d.Next, false: d.Prev}[forward](d.caret.Pos), extend)
		return
	}
	if c, ok := across(s, runs, d.caret, by); ok {
		d.moveTo(c, extend)
		return
	}
	p := d.Prev(Pos{line, from})
	if forward {
		p = Pos{line, to}
		if to == len(s) {
			p = d.Next(p)
		}
	}
	d.MoveTo(p, extend)
}

// across is the caret on the other side of the character that stands left or
// right of c in a row; false when there is none.
func across(s string, runs []Run, c Caret, by int) (Caret, bool) {
	type cell struct {
		from, to int
		rtl      bool
	}
	var cells []cell // from left to right
	for _, run := range runs {
		start := len(cells)
		for at := run.From; at < run.To; {
			next := min(run.To, NextCluster(s, at))
			cells = append(cells, cell{at, next, run.RTL})
			at = next
		}
		if run.RTL {
			slices.Reverse(cells[start:])
		}
	}
	gapOf := func(before bool) int {
		for i, one := range cells {
			if before && one.to == c.Col || !before && one.from == c.Col {
				if before != one.rtl {
					return i + 1
				}
				return i
			}
		}
		return -1
	}
	gap := gapOf(c.Before)
	if gap < 0 {
		gap = gapOf(!c.Before)
	}
	if by < 0 {
		gap--
	}
	if gap < 0 || gap >= len(cells) {
		return c, false
	}
	if one := cells[gap]; one.rtl == (by > 0) {
		return Caret{Pos{c.Line, one.from}, false}, true
	}
	return Caret{Pos{c.Line, cells[gap].to}, true}, true
}
