package layout

import (
	"image/color"
	"slices"

	"godwit/app/render/css"
	"godwit/app/render/display"
	"godwit/app/render/style"
)

// painter writes laid out boxes to the display list.
type painter struct {
	e      *engine
	list   *display.List
	holder display.Rect // of the nearest box that positions others
	bottom float32      // of all that was drawn
	joint  display.Joint
	depth  int
	cut    float32 // where what overflows to the right is cut off
	reach  float32 // how far to the right boxes of a given width stand
	ink    float32 // and text
}

// faded is a colour at the opacity of its style.
func faded(c color.NRGBA, s *style.Style) color.NRGBA {
	if s.Opacity < 1 {
		c.A = uint8(float32(c.A)*s.Opacity + .5)
	}
	return c
}

// box draws a box and what is inside; ox and oy are where its parent stands.
func (p *painter) box(b *box, ox, oy float32) {
	p.e.step()
	x, y := ox+b.x, oy+b.y
	r := display.Rect{X: x, Y: y, W: b.w, H: b.h}
	p.bottom = max(p.bottom, min(y+b.h, maxHeight))
	s := b.style
	if !b.inLine() && b.kind != cell {
		p.join(display.Paragraph, display.NewLine, b)
	}
	switch b.kind {
	case cell:
		p.decorateCell(b, r)
	case table:
		own := r // captions are outside
		own.Y, own.H = r.Y+b.grid.above, r.H-b.grid.above-b.grid.below
		p.decorate(s, own, s.Collapse && len(b.grid.cells) > 0)
	default:
		if b.legend != nil {
			p.framed(b, r)
		} else {
			p.decorate(s, r, false)
		}
	}
	if p.depth == 0 && !s.Hidden && (b.kind == table || b.kind == picture || s.Width.Fixed() || s.MinWidth.Fixed()) {
		p.reach = max(p.reach, min(r.Right(), p.cut))
	}
	if b.kind == picture {
		p.picture(b, r)
		return
	}
	outer, cut := p.holder, p.cut
	if s.Position != style.Static {
		p.holder = display.Rect{
			X: x + s.Border[3].Width, Y: y + s.Border[0].Width,
			W: max(0, b.w-s.Border[1].Width-s.Border[3].Width), H: max(0, b.h-s.Border[0].Width-s.Border[2].Width),
		}
	}
	clip := s.Clip && !(b.kind == table && s.Collapse)
	if clip {
		p.cut = min(cut, r.Right())
		p.list.Add(display.Op{Kind: display.Clip, Rect: p.paddingRect(s, r), Radii: inner(radii(s, r), s)})
	}
	if b.link != "" && b.kind != cell && s.Display != style.Inline && !b.anon && b.node != nil && b.node.Data == "a" {
		p.list.Add(display.Op{Kind: display.Area, Rect: r, Link: b.link})
	}
	p.marker(b, x, y)
	if b.arrow {
		p.arrow(b, r)
	}
	over := b.positioned()
	for len(over) > 0 && over[0].style.Z < 0 {
		p.over(over[0], x, y+b.down)
		over = over[1:]
	}
	if b.grid != nil {
		p.table(b, x, y)
	} else if !b.inlines {
		for _, k := range b.kids {
			if k.style.Position == style.Static || k.style.Position == style.Relative && len(b.absolutes) == 0 {
				p.box(k, x, y+b.down)
			}
		}
	}
	for _, k := range b.floats {
		p.box(k, x, y+b.down)
	}
	for i := range b.lines {
		p.line(b, &b.lines[i], x, y+b.down)
	}
	for _, k := range over {
		p.over(k, x, y+b.down)
	}
	if clip {
		p.list.Add(display.Op{Kind: display.Unclip})
	}
	p.holder, p.cut = outer, cut
	if !b.inLine() && b.kind != cell {
		p.join(display.Paragraph, display.NewLine, b)
	}
}

// positioned are the boxes in a box that lie above its others, in the order of
// z-index. Those in relative position count where there are absolute ones, which
// they would else be hidden by.
func (b *box) positioned() []*box {
	if len(b.absolutes) == 0 {
		return nil
	}
	out := b.absolutes
	if !b.inlines {
		out = nil
		for _, k := range b.kids {
			if k.style.Position != style.Static {
				out = append(out, k)
			}
		}
	}
	slices.SortStableFunc(out, func(a, c *box) int { return a.style.Z - c.style.Z })
	return out
}

