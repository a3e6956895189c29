package display

import (
	"strings"

	"godwit/app/render/text"
)

// Start is the first place in the text; ok is false when there is no text.
func (l *List) Start() (p Pos, ok bool) {
	for _, i := range l.index.texts {
		if !l.Ops[i].Text.Mark {
			return Pos{i, 0}, true
		}
	}
	return Pos{}, false
}

// End is the last place in the text.
func (l *List) End() (p Pos, ok bool) {
	for n := len(l.index.texts) - 1; n >= 0; n-- {
		i := l.index.texts[n]
		if !l.Ops[i].Text.Mark {
			return Pos{i, l.Ops[i].runes()}, true
		}
	}
	return Pos{}, false
}

func (o *Op) runes() int {
	n := 0
	for range o.Text.Text {
		n++
	}
	return n
}

// part is the runes of operation i between two places; from == to for none.
func (l *List) part(i int, a, b Pos) (from, to int) {
	to = l.Ops[i].runes()
	if i == a.Op {
		from = min(a.Rune, to)
	}
	if i == b.Op {
		to = min(b.Rune, to)
	}
	return from, max(from, to)
}

// Rects are the areas that a selection from a to b marks.
func (l *List) Rects(a, b Pos) []Rect {
	if b.Before(a) {
		a, b = b, a
	}
	var out []Rect
	for n := l.textFrom(a.Op); n < len(l.index.texts) && l.index.texts[n] <= b.Op; n++ {
		i := l.index.texts[n]
		o := &l.Ops[i]
		if o.Text.Mark {
			continue
		}
		from, to := l.part(i, a, b)
		for k := range o.Text.Pieces {
			p := &o.Text.Pieces[k]
			lo, hi := max(from, p.At), min(to, p.At+p.Run.Runes)
			if lo >= hi {
				continue
			}
			x0, x1 := p.Run.X(lo-p.At, p.Spacing), p.Run.X(hi-p.At, p.Spacing)
			r := Rect{o.Rect.X + p.X + min(x0, x1), o.Rect.Y, max(x0-x1, x1-x0), o.Rect.H}
			if m := len(out); m > 0 && out[m-1].Y == r.Y && out[m-1].H == r.H && near(out[m-1].Right(), r.X) {
				out[m-1].W = r.Right() - out[m-1].X
				continue
			}
			out = append(out, r)
		}
	}
	return out
}

func near(a, b float32) bool { return a-b < 0.5 && b-a < 0.5 }

// Text is what a selection from a to b says, ready to be copied: wrapped lines
// are joined, cells divided by tabs, paragraphs by an empty line.
func (l *List) Text(a, b Pos) string {
	if b.Before(a) {
		a, b = b, a
	}
	var w writer
	for n := l.textFrom(a.Op); n < len(l.index.texts) && l.index.texts[n] <= b.Op; n++ {
		i := l.index.texts[n]
		o := &l.Ops[i]
		from, to := l.part(i, a, b)
		w.add(o.Text, string([]rune(o.Text.Text)[from:to]))
	}
	return w.b.String()
}

// Plain is all that the mail says, in the order it is read, with images by their
// words in brackets: for assistive tools and for whoever copies everything.
func (l *List) Plain() string {
	var w writer
	for i := range l.Ops {
		o := &l.Ops[i]
		switch {
		case o.Kind == Text:
			w.add(o.Text, o.Text.Text)
		case o.Kind == Image && !o.Image.Decorative && strings.TrimSpace(o.Image.Alt) != "":
			w.add(&TextLine{Before: NewLine}, "["+strings.TrimSpace(o.Image.Alt)+"]")
		}
	}
	return w.b.String()
}

// writer joins texts.
type writer struct {
	b    strings.Builder
	mark bool  // the text before was a list's mark
	want Joint // the widest joint since the last text
}

