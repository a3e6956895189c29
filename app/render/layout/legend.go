package layout

import "godwit/app/render/display"

// findLegend takes the first legend of a fieldset out of the flow of its blocks:
// it stands in the upper border, as wide as its words.
func (b *box) findLegend() {
	if b.kind != block {
		return
	}
	for _, k := range b.kids {
		if k.node != nil && k.node.Data == "legend" && k.kind == block && !k.inLine() && !k.outOfFlow() {
			k.style.FitWidth = true
			b.legend = k
			return
		}
	}
}

// framed draws the background and the border of a box with a legend: the border
// runs at half the legend's height, and ends at both sides of it.
func (p *painter) framed(b *box, r display.Rect) {
	s, l := b.style, b.legend
	down := max(0, (l.h-s.Border[0].Width)/2)
	r.Y, r.H = r.Y+down, max(0, r.H-down)
	p.decorate(s, r, true)
	corners := radii(s, r)
	gap := display.Rect{X: r.X + l.x, Y: r.Y, W: l.w, H: s.Border[0].Width}
	for _, part := range []display.Rect{
		{X: r.X, Y: r.Y, W: gap.X - r.X, H: r.H},
		{X: gap.Right(), Y: r.Y, W: r.Right() - gap.Right(), H: r.H},
		{X: gap.X, Y: gap.Bottom(), W: gap.W, H: r.Bottom() - gap.Bottom()},
	} {
		if part = part.Intersect(r); part.W > 0 && part.H > 0 {
			p.list.Add(display.Op{Kind: display.Clip, Rect: part})
			p.border(s, &s.Border, r, corners)
			p.list.Add(display.Op{Kind: display.Unclip})
		}
	}
}
