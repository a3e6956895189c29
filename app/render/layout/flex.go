package layout

import (
	"slices"

	"godwit/app/render/css"
	"godwit/app/render/style"
)

// flexItem is an item of a flex box while its line is laid out; sizes are of the
// margin box along the main axis.
type flexItem struct {
	box           *box
	margins       [4]float32
	size, least   float32
	grow, shrink  float32
	crossOfMargin float32
}

// flexExtent is the extent of the content of a flex box.
func (e *engine) flexExtent(b *box) (narrow, wide float32) {
	gap := b.style.ColGap.Px
	n := 0
	for _, k := range b.kids {
		if k.style.Position == style.Absolute {
			continue
		}
		least, most := e.extent(k)
		if basis := k.style.Basis; basis.Absolute() && basis.Px > 0 && !b.style.Column {
			m := k.margins(0)
			most = max(least, basis.Px+m[1]+m[3])
		}
		switch {
		case b.style.Column:
			narrow, wide = max(narrow, least), max(wide, most)
		case b.style.Wrap:
			narrow, wide = max(narrow, least), wide+most
		default:
			narrow, wide = narrow+least, wide+most
		}
		n++
	}
	if n > 1 && !b.style.Column {
		wide += gap * float32(n-1)
		if !b.style.Wrap {
			narrow += gap * float32(n-1)
		}
	}
	return narrow, max(narrow, wide)
}

func (e *engine) layoutFlex(b *box, containing float32) {
	edges := b.edges(containing)
	width := max(0, b.w-edges[1]-edges[3])
	for _, k := range b.kids {
		k.room = b.innerHeight(edges)
		if k.style.Position == style.Absolute {
			k.x, k.y = edges[3], edges[0]
			b.absolutes = append(b.absolutes, k)
		}
	}
	kids := flexKids(b)
	if b.style.Column {
		e.flexColumn(b, kids, width, edges)
		return
	}
	e.flexRows(b, kids, width, edges)
}

// flexKids are the items in the order they stand in.
func flexKids(b *box) []*box {
	var kids []*box
	for _, k := range b.kids {
		if k.style.Position != style.Absolute {
			kids = append(kids, k)
		}
	}
	slices.SortStableFunc(kids, func(a, c *box) int { return a.style.Order - c.style.Order })
	if b.style.Reverse {
		slices.Reverse(kids)
	}
	return kids
}

// flexColumn stacks the items.
func (e *engine) flexColumn(b *box, kids []*box, width float32, edges [4]float32) {
	gap := b.style.RowGap.Of(width)
	total := float32(0)
	for i, k := range kids {
		m := k.margins(width)
		room := width - m[1] - m[3]
		w := e.usedWidth(k, width, room)
		if align := alignment(b, k); align != style.ItemsStretch || autoMarginsOf(k, 1, 3) > 0 {
			w = min(e.shrink(k, width), max(room, 0))
		}
		if k.kind == table || k.kind == picture {
			w = e.shrink(k, width)
		}
		e.layoutContext(k, w, width)
		if basis := k.style.Basis; basis.Absolute() && basis.Px > k.h {
			k.h = basis.Px
		}
		total += k.h + m[0] + m[2]
		if i > 0 {
			total += gap
		}
	}
	e.height(b, total, edges)
	b.oneLine = true
	e.placeColumn(b, kids, width, edges)
}

