package edit

import (
	"unicode/utf8"

	"godwit/app/render/text"
)

// Run is a part of a row that is drawn at once: in one direction, in one style.
type Run struct {
	From, To int // bytes of the line
	RTL      bool
	Style    Style
	X, Width float32 // from the left edge of the text
}

// Runs is a row of a line as it is drawn, from left to right, and the direction
// of its paragraph. A paragraph that begins in a script written from right to
// left stands at the right.
func (d *Document) Runs(line, part int) (runs []Run, rtl bool) {
	from, to := d.Rows.Span(line, part)
	s := d.Text.Line(line)
	var parts []Run
	parts, rtl = directions(s, from, to)
	x := float32(0)
	for _, one := range parts {
		for _, run := range d.styled(line, s, one) {
			run.X, run.Width = x, d.metrics.Measure(s[run.From:run.To], run.Style)
			x += run.Width
			runs = append(runs, run)
		}
	}
	if rtl {
		shift := d.Rows.Width() - x
		for i := range runs {
			runs[i].X += shift
		}
	}
	return runs, rtl
}

// styled cuts a run where its style changes; from left to right.
func (d *Document) styled(line int, s string, run Run) []Run {
	if !d.Markup || len(s) > carefulBytes {
		return []Run{run}
	}
	var out []Run
	at := run.From
	add := func(to int, style Style) {
		if to > at {
			out = append(out, Run{From: at, To: to, RTL: run.RTL, Style: style})
			at = to
		}
	}
	for _, m := range d.marks(line, s) {
		if m.To > at && m.From < run.To {
			add(max(at, m.From), Plain)
			add(min(run.To, m.To), m.Style)
		}
	}
	add(run.To, Plain)
	if run.RTL {
		for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
			out[i], out[j] = out[j], out[i]
		}
	}
	return out
}

// directions cuts the bytes from to to of a line into parts of one direction, in
// the order they are drawn, and says the direction of the line.
func directions(s string, from, to int) ([]Run, bool) {
	if from == to && !HasRTL(s) {
		return nil, false
	}
	whole, base := s, from
	if len(s) <= carefulBytes {
		base = 0
	} else {
		whole = s[from:to]
	}
	if !HasRTL(whole) {
		return []Run{{From: from, To: to}}, false
	}
	var starts []int
	var runes []rune
	for i, r := range whole {
		starts, runes = append(starts, base+i), append(runes, r)
	}
	levels, paragraph := text.Levels(runes, text.Auto)
	var parts []Run
	var depths []text.Level
	end := to
	for end > from && (s[end-1] == ' ' || s[end-1] == '\t') {
		end-- // spaces at the end of a row run with the paragraph (L1)
	}
	for i, at := range starts {
		if at < from || at >= to {
			continue
		}
		level := levels[i]
		if at >= end {
			level = paragraph
		}
		if n := len(parts); n > 0 && depths[n-1] == level {
			parts[n-1].To = at + width(s[at:])
			continue
		}
		parts = append(parts, Run{From: at, To: at + width(s[at:]), RTL: level.RTL()})
		depths = append(depths, level)
	}
	ordered := make([]Run, len(parts))
	for i, k := range text.Visual(depths) {
		ordered[i] = parts[k]
	}
	return ordered, paragraph.RTL()
}

func width(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// HasRTL says whether anything in s may run from right to left: such scripts and
// the marks of direction begin at U+0590 and U+200F.
func HasRTL(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < 0xd6, c > 0xe2 && c < 0xef, c > 0xf0:
		case c <= 0xdf, c == 0xef && i+1 < len(s) && s[i+1] >= 0xac: // Hebrew to N'Ko; presentation forms
			return true
		case c == 0xe0 && i+1 < len(s) && s[i+1] <= 0xa3, c == 0xf0 && i+1 < len(s) && s[i+1] == 0x90, c == 0xf0 && i+1 < len(s) && s[i+1] == 0x9e:
			return true
		case c == 0xe2 && i+2 < len(s) && (s[i+1] == 0x80 && s[i+2] >= 0x8f && s[i+2] <= 0xae || s[i+1] == 0x81):
			return true
		}
	}
	return false
}

// XOf is how far from the left edge of the text the caret is drawn in the row
// that has runs.
func (d *Document) xOf(line int, runs []Run, rtl bool, c Caret) float32 {
	if len(runs) == 0 {
		if rtl {
			return d.Rows.Width()
		}
		return 0
	}
	s := d.Text.Line(line)
	edge := func(run Run, col int) float32 {
		w := d.metrics.Measure(s[run.From:col], run.Style)
		if col == run.To {
			w = run.Width
		}
		if run.RTL {
			return run.X + run.Width - w
		}
		return run.X + w
	}
	low, high := runs[0].From, runs[0].To
	for _, run := range runs {
		low, high = min(low, run.From), max(high, run.To)
	}
	col := max(low, min(c.Col, high))
	before := c.Before && col > low || col == high
	for _, run := range runs {
		if before && col > run.From && col <= run.To || !before && col >= run.From && col < run.To {
			return edge(run, col)
		}
	}
	return 0
}

// colAt is the caret of a row nearest to x.
func (d *Document) colAt(line int, runs []Run, x float32) Caret {
	if len(runs) == 0 {
		return Caret{Pos: Pos{Line: line}}
	}
	run := runs[0]
	for _, r := range runs {
		if x >= r.X {
			run = r
		}
	}
	s := d.Text.Line(line)[:run.To]
	x -= run.X
	if run.RTL {
		x = run.Width - x
	}
	measure := func(col int) float32 { return d.metrics.Measure(s[run.From:col], run.Style) }
	lo, hi := run.From, run.To // the last character that starts at or before x
	for lo < hi {
		mid := (lo + hi + 1) / 2
		for mid < hi && !utf8.RuneStart(s[mid]) {
			mid++
		}
		if measure(mid) <= x {
			lo = mid
		} else {
			hi = mid - 1
			for hi > lo && !utf8.RuneStart(s[hi]) {
				hi--
			}
		}
	}
	if lo > run.From && lo < run.To { // not inside a character
		if start := PrevCluster(s, lo); NextCluster(s, start) != lo {
			lo = start
		}
	}
	if next := NextCluster(s, lo); next > lo && measure(next)-x < x-measure(lo) {
		lo = next
	}
	return Caret{Pos{line, lo}, lo == run.To}
}
