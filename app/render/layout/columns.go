package layout

// spacing is what stands between cells.
func spacing(b *box) (x, y float32) {
	if b.style.Collapse {
		return 0, 0
	}
	return b.style.SpacingX, b.style.SpacingY
}

// measure finds the extents of the columns: of cells in one column first, then
// what cells across several ask for beyond.
func (g *tableGrid) measure(e *engine, b *box) {
	if g.measured {
		return
	}
	g.measured = true
	g.close()
	if b.style.Collapse {
		g.collapse(b)
	}
	for len(g.columns) > g.cols && len(g.cells) > 0 {
		g.columns = g.columns[:g.cols]
	}
	g.narrow, g.wide = make([]float32, g.cols), make([]float32, g.cols)
	g.fixed, g.percent = make([]float32, g.cols), make([]float32, g.cols)
	for i, c := range g.columns {
		if i >= g.cols {
			break
		}
		if c.style.Width.Absolute() {
			g.fixed[i] = c.style.Width.Px
			g.wide[i] = c.style.Width.Px
		} else if c.style.Width.Relative() {
			g.percent[i] = c.style.Width.Percent
		}
	}
	for _, c := range g.cells {
		if c.cols == 1 {
			g.single(e, c, b.style.FixedTable)
		}
	}
	gap, _ := spacing(b)
	for _, c := range g.cells {
		if c.cols > 1 {
			g.across(e, c, gap)
		}
	}
	total := float32(0)
	for i := range g.percent {
		g.percent[i] = min(g.percent[i], max(0, 100-total))
		total += g.percent[i]
		g.wide[i] = max(g.wide[i], g.narrow[i])
	}
}

// cellExtent is what one cell asks for: extents, and a width in pixels, 0 if
// it has none.
func cellExtent(e *engine, k *box) (narrow, wide, fixed float32) {
	narrow, wide = e.extent(k)
	s := k.style
	if s.Width.Absolute() && s.Width.Px > 0 {
		fixed = s.Width.Px
		if !s.BorderBox {
			edges := k.edges(0)
			fixed += edges[1] + edges[3]
		}
		fixed = max(fixed, narrow)
		wide = fixed
	}
	return narrow, wide, fixed
}

func (g *tableGrid) single(e *engine, c *tableCell, fixedTable bool) {
	narrow, wide, fixed := cellExtent(e, c.box)
	if fixedTable && c.box.style.Width.Fixed() {
		narrow = min(narrow, fixed)
	}
	i := c.col
	g.narrow[i], g.wide[i] = max(g.narrow[i], narrow), max(g.wide[i], wide)
	g.fixed[i] = max(g.fixed[i], fixed)
	if w := c.box.style.Width; w.Relative() {
		g.percent[i] = max(g.percent[i], min(w.Percent, 100))
	}
}

// across spreads what a cell over several columns asks for beyond theirs: over
// columns without a width of their own first.
func (g *tableGrid) across(e *engine, c *tableCell, gap float32) {
	narrow, wide, _ := cellExtent(e, c.box)
	end := min(c.col+c.cols, g.cols)
	between := gap * float32(end-c.col-1)
	var least, most, percent float32
	free := 0
	for i := c.col; i < end; i++ {
		least, most, percent = least+g.narrow[i], most+max(g.wide[i], g.narrow[i]), percent+g.percent[i]
		if g.fixed[i] == 0 && g.percent[i] == 0 {
			free++
		}
	}
	spread := func(list []float32, by, sum float32) {
		if by <= 0 {
			return
		}
		for i := c.col; i < end; i++ {
			open := g.fixed[i] == 0 && g.percent[i] == 0
			switch {
			case free > 0 && !open:
			case free > 0 && sum > 0 && free == end-c.col:
				list[i] += by * list[i] / sum
			case free > 0:
				list[i] += by / float32(free)
			case sum > 0:
				list[i] += by * list[i] / sum
			default:
				list[i] += by / float32(end-c.col)
			}
		}
	}
	spread(g.narrow, narrow-between-least, least)
	spread(g.wide, wide-between-most, most)
	if w := c.box.style.Width; w.Relative() && w.Percent > percent && free > 0 {
		for i := c.col; i < end; i++ {
			if g.fixed[i] == 0 && g.percent[i] == 0 {
				g.percent[i] = (w.Percent - percent) / float32(free)
			}
		}
	}
}

