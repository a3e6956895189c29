package layout

import (
	"godwit/app/render/css"
	"godwit/app/render/style"
)

// ruby puts each reading (rt) above what it is of.
func (e *engine) ruby(b *box) {
	var out, base []*box
	for _, k := range b.kids {
		if k.node == nil || k.node.Data != "rt" {
			base = append(base, k)
			continue
		}
		above := *k.style
		above.Display, above.Align, above.WhiteSpace, above.LineHeight = style.Block, style.Center, style.NoWrap, style.LineHeight{}
		reading := e.box(block, &above, nil)
		reading.kids, reading.anon = k.kids, true
		for _, c := range k.kids {
			if c.kind == textual {
				c.style = &above
			}
		}
		below := e.anonymous(block, b.style, style.Block, base)
		below.style.Align = style.Center
		above.Indent, below.style.Indent = css.Length{}, css.Length{}
		one := e.anonymous(block, b.style, style.InlineBlock, []*box{reading, below})
		one.style.Margin[0].Px = -e.leading(b.style, &above)
		out, base = append(out, one), nil
	}
	b.kids = append(out, base...)
}

// leading is how much of a reading fits between the lines as they are: in what
// this one leaves free above and the one before it below.
func (e *engine) leading(s, reading *style.Style) float32 {
	const tallest = 1.45 // of the fonts that readings are written in
	font := e.font(s)
	above, _ := e.halfLeading(s, font)
	return max(0, min(2*(above-font.Ascent), reading.Size*tallest))
}
