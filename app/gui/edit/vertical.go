package edit

// CaretRow is the row that shows the caret.
func (d *Document) CaretRow() int { return d.Rows.RowOf(d.caret.Pos, d.caret.Before) }

// CaretX is how far from the left edge of the text the caret is drawn.
func (d *Document) CaretX() float32 { return d.XOf(d.caret) }

// XOf is how far from the left edge of the text a caret would be drawn.
func (d *Document) XOf(c Caret) float32 {
	runs, rtl := d.Runs(c.Line, d.Rows.PartOf(c.Pos, c.Before))
	return max(0, min(d.xOf(c.Line, runs, rtl, c), d.Rows.Width()))
}

// At is the caret nearest to x in a row.
func (d *Document) At(row int, x float32) Caret {
	line, part := d.Rows.LineOf(row)
	if d.Rows.Folded(line) > 0 {
		return Caret{Pos: Pos{Line: line}}
	}
	runs, _ := d.Runs(line, part)
	if from, _ := d.Rows.Span(line, part); len(runs) == 0 {
		return Caret{Pos: Pos{line, from}}
	}
	return d.colAt(line, runs, x)
}

// Click puts the caret at x in a row; with extend the selection grows to there.
func (d *Document) Click(row int, x float32, extend bool) { d.moveTo(d.At(row, x), extend) }

// MoveRows goes up or down by rows of the screen and keeps the x it started from.
func (d *Document) MoveRows(n int, extend bool) {
	goal := d.goal
	if goal < 0 {
		goal = d.CaretX()
	}
	row := d.CaretRow()
	if n > 0 {
		d.Rows.Exact(row, n+1)
	} else {
		d.exactAbove(row, -n)
		row = d.CaretRow()
	}
	switch row += n; {
	case row < 0:
		d.MoveTo(Pos{}, extend)
	case row >= d.Rows.Count():
		d.MoveTo(d.Text.End(), extend)
	default:
		d.moveTo(d.At(row, goal), extend)
	}
	d.goal = goal
}

// exactAbove makes the rows above one exact, as many lines as rows are asked for.
func (d *Document) exactAbove(row, count int) {
	line, _ := d.Rows.LineOf(row)
	for i := line; i >= 0 && count >= 0; i-- {
		if d.Rows.rows.at(i).count > 0 {
			count -= int(d.Rows.exact(i).count)
		}
	}
}

// RowStart moves the caret to the start of its row.
func (d *Document) RowStart(extend bool) {
	from, _ := d.Rows.Span(d.caret.Line, d.Rows.PartOf(d.caret.Pos, d.caret.Before))
	d.moveTo(Caret{Pos: Pos{d.caret.Line, from}}, extend)
}

// RowEnd moves the caret to the end of its row; the space that a row is broken
// at stays behind it.
func (d *Document) RowEnd(extend bool) {
	line := d.caret.Line
	from, to := d.Rows.Span(line, d.Rows.PartOf(d.caret.Pos, d.caret.Before))
	if s := d.Text.Line(line); to < len(s) && to-1 > from && s[to-1] == ' ' {
		to--
	}
	d.moveTo(Caret{Pos{line, to}, true}, extend)
}

// Boxes is where the bytes from lo to hi of a row are: their left edge and width.
func (d *Document) Boxes(runs []Run, line, lo, hi int) [][2]float32 {
	var out [][2]float32
	s := d.Text.Line(line)
	for _, run := range runs {
		a, b := max(lo, run.From), min(hi, run.To)
		if a >= b {
			continue
		}
		x, end := d.metrics.Measure(s[run.From:a], run.Style), run.Width
		if b < run.To {
			end = d.metrics.Measure(s[run.From:b], run.Style)
		}
		if run.RTL {
			x, end = run.Width-end, run.Width-x
		}
		out = append(out, [2]float32{run.X + x, end - x})
	}
	return out
}
