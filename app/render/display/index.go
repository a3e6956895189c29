package display

import "sort"

// index finds the operations in a range of y. Operations are in order of
// drawing, which is nearly that of y; a block of them is skipped when its
// bounds are out of sight.
type index struct {
	blocks []block
	texts  []int // operations that are texts, in order
}

// block is the bounds of blockSize operations.
type block struct {
	top, bottom float32
	clips       bool // begins or ends clips: must be gone through
}

const blockSize = 64

func makeIndex(ops []Op) index {
	var x index
	for i := range ops {
		o := &ops[i]
		if i%blockSize == 0 {
			x.blocks = append(x.blocks, block{top: 1e30, bottom: -1e30})
		}
		b := &x.blocks[len(x.blocks)-1]
		r := o.Reach()
		switch o.Kind {
		case Clip, Unclip:
			b.clips = true
			continue
		case Text:
			x.texts = append(x.texts, i)
		}
		b.top, b.bottom = min(b.top, r.Y), max(b.bottom, r.Bottom())
	}
	return x
}

// Reach is what an operation may paint on: more than its Rect for shadows and
// for letters that lean out of their line.
func (o *Op) Reach() Rect {
	switch o.Kind {
	case Shadow:
		s := o.Shadow
		if s.Inset {
			return o.Rect
		}
		r := o.Rect.Grow(s.Spread + s.Blur)
		r.X += s.DX
		r.Y += s.DY
		return r
	case Text:
		r := o.Rect.Grow(o.Rect.H / 2)
		for _, s := range o.Text.Shadows {
			far := max(s.DX, -s.DX, s.DY, -s.DY) + s.Blur
			r = r.Grow(far)
		}
		return r
	}
	return o.Rect
}

// Between calls do for each operation that may paint between two heights, in
// the order of drawing, and for every Clip and Unclip on the way.
func (l *List) Between(top, bottom float32, do func(i int, o *Op)) {
	for n, b := range l.index.blocks {
		if !b.clips && (b.top > bottom || b.bottom < top) {
			continue
		}
		for i := n * blockSize; i < min((n+1)*blockSize, len(l.Ops)); i++ {
			o := &l.Ops[i]
			if o.Kind != Clip && o.Kind != Unclip {
				if r := o.Reach(); r.Y > bottom || r.Bottom() < top {
					continue
				}
			}
			do(i, o)
		}
	}
}

// textFrom is the place in the index of the first text at or after operation i.
func (l *List) textFrom(i int) int { return sort.SearchInts(l.index.texts, i) }
