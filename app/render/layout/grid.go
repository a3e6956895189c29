package layout

import "godwit/app/render/style"

const maxGridRows = 2000

// gridItem is an item and the tracks that it covers.
type gridItem struct {
	box              *box
	col, row         int
	colSpan, rowSpan int
}

// gridExtent is the extent of the content of a grid.
func (e *engine) gridExtent(b *box) (narrow, wide float32) {
	columns := e.gridTracks(b, 0)
	items, n := e.gridPlace(b, len(columns))
	least, most := make([]float32, n), make([]float32, n)
	for _, it := range items {
		low, high := e.extent(it.box)
		for i := it.col; i < it.col+it.colSpan; i++ {
			least[i] = max(least[i], low/float32(it.colSpan))
			most[i] = max(most[i], high/float32(it.colSpan))
		}
	}
	for i := range n {
		if i < len(columns) && columns[i].Size.Absolute() {
			least[i], most[i] = columns[i].Size.Px, columns[i].Size.Px
		}
		narrow, wide = narrow+least[i], wide+most[i]
	}
	gaps := b.style.ColGap.Px * float32(max(0, n-1))
	return narrow + gaps, wide + gaps
}

// gridTracks are the columns, those of auto-fit repeated as often as they fit.
func (e *engine) gridTracks(b *box, width float32) []style.Track {
	columns := b.style.Columns
	if len(columns) == 0 || !columns[0].Fill {
		return columns
	}
	gap := b.style.ColGap.Of(width)
	one := float32(0)
	for _, t := range columns {
		one += max(t.Min, t.Size.Of(width), 1) + gap
	}
	n := max(1, min(int((width+gap)/max(one, 1)), 100/len(columns)))
	kids := 0
	for _, k := range b.kids {
		if k.style.Position != style.Absolute {
			kids++
		}
	}
	n = max(1, min(n, (kids+len(columns)-1)/len(columns)))
	var out []style.Track
	for range n {
		out = append(out, columns...)
	}
	return out
}

// gridPlace finds cells for the items, row by row, and how many columns there
// are.
func (e *engine) gridPlace(b *box, columns int) (items []gridItem, n int) {
	n = max(columns, 1)
	for _, names := range b.style.Areas {
		n = max(n, len(names))
	}
	for _, k := range b.kids {
		intoArea(b, k)
	}
	for _, k := range b.kids {
		n = max(n, k.style.GridCol.Start+max(k.style.GridCol.Span, 1)-1)
	}
	n = min(n, 100)
	taken := map[[2]int]bool{}
	row, col := 0, 0
	for _, k := range b.kids {
		if k.style.Position == style.Absolute {
			continue
		}
		it := gridItem{box: k, colSpan: k.style.GridCol.Span, rowSpan: max(1, min(k.style.GridRow.Span, 50))}
		if it.colSpan < 0 {
			it.colSpan = n - max(k.style.GridCol.Start-1, 0)
		}
		it.colSpan = max(1, min(it.colSpan, n))
		free := func(r, c int) bool {
			for i := range it.rowSpan {
				for j := range it.colSpan {
					if c+j >= n || taken[[2]int{r + i, c + j}] {
						return false
					}
				}
			}
			return true
		}
		r, c := row, col
		if k.style.GridRow.Start > 0 {
			r, c = k.style.GridRow.Start-1, 0
		}
		for ; r < maxGridRows; r, c = r+1, 0 {
			e.step()
			if s := k.style.GridCol.Start; s > 0 {
				c = min(s, n) - 1
				if free(r, c) || c+it.colSpan > n {
					break
				}
				continue
			}
			for c < n && !free(r, c) {
				e.step()
				c++
			}
			if c < n {
				break
			}
		}
		it.row, it.col = min(r, maxGridRows), min(c, n-it.colSpan)
		it.col = max(it.col, 0)
		for i := range it.rowSpan {
			e.step()
			for j := range it.colSpan {
				taken[[2]int{it.row + i, it.col + j}] = true
			}
		}
		if k.style.GridRow.Start == 0 {
			row, col = it.row, it.col+it.colSpan
		}
		items = append(items, it)
	}
	return items, n
}

