package layout

import (
	"strings"
	"unicode"

	"godwit/app/render/style"
	"godwit/app/render/text"
	"godwit/sync/htmldoc"
)

type itemKind uint8

const (
	word     itemKind = iota
	space             // may vanish at the end of a line
	lineEnd           // <br>, or a line end of preformatted text
	atom              // a box that stands in the line
	floating          // a float that begins here
	absolute          // a positioned box that would stand here
	edge              // the left or right edge of a span
	control           // of direction; takes no room
)

// item is a piece of a line.
type item struct {
	kind     itemKind
	style    *style.Style
	font     *text.Font
	run      *text.Run
	text     string
	width    float32
	mayBreak bool // a line may end before it
	level    text.Level
	span     *spanBox
	link     string
	box      *box
	mark     bool // read, but no part of what the mail says
}

// spanBox is a span that items stand in.
type spanBox struct {
	style  *style.Style
	parent *spanBox
	shift  float32 // of the baseline, upwards
	dx, dy float32 // of position: relative, which lines do not know of
	drawn  bool    // it has a background or edges
}

// part is what becomes one or more items.
type part struct {
	kind     itemKind
	from, to int // runes of the paragraph
	style    *style.Style
	span     *spanBox
	link     string
	box      *box
	width    float32
}

// paragraph is the text of all that stands in the lines of a box, with
// U+FFFC where no text is, and what it is made of.
type paragraph struct {
	e      *engine
	block  *style.Style // of the box that has the lines
	runes  []rune
	parts  []part
	blank  bool // what came last was a space that may vanish
	simple bool // breaks at spaces only
	bidi   bool
}

const object = '\ufffc'

// maxWord is how many runes are shaped as one; nobody writes longer words, and
// cutting one costs its length.
const maxWord = 200

// itemsOf are the items of a box whose kids stand in lines.
func (e *engine) itemsOf(b *box) []item {
	if !b.itemsKnown {
		p := &paragraph{e: e, block: b.style, blank: true, simple: true, bidi: b.style.RTL}
		p.walk(b.kids, nil, 0)
		b.items, b.rtlParagraph = p.items(b.style)
		b.itemsKnown = true
	}
	return b.items
}

func (p *paragraph) add(t part, r rune) {
	t.from = len(p.runes)
	p.runes = append(p.runes, r)
	t.to = len(p.runes)
	p.parts = append(p.parts, t)
}

func (p *paragraph) walk(kids []*box, up *spanBox, depth int) {
	if depth > maxNested {
		return
	}
	for _, k := range kids {
		p.e.step()
		s := k.style
		switch {
		case k.kind == textual:
			p.text(k, up)
		case k.kind == breaks:
			p.lineEnd(s, up, k)
		case s.Position == style.Absolute:
			p.parts = append(p.parts, part{kind: absolute, from: len(p.runes), to: len(p.runes), style: s, box: k})
		case s.Float != style.NoSide:
			p.parts = append(p.parts, part{kind: floating, from: len(p.runes), to: len(p.runes), style: s, box: k})
		case k.kind == inline:
			p.span(k, up, depth)
		default:
			p.add(part{kind: atom, style: s, span: up, link: k.link, box: k}, object)
			p.blank = false
		}
	}
}