func (w *writer) add(t *TextLine, s string) {
	joint := t.Before
	if w.mark && joint != Joined {
		joint = Space
	}
	w.want = max(w.want, joint)
	if s == "" {
		return
	}
	if w.b.Len() > 0 {
		w.b.WriteString([...]string{"", " ", "\t", "\n", "\n\n"}[w.want])
	}
	w.want, w.mark = Joined, t.Mark
	w.b.WriteString(s)
}

// WordAt is the word at a place, which may go on in the next operation.
func (l *List) WordAt(p Pos) (from, to Pos) {
	if !l.valid(p) {
		return p, p
	}
	n := l.textFrom(p.Op)
	first, last := n, n
	for first > 0 && l.Ops[l.index.texts[first]].Text.Before == Joined && n-first < maxJoined {
		first--
	}
	for last+1 < len(l.index.texts) && l.Ops[l.index.texts[last+1]].Text.Before == Joined && last-n < maxJoined {
		last++
	}
	var runes []rune
	var places []Pos
	at := 0
	for k := first; k <= last; k++ {
		i := l.index.texts[k]
		for j, r := range []rune(l.Ops[i].Text.Text) {
			if i == p.Op && j == p.Rune {
				at = len(runes)
			}
			runes, places = append(runes, r), append(places, Pos{i, j})
		}
		if i == p.Op && p.Rune >= l.Ops[i].runes() {
			at = max(0, len(runes)-1)
		}
	}
	if len(runes) == 0 {
		return p, p
	}
	a, b := text.Word(runes, at)
	end := places[b-1]
	end.Rune++
	return places[a], end
}

// maxJoined is how many operations a word is looked for in, at either side.
const maxJoined = 16

// BlockAt is the paragraph, or the cell, at a place.
func (l *List) BlockAt(p Pos) (from, to Pos) {
	if !l.valid(p) {
		return p, p
	}
	n := l.textFrom(p.Op)
	first, last := n, n
	for first > 0 && l.Ops[l.index.texts[first]].Text.Before < Tab {
		first--
	}
	for last+1 < len(l.index.texts) && l.Ops[l.index.texts[last+1]].Text.Before < Tab {
		last++
	}
	i := l.index.texts[last]
	return Pos{l.index.texts[first], 0}, Pos{i, l.Ops[i].runes()}
}

// Step is the place one character on (by 1) or back (by -1): what a person takes
// for one.
func (l *List) Step(p Pos, by int) Pos {
	if !l.valid(p) {
		return p
	}
	o := &l.Ops[p.Op]
	edges := append(text.Graphemes([]rune(o.Text.Text)), o.runes())
	if by > 0 {
		for _, e := range edges {
			if e > p.Rune {
				return Pos{p.Op, e}
			}
		}
	} else {
		for k := len(edges) - 1; k >= 0; k-- {
			if edges[k] < p.Rune {
				return Pos{p.Op, edges[k]}
			}
		}
	}
	for n := l.textFrom(p.Op) + by; n >= 0 && n < len(l.index.texts); n += by {
		next := &l.Ops[l.index.texts[n]]
		if next.Text.Mark || next.Text.Text == "" {
			continue
		}
		if by < 0 {
			return Pos{l.index.texts[n], next.runes()}
		}
		return Pos{l.index.texts[n], 0}
	}
	return p
}

// Row is the place a line below p (by 1) or above it (by -1), nearest to x.
func (l *List) Row(p Pos, by int, x float32) Pos {
	from := l.Caret(p)
	best, near := p, float32(1e30)
	for _, i := range l.index.texts {
		o := &l.Ops[i]
		if o.Text.Mark || len(o.Text.Pieces) == 0 {
			continue
		}
		dy := (o.Rect.Y + o.Rect.H/2 - from.Y - from.H/2) * float32(by)
		if dy < from.H/2 {
			continue
		}
		dx := max(o.Rect.X-x, x-o.Rect.Right(), 0)
		if d := dy*upwards + dx; d < near {
			best, near = Pos{i, o.runeAt(x)}, d
		}
	}
	return best
}