// over draws one of them.
func (p *painter) over(k *box, x, y float32) {
	if k.style.Position == style.Absolute {
		p.absolute(k, x, y)
	} else {
		p.box(k, x, y)
	}
}

// join notes what stands between the text before and after the edge of a box:
// an empty line where there is a margin, else a line end.
func (p *painter) join(apart, close display.Joint, b *box) {
	j := close
	if b.style.Margin[0].Px > 0 || b.style.Margin[2].Px > 0 {
		j = apart
	}
	p.joint = max(p.joint, j)
}

// table draws the rows' backgrounds and the cells.
func (p *painter) table(b *box, x, y float32) {
	g := b.grid
	for _, k := range g.captions {
		if !k.style.CaptionEnd {
			p.box(k, x, y)
		}
	}
	var last *box
	for i, r := range g.rows {
		if group := g.groups[i]; group != nil && group != last {
			p.decorate(group.style, display.Rect{X: x + group.x, Y: y + group.y, W: group.w, H: group.h}, true)
			last = group
		}
		p.decorate(r.style, display.Rect{X: x + r.x, Y: y + r.y, W: r.w, H: r.h}, true)
	}
	row := -1
	for _, c := range g.cells {
		if c.row != row {
			row = c.row
			p.joint = max(p.joint, display.NewLine)
		} else {
			p.joint = max(p.joint, display.Tab)
		}
		p.box(c.box, x, y)
	}
	for _, k := range g.captions {
		if k.style.CaptionEnd {
			p.box(k, x, y)
		}
	}
}

// decorateCell draws the background and the borders of a cell; borders that it
// shares with its neighbours lie on the edge.
func (p *painter) decorateCell(b *box, r display.Rect) {
	if b.style.EmptyHidden && !b.style.Collapse && b.inlines && len(b.lines) == 0 {
		return
	}
	if b.borders == nil {
		p.decorate(b.style, r, false)
		return
	}
	p.decorate(b.style, r, true)
	w := *b.borders
	for i := range w { // half of a carved border is the neighbour's: there is no light and no dark side
		if w[i].Style == style.Inset || w[i].Style == style.Outset {
			w[i].Style = style.Solid
		}
	}
	out := display.Rect{
		X: r.X - half(w[3].Width), Y: r.Y - half(w[0].Width),
		W: r.W + half(w[3].Width) + w[1].Width - half(w[1].Width), H: r.H + half(w[0].Width) + w[2].Width - half(w[2].Width),
	}
	p.border(b.style, &w, out, display.Radii{})
}

// half of a border lies outside of the cell: the greater part, in whole pixels.
func half(w float32) float32 { return float32(int(w+1) / 2) }

// decorate draws shadows, background and border of a box.
func (p *painter) decorate(s *style.Style, r display.Rect, bare bool) {
	if s.Hidden || r.W <= 0 || r.H <= 0 {
		return
	}
	corners := radii(s, r)
	for i := len(s.BoxShadows) - 1; i >= 0; i-- {
		if !s.BoxShadows[i].Inset {
			p.shadow(s, &s.BoxShadows[i], r, corners)
		}
	}
	if s.Background.A > 0 {
		p.list.Add(display.Op{Kind: display.Fill, Rect: r, Radii: corners, Color: faded(s.Background, s)})
	}
	p.layers(s, s.Layers, r, corners)
	for i := range s.BoxShadows {
		if s.BoxShadows[i].Inset {
			p.shadow(s, &s.BoxShadows[i], r, corners)
		}
	}
	if !bare {
		p.border(s, &s.Border, r, corners)
	}
}

func (p *painter) shadow(s *style.Style, sh *style.Shadow, r display.Rect, corners display.Radii) {
	if sh.Color.A == 0 {
		return
	}
	p.list.Add(display.Op{Kind: display.Shadow, Rect: r, Radii: corners, Shadow: &display.ShadowStyle{
		DX: sh.X, DY: sh.Y, Blur: sh.Blur, Spread: sh.Spread, Inset: sh.Inset, Color: faded(sh.Color, s),
	}})
}

