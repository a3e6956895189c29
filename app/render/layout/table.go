package layout

import "godwit/app/render/style"

// layoutTable lays out a table whose width is known: columns, then the cells,
// then the heights of the rows.
func (e *engine) layoutTable(b *box, containing float32) {
	g := b.grid
	g.measure(e, b)
	edges := b.edges(containing)
	gapX, gapY := spacing(b)
	gaps := gapX * float32(g.cols+1)
	if g.cols == 0 {
		gaps = 0
	}
	widths := g.share(b.w-edges[1]-edges[3]-gaps, b.style.FixedTable && b.style.Width.Fixed())
	lefts := make([]float32, g.cols)
	x := edges[3] + gapX
	for i, w := range widths {
		lefts[i] = x
		if b.style.RTL {
			lefts[i] = b.w - x - w
		}
		x += w + gapX
	}
	g.above = e.captions(b, false, 0)
	y := g.above + edges[0]
	if len(g.rows) > 0 {
		y += gapY
	}
	heights := e.rowHeights(b, widths, gapX, gapY)
	tops := make([]float32, len(heights))
	used := float32(0)
	for _, h := range heights {
		used += h + gapY
	}
	if s := b.style; s.Height.Absolute() && len(heights) > 0 { // what is left goes to the rows
		given := s.Height.Px
		if !s.BorderBox {
			given += edges[0] + edges[2]
		}
		if more := given - (y + used + edges[2]); more > 0 {
			g.growOpen(heights, more)
		}
	}
	for i, h := range heights {
		tops[i] = y
		y += h + gapY
	}
	e.placeCells(b, widths, lefts, heights, tops, gapX, gapY)
	b.h = y + edges[2]
	g.below = e.captions(b, true, b.h)
	b.h += g.below
}

// grow makes rows higher by so much together, each by its height.
func grow(heights []float32, by float32) {
	total := float32(0)
	for _, h := range heights {
		total += h
	}
	for i := range heights {
		if total > 0 {
			heights[i] += by * heights[i] / total
		} else {
			heights[i] += by / float32(len(heights))
		}
	}
}

// growOpen makes the rows without a height of their own higher, or all if each
// has one.
func (g *tableGrid) growOpen(heights []float32, by float32) {
	given := make([]bool, len(heights))
	for i, r := range g.rows {
		given[i] = r.style.Height.Fixed()
	}
	for _, c := range g.cells {
		if c.rows == 1 && c.box.style.Height.Absolute() {
			given[c.row] = true
		}
	}
	var open []float32
	for i, h := range heights {
		if !given[i] {
			open = append(open, h)
		}
	}
	if len(open) == 0 {
		grow(heights, by)
		return
	}
	grow(open, by)
	for i := range heights {
		if !given[i] {
			heights[i], open = open[0], open[1:]
		}
	}
}

// captions lays out the captions above or below a table and returns their
// height.
func (e *engine) captions(b *box, below bool, y float32) float32 {
	h := float32(0)
	for _, k := range b.grid.captions {
		if k.style.CaptionEnd != below {
			continue
		}
		m := k.margins(b.w)
		e.layoutContext(k, e.usedWidth(k, b.w, b.w-m[1]-m[3]), b.w)
		k.x, k.y = m[3], y+h+m[0]
		h += k.h + m[0] + m[2]
	}
	return h
}

// rowHeights lays out the cells and finds how high the rows are.
func (e *engine) rowHeights(b *box, widths []float32, gapX, gapY float32) []float32 {
	g := b.grid
	heights := make([]float32, len(g.rows))
	ascents := make([]float32, len(g.rows))
	for i, r := range g.rows {
		if r.style.Height.Absolute() {
			heights[i] = r.style.Height.Px
		}
	}
	for _, c := range g.cells {
		e.layoutContext(c.box, cellWidth(c, widths, gapX), cellWidth(c, widths, gapX))
		c.box.down = 0
		if c.box.style.Vertical == style.Baseline && c.rows == 1 {
			ascents[c.row] = max(ascents[c.row], firstBaseline(c.box, 0))
		}
	}
	for _, c := range g.cells {
		h := max(c.box.h, c.given(e.Tree.Quirks))
		if c.box.style.Vertical == style.Baseline && c.rows == 1 {
			if base := firstBaseline(c.box, 0); base > 0 {
				h += ascents[c.row] - base
			}
		}
		if c.rows == 1 {
			heights[c.row] = max(heights[c.row], h)
		}
	}
	for _, c := range g.cells {
		if c.rows == 1 {
			continue
		}
		sum := gapY * float32(c.rows-1)
		for i := range c.rows {
			sum += heights[c.row+i]
		}
		if h := max(c.box.h, c.given(e.Tree.Quirks)); h > sum {
			grow(heights[c.row:c.row+c.rows], h-sum)
		}
	}
	for _, c := range g.cells { // on one baseline
		if c.box.style.Vertical == style.Baseline && c.rows == 1 {
			if base := firstBaseline(c.box, 0); base > 0 {
				c.box.down = ascents[c.row] - base
			}
		}
	}
	return heights
}

// given is the height that a cell asks for, with its edges; 0 if none. In old
// mail it includes them.
func (c *tableCell) given(quirks bool) float32 {
	s := c.box.style
	if !s.Height.Absolute() {
		return 0
	}
	if s.BorderBox || quirks {
		return s.Height.Px
	}
	edges := c.box.edges(0)
	return s.Height.Px + edges[0] + edges[2]
}

func cellWidth(c *tableCell, widths []float32, gap float32) float32 {
	w := gap * float32(c.cols-1)
	for i := c.col; i < min(c.col+c.cols, len(widths)); i++ {
		w += widths[i]
	}
	return max(0, w)
}

func (e *engine) placeCells(b *box, widths, lefts, heights, tops []float32, gapX, gapY float32) {
	g := b.grid
	for _, c := range g.cells {
		h := gapY * float32(c.rows-1)
		for i := range c.rows {
			h += heights[c.row+i]
		}
		if free := h - c.box.h; free > 0 {
			switch c.box.style.Vertical {
			case style.Middle:
				c.box.down = free / 2
			case style.Bottom:
				c.box.down = free
			}
		}
		first := c.col
		if b.style.RTL {
			first = min(c.col+c.cols, g.cols) - 1
		}
		c.box.x, c.box.y, c.box.h = lefts[first], tops[c.row], max(h, c.box.h)
		c.box.laid = false // its height is the row's now
	}
	gap := gapX
	edges := b.edges(b.w)
	for i, r := range g.rows {
		r.x, r.y, r.w, r.h = edges[3]+gap, tops[i], max(0, b.w-edges[1]-edges[3]-2*gap), heights[i]
	}
	for i, group := range g.groups {
		if group == nil {
			continue
		}
		if i == 0 || g.groups[i-1] != group {
			group.x, group.y, group.w = g.rows[i].x, tops[i], g.rows[i].w
		}
		group.h = tops[i] + heights[i] - group.y
	}
}
