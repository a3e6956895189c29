package layout

import "godwit/app/render/style"

// lastBaseline is that of a box in a line: its last line's, 0 if it has none.
func lastBaseline(b *box, depth int) float32 {
	if b.stands {
		return b.h
	}
	if depth > maxNested || b.kind == picture {
		return 0
	}
	if b.kind == table || b.kind == grid || b.kind == flex && (b.node == nil || b.node.Data != "button") {
		return firstBaseline(b, depth)
	}
	for i := len(b.lines) - 1; i >= 0; i-- {
		for _, p := range b.lines[i].pieces {
			return p.y
		}
	}
	for i := len(b.kids) - 1; i >= 0; i-- {
		if k := b.kids[i]; !k.outOfFlow() && !b.inlines {
			if y := lastBaseline(k, depth+1); y > 0 {
				return k.y + y
			}
		}
	}
	return 0
}

// baseline of a table is that of the cells of its first row; if none of them
// stands on a baseline, the lowest end of what they hold (CSS 2 17.5.3).
func (g *tableGrid) baseline(depth int) float32 {
	end := float32(0)
	for _, c := range g.cells {
		if c.row > 0 {
			break
		}
		if c.box.style.Vertical == style.Baseline {
			if y := firstBaseline(c.box, depth+1); y > 0 {
				return c.box.y + y
			}
		}
		end = max(end, c.box.y+c.box.h-c.box.edges(0)[2])
	}
	return end
}

// firstBaseline is that of the first line of a box, 0 if it has none.
func firstBaseline(b *box, depth int) float32 {
	if depth > maxNested || b.kind == picture {
		return 0
	}
	for i := range b.lines {
		for _, p := range b.lines[i].pieces {
			return p.y + b.down
		}
	}
	if b.grid != nil {
		return b.grid.baseline(depth)
	}
	for _, k := range b.kids {
		if !k.outOfFlow() && !b.inlines {
			if y := firstBaseline(k, depth+1); y > 0 {
				return k.y + y + b.down
			}
		}
	}
	return 0
}
