package layout

import (
	"godwit/app/render/css"
	"godwit/app/render/style"
)

// layoutContext lays out a box of a border-box width as a context of its own:
// no float reaches in or out. Asked again for the same widths it does nothing,
// so that boxes in boxes cost no more than their number.
func (e *engine) layoutContext(b *box, w, containing float32) {
	if b.laid && b.laidW == w && b.laidC == containing {
		return
	}
	c := &flow{}
	e.layout(b, w, c, 0, 0, containing)
	if b.kind != table && b.kind != picture && (b.kind == cell || !b.style.Height.Absolute()) {
		b.h = max(b.h, c.bottom()+b.edges(containing)[2])
	}
	b.laid, b.laidW, b.laidC = true, w, containing
}

// layout lays out a box of a border-box width. ox and oy are where its border
// box stands in the context; containing is the width that percentages are of.
func (e *engine) layout(b *box, w float32, c *flow, ox, oy, containing float32) {
	e.step()
	b.w = max(w, 0)
	b.absolutes = b.absolutes[:0]
	m := b.margins(containing)
	b.end = margin{}
	b.end.add(m[2], b.style.Faint[2])
	switch b.kind {
	case picture:
		b.w, b.h = e.pictureSize(b, containing)
		return
	case table:
		e.layoutTable(b, containing)
		return
	case flex:
		e.layoutFlex(b, containing)
		return
	case grid:
		e.layoutGrid(b, containing)
		return
	}
	edges := b.edges(containing)
	width := max(0, b.w-edges[1]-edges[3])
	if e.columned(b, width, edges) {
		return
	}
	if b.inlines {
		h := e.fillLines(b, edges[3], edges[0], width, c, ox+edges[3], oy+edges[0])
		e.height(b, h, edges)
		return
	}
	e.stack(b, width, edges, c, ox, oy)
}

// topMargin is the margin above a box with those inside that touch it.
func (e *engine) topMargin(b *box, containing float32) margin {
	if b.topKnown && b.topWidth == containing {
		return b.top
	}
	e.step()
	m := b.margins(containing)
	b.top = margin{}
	b.top.add(m[0], b.style.Faint[0])
	edges := b.edges(containing)
	if b.kind == block && !b.inlines && !b.context() && edges[0] == 0 {
		width := max(0, e.usedWidth(b, containing, containing-m[1]-m[3])-edges[1]-edges[3])
		for _, k := range b.kids {
			if k.outOfFlow() {
				continue
			}
			b.top.join(e.topMargin(k, width))
			if k.style.Clear != 0 || !e.hollow(k) {
				break
			}
			b.top.add(k.margins(width)[2], k.style.Faint[2])
		}
	}
	b.topKnown, b.topWidth = true, containing
	return b.top
}

// hollow says whether a box has no height, so that the margins above and below
// it touch.
func (e *engine) hollow(b *box) bool {
	if b.kind != block || b.context() || b.marker != "" || b.style.Height.Px > 0 || b.style.MinHeight.Px > 0 {
		return false
	}
	if d := b.edges(0); d[0] != 0 || d[2] != 0 {
		return false
	}
	if b.inlines {
		for _, it := range e.itemsOf(b) {
			switch it.kind {
			case floating, absolute, control, space:
			default:
				return false
			}
		}
		return true
	}
	for _, k := range b.kids {
		if !k.outOfFlow() && !e.hollow(k) {
			return false
		}
	}
	return true
}

// stack lays out blocks one below the other.
func (e *engine) stack(b *box, width float32, edges [4]float32, c *flow, ox, oy float32) {
	y := edges[0]
	var pending margin // below what was placed last
	touching := edges[0] == 0 && !b.context()
	first := true
	room := b.innerHeight(edges)
	for _, k := range b.kids {
		k.room = room
		switch {
		case k == b.legend:
			e.child(b, k, width, edges[3], 0, c, ox, oy)
			y, first = max(k.h, b.style.Border[0].Width)+b.style.Padding[0].Of(width), false
			continue
		case k.style.Position == style.Absolute:
			k.x, k.y = edges[3], y+pending.value()
			b.absolutes = append(b.absolutes, k)
			continue
		case k.style.Float != style.NoSide:
			e.blockFloat(b, k, width, edges[3], y+pending.value(), c, ox, oy)
			continue
		}
		top := e.topMargin(k, width)
		if first && b.kind == cell && e.Tree.Quirks {
			top.faint = 0
		}
		at := y
		if !touching {
			joined := pending
			joined.join(top)
			at = y + joined.value()
		}
		if k.style.Clear != 0 {
			// A box without height ends the margin before it where a float reaches as far as that.
			if bottom := c.clear(k.style.Clear, -far) - oy; bottom > at || bottom >= y && e.hollow(k) {
				at = max(at, bottom)
				y, pending, touching = at, margin{}, false
			}
		}
		e.child(b, k, width, edges[3], at, c, ox, oy)
		if k.h == 0 && e.hollow(k) {
			pending.join(top)
			pending.join(k.end)
			if touching {
				pending = margin{} // part of the box's own margin above
			}
			continue
		}
		touching, first = false, false
		y, pending = k.y+k.h-k.shiftY, k.end
	}
	if edges[2] == 0 && !b.context() && !b.style.Height.Absolute() && b.style.MinHeight.Px == 0 {
		b.end.join(pending)
	} else {
		if b.kind == cell && e.Tree.Quirks {
			pending.faint = 0
		}
		y += max(pending.value(), edges[0]-y)
	}
	e.height(b, y-edges[0], edges)
}

