package layout

import (
	"strings"

	"godwit/app/render/style"
)

// wrap puts anonymous boxes around what may not stand where it does: parts of
// tables outside of tables, lines beside blocks (CSS 2 9.2.1.1, 17.2.1).
func (e *engine) wrap(b *box) {
	for _, k := range b.kids {
		e.wrap(k)
	}
	switch b.kind {
	case table:
		b.grid = e.tableGrid(b)
		return
	case block, cell, flex, grid:
	default:
		return
	}
	e.strayRows(b)
	if b.kind == flex || b.kind == grid {
		e.wrapItems(b)
		return
	}
	blocks := false
	for _, k := range b.kids {
		if !k.inLine() && !k.outOfFlow() {
			blocks = true
			break
		}
	}
	if !blocks {
		b.inlines = true
		return
	}
	var out, run []*box
	flush := func() {
		if !blankRun(run, b.style.WhiteSpace) {
			a := e.anonymous(block, b.style, style.Block, run)
			a.inlines = true
			out = append(out, a)
		} else {
			for _, k := range run { // what stands nowhere is not lost
				if k.outOfFlow() {
					out = append(out, k)
				}
			}
		}
		run = nil
	}
	for _, k := range b.kids {
		switch {
		case k.inLine(), k.outOfFlow() && len(run) > 0:
			run = append(run, k)
		default:
			if !k.outOfFlow() {
				flush()
			}
			out = append(out, k)
		}
	}
	flush()
	b.kids = out
}

// blankRun says whether boxes in a line show nothing.
func blankRun(run []*box, w style.WhiteSpace) bool {
	for _, k := range run {
		switch {
		case k.outOfFlow():
		case k.kind == textual:
			if w.Keeps() && k.text != "" || !blankText(k.text) {
				return false
			}
		case k.kind == inline:
			if !blankRun(k.kids, k.style.WhiteSpace) || hasEdges(k.style) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

func hasEdges(s *style.Style) bool {
	for i := range 4 {
		if s.Border[i].Width > 0 || s.Padding[i].Px > 0 {
			return true
		}
	}
	return false
}

func blankText(s string) bool { return strings.Trim(s, " \t\r\n\f") == "" }

// wrapItems makes each run of lines in a flex box or grid an item.
func (e *engine) wrapItems(b *box) {
	var out, run []*box
	flush := func() {
		if !blankRun(run, b.style.WhiteSpace) {
			a := e.anonymous(block, b.style, style.Block, run)
			a.inlines = true
			out = append(out, a)
		}
		run = nil
	}
	for _, k := range b.kids {
		if k.kind == textual || k.kind == breaks {
			run = append(run, k)
			continue
		}
		flush()
		if k.style.Display.InlineLevel() { // items are blocks
			s := *k.style
			s.Display = map[style.Display]style.Display{
				style.InlineTable: style.Table, style.InlineFlex: style.Flex, style.InlineGrid: style.Grid,
			}[s.Display]
			if s.Display == style.Inline {
				s.Display = style.Block
			}
			k.style = &s
			if k.kind == inline {
				k.kind = block
				e.wrap(k)
			}
		}
		s := *k.style
		s.Float = style.NoSide
		k.style = &s
		out = append(out, k)
	}
	flush()
	b.kids = out
}

// strayRows puts a table around rows and cells that have none.
func (e *engine) strayRows(b *box) {
	part := func(k *box) bool { return k.kind == row || k.kind == cell || k.kind == column }
	blank := func(k *box) bool { return k.kind == textual && blankText(k.text) }
	for i := 0; i < len(b.kids); i++ {
		if !part(b.kids[i]) {
			continue
		}
		j := i
		for j < len(b.kids) && (part(b.kids[j]) || blank(b.kids[j])) {
			j++
		}
		t := e.anonymous(table, b.style, style.Table, append([]*box(nil), b.kids[i:j]...))
		t.style.SpacingX, t.style.SpacingY = 0, 0
		t.grid = e.tableGrid(t)
		b.kids = append(b.kids[:i], append([]*box{t}, b.kids[j:]...)...)
	}
}