func (p *paragraph) span(k *box, up *spanBox, depth int) {
	s := k.style
	me := &spanBox{style: s, parent: up, drawn: s.Background.A > 0 || len(s.Layers) > 0 || hasEdges(s)}
	if up != nil {
		me.shift, me.dx, me.dy = up.shift, up.dx, up.dy
		me.drawn = me.drawn || up.drawn
	}
	switch s.Vertical {
	case style.Sub:
		me.shift -= subShift(p.around(up))
	case style.Super:
		me.shift += superShift(p.around(up))
	case style.Middle:
		above, below := p.e.halfLeading(s, p.e.font(s))
		me.shift += p.e.font(p.around(up)).XHeight/2 - (above-below)/2
	case style.TextTop, style.Top:
		above, _ := p.e.halfLeading(s, p.e.font(s))
		me.shift += p.e.font(p.around(up)).Ascent - above
	case style.TextBottom, style.Bottom:
		_, below := p.e.halfLeading(s, p.e.font(s))
		me.shift -= p.e.font(p.around(up)).Descent - below
	case style.Raised:
		height, ok := s.LineHeight.Of(s.Size)
		if !ok {
			height = normalHeight(p.e.font(s))
		}
		me.shift += s.Raise.Of(height)
	}
	if s.Position == style.Relative {
		me.dx += s.Inset[3].Px - map[bool]float32{true: s.Inset[1].Px}[!s.Inset[3].Fixed()]
		me.dy += s.Inset[0].Px - map[bool]float32{true: s.Inset[2].Px}[!s.Inset[0].Fixed()]
	}
	isolated := s.Isolate || s.Override
	if isolated {
		p.control(map[bool]rune{false: '\u2066', true: '\u2067'}[s.RTL])
		if s.Override {
			p.control(map[bool]rune{false: '\u202d', true: '\u202e'}[s.RTL])
		}
	}
	before := s.Margin[3].Px + s.Border[3].Width + s.Padding[3].Px
	after := s.Margin[1].Px + s.Border[1].Width + s.Padding[1].Px
	if before != 0 {
		p.parts = append(p.parts, part{kind: edge, from: len(p.runes), to: len(p.runes), style: s, span: me, width: before})
	}
	p.walk(k.kids, me, depth+1)
	if after != 0 {
		p.parts = append(p.parts, part{kind: edge, from: len(p.runes), to: len(p.runes), style: s, span: me, width: after})
	}
	if isolated {
		if s.Override {
			p.control('\u202c')
		}
		p.control('\u2069')
	}
}

// around is the style of what a span stands in.
func (p *paragraph) around(up *spanBox) *style.Style {
	if up == nil {
		return p.block
	}
	return up.style
}

// subShift and superShift are how far text moves from the baseline of text of a
// style, as in browsers.
func subShift(s *style.Style) float32   { return s.Size/5 + 1 }
func superShift(s *style.Style) float32 { return s.Size/3 + 1 }

func (p *paragraph) control(r rune) {
	p.bidi, p.simple = true, false
	p.add(part{kind: control}, r)
}

func (p *paragraph) lineEnd(s *style.Style, up *spanBox, b *box) {
	if n := len(p.parts); n > 0 && p.blank && p.parts[n-1].kind == word && !p.parts[n-1].style.WhiteSpace.Keeps() {
		last := &p.parts[n-1]
		if last.to > last.from && p.runes[last.to-1] == ' ' && last.to == len(p.runes) { // a space at the end of a line
			last.to--
			p.runes = p.runes[:len(p.runes)-1]
		}
	}
	p.add(part{kind: lineEnd, style: s, span: up, box: b}, '\n')
	p.blank = true
}

// text takes up text: transformed, with white space as its style has it.
func (p *paragraph) text(k *box, up *spanBox) {
	s := k.style
	if s.SmallCaps {
		p.smallCaps(k, up)
		return
	}
	t := transform(k.text, s)
	if s.Override && up == nil {
		p.control(map[bool]rune{false: '\u202d', true: '\u202e'}[s.RTL])
		defer p.control('\u202c')
	}
	open := part{kind: word, from: len(p.runes), style: s, span: up, link: k.link}
	flush := func() {
		if open.to = len(p.runes); open.to > open.from {
			p.parts = append(p.parts, open)
		}
		open.from = len(p.runes)
	}
	for _, r := range t {
		switch {
		case r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f':
			switch {
			case r == '\n' && s.WhiteSpace.Breaks():
				flush()
				p.lineEnd(s, up, nil)
				open.from = len(p.runes)
			case r == '\r' && s.WhiteSpace.Breaks():
			case s.WhiteSpace.Keeps():
				p.runes = append(p.runes, ' ')
				if r == '\t' { // to the next of the stops, eight spaces apart
					for column := len(p.runes) - open.from; column%8 != 0; column++ {
						p.runes = append(p.runes, ' ')
					}
				}
				p.blank = false
			case !p.blank:
				p.runes = append(p.runes, ' ')
				p.blank = true
			}
			continue
		case r >= 0x80 && r != '\u00a0' && r < 0xc0, r >= 0x2010 && r != '\u2019', r >= 0xe00 && r < 0xf00, r == '-', r == '/', r == '?', r == '{', r == '}', r == '|':
			p.simple = false
		}
		if r >= 0x590 && !p.bidi && (r < 0x2010 || r > 0x2fff || r < 0x2070) && rightToLeft(r) {
			p.bidi = true
		}
		p.runes = append(p.runes, r)
		p.blank = false
	}
	flush()
}

