package layout

import (
	"strings"

	"godwit/app/render/style"
	"godwit/app/render/text"
)

// finish places the items of a line: heights and baseline first, then the order
// of directions, then the alignment.
func (f *filler) finish(from, to int, x0, x1, indent float32, ends bool) {
	from, to = f.trim(from, to)
	ln := line{y: f.top + f.y, ends: ends}
	ascent, height := f.measure(from, to)
	ln.h = height
	baseline := ln.y + ascent
	width, spaces := float32(0), 0
	for i := from; i < to; i++ {
		it := &f.items[i]
		switch it.kind {
		case floating, absolute, control, lineEnd:
			continue
		case space:
			spaces++
		}
		p := piece{item: *it, order: i}
		if i == to-1 && !ends && strings.HasSuffix(it.text, softHyphen) {
			p.text = strings.TrimSuffix(it.text, softHyphen) + "-"
			f.e.shape(&p.item)
		}
		width += p.width
		ln.pieces = append(ln.pieces, p)
	}
	room := x1 - x0 - indent
	x := x0 - f.ox + f.left
	rtl := f.b.rtlParagraph
	if !rtl {
		x += indent
	}
	extra := float32(0)
	free := max(0, room-width)
	switch f.align(rtl) {
	case style.Center:
		x += free / 2
	case style.AlignRight:
		x += room - width
		if room < width && !rtl {
			x = x0 - f.ox + f.left
		}
	case style.JustifyText:
		if !ends {
			spaces += signs(ln.pieces)
		}
		if !ends && spaces > 0 {
			extra = free / float32(spaces)
		} else if rtl {
			x += free
		}
	}
	f.reorder(ln.pieces)
	for i := range ln.pieces {
		p := &ln.pieces[i]
		switch {
		case p.kind == space:
			p.width += extra
		case p.kind == word && extra > 0 && eachSign(p.text):
			p.stretch = extra
			p.width = p.run.WidthWith(p.style.LetterSpacing + extra)
		}
		p.x = x
		f.place(p, baseline, ln.y, ln.h)
		x += p.width
	}
	if f.cutShort(width > room+.5, to) && !rtl {
		ln.pieces = f.ellipsis(ln.pieces, x1-f.ox+f.left)
	}
	ln.spans = f.spans(ln.pieces, baseline)
	f.b.lines = append(f.b.lines, ln)
	f.y += ln.h
}

// signs is at how many places a line of Chinese or Japanese can be stretched:
// between any two of their signs.
func signs(pieces []piece) int {
	n := 0
	for i := range pieces {
		p := &pieces[i]
		if p.kind != word || !eachSign(p.text) {
			continue
		}
		n += p.run.Clusters()
		if i == len(pieces)-1 { // there is none behind the last
			n--
		}
	}
	return n
}

// eachSign says whether a text is of signs that stand alone, without words.
func eachSign(s string) bool {
	for _, r := range s {
		if r < 0x2e80 || r > 0x9fff && r < 0xf900 || r > 0xfaff && r < 0xfe30 || r > 0xfe4f && r < 0xff00 || r > 0xffef && r < 0x20000 {
			return false
		}
	}
	return s != ""
}

// trim leaves out the spaces at both ends of a line.
func (f *filler) trim(from, to int) (int, int) {
	for to > from {
		it := &f.items[to-1]
		if it.kind != space || it.style.WhiteSpace.Keeps() {
			break
		}
		to--
	}
	for from < to {
		it := &f.items[from]
		if it.kind != space || it.style.WhiteSpace.Keeps() {
			break
		}
		from++
	}
	return from, to
}

func (f *filler) align(rtl bool) style.Align {
	switch a := f.b.style.Align; a {
	case style.Start, style.End:
		if (a == style.Start) == rtl {
			return style.AlignRight
		}
		return style.AlignLeft
	default:
		return a
	}
}

// measure gives the baseline, from the top of the line, and the line's height
// (CSS 2 10.8).
func (f *filler) measure(from, to int) (ascent, height float32) {
	above, below, tallest := float32(-far), float32(-far), float32(0)
	grow := func(a, d float32) { above, below = max(above, a), max(below, d) }
	old := f.e.Tree.Quirks || f.e.Tree.Almost
	if !old || f.hasText(from, to) {
		a, d := f.e.halfLeading(f.b.style, f.e.font(f.b.style))
		grow(a, d)
	}
	strut := f.e.font(f.b.style)
	for i := from; i < to; i++ {
		it := &f.items[i]
		switch it.kind {
		case word, space:
			a, d := f.e.halfLeading(it.style, it.font)
			if !it.style.LineHeight.Set && it.run != nil { // other fonts may reach further
				a, d = max(a, it.run.Ascent), max(d, it.run.Descent)
			}
			shift := spanShift(it.span)
			grow(a+shift, d-shift)
		case edge:
			if !old {
				a, d := f.e.halfLeading(it.style, it.font)
				shift := spanShift(it.span)
				grow(a+shift, d-shift)
			}
		case atom:
			m := it.box.margins(f.width)
			h := it.box.h + m[0] + m[2]
			if it.style.Vertical == style.Top || it.style.Vertical == style.Bottom {
				tallest = max(tallest, h)
				continue
			}
			a := f.atomAscent(it, strut, h, m)
			grow(a, h-a)
		}
	}
	if above < -far/2 {
		above, below = 0, 0
	}
	if above+below < tallest {
		below = tallest - above
	}
	return above, above + below
}

