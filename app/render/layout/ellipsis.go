package layout

import "godwit/app/render/text"

// clamped says whether no more lines of a box are shown than those it has.
func (f *filler) clamped() bool {
	s := f.b.style
	return s.Clamp > 0 && s.Clip && len(f.b.lines) >= s.Clamp
}

// cutShort says whether a line, which is too wide or not, ends with an ellipsis.
func (f *filler) cutShort(wide bool, to int) bool {
	s := f.b.style
	if s.Clamp > 0 && s.Clip && len(f.b.lines) == s.Clamp-1 && to < len(f.items) {
		return true
	}
	return wide && s.Ellipsis && s.Clip
}

// ellipsis puts one where a line reaches past right. What does not fit moves out
// of sight: it can still be found and copied.
func (f *filler) ellipsis(pieces []piece, right float32) []piece {
	at, x := len(pieces), float32(0)
	var dots piece
	for i := range pieces {
		p := &pieces[i]
		if p.kind != word && p.kind != space {
			continue
		}
		if at == len(pieces) {
			dots = *p
			dots.text, dots.mark, dots.kind, dots.level = "…", true, word, 0
			f.e.shape(&dots.item)
			x = p.x
			if p.x+p.width <= right-dots.width {
				x = p.x + p.width
				continue
			}
			at = i
		}
	}
	if dots.run == nil {
		return pieces
	}
	out := append([]piece(nil), pieces[:at]...)
	var rest []piece
	if at < len(pieces) {
		rest = append(rest, pieces[at:]...)
		if head, tail, ok := f.parted(rest[0], right-dots.width); ok {
			out = append(out, head)
			x = head.x + head.width
			rest[0] = tail
		}
	}
	dots.x = x
	out = append(out, dots)
	for i := range rest {
		rest[i].x += f.b.w
	}
	out = append(out, rest...)
	for i := range out {
		out[i].order = i
	}
	return out
}

// parted cuts a piece where it reaches past right.
func (f *filler) parted(p piece, right float32) (head, tail piece, ok bool) {
	if p.run == nil || p.level.RTL() {
		return p, p, false
	}
	runes, cut := []rune(p.text), 0
	for _, at := range text.Graphemes(runes) {
		if p.x+p.run.X(at, p.style.LetterSpacing) > right {
			break
		}
		cut = at
	}
	if cut == 0 {
		return p, p, false
	}
	head, tail = p, p
	head.text, tail.text = string(runes[:cut]), string(runes[cut:])
	f.e.shape(&head.item)
	f.e.shape(&tail.item)
	tail.x = p.x + head.width
	return head, tail, true
}