// tableExtent is the extent of a table with its edges, without margins.
func (e *engine) tableExtent(b *box) (narrow, wide float32) {
	g := b.grid
	g.measure(e, b)
	edges := b.edges(0)
	gap, _ := spacing(b)
	around := gap*float32(g.cols+1) + edges[1] + edges[3]
	if g.cols == 0 {
		around = edges[1] + edges[3]
	}
	var rest, left float32
	left = 100
	for i := range g.narrow {
		narrow, wide = narrow+g.narrow[i], wide+g.wide[i]
		if g.percent[i] > 0 {
			left -= g.percent[i]
			wide = max(wide, 0)
		} else {
			rest += g.wide[i]
		}
	}
	for i := range g.percent { // wide enough for the shares to hold their columns
		if g.percent[i] > 0 {
			wide = max(wide, min(g.wide[i]*100/g.percent[i], 1e5))
		}
	}
	if left < 100 && rest > 0 {
		wide = max(wide, min(rest*100/max(left, .01), 1e5))
	}
	narrow, wide = narrow+around, wide+around
	if w := b.style.Width; w.Absolute() {
		given := w.Px
		if !b.style.BorderBox {
			given += edges[1] + edges[3]
		}
		wide = max(narrow, given)
		if !b.style.FixedTable {
			narrow = wide
		} else {
			narrow, wide = given, given
		}
	}
	for _, c := range g.captions {
		n, _ := e.extent(c)
		narrow = max(narrow, n)
		wide = max(wide, n)
	}
	wide = max(narrow, limit(wide, b.style.MinWidth, b.style.MaxWidth))
	narrow = max(narrow, limit(narrow, b.style.MinWidth, b.style.MinWidth))
	return narrow, wide
}

// tableWidth is the border-box width of a table; what it holds may make it
// wider than asked for.
func (e *engine) tableWidth(b *box, there, containing float32) float32 {
	g := b.grid
	s := b.style
	given := s.Width
	e.tableExtent(b)
	edges := b.edges(containing)
	gap, _ := spacing(b)
	least := gap*float32(g.cols+1) + edges[1] + edges[3]
	for i := range g.narrow {
		least += g.narrow[i]
	}
	for _, c := range g.captions {
		n, _ := e.extent(c)
		least = max(least, n)
	}
	extra := edges[1] + edges[3]
	if s.BorderBox {
		extra = 0
	}
	var w float32
	if given.Fixed() {
		w = given.Of(containing) + extra
		if s.FixedTable {
			least = min(least, w)
		}
	} else {
		_, wide := e.tableExtent(b)
		w = min(wide, max(there, least))
	}
	if s.MaxWidth.Fixed() {
		w = min(w, s.MaxWidth.Of(containing)+extra)
	}
	if s.MinWidth.Fixed() {
		w = max(w, s.MinWidth.Of(containing)+extra)
	}
	return max(w, least)
}

// share gives each column its width out of what the table has.
func (g *tableGrid) share(there float32, fixedTable bool) []float32 {
	w := make([]float32, g.cols)
	sum := float32(0)
	for i := range w {
		w[i] = g.narrow[i]
		if fixedTable {
			w[i] = g.fixed[i]
		}
		if g.percent[i] > 0 {
			w[i] = max(w[i], g.percent[i]*there/100)
		}
		sum += w[i]
	}
	rest := there - sum
	if rest < 0 { // percentages give way
		over := float32(0)
		for i := range w {
			over += max(0, w[i]-g.narrow[i])
		}
		if over > 0 {
			k := min(1, -rest/over)
			for i := range w {
				w[i] -= max(0, w[i]-g.narrow[i]) * k
			}
		}
		return w
	}
	give := func(want func(i int) float32) {
		total := float32(0)
		for i := range w {
			total += max(0, want(i))
		}
		if rest <= .01 || total <= 0 {
			return
		}
		k := min(1, rest/total)
		for i := range w {
			add := max(0, want(i)) * k
			w[i] += add
			rest -= add
		}
	}
	open := func(i int) bool { return g.percent[i] == 0 && g.fixed[i] == 0 }
	if fixedTable {
		give(func(i int) float32 {
			if open(i) {
				return there
			}
			return 0
		})
	}
	wanted := append([]float32(nil), w...)
	give(func(i int) float32 {
		if g.percent[i] == 0 && g.fixed[i] > 0 {
			return g.fixed[i] - wanted[i]
		}
		return 0
	})
	wanted = append(wanted[:0], w...)
	give(func(i int) float32 {
		if open(i) {
			return g.wide[i] - wanted[i]
		}
		return 0
	})
	// What nobody asked for goes to columns without a width, else to those in
	// pixels, else to percentages, by how wide they are.
	for _, kind := range []func(i int) bool{
		open,
		func(i int) bool { return g.percent[i] == 0 && g.fixed[i] > 0 },
		func(i int) bool { return g.percent[i] > 0 },
	} {
		for _, least := range []float32{0, 1} { // those with nothing in them only if there are no others
			if rest <= .01 {
				break
			}
			give(func(i int) float32 {
				if kind(i) {
					return max(g.wide[i], least) * 1e4
				}
				return 0
			})
		}
	}
	return w
}
