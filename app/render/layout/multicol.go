package layout

import (
	"godwit/app/render/css"
	"godwit/app/render/style"
)

const maxColumnTries = 60 // heights that are tried to make columns even

// unit is what stands in one column as a whole: a box, or lines.
type unit struct {
	top, bottom float32
	box         *box
	lines       []*line
}

func (u *unit) move(dx, dy float32) {
	if u.box != nil {
		u.box.x, u.box.y = u.box.x+dx, u.box.y+dy
	}
	for _, ln := range u.lines {
		ln.move(dx, dy)
	}
}

func (ln *line) move(dx, dy float32) {
	ln.y += dy
	for i := range ln.pieces {
		p := &ln.pieces[i]
		p.x, p.y = p.x+dx, p.y+dy
		if p.kind == atom {
			p.box.x, p.box.y = p.box.x+dx, p.box.y+dy
		}
	}
	for i := range ln.spans {
		ln.spans[i].x, ln.spans[i].y = ln.spans[i].x+dx, ln.spans[i].y+dy
	}
}

// manyColumns says how many columns a box has, and how wide each is with the gap
// after it (CSS Multi-column 3).
func manyColumns(s *style.Style, width float32) (n int, each, gap float32) {
	if s.Count < 2 && s.Each <= 0 {
		return 1, width, 0
	}
	gap = s.Size
	if s.ColGap.Kind == css.Given {
		gap = s.ColGap.Of(width)
	}
	n = s.Count
	if s.Each > 0 {
		if fit := max(1, int((width+gap)/(s.Each+gap))); n == 0 || fit < n {
			n = fit
		}
	}
	n = min(n, 20)
	return n, max(0, (width-gap*float32(n-1))/float32(n)), gap
}

// columned lays out what is in a box as columns of one height, and says whether
// it did: where something floats or is positioned, there is one column.
func (e *engine) columned(b *box, width float32, edges [4]float32) bool {
	n, each, gap := manyColumns(b.style, width)
	if n < 2 || each < 1 {
		return false
	}
	c := &flow{}
	if b.inlines {
		e.fillLines(b, edges[3], edges[0], each, c, edges[3], edges[0])
	} else {
		e.stack(b, each, edges, c, 0, 0)
	}
	if len(c.floats)+len(b.floats)+len(b.absolutes) > 0 {
		return false
	}
	units := e.units(nil, b, 0)
	if len(units) == 0 {
		return false
	}
	height := float32(0)
	for i := range units {
		height = max(height, units[i].bottom-units[i].top)
	}
	height = max(height, (units[len(units)-1].bottom-edges[0])/float32(n))
	for range maxColumnTries {
		used, more := pour(units, edges[0], height, nil)
		if used <= n {
			break
		}
		height += more
	}
	pour(units, edges[0], height, func(u *unit, column int, up float32) {
		dx := float32(column) * (each + gap)
		if b.style.RTL {
			dx = float32(n-1-column) * (each + gap)
		}
		u.move(dx, -up)
	})
	e.height(b, height, edges)
	return true
}

// pour fills columns of a height one after the other. It gives how many it
// took, and how much higher they must be for the next unit to fit in one.
func pour(units []unit, top, height float32, place func(u *unit, column int, up float32)) (used int, more float32) {
	column, start := 0, top
	more = height
	for i := range units {
		u := &units[i]
		if over := u.bottom - start - height; over > .01 && u.top > start {
			more = min(more, over)
			column++
			start = u.top
		}
		if place != nil {
			place(u, column, start-top)
		}
	}
	return column + 1, max(more, .5)
}

// plain says whether a box can go on in the next column: nothing is drawn around
// what is in it.
func (b *box) plain() bool {
	s := b.style
	for i := range s.Border {
		if s.Border[i].Width > 0 {
			return false
		}
	}
	return b.kind == block && !b.context() && b.marker == "" && len(b.absolutes) == 0 && s.Padding[0].Px+s.Padding[2].Px == 0 &&
		s.Background.A == 0 && len(s.Layers) == 0
}

// units are what is in a box, and in plain boxes inside of it, in their order. The
// plain ones move to the top of the outer box: what is in them knows its column.
func (e *engine) units(out []unit, b *box, depth int) []unit {
	if b.inlines {
		for i := 0; i < len(b.lines); {
			to := i + 1
			if i == 0 || len(b.lines)-i <= 3 { // no line alone at the end of a column, or at the start
				to = i + 2
			}
			if to >= len(b.lines)-1 {
				to = len(b.lines)
			}
			u := unit{top: b.lines[i].y, bottom: b.lines[to-1].y + b.lines[to-1].h}
			for ; i < to; i++ {
				u.lines = append(u.lines, &b.lines[i])
			}
			out = append(out, u)
		}
		return out
	}
	for _, k := range b.kids {
		e.step()
		if depth > 4 || !k.plain() {
			out = append(out, unit{top: k.y, bottom: k.y + k.h, box: k})
			continue
		}
		if !k.inlines {
			for _, g := range k.kids {
				g.y += k.y
			}
		}
		for i := range k.lines {
			k.lines[i].move(0, k.y)
		}
		k.y, k.h = 0, 0
		out = e.units(out, k, depth+1)
	}
	return out
}