// hasText says whether a line holds text of the box itself; in mail of the old
// kind only such lines are as high as its font.
func (f *filler) hasText(from, to int) bool {
	inside := false
	for i := from; i < to; i++ {
		switch f.items[i].kind {
		case word, space:
			if f.items[i].span == nil {
				return true
			}
			inside = true
		case atom:
			inside = true
		}
	}
	return !inside
}

// halfLeading is how far a font reaches above and below the baseline with its
// line height.
func (e *engine) halfLeading(s *style.Style, font *text.Font) (above, below float32) {
	h, ok := s.LineHeight.Of(s.Size)
	if !ok {
		h = normalHeight(font)
	}
	half := floor((h - font.Ascent - font.Descent) / 2)
	above = font.Ascent + half
	return above, h - above
}

func floor(v float32) float32 {
	i := float32(int(v))
	if i > v {
		i--
	}
	return i
}

func spanShift(s *spanBox) float32 {
	if s == nil {
		return 0
	}
	return s.shift
}

// atomAscent is how far a box in the line, margins included, reaches above the
// baseline.
func (f *filler) atomAscent(it *item, strut *text.Font, h float32, m [4]float32) float32 {
	base := h
	if it.box.kind != picture && it.box.baseline > 0 && !it.style.Clip {
		base = it.box.baseline + m[0]
	}
	shift := spanShift(it.span)
	switch it.style.Vertical {
	case style.Middle:
		return h/2 + strut.XHeight/2 + shift
	case style.TextTop:
		return strut.Ascent + shift
	case style.TextBottom:
		return h - strut.Descent + shift
	case style.MiddleOnBaseline:
		return h/2 + shift
	case style.Sub:
		return base - subShift(f.around(it.span)) + shift
	case style.Super:
		return base + superShift(f.around(it.span)) + shift
	case style.Raised:
		return base + it.style.Raise.Of(f.e.lineHeight(it.style)) + shift
	}
	return base + shift
}

// around is the style of what an item stands in.
func (f *filler) around(s *spanBox) *style.Style {
	if s == nil {
		return f.b.style
	}
	return s.style
}

func (f *filler) place(p *piece, baseline, top, height float32) {
	dx, dy := float32(0), float32(0)
	if p.span != nil {
		dx, dy = p.span.dx, p.span.dy
	}
	p.x += dx
	if p.kind != atom {
		p.y = baseline - spanShift(p.span) + dy
		return
	}
	m := p.box.margins(f.width)
	h := p.box.h + m[0] + m[2]
	y := top
	switch p.style.Vertical {
	case style.Top:
	case style.Bottom:
		y = top + height - h
	default:
		y = baseline - f.atomAscent(&p.item, f.e.font(f.b.style), h, m)
	}
	p.y = baseline
	p.box.x, p.box.y = p.x+m[3], y+m[0]+dy
	f.e.relative(p.box, f.width)
}

// reorder puts the pieces of a line in the order they are drawn in.
func (f *filler) reorder(pieces []piece) {
	levels := make([]text.Level, len(pieces))
	any := false
	base := text.Level(0)
	if f.b.rtlParagraph {
		base = 1
	}
	for i := range pieces {
		if pieces[i].kind == edge { // as its neighbour
			pieces[i].level = base
			if i > 0 {
				pieces[i].level = pieces[i-1].level
			}
		}
		levels[i] = pieces[i].level
		any = any || levels[i] > 0
	}
	if !any {
		return
	}
	for i := len(pieces) - 1; i >= 0 && pieces[i].kind == space; i-- {
		levels[i] = base
	}
	drawn := make([]piece, len(pieces))
	for i, from := range text.Visual(levels) {
		drawn[i] = pieces[from]
	}
	copy(pieces, drawn)
}

// spans are the backgrounds and edges of the spans on a line, outer ones first.
func (f *filler) spans(pieces []piece, baseline float32) []spanRect {
	var order []*spanBox
	var rects map[*spanBox]*spanRect
	for i := range pieces {
		p := &pieces[i]
		if p.span == nil || !p.span.drawn {
			continue
		}
		for s := p.span; s != nil; s = s.parent {
			r := rects[s]
			if r == nil {
				if rects == nil {
					rects = map[*spanBox]*spanRect{}
				}
				font := f.e.font(s.style)
				y := baseline - s.shift + s.dy - font.Ascent - s.style.Padding[0].Px - s.style.Border[0].Width
				h := font.Ascent + font.Descent + s.style.Padding[0].Px + s.style.Padding[2].Px + s.style.Border[0].Width + s.style.Border[2].Width
				r = &spanRect{s.style, p.x, y, 0, h}
				rects[s] = r
				order = append(order, s)
			}
			left, right := p.x, p.x+p.width
			if p.kind == edge && p.style == s.style { // the margin is outside
				if i+1 < len(pieces) && pieces[i+1].span == p.span {
					left += s.style.Margin[3].Px
				} else {
					right -= s.style.Margin[1].Px
				}
			}
			end := max(r.x+r.w, right)
			if r.w == 0 {
				r.x, end = left, right
			}
			r.x = min(r.x, left)
			r.w = end - r.x
		}
	}
	out := make([]spanRect, 0, len(order))
	for i := len(order) - 1; i >= 0; i-- {
		out = append(out, *rects[order[i]])
	}
	return out
}