func (p *painter) border(s *style.Style, sides *[4]style.Border, r display.Rect, corners display.Radii) {
	var b display.BorderStyle
	seen := false
	for i, side := range sides {
		if side.Width > 0 && side.Style != style.NoLine && side.Color.A > 0 {
			b.Sides[i] = display.Side{Width: side.Width, Style: display.Line(side.Style), Color: faded(side.Color, s)}
			seen = true
		}
	}
	if seen && !s.Hidden {
		p.list.Add(display.Op{Kind: display.Border, Rect: r, Radii: corners, Border: &b})
	}
}

// radii are the corners of a box, made smaller together where they would meet
// (CSS Backgrounds 4.5).
func radii(s *style.Style, r display.Rect) display.Radii {
	var out display.Radii
	round := false
	for i, c := range s.Radius {
		out[i] = display.Corner{X: c[0].Of(r.W), Y: c[1].Of(r.H)}
		round = round || out[i].X > 0
	}
	if !round {
		return display.Radii{}
	}
	k := float32(1)
	for _, sum := range [][2]float32{
		{out[0].X + out[1].X, r.W}, {out[2].X + out[3].X, r.W}, {out[0].Y + out[3].Y, r.H}, {out[1].Y + out[2].Y, r.H},
	} {
		if sum[0] > sum[1] && sum[0] > 0 {
			k = min(k, sum[1]/sum[0])
		}
	}
	for i := range out {
		out[i].X, out[i].Y = out[i].X*k, out[i].Y*k
	}
	return out
}

// inner are the corners inside of the border.
func inner(r display.Radii, s *style.Style) display.Radii {
	across := [4]int{3, 1, 1, 3}
	down := [4]int{0, 0, 2, 2}
	for i := range r {
		r[i].X = max(0, r[i].X-s.Border[across[i]].Width)
		r[i].Y = max(0, r[i].Y-s.Border[down[i]].Width)
	}
	return r
}

func (p *painter) paddingRect(s *style.Style, r display.Rect) display.Rect {
	return display.Rect{
		X: r.X + s.Border[3].Width, Y: r.Y + s.Border[0].Width,
		W: max(0, r.W-s.Border[1].Width-s.Border[3].Width), H: max(0, r.H-s.Border[0].Width-s.Border[2].Width),
	}
}

// absolute lays out and draws a box that is positioned in its holder; ox and oy
// are where the box that it was written in stands.
func (p *painter) absolute(k *box, ox, oy float32) {
	if p.depth++; p.depth > 50 {
		panic(stop{ErrBudget})
	}
	defer func() { p.depth-- }()
	h := p.holder
	s := k.style
	m := k.margins(h.W)
	k.room = h.H
	w := p.e.shrink(k, h.W)
	left, right, top, bottom := s.Inset[3], s.Inset[1], s.Inset[0], s.Inset[2]
	if left.Fixed() && right.Fixed() && !s.Width.Fixed() && k.kind != picture {
		w = p.e.usedWidth(k, h.W, max(0, h.W-left.Of(h.W)-right.Of(h.W)-m[1]-m[3]))
	}
	p.e.layoutContext(k, w, h.W)
	if top.Fixed() && bottom.Fixed() && s.Height.Kind != css.Given && k.kind != picture {
		k.h = max(k.h, h.H-top.Of(h.H)-bottom.Of(h.H)-m[0]-m[2])
	}
	x, y := ox+k.x+m[3], oy+k.y+m[0]
	margin := func(side int) bool { return s.Margin[side].Kind == css.Auto }
	switch {
	case left.Fixed() && right.Fixed() && margin(1) && margin(3): // in the middle
		x = h.X + (left.Of(h.W)+h.W-right.Of(h.W)-k.w)/2
	case left.Fixed():
		x = h.X + left.Of(h.W) + m[3]
	case right.Fixed():
		x = h.X + h.W - right.Of(h.W) - m[1] - k.w
	}
	switch {
	case top.Fixed() && bottom.Fixed() && margin(0) && margin(2):
		y = h.Y + (top.Of(h.H)+h.H-bottom.Of(h.H)-k.h)/2
	case top.Fixed():
		y = h.Y + top.Of(h.H) + m[0]
	case bottom.Fixed():
		y = h.Y + h.H - bottom.Of(h.H) - m[2] - k.h
	}
	x, y = x+s.Shift[0].Of(k.w), y+s.Shift[1].Of(k.h)
	if y > maxHeight || y+k.h < 0 || x > maxPicture {
		return // written where nobody can look
	}
	kept := *k
	k.x, k.y = x, y
	p.box(k, 0, 0)
	k.x, k.y = kept.x, kept.y
}
