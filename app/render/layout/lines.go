package layout

import (
	"strings"

	"godwit/app/render/style"
	"godwit/app/render/text"
)

// line is one line of a box.
type line struct {
	pieces []piece
	y, h   float32 // relative to the border box
	spans  []spanRect
	ends   bool // by <br> or the paragraph's end: not justified
}

// piece is an item where it stands: x and the baseline, relative to the border
// box of the box that has the lines.
type piece struct {
	item
	x, y    float32
	order   int     // in which it is read
	stretch float32 // after each sign, of justified text without spaces
}

// spanRect is the part of a span that lies on a line.
type spanRect struct {
	style      *style.Style
	x, y, w, h float32
}

// filler breaks the items of a box into lines.
type filler struct {
	e      *engine
	b      *box
	items  []item
	flow   *flow
	left   float32 // of the content, in the box
	top    float32
	width  float32
	ox, oy float32 // of the content, in the context

	y       float32 // below the lines so far, from top
	next    int
	laidOut int // items before this have had their floats placed
}

// fillLines lays out the lines of a box and returns their height.
func (e *engine) fillLines(b *box, left, top, width float32, c *flow, ox, oy float32) float32 {
	f := &filler{e: e, b: b, items: e.itemsOf(b), flow: c, left: left, top: top, width: width, ox: ox, oy: oy}
	b.lines, b.floats = b.lines[:0], b.floats[:0]
	height := float32(-1)
	for f.next < len(f.items) {
		f.line()
		if height < 0 && f.clamped() {
			height = f.y
		}
	}
	if height >= 0 {
		return height
	}
	return f.y
}

// line fills one line.
func (f *filler) line() {
	from, start := f.next, f.next
	indent := float32(0)
	if len(f.b.lines) == 0 {
		indent = f.b.style.Indent.Of(f.width)
	}
	x0, x1 := f.flow.between(f.oy+f.y, 1, f.ox, f.ox+f.width)
	used, last, content := indent, -1, false
	end, next := -1, -1
	i := from
	for ; i < len(f.items) && end < 0; i++ {
		it := &f.items[i]
		f.e.step()
		switch it.kind {
		case floating:
			if i >= f.laidOut {
				f.laidOut = i + 1
				f.float(it, used, x1-x0, content)
				x0, x1 = f.flow.between(f.oy+f.y, 1, f.ox, f.ox+f.width)
			}
			continue
		case absolute:
			if i >= f.laidOut {
				f.laidOut = i + 1
				it.box.x, it.box.y = f.left+x0-f.ox+used, f.top+f.y
				f.b.absolutes = append(f.b.absolutes, it.box)
			}
			continue
		case lineEnd:
			end, next = i, i+1
			continue
		case atom:
			f.e.atom(it, f.width)
		case space:
			keeps := it.style.WhiteSpace.Keeps()
			if content || keeps { // at the end of a line it hangs over
				used += it.width
				content = true
			}
			if !it.mayBreak || !keeps {
				continue
			}
			last = i
			continue
		}
		if it.mayBreak && content {
			if h := f.hyphen(i); h == 0 || last < 0 || used+h <= x1-x0+.02 {
				last = i
			}
		}
		if used+it.width > x1-x0+.02 && it.kind != edge {
			if content && last > start {
				end, next = last, last
				continue
			}
			if it.kind == word && it.style.BreakWord && it.style.WhiteSpace.Wraps() && f.split(i, max(x1-x0-used, 0), content) {
				it = &f.items[i]
				if it.width == 0 {
					continue
				}
				if i+1 < len(f.items) {
					f.items[i+1].mayBreak = true
				}
			}
		}
		used += it.width
		if it.kind != edge {
			content = true
		}
	}
	if end < 0 {
		end, next = len(f.items), len(f.items)
	}
	if !content && next == len(f.items) && end == len(f.items) {
		f.next = next // nothing but spaces and floats
		if f.hasEdge(from, end) {
			f.finish(from, end, x0, x1, indent, true)
		}
		return
	}
	if used-indent > 0 && used > x1-x0+.02 && (x0 > f.ox || x1 < f.ox+f.width) && !f.fits(from, end, x1-x0-indent) {
		if below := f.flow.below(f.oy + f.y); below < far {
			f.y = below - f.oy // no room beside the floats
			return
		}
	}
	f.next = next
	ends := next == len(f.items) || end < len(f.items) && f.items[end].kind == lineEnd
	f.finish(from, end, x0, x1, indent, ends)
	if end < len(f.items) && f.items[end].kind == lineEnd {
		if br := f.items[end].box; br != nil && br.style.Clear != 0 {
			f.y = max(f.y, f.flow.clear(br.style.Clear, f.oy+f.y)-f.oy)
		}
	}
}