// intoArea gives an item the lines of the area that it names.
func intoArea(b, k *box) {
	if k.style.Area == "" || len(b.style.Areas) == 0 {
		return
	}
	top, left, bottom, right := -1, -1, 0, 0
	for r, names := range b.style.Areas {
		for c, name := range names {
			if name != k.style.Area {
				continue
			}
			if top < 0 {
				top, left = r, c
			}
			bottom, right = r, max(right, c)
			left = min(left, c)
		}
	}
	if top < 0 {
		return
	}
	s := *k.style
	s.Area = ""
	s.GridRow = style.Place{Start: top + 1, Span: bottom - top + 1}
	s.GridCol = style.Place{Start: left + 1, Span: right - left + 1}
	k.style = &s
}

func (e *engine) layoutGrid(b *box, containing float32) {
	edges := b.edges(containing)
	width := max(0, b.w-edges[1]-edges[3])
	gapX, gapY := b.style.ColGap.Of(width), b.style.RowGap.Of(width)
	columns := e.gridTracks(b, width)
	items, n := e.gridPlace(b, len(columns))
	widths := e.gridWidths(columns, items, n, width, gapX)
	lefts := make([]float32, n)
	x := float32(0)
	for i := range n {
		lefts[i] = x
		x += widths[i] + gapX
	}
	rows := 0
	for _, it := range items {
		rows = max(rows, it.row+it.rowSpan)
	}
	heights := make([]float32, rows)
	for i := range heights {
		if i < len(b.style.Rows) && b.style.Rows[i].Size.Absolute() {
			heights[i] = b.style.Rows[i].Size.Px
		}
	}
	for _, it := range items {
		k := it.box
		m := k.margins(width)
		room := spanOf(widths, it.col, it.colSpan, gapX)
		w := e.usedWidth(k, room, room-m[1]-m[3])
		if k.kind == picture || k.kind == table && !k.style.Width.Fixed() || across(b, k) != style.ItemsStretch && !k.style.Width.Fixed() {
			w = e.shrink(k, room)
		}
		e.layoutContext(k, w, room)
		if h := k.h + m[0] + m[2]; h > spanOf(heights, it.row, it.rowSpan, gapY) {
			heights[it.row+it.rowSpan-1] += h - spanOf(heights, it.row, it.rowSpan, gapY)
		}
	}
	if room := b.innerHeight(edges); room > 0 {
		fillRows(b, heights, room-gapY*float32(rows-1))
	}
	tops := make([]float32, rows)
	y := edges[0]
	for i, h := range heights {
		tops[i] = y
		y += h + gapY
	}
	if rows > 0 {
		y -= gapY
	}
	for _, it := range items {
		k := it.box
		m := k.margins(width)
		left := lefts[it.col]
		switch free := max(0, spanOf(widths, it.col, it.colSpan, gapX)-k.w-m[1]-m[3]); across(b, k) {
		case style.ItemsCenter:
			left += free / 2
		case style.ItemsEnd:
			left += free
		}
		k.x, k.y = edges[3]+left+m[3], tops[it.row]+m[0]
		if b.style.RTL {
			k.x = b.w - edges[1] - left - m[1] - k.w
		}
		room := spanOf(heights, it.row, it.rowSpan, gapY) - k.h - m[0] - m[2]
		if alignment(b, k) == style.ItemsStretch && k.kind != picture && !k.style.Height.Fixed() {
			k.h += max(0, room)
		} else {
			k.y += crossShift(b, k, room)
		}
		e.relative(k, width)
	}
	for _, k := range b.kids {
		if k.style.Position == style.Absolute {
			k.x, k.y = edges[3], edges[0]
			b.absolutes = append(b.absolutes, k)
		}
	}
	e.height(b, y-edges[0], edges)
}

