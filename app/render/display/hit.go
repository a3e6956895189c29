package display

// Pos is a place in the text of a list: before a rune of a Text operation, or
// after its last.
type Pos struct{ Op, Rune int }

// Before says whether p is read earlier than o.
func (p Pos) Before(o Pos) bool { return p.Op < o.Op || p.Op == o.Op && p.Rune < o.Rune }

// upwards is how much nearer a text beside the pointer is than one above it.
const upwards = 20

// TextAt is the place in the text nearest to a point, and whether the point is
// on that text. Without any text ok is false.
func (l *List) TextAt(x, y float32) (at Pos, on, ok bool) {
	best, near := -1, float32(1e30)
	for _, i := range l.index.texts {
		o := &l.Ops[i]
		if o.Text.Mark || len(o.Text.Pieces) == 0 {
			continue
		}
		dy := max(o.Rect.Y-y, y-o.Rect.Bottom(), 0)
		dx := max(o.Rect.X-x, x-o.Rect.Right(), 0)
		if d := dy*upwards + dx; d < near {
			best, near = i, d
		}
	}
	if best < 0 {
		return Pos{}, false, false
	}
	return Pos{best, l.Ops[best].runeAt(x)}, near == 0, true
}

// runeAt is the rune of a text whose edge is nearest to x.
func (o *Op) runeAt(x float32) int {
	x -= o.Rect.X
	best, near := 0, float32(1e30)
	for i := range o.Text.Pieces {
		p := &o.Text.Pieces[i]
		if d := max(p.X-x, x-p.X-p.Width(), 0); d < near {
			best, near = p.At+p.Run.IndexAt(x-p.X, p.Spacing), d
		}
	}
	return best
}

// Caret is where a caret before p stands, as high as the text and no wider.
func (l *List) Caret(p Pos) Rect {
	if !l.valid(p) {
		return Rect{}
	}
	o := &l.Ops[p.Op]
	x := float32(0)
	for i := range o.Text.Pieces {
		c := &o.Text.Pieces[i]
		if p.Rune >= c.At && p.Rune <= c.At+c.Run.Runes {
			x = c.X + c.Run.X(p.Rune-c.At, c.Spacing)
			if p.Rune < c.At+c.Run.Runes {
				break
			}
		}
	}
	return Rect{X: o.Rect.X + x, Y: o.Rect.Y, H: o.Rect.H}
}

func (l *List) valid(p Pos) bool {
	return p.Op >= 0 && p.Op < len(l.Ops) && l.Ops[p.Op].Kind == Text
}

// Hit is what is under a point.
type Hit struct {
	Link  string   // where a click leads
	Image *Picture // the image in front, not a background
	Area  Rect     // of what has the link, or of the image
}

// At says what is under a point. What is clipped away is not there.
func (l *List) At(x, y float32) Hit {
	var hit Hit
	var clips []bool // whether the point is inside
	inside := func() bool { return len(clips) == 0 || clips[len(clips)-1] }
	l.Between(y, y, func(_ int, o *Op) {
		switch o.Kind {
		case Clip:
			clips = append(clips, inside() && o.Rect.Has(x, y))
			return
		case Unclip:
			if len(clips) > 0 {
				clips = clips[:len(clips)-1]
			}
			return
		}
		if !o.Rect.Has(x, y) || !inside() {
			return
		}
		if o.Link != "" {
			hit.Link, hit.Area = o.Link, o.Rect
		}
		if o.Kind == Image && !o.Image.Decorative {
			hit.Image = o.Image
			if hit.Link == "" {
				hit.Area = o.Rect
			}
		}
	})
	return hit
}

// Link is one link of a list: the operations that lead to one place and follow
// each other.
type Link struct {
	Target string
	Areas  []Rect
}

// Links are all links in the order they are read, for going from one to the next
// with the keyboard.
func (l *List) Links() []Link {
	var out []Link
	last := -2
	for i := range l.Ops {
		o := &l.Ops[i]
		if o.Link == "" || o.Rect.W <= 0 || o.Rect.H <= 0 {
			continue
		}
		n := len(out)
		if n == 0 || out[n-1].Target != o.Link || !l.follows(last, i) {
			out = append(out, Link{Target: o.Link})
			n++
		}
		out[n-1].Areas = append(out[n-1].Areas, o.Rect)
		last = i
	}
	return out
}

// follows says whether nothing that is read stands between two operations.
func (l *List) follows(a, b int) bool {
	for i := a + 1; i < b; i++ {
		if k := l.Ops[i].Kind; i >= 0 && (k == Text || k == Image) {
			return false
		}
	}
	return true
}