const softHyphen = "\u00ad"

// hyphen is the width of the hyphen that is shown if a line ends before an item.
func (f *filler) hyphen(i int) float32 {
	if i == 0 || !strings.HasSuffix(f.items[i-1].text, softHyphen) {
		return 0
	}
	return f.items[i-1].font.Shape("-", false).Width
}

func (f *filler) hasEdge(from, to int) bool {
	for i := from; i < to; i++ {
		if f.items[i].kind == edge && f.items[i].span.drawn && f.items[i].width > 0 {
			return true
		}
	}
	return false
}

// fits says whether the items of a line take no more than a width.
func (f *filler) fits(from, to int, width float32) bool {
	w, trailing := float32(0), float32(0)
	for i := from; i < to; i++ {
		it := &f.items[i]
		switch it.kind {
		case space:
			trailing += it.width
		case word, atom, edge:
			w += trailing + it.width
			trailing = 0
		}
	}
	return w <= width+.02
}

// split cuts a word that no line can hold so that its first part has room. A
// line that has no content yet takes one character at least.
func (f *filler) split(i int, room float32, content bool) bool {
	it := f.items[i]
	if len(it.text) < 2 || len(f.items) > 200_000 {
		return false
	}
	runes := []rune(it.text)
	starts := text.Graphemes(runes)
	cut := 0
	for _, at := range starts[1:] {
		w := it.run.X(at, it.style.LetterSpacing)
		if it.level.RTL() {
			w = it.width - w
		}
		if w > room && (cut > 0 || content) {
			break
		}
		cut = at
		if w > room {
			break
		}
	}
	if cut == 0 {
		if content { // begin it on a line of its own
			f.items[i].mayBreak = true
			first := it
			first.text, first.width, first.run = "", 0, it.font.Shape("", false)
			f.insert(i, first)
			return true
		}
		return false
	}
	head, tail := it, it
	head.text, tail.text = string(runes[:cut]), string(runes[cut:])
	f.e.shape(&head)
	f.e.shape(&tail)
	tail.mayBreak = true
	f.items[i] = tail
	f.insert(i, head)
	return true
}

func (f *filler) insert(i int, it item) {
	items := make([]item, 0, len(f.items)+16)
	items = append(items, f.items[:i]...)
	items = append(items, it)
	f.items = append(items, f.items[i:]...)
	if f.laidOut > i {
		f.laidOut++
	}
}

// float lays out a float that begins in a line: beside it if there is room,
// else below.
func (f *filler) float(it *item, used, room float32, content bool) {
	b := it.box
	f.e.layoutContext(b, f.e.shrink(b, f.width), f.width)
	m := b.margins(f.width)
	w := b.w + m[1] + m[3]
	y := f.oy + f.y
	if content && used+w > room {
		y += f.e.lineHeight(f.b.style) // the line goes on; the float stands below
	}
	y = f.flow.clear(b.style.Clear, y)
	x, top := f.flow.place(b.style.Float == style.Right, w, b.h+m[0]+m[2], y, f.ox, f.ox+f.width)
	b.x, b.y = x-f.ox+m[3]+f.left, top-f.oy+m[0]+f.top
	f.b.floats = append(f.b.floats, b)
}

// lineHeight is the height of a line of a style's font alone.
func (e *engine) lineHeight(s *style.Style) float32 {
	if h, ok := s.LineHeight.Of(s.Size); ok {
		return h
	}
	return normalHeight(e.font(s))
}

// normalHeight is line-height: normal. Browsers round the gap too.
func normalHeight(f *text.Font) float32 { return f.Ascent + f.Descent + floor(f.LineGap+.5) }

// atom lays out a box that stands in a line.
func (e *engine) atom(it *item, width float32) {
	b := it.box
	if b.kind == picture {
		b.w, b.h = e.pictureSize(b, width)
	} else {
		e.layoutContext(b, e.shrink(b, width), width)
		b.baseline = lastBaseline(b, 0)
	}
	m := b.margins(width)
	it.width = b.w + m[1] + m[3]
}