// placeColumn places the items of a column whose height is known: now, and once
// more when its own flex box makes it higher.
func (e *engine) placeColumn(b *box, kids []*box, width float32, edges [4]float32) {
	gap := b.style.RowGap.Of(width)
	free := b.h - edges[0] - edges[2] - gap*float32(max(0, len(kids)-1))
	grow, autos := float32(0), 0
	for _, k := range kids {
		m := k.margins(width)
		free -= k.h + m[0] + m[2]
		grow += k.style.Grow
		autos += autoMarginsOf(k, 0, 2)
	}
	if free > 0 && grow > 0 {
		for _, k := range kids {
			e.stretch(k, k.h+free*k.style.Grow/grow)
		}
		free = 0
	}
	each := float32(0)
	if autos > 0 && free > 0 {
		each, free = free/float32(autos), 0
	}
	y, between := distribute(b.style.Justify, b.style.Reverse, free, len(kids))
	y += edges[0]
	for _, k := range kids {
		m := k.margins(width)
		if k.style.Margin[0].Kind == css.Auto {
			y += each
		}
		x := edges[3] + m[3]
		if room := width - k.w - m[1] - m[3]; room > 0 {
			x += crossShift(b, k, room)
		}
		k.x, k.y = x, y+m[0]
		e.relative(k, width)
		y += k.h + m[0] + m[2] + gap + between
		if k.style.Margin[2].Kind == css.Auto {
			y += each
		}
	}
}

// flexRows lays out the items in lines.
func (e *engine) flexRows(b *box, kids []*box, width float32, edges [4]float32) {
	gap, rowGap := b.style.ColGap.Of(width), b.style.RowGap.Of(width)
	items := make([]flexItem, len(kids))
	for i, k := range kids {
		items[i] = e.flexItem(k, width)
	}
	y := edges[0]
	for from := 0; from < len(items); {
		to, used := from, float32(0)
		for to < len(items) {
			next := items[to].size
			if to > from {
				next += gap
			}
			if b.style.Wrap && to > from && used+next > width+.02 {
				break
			}
			used += next
			to++
		}
		if from > 0 {
			y += rowGap
		}
		b.oneLine = to-from == len(items)
		y += e.flexLine(b, items[from:to], width, width-used, gap, edges, y, b.oneLine)
		from = to
	}
	e.height(b, y-edges[0], edges)
}

// flexItem finds the hypothetical size of an item (CSS Flexbox 9.2).
func (e *engine) flexItem(k *box, width float32) flexItem {
	s := k.style
	it := flexItem{box: k, margins: k.margins(width), grow: s.Grow, shrink: s.Shrink}
	outer := it.margins[1] + it.margins[3]
	narrow, wide := e.extent(k)
	it.least, it.size = narrow, wide
	edges := k.edges(width)
	both := edges[1] + edges[3]
	switch basis := s.Basis; {
	case basis.Fixed():
		it.size = basis.Of(width)
		if !s.BorderBox {
			it.size += both
		}
		it.size = max(it.size, both) + outer
		if !(basis.Percent == 0 && basis.Px == 0) && s.Width.Fixed() {
			it.least = min(it.least, it.size)
		}
	case s.Width.Relative():
		it.size = e.usedWidth(k, width, 0) + outer
		it.least = min(it.least, it.size)
	}
	if s.Width.Absolute() && k.kind != table { // may shrink to its content, or give way where that is cut
		it.least = outer + both
	}
	if s.Clip {
		it.least = outer + both
	}
	extra := both
	if s.BorderBox {
		extra = 0
	}
	if s.MaxWidth.Fixed() {
		it.size = min(it.size, s.MaxWidth.Of(width)+extra+outer)
	}
	if s.MinWidth.Fixed() {
		it.least = s.MinWidth.Of(width) + extra + outer
	}
	if k.kind == picture {
		w, _ := e.pictureSize(k, width)
		it.size, it.least = w+outer, w+outer
	}
	return it
}