// across is where an item of a grid stands in its columns.
func across(b, k *box) style.Items {
	for _, a := range []style.Items{k.style.Own, b.style.Across} {
		if a != style.ItemsAuto {
			return a
		}
	}
	return style.ItemsStretch
}

// fillRows makes the rows without a height of their own higher where a grid has
// more room than they take.
func fillRows(b *box, heights []float32, room float32) {
	autos := 0
	for i := range heights {
		if i >= len(b.style.Rows) || !b.style.Rows[i].Size.Fixed() {
			autos++
		}
		room -= heights[i]
	}
	if room <= 0 || autos == 0 || b.style.Justify != style.JustifyStart && b.style.Justify != style.JustifyStretch {
		return
	}
	for i := range heights {
		if i >= len(b.style.Rows) || !b.style.Rows[i].Size.Fixed() {
			heights[i] += room / float32(autos)
		}
	}
}

func spanOf(sizes []float32, at, n int, gap float32) float32 {
	sum := gap * float32(n-1)
	for i := at; i < min(at+n, len(sizes)); i++ {
		sum += sizes[i]
	}
	return sum
}

// gridWidths shares the width among the columns: given sizes first, then what
// the content asks for, then the fractions of the rest.
func (e *engine) gridWidths(columns []style.Track, items []gridItem, n int, width, gap float32) []float32 {
	widths := make([]float32, n)
	least := make([]float32, n)
	auto := make([]bool, n)
	fr := float32(0)
	for i := range n {
		t := style.Track{}
		if i < len(columns) {
			t = columns[i]
		}
		switch {
		case t.Fr > 0:
			fr += t.Fr
			least[i] = t.Min
		case t.Size.Fixed():
			widths[i] = t.Size.Of(width)
		default:
			auto[i] = true
			widths[i] = t.Min
		}
	}
	for _, it := range items {
		if it.colSpan != 1 {
			continue
		}
		narrow, wide := e.extent(it.box)
		if auto[it.col] {
			widths[it.col] = max(widths[it.col], wide)
			least[it.col] = max(least[it.col], narrow)
		} else if it.col < len(columns) && columns[it.col].Fr > 0 && columns[it.col].Min == 0 {
			least[it.col] = max(least[it.col], narrow)
		}
	}
	rest := width - gap*float32(n-1)
	autos := 0
	for i := range n {
		rest -= widths[i]
		if auto[i] {
			autos++
		}
	}
	switch {
	case fr > 0:
		shareFractions(columns, widths, least, max(rest, 0), fr)
	case rest > 0 && autos > 0:
		for i := range n {
			if auto[i] {
				widths[i] += rest / float32(autos)
			}
		}
	case rest < 0 && autos > 0:
		over := float32(0)
		for i := range n {
			if auto[i] {
				over += widths[i] - least[i]
			}
		}
		if over > 0 {
			k := min(1, -rest/over)
			for i := range n {
				if auto[i] {
					widths[i] -= (widths[i] - least[i]) * k
				}
			}
		}
	}
	return widths
}

// shareFractions gives columns of fractions their part of the rest; one whose
// part is less than it needs takes that, and the others share what remains.
func shareFractions(columns []style.Track, widths, least []float32, rest, fr float32) {
	settled := make([]bool, len(widths))
	for range len(widths) {
		again := false
		for i := range columns {
			if columns[i].Fr > 0 && !settled[i] && rest*columns[i].Fr/max(fr, .001) < least[i] {
				widths[i], settled[i], again = least[i], true, true
				rest -= least[i]
				fr -= columns[i].Fr
				rest = max(rest, 0)
			}
		}
		if !again {
			break
		}
	}
	for i := range columns {
		if columns[i].Fr > 0 && !settled[i] {
			widths[i] = rest * columns[i].Fr / max(fr, .001)
		}
	}
}
