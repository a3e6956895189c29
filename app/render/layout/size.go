package layout

import (
	"godwit/app/render/css"
	"godwit/app/render/style"
)

// extent is the smallest and the preferred width of a box with its margins.
func (e *engine) extent(b *box) (narrow, wide float32) {
	if b.sized {
		return b.narrow, b.wide
	}
	e.step()
	s := b.style
	edges := b.edges(0)
	extra := edges[1] + edges[3]
	switch b.kind {
	case picture:
		narrow, wide = e.pictureExtent(b)
	case table:
		narrow, wide = e.tableExtent(b)
	case flex:
		narrow, wide = e.flexExtent(b)
	case grid:
		narrow, wide = e.gridExtent(b)
	default:
		if b.inlines {
			narrow, wide = e.lineExtent(b)
		} else {
			narrow, wide = e.stackExtent(b)
		}
	}
	if b.kind != picture && b.kind != table {
		if s.Width.Absolute() && b.kind != cell {
			narrow = s.Width.Px
			if s.BorderBox {
				narrow = max(0, narrow-extra)
			}
			wide = narrow
		}
		narrow, wide = narrow+extra, wide+extra
		if s.BorderBox {
			extra = 0
		}
		if s.MaxWidth.Absolute() {
			narrow, wide = min(narrow, s.MaxWidth.Px+extra), min(wide, s.MaxWidth.Px+extra)
		}
		if s.MinWidth.Absolute() {
			narrow, wide = max(narrow, s.MinWidth.Px+extra), max(wide, s.MinWidth.Px+extra)
		}
	}
	if b.kind != cell {
		m := b.margins(0)
		narrow, wide = narrow+m[1]+m[3], wide+m[1]+m[3]
	}
	b.narrow, b.wide, b.sized = narrow, wide, true
	return narrow, wide
}

// stackExtent is the extent of blocks one below the other; floats stand side by
// side.
func (e *engine) stackExtent(b *box) (narrow, wide float32) {
	floats := float32(0)
	for _, k := range b.kids {
		if k.style.Position == style.Absolute {
			continue
		}
		n, w := e.extent(k)
		narrow = max(narrow, n)
		if k.style.Float != style.NoSide {
			floats += w
			wide = max(wide, floats)
			continue
		}
		if k.style.Clear != 0 {
			floats = 0
		}
		if k.context() {
			w += floats
		}
		wide = max(wide, w)
	}
	return narrow, wide
}

// lineExtent is the extent of lines: the longest piece that holds together, and
// the longest line if nothing but line ends breaks it.
func (e *engine) lineExtent(b *box) (narrow, wide float32) {
	var run, line, trailing, floats float32
	items := e.itemsOf(b)
	for i := range items {
		it := &items[i]
		switch it.kind {
		case lineEnd:
			wide = max(wide, line+floats)
			line, run, trailing = 0, 0, 0
			continue
		case floating:
			n, w := e.extent(it.box)
			narrow = max(narrow, n)
			floats += w
			continue
		case space:
			if it.style.WhiteSpace.Wraps() {
				run = 0
			} else if line > 0 {
				run += it.width
			}
			if it.style.WhiteSpace.Keeps() {
				line += trailing + it.width
				trailing = 0
			} else if line > 0 {
				trailing += it.width
			}
			continue
		case word, edge, atom:
			w, most := it.width, it.width
			if it.kind == atom {
				w, most = e.extent(it.box)
			} else if it.kind == word && it.style.Anywhere && it.style.WhiteSpace.Wraps() {
				w = min(w, it.style.Size)
				run = 0
			}
			if it.mayBreak {
				run = 0
			}
			run += w
			narrow = max(narrow, run)
			line += trailing + most
			trailing = 0
		}
	}
	wide = max(wide, line+floats)
	indent := max(0, b.style.Indent.Px)
	return min(narrow, wide+indent), wide + indent + .02
}

// shrink is the border-box width of a box that is as wide as its content asks
// for, within what is there.
func (e *engine) shrink(b *box, there float32) float32 {
	m := b.margins(there)
	narrow, wide := e.extent(b)
	narrow, wide = narrow-m[1]-m[3], wide-m[1]-m[3]
	if b.kind == picture {
		w, _ := e.pictureSize(b, there)
		return w
	}
	if b.kind == table {
		return e.tableWidth(b, there-m[1]-m[3], there)
	}
	return e.usedWidth(b, there, min(max(narrow, there-m[1]-m[3]), wide))
}

// usedWidth is the border-box width of a box: what its style asks for, or auto,
// within the limits of its style.
func (e *engine) usedWidth(b *box, containing, auto float32) float32 {
	s := b.style
	edges := b.edges(containing)
	both := edges[1] + edges[3]
	extra := both
	if s.BorderBox {
		extra = 0
	}
	w := auto
	if s.Width.Fixed() {
		w = s.Width.Of(containing) + extra
	}
	if s.MaxWidth.Fixed() {
		w = min(w, s.MaxWidth.Of(containing)+extra)
	}
	if s.MinWidth.Fixed() {
		w = max(w, s.MinWidth.Of(containing)+extra)
	}
	return max(w, both)
}

// limit applies the limits of a width that are not percentages.
func limit(v float32, least, most css.Length) float32 {
	if most.Absolute() {
		v = min(v, most.Px)
	}
	if least.Absolute() {
		v = max(v, least.Px)
	}
	return v
}