// child places one block at a height.
func (e *engine) child(b, k *box, width, left, at float32, c *flow, ox, oy float32) {
	m := k.margins(width)
	var w float32
	switch k.kind {
	case table:
		w = e.tableWidth(k, width-m[1]-m[3], width)
	case picture:
		w, _ = e.pictureSize(k, width)
	default:
		w = e.usedWidth(k, width, width-m[1]-m[3])
		if k.style.FitWidth {
			w = min(e.shrink(k, width), w)
		}
	}
	x := left + m[3]
	from, to := ox+left, ox+left+width
	beside := k.context() && k.kind != picture && len(c.floats) > 0
	if beside { // a context of its own stands beside floats or below them
		for {
			from, to = c.between(oy+at, 1, ox+left, ox+left+width)
			room := to - from
			if !k.style.Width.Fixed() && k.kind != table {
				w = min(w, max(room, 0))
				if narrow, _ := e.extent(k); w >= narrow-.5 {
					break
				}
				w = e.usedWidth(k, width, width-m[1]-m[3])
			}
			next := c.below(oy + at)
			if room >= w-.5 || next >= far {
				break
			}
			at = next - oy
		}
		x = from - ox + m[3]
	}
	if free := to - from - w - m[1] - m[3]; free > 0 {
		x += e.across(b, k, free)
	} else if b.style.RTL && free < 0 {
		x += free
	}
	if k.context() {
		e.layoutContext(k, w, width)
	} else {
		e.layout(k, w, c, ox+x, oy+at, width)
	}
	k.x, k.y = x, at
	e.relative(k, width)
}

// across is how far a block that is narrower than its place is moved in.
func (e *engine) across(b, k *box, free float32) float32 {
	left, right := k.style.Margin[3].Kind == css.Auto, k.style.Margin[1].Kind == css.Auto
	switch {
	case left && right:
		return free / 2
	case left:
		return free
	case right:
		return 0
	}
	if b.style.AlignBlocks {
		switch b.style.Align {
		case style.Center:
			return free / 2
		case style.AlignRight:
			return free
		}
		return 0
	}
	if b.style.RTL {
		return free
	}
	return 0
}

// relative notes how far a box is moved by position: relative and by transform;
// what stands around it does not know.
func (e *engine) relative(k *box, width float32) {
	s := k.style
	k.shiftX, k.shiftY = s.Shift[0].Of(k.w), s.Shift[1].Of(k.h)
	k.x += k.shiftX
	k.y += k.shiftY
	if s.Position != style.Relative {
		return
	}
	x, y := float32(0), float32(0)
	switch {
	case s.Inset[3].Fixed():
		x = s.Inset[3].Of(width)
	case s.Inset[1].Fixed():
		x = -s.Inset[1].Of(width)
	}
	switch {
	case s.Inset[0].Fixed():
		y = s.Inset[0].Px
	case s.Inset[2].Fixed():
		y = -s.Inset[2].Px
	}
	k.x += x
	k.y += y
	k.shiftX += x
	k.shiftY += y
}

// blockFloat places a float that stands between blocks.
func (e *engine) blockFloat(b, k *box, width, left, at float32, c *flow, ox, oy float32) {
	e.layoutContext(k, e.shrink(k, width), width)
	m := k.margins(width)
	y := c.clear(k.style.Clear, oy+at)
	x, top := c.place(k.style.Float == style.Right, k.w+m[1]+m[3], k.h+m[0]+m[2], y, ox+left, ox+left+width)
	k.x, k.y = x-ox+m[3], top-oy+m[0]
	e.relative(k, width)
}

// givenHeight is what the style asks for, if that is known: percentages are of
// what the box stands in.
func (b *box) givenHeight() (float32, bool) {
	h := b.style.Height
	if h.Absolute() {
		return h.Px, true
	}
	return h.Of(b.room), h.Relative() && b.room > 0
}

// innerHeight is the height that percentages inside of a box are of; 0 if it is
// not known before what is inside.
func (b *box) innerHeight(edges [4]float32) float32 {
	h, ok := b.givenHeight()
	if !ok || b.kind == cell {
		return 0
	}
	if b.style.BorderBox {
		h -= edges[0] + edges[2]
	}
	return max(0, h)
}

// height sets the height of a box whose content has one.
func (e *engine) height(b *box, h float32, edges [4]float32) {
	s := b.style
	extra := float32(0)
	if s.BorderBox {
		extra = edges[0] + edges[2]
	}
	if given, ok := b.givenHeight(); ok && b.kind != cell { // a row makes its cells as high
		h = max(0, given-extra)
	}
	if _, given := b.givenHeight(); !given && s.Aspect > 0 {
		h = max(h, b.w/s.Aspect-edges[0]-edges[2])
	}
	if s.MaxHeight.Absolute() {
		h = min(h, max(0, s.MaxHeight.Px-extra))
	}
	if s.MinHeight.Absolute() {
		h = max(h, s.MinHeight.Px-extra)
	}
	b.h = min(max(0, h), maxHeight) + edges[0] + edges[2]
}
