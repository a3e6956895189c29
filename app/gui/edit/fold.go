package edit

// A fold is one line that stands for itself and the lines below it; those below
// have no rows. The first line's folded says how many, theirs is -1.

// Folded is how many lines are folded away below a line.
func (r *Rows) Folded(line int) int { return max(0, int(r.rows.at(line).folded)) }

// Hidden says whether a line is folded away below another.
func (r *Rows) Hidden(line int) bool { return r.rows.at(line).folded < 0 }

// fold shows the lines from first up to but not including end as one row.
func (r *Rows) fold(first, end int) {
	if end-first < 2 {
		return
	}
	fresh := make([]rows, end-first)
	for i := range fresh {
		fresh[i].folded = -1
	}
	fresh[0] = rows{count: 1, folded: int32(end - first - 1)}
	r.rows.replace(first, end, fresh)
}

// head is the first line of the fold that a line is in, or -1.
func (r *Rows) head(line int) int {
	for ; line >= 0; line-- {
		switch v := r.rows.at(line); {
		case v.folded > 0:
			return line
		case v.folded == 0:
			return -1
		}
	}
	return -1
}

// unfold shows the lines of the fold that a line is in, and tells whether there
// was one.
func (r *Rows) unfold(line int) bool {
	head := r.head(line)
	if head < 0 {
		return false
	}
	fresh := make([]rows, r.Folded(head)+1)
	r.text.Each(head, func(i int, line string) bool {
		fresh[i-head].count = r.guessed(len(line))
		return i-head+1 < len(fresh)
	})
	r.rows.replace(head, head+len(fresh), fresh)
	return true
}

// QuoteBlock is the lines around one that are quoted like it, end not included;
// both are the line itself when it is not quoted.
func QuoteBlock(t *Text, line int) (first, end int) {
	if level, _ := QuoteLevel(t.Line(line)); level == 0 {
		return line, line
	}
	quoted := func(i int) bool { level, _ := QuoteLevel(t.Line(i)); return level > 0 }
	for first = line; first > 0 && quoted(first-1); {
		first--
	}
	end = t.Lines()
	t.Each(line, func(i int, s string) bool {
		if level, _ := QuoteLevel(s); level == 0 {
			end = i
			return false
		}
		return true
	})
	return first, end
}

// ToggleFold folds the quoted lines around one away, or shows them again, and
// tells whether there was anything to do. The caret never stays inside.
func (d *Document) ToggleFold(line int) bool {
	if d.Rows.unfold(line) {
		return true
	}
	first, end := QuoteBlock(d.Text, line)
	if end-first < 2 {
		return false
	}
	if a, b := d.Selected(); a.Line < end && b.Line >= first {
		d.MoveTo(Pos{Line: first}, false)
	}
	d.Rows.fold(first, end)
	return true
}

// FoldQuotes folds every run of quoted lines away, or shows all lines.
func (d *Document) FoldQuotes(away bool) {
	for line := 0; line < d.Text.Lines(); line++ {
		first, end := QuoteBlock(d.Text, line)
		if end > first && away == (d.Rows.Folded(first) == 0) {
			d.ToggleFold(first)
		}
		line = max(line, end-1)
	}
}