// smallCaps takes up text with its small letters as small capitals.
func (p *paragraph) smallCaps(k *box, up *spanBox) {
	large := *k.style
	large.SmallCaps = false
	small := large
	small.Size *= .7
	small.Transform = style.Upper
	small.LineHeight = style.LineHeight{Set: true} // the capitals make the line as high as it is
	lower := func(r rune) bool { return unicode.IsLower(r) }
	for t := transform(k.text, &large); t != ""; {
		s, end := &large, strings.IndexFunc(t, lower)
		if end == 0 {
			s, end = &small, strings.IndexFunc(t, func(r rune) bool { return !lower(r) })
		}
		if end < 0 {
			end = len(t)
		}
		one := *k
		one.style, one.text = s, t[:end]
		p.text(&one, up)
		t = t[end:]
	}
}

// rightToLeft says whether a character needs the rules of direction.
func rightToLeft(r rune) bool {
	return r >= 0x590 && r <= 0x8ff || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfeff ||
		r == 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r >= 0x10800 && r <= 0x10fff || r >= 0x1e800 && r <= 0x1efff
}

func transform(t string, s *style.Style) string {
	t = htmldoc.Symbols(s.Family, t)
	switch s.Transform {
	case style.Upper:
		return strings.ReplaceAll(strings.ToUpper(t), "ß", "SS")
	case style.Lower:
		return strings.ToLower(t)
	case style.Capitalize:
		inside := false
		return strings.Map(func(r rune) rune {
			letter := unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '’'
			if letter && !inside {
				r = unicode.ToTitle(r)
			}
			inside = letter
			return r
		}, t)
	}
	return t
}

// items cuts the parts at spaces, where lines may end, and where the direction
// changes.
func (p *paragraph) items(s *style.Style) (out []item, rtl bool) {
	var levels []text.Level
	base := text.LeftToRight
	if s.RTL {
		base = text.RightToLeft
	}
	if s.Plaintext {
		base = text.Auto
		p.bidi = p.bidi || s.RTL
	}
	if p.bidi {
		var level text.Level
		levels, level = text.Levels(p.runes, base)
		rtl = level.RTL()
	}
	breaks := p.breaks()
	out = make([]item, 0, len(p.parts)*2)
	var before *style.Style // of the item before
	for i := range p.parts {
		t := &p.parts[i]
		it := item{kind: t.kind, style: t.style, span: t.span, link: t.link, box: t.box, width: t.width}
		if t.from < len(levels) {
			it.level = levels[t.from]
		}
		switch t.kind {
		case word:
			out = p.words(out, t, it, levels, breaks, before)
			before = t.style
			continue
		case control:
			continue
		case atom:
			it.mayBreak = breaks[t.from] && (before == nil || before.WhiteSpace.Wraps() || t.span != nil && t.span.style.WhiteSpace.Wraps())
			before = nil
		case lineEnd, edge:
			it.font = p.e.font(t.style)
		}
		out = append(out, it)
	}
	return out, rtl
}

// shape turns the text of an item into glyphs.
func (e *engine) shape(it *item) {
	e.step()
	if e.items++; e.items > maxItems {
		panic(stop{ErrBudget})
	}
	it.run = it.font.Shape(it.text, it.level.RTL())
	it.width = it.run.WidthWith(it.style.LetterSpacing)
	if it.kind == space {
		it.width += it.style.WordSpacing
	}
	if it.style.Size == 0 { // fonts have none that small
		it.width = 0
	}
}
