package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// PileParts is what a Pile shows. All calls come from the UI goroutine and must
// return at once.
type PileParts interface {
	Count() int
	// ID tells the parts apart when others come and go.
	ID(i int) int64
	// Part is what stands at place i; it is asked for while it is in sight.
	Part(i int) fyne.CanvasObject
	// Height is a part's height: what Part says where it exists, else a guess.
	Height(i int) float32
}

// Pile is a column of parts of any height that scroll as one. Only those in
// sight exist.
//
// A TextView or HTMLView among them gets a window as high as what can be seen of
// it, and is told how far it is scrolled: so it still draws only what is in
// sight, however long it is, and knows nothing of its neighbours. When heights
// change, the part one reads stays where it is.
type Pile struct {
	widget.BaseWidget

	parts  PileParts
	scroll *container.Scroll
	layer  *pileLayer

	tops    []float32 // of each part, and the end of the last
	ids     []int64
	anchor  int64 // the part that stays in place
	placing bool
	again   bool // something changed while parts were placed
}

// piled is a view that scrolls with a pile instead of by itself.
type piled interface {
	join(p *Pile)
	natural() float32 // its height at its present width
	setTop(y float32)
}

// NewPile shows parts from their beginning.
func NewPile(parts PileParts) *Pile {
	p := &Pile{parts: parts}
	p.layer = newPileLayer(p)
	p.scroll = container.NewVScroll(p.layer)
	p.scroll.OnScrolled = func(fyne.Position) { p.scrolled() }
	p.ExtendBaseWidget(p)
	return p
}

// Natural is the height that a view has in a pile.
func Natural(o fyne.CanvasObject) float32 {
	if v, ok := o.(piled); ok {
		return v.natural()
	}
	return o.MinSize().Height
}

// Changed must be called when parts came, went or changed their height.
func (p *Pile) Changed() {
	if p.placing {
		p.again = true
		return
	}
	p.place()
}

// Begin shows other parts: i at the top, and as much of what is above it; where
// there is room, all from the first on.
func (p *Pile) Begin(i int, above float32) {
	p.tops, p.ids = nil, nil
	p.scroll.Offset = fyne.Position{}
	p.measure()
	if i < len(p.ids) {
		p.anchor = p.ids[i]
		p.scroll.Offset.Y = max(0, p.tops[i]-above)
	}
	p.place()
	if i >= len(p.ids) {
		return
	}
	if y := p.tops[i] - above; p.tops[i+1] > p.scroll.Size().Height+above { // what was guessed above it is known now
		p.ScrollTo(y)
	} else { // all of it can be seen from the beginning, or nearly so
		p.ScrollTo(0)
	}
	p.anchor = p.ids[i]
}

// Hold makes part i the one that stays where it is, as long as it is in sight.
func (p *Pile) Hold(i int) {
	if i < len(p.ids) {
		p.anchor = p.ids[i]
	}
}

// ShowPart scrolls so that part i begins in the upper part of what is in sight.
func (p *Pile) ShowPart(i int) {
	if i+1 >= len(p.tops) {
		return
	}
	if y := p.tops[i] - p.scroll.Offset.Y; y < 0 || y > p.Size().Height/2 {
		p.ScrollTo(p.tops[i] - Space6)
	}
	p.Hold(i)
}

// Offset is how far the pile is scrolled.
func (p *Pile) Offset() float32 { return p.scroll.Offset.Y }

// ScrollTo shows the pile from y on.
func (p *Pile) ScrollTo(y float32) {
	y = max(0, min(y, p.layer.Size().Height-p.scroll.Size().Height))
	p.scroll.ScrollToOffset(fyne.NewPos(0, y))
	p.scrolled()
}

// ScrollBy shows what lies further down, or up.
func (p *Pile) ScrollBy(dy float32) { p.ScrollTo(p.scroll.Offset.Y + dy) }

// Page goes pages down, less what stays for orientation, and tells whether there
// was anything left to show.
func (p *Pile) Page(pages float32) bool {
	before := p.scroll.Offset.Y
	p.ScrollBy(pages * max(arrowStep, p.scroll.Size().Height-arrowStep))
	return p.scroll.Offset.Y != before
}

// End shows the end.
func (p *Pile) End() { p.ScrollTo(p.layer.Size().Height) }

// InSight is the range of parts that can be seen.
func (p *Pile) InSight() (first, last int) {
	top, bottom := p.scroll.Offset.Y, p.scroll.Offset.Y+p.scroll.Size().Height
	first, last = 0, -1
	for i := range p.ids {
		switch {
		case p.tops[i+1] <= top:
			first = i + 1
		case p.tops[i] < bottom:
			last = i
		}
	}
	return first, last
}

// scrolled follows the reader: what is in sight is placed, and a part that left
// is not the one to stay any more.
func (p *Pile) scrolled() {
	if p.placing {
		return
	}
	first, last := p.InSight()
	if i := p.indexOf(p.anchor); (i < first || i > last) && first < len(p.ids) {
		p.anchor = p.ids[first]
	}
	p.place()
}

func (p *Pile) indexOf(id int64) int {
	for i, is := range p.ids {
		if is == id {
			return i
		}
	}
	return -1
}

// measure asks for all heights, and scrolls so that the anchor stays in place.
func (p *Pile) measure() {
	hold, inset, height := p.indexOf(p.anchor), float32(0), float32(0)
	if hold >= 0 {
		inset, height = p.scroll.Offset.Y-p.tops[hold], p.tops[hold+1]-p.tops[hold]
	}
	n := p.parts.Count()
	p.tops, p.ids = append(p.tops[:0], 0), p.ids[:0]
	for i := range n {
		h := p.parts.Height(i)
		if i == n-1 { // the last one has the room that is left
			h = max(h, p.scroll.Size().Height-p.tops[i])
		}
		p.ids = append(p.ids, p.parts.ID(i))
		p.tops = append(p.tops, p.tops[i]+h)
	}
	if i := p.indexOf(p.anchor); i >= 0 && hold >= 0 {
		now := p.tops[i+1] - p.tops[i]
		if inset > 0 && height > 0 && now != height { // in the middle of it
			inset *= now / height
		}
		p.scroll.Offset.Y = p.tops[i] + inset
	}
	size := fyne.NewSize(p.scroll.Size().Width, max(p.tops[n], p.scroll.Size().Height))
	if p.layer.Size() != size {
		p.layer.Resize(size)
	}
	p.scroll.Offset.Y = max(0, min(p.scroll.Offset.Y, size.Height-p.scroll.Size().Height))
}

// place puts the parts in sight where they belong. A part may learn its height
// only then, for which it is done again.
func (p *Pile) place() {
	if p.scroll.Size().Width <= 0 || p.scroll.Size().Height <= 0 {
		return
	}
	offset, size := p.scroll.Offset, p.layer.Size()
	p.placing = true
	for range 6 {
		p.again = false
		p.measure()
		p.layer.put()
		if !p.again {
			break
		}
	}
	p.placing = false
	if p.scroll.Offset != offset || p.layer.Size() != size {
		p.scroll.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (p *Pile) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.scroll) }

// MinSize implements fyne.CanvasObject.
func (p *Pile) MinSize() fyne.Size { return fyne.NewSize(160, 96) }

// Resize implements fyne.CanvasObject.
func (p *Pile) Resize(s fyne.Size) {
	p.BaseWidget.Resize(s)
	p.scroll.Resize(s)
	p.Changed()
}