// flexLine sizes and places the items of one line and returns its height.
func (e *engine) flexLine(b *box, items []flexItem, width, free, gap float32, edges [4]float32, y float32, only bool) float32 {
	free = flexSizes(items, free, width)
	height := float32(0)
	for i := range items {
		it := &items[i]
		k := it.box
		w := max(0, it.size-it.margins[1]-it.margins[3])
		if k.kind == table {
			w = max(w, e.tableWidth(k, w, w))
		}
		e.layoutContext(k, w, width)
		it.crossOfMargin = k.h + it.margins[0] + it.margins[2]
		height = max(height, it.crossOfMargin)
	}
	if only && b.style.Height.Absolute() {
		given := b.style.Height.Px
		if b.style.BorderBox {
			given -= edges[0] + edges[2]
		}
		height = max(height, given)
	}
	if only && b.style.MinHeight.Absolute() {
		least := b.style.MinHeight.Px
		if b.style.BorderBox {
			least -= edges[0] + edges[2]
		}
		height = max(height, least)
	}
	autos := 0
	for i := range items {
		autos += autoMarginsOf(items[i].box, 1, 3)
	}
	lead, between := distribute(b.style.Justify, b.style.Reverse, free, len(items))
	each := float32(0)
	if autos > 0 && free > 0 {
		each, lead, between = free/float32(autos), 0, 0
	}
	x := lead
	baseline := float32(0)
	for i := range items {
		if alignment(b, items[i].box) == style.ItemsBaseline {
			baseline = max(baseline, firstBaseline(items[i].box, 0)+items[i].margins[0])
		}
	}
	for i := range items {
		it := &items[i]
		k := it.box
		if k.style.Margin[3].Kind == css.Auto {
			x += each
		}
		k.x, k.y = edges[3]+x+it.margins[3], y+it.margins[0]
		if b.style.RTL {
			k.x = b.w - edges[1] - x - it.margins[1] - k.w
		}
		room := height - it.crossOfMargin
		switch alignment(b, k) {
		case style.ItemsStretch:
			if autoMarginsOf(k, 0, 2) == 0 {
				e.stretchItem(k, room)
			}
		case style.ItemsBaseline:
			k.y = y + baseline - firstBaseline(k, 0)
		default:
			k.y += crossShift(b, k, room)
		}
		if top, bottom := k.style.Margin[0].Kind == css.Auto, k.style.Margin[2].Kind == css.Auto; room > 0 && top {
			k.y = y + room
			if bottom {
				k.y -= room / 2
			}
		}
		e.relative(k, width)
		if k.style.Margin[1].Kind == css.Auto {
			x += each
		}
		x += it.size + gap + between
	}
	return height
}

// growItems makes the items of a line wider to take up what is free. One whose
// part is less than its least takes that, and the others share what is left.
func growItems(items []flexItem, free, width float32) float32 {
	settled := make([]bool, len(items))
	for range items {
		total := float32(0)
		for i := range items {
			if !settled[i] {
				total += items[i].grow
			}
		}
		part := max(free, 0) * min(1, total)
		again := false
		for i := range items {
			it := &items[i]
			share := float32(0)
			if total > 0 {
				share = part * it.grow / total
			}
			if !settled[i] && it.size+share < it.least {
				free -= it.least - it.size
				it.size, settled[i], again = it.least, true, true
			}
		}
		if again {
			continue
		}
		for i := range items {
			it := &items[i]
			if settled[i] || total == 0 {
				continue
			}
			add := part * it.grow / total
			if m := it.box.style.MaxWidth; m.Fixed() {
				edges := it.box.edges(width)
				add = max(0, min(add, m.Of(width)+edges[1]+edges[3]+it.margins[1]+it.margins[3]-it.size))
			}
			it.size += add
			free -= add
		}
		break
	}
	return free
}

// flexSizes grows or shrinks the items of a line to take up what is free, and
// returns what nobody took (CSS Flexbox 9.7).
func flexSizes(items []flexItem, free, width float32) float32 {
	if free > 0 {
		free = growItems(items, free, width)
	}
	for range 4 { // those that reach their least leave more to the others
		if free > -.01 {
			break
		}
		weight := float32(0)
		for i := range items {
			if items[i].size > items[i].least {
				weight += items[i].shrink * items[i].size
			}
		}
		if weight <= 0 {
			break
		}
		lost := free
		for i := range items {
			it := &items[i]
			if it.size <= it.least {
				continue
			}
			less := min(-lost*it.shrink*it.size/weight, it.size-it.least)
			it.size -= less
			free += less
		}
	}
	return max(free, 0)
}
