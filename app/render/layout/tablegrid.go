package layout

import "godwit/app/render/style"

const (
	maxRows    = 5000
	maxColumns = 300
)

// tableCell is a cell and the columns and rows that it covers.
type tableCell struct {
	box                  *box
	row, col, rows, cols int
}

// tableGrid is where the cells of a table stand.
type tableGrid struct {
	cells    []*tableCell
	rows     []*box
	groups   []*box // the group of each row, nil if none
	columns  []*box // the col element of each column, nil if none
	captions []*box
	cols     int
	at       map[[2]int]*tableCell
	measured bool
	narrow   []float32
	wide     []float32
	fixed    []float32 // asked for in pixels; 0 if not
	percent  []float32
	outer    [4]float32 // half of the collapsed borders around the table
	above    float32    // height of the captions above
	below    float32
}

// tableGrid finds the rows and cells of a table (CSS 2 17.2.1), header groups
// first and footer groups last.
func (e *engine) tableGrid(b *box) *tableGrid {
	g := &tableGrid{at: map[[2]int]*tableCell{}}
	e.gridRows(g, b, ordered(b.kids), nil, 0)
	return g
}

// ordered puts the header group first and footer groups last. Mail for telephones
// makes groups of rows, to change their order.
func ordered(kids []*box) []*box {
	var head, body, foot []*box
	for _, k := range kids {
		switch {
		case k.kind == row && k.style.Display == style.HeaderGroup && len(head) == 0:
			head = append(head, k)
		case k.kind == row && k.style.Display == style.FooterGroup:
			foot = append(foot, k)
		default:
			body = append(body, k)
		}
	}
	if len(head)+len(foot) == 0 {
		return kids
	}
	return append(append(head, body...), foot...)
}

func (e *engine) gridRows(g *tableGrid, b *box, kids []*box, group *box, depth int) {
	var stray []*box
	flush := func() {
		if strayNothing(stray) {
			stray = nil
			return
		}
		e.gridRow(g, e.anonymous(row, b.style, style.Row, stray), group)
		stray = nil
	}
	for _, k := range kids {
		switch {
		case k.kind == row && k.style.Display != style.Row && depth < 4:
			flush()
			e.gridRows(g, k, ordered(k.kids), k, depth+1)
		case k.kind == row:
			flush()
			e.gridRow(g, k, group)
		case k.kind == column:
			g.addColumns(k)
		case k.style.Display == style.Caption:
			g.captions = append(g.captions, k)
		default:
			stray = append(stray, k)
		}
	}
	flush()
}

// strayNothing says whether what stands between the parts of a table makes no
// cell: nothing but white space.
func strayNothing(run []*box) bool {
	var rest []*box
	for _, k := range run {
		if k.outOfFlow() {
			return false
		}
		if k.node == nil || k.node.Data != "form" || len(k.kids) > 0 { // empty ones are where HTML allows none
			rest = append(rest, k)
		}
	}
	return blankRun(rest, style.Normal)
}

func (g *tableGrid) addColumns(k *box) {
	inner := 0
	for _, c := range k.kids {
		if c.kind == column {
			inner++
			g.addColumns(c)
		}
	}
	if inner > 0 {
		return
	}
	for range k.colspan {
		if len(g.columns) < maxColumns {
			g.columns = append(g.columns, k)
		}
	}
}

func (e *engine) gridRow(g *tableGrid, r, group *box) {
	if len(g.rows) >= maxRows {
		return
	}
	index := len(g.rows)
	g.rows, g.groups = append(g.rows, r), append(g.groups, group)
	col := 0
	put := func(k *box) {
		e.step()
		for g.at[[2]int{index, col}] != nil {
			col++
		}
		if col >= maxColumns {
			return
		}
		c := &tableCell{k, index, col, min(k.rowspan, maxRows-index), min(k.colspan, maxColumns-col)}
		for i := range c.rows {
			for j := range c.cols {
				if i > 0 && len(g.at) > maxBoxes {
					break
				}
				g.at[[2]int{index + i, col + j}] = c
			}
		}
		col += c.cols
		g.cols = max(g.cols, col)
		g.cells = append(g.cells, c)
	}
	var stray []*box
	flush := func() {
		if !strayNothing(stray) {
			a := e.anonymous(cell, r.style, style.Cell, stray)
			e.wrap(a)
			put(a)
		}
		stray = nil
	}
	for _, k := range r.kids {
		if k.kind == cell {
			flush()
			put(k)
		} else {
			stray = append(stray, k)
		}
	}
	flush()
}

// close cuts cells that reach below the last row.
func (g *tableGrid) close() {
	for _, c := range g.cells {
		c.rows = min(c.rows, len(g.rows)-c.row)
	}
}

// collapse settles which border stands between cells of a table with
// border-collapse: the wider one, then the more visible style (CSS 2 17.6.2.1).
func (g *tableGrid) collapse(b *box) {
	for _, c := range g.cells {
		sides := c.box.style.Border
		c.box.borders = &sides
	}
	beside := func(c *tableCell, row, col, mine, theirs int) {
		other := g.at[[2]int{row, col}]
		if other == nil || other == c || other.box.borders == nil {
			return
		}
		a, o := &c.box.borders[mine], &other.box.borders[theirs]
		if stronger(*o, *a) {
			*a = *o
		}
		*o = *a
	}
	for _, c := range g.cells {
		for i := range c.rows {
			beside(c, c.row+i, c.col+c.cols, 1, 3)
		}
		for j := range c.cols {
			beside(c, c.row+c.rows, c.col+j, 2, 0)
		}
		outer := b.style.Border
		edge := [4]bool{c.row == 0, c.col+c.cols >= g.cols, c.row+c.rows >= len(g.rows), c.col == 0}
		for side, at := range edge {
			if at && stronger(outer[side], c.box.borders[side]) {
				c.box.borders[side] = outer[side]
			}
			if at {
				g.outer[side] = max(g.outer[side], c.box.borders[side].Width/2)
			}
		}
	}
}

func stronger(a, b style.Border) bool {
	if a.Width != b.Width {
		return a.Width > b.Width
	}
	rank := func(s style.LineStyle) int {
		return [...]int{style.NoLine: 0, style.Solid: 7, style.Dashed: 6, style.Dotted: 5, style.Double: 8, style.Groove: 2, style.Ridge: 4, style.Inset: 1, style.Outset: 3, style.Wavy: 0}[s]
	}
	return rank(a.Style) > rank(b.Style)
}
