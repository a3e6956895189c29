package kit

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"godwit/app/gui/lang"
)

const (
	addressRow     float32 = 32
	leastEntry     float32 = 120 // what is left to type in
	foldedRows             = 2
	mostRows               = 6 // the rest is scrolled to
	entryAllowance float32 = 36
)

// rowPlan is where everything of an AddressField is, at one width.
type rowPlan struct {
	high   float32
	top    int // the first row in sight
	count  int // rows there are
	rows   []int
	hidden int // chips that are folded away
}

// CreateRenderer implements fyne.Widget.
func (f *AddressField) CreateRenderer() fyne.WidgetRenderer {
	r := &addressRenderer{f: f}
	r.paint()
	return r
}

// MinSize grows with the rows of chips, as of the last layout.
func (f *AddressField) MinSize() fyne.Size { return fyne.NewSize(160, f.rows.high) }

// foldDelay lets the click that leaves the field reach what it was meant for,
// before that moves up.
const foldDelay = 250 * time.Millisecond

// folded tells whether the field is left alone.
func (f *AddressField) folded() bool { return !f.open && f.entry.Text == "" }

// unfold shows all rows.
func (f *AddressField) unfold() {
	if f.closing != nil {
		f.closing.Stop()
		f.closing = nil
	}
	f.open = true
}

// foldSoon hides all but a few rows, a moment later.
func (f *AddressField) foldSoon() {
	if f.rows.count <= foldedRows {
		f.foldNow()
		return
	}
	f.closing = after(foldDelay, f.foldNow)
}

func (f *AddressField) foldNow() {
	if !f.entry.focused {
		f.open = false
		f.Refresh()
	}
}

// Scrolled moves through a long list.
func (f *AddressField) Scrolled(e *fyne.ScrollEvent) {
	if f.rows.count <= mostRows || f.folded() {
		return
	}
	step := 1
	if e.Scrolled.DY > 0 {
		step = -1
	}
	f.scrollTo(f.rows.top + step)
}

func (f *AddressField) scrollTo(top int) {
	if top = max(0, min(top, f.rows.count-mostRows)); top != f.rows.top {
		f.rows.top = top
		f.arrange(f.Size())
		canvas.Refresh(f)
	}
}

// plan puts the chips into rows; the entry takes what is left of one, or the
// next one.
func (f *AddressField) plan(width float32) (at []fyne.Position, wide []float32, entry fyne.Position) {
	left := Space1 + 1
	if f.quiet {
		left = 0
	}
	at, wide = make([]fyne.Position, len(f.chips)), make([]float32, len(f.chips))
	f.rows.rows = f.rows.rows[:0]
	x, row := left, 0
	room := func(w float32) {
		if x > left && x+w > width-left {
			x, row = left, row+1
		}
	}
	need := leastEntry
	switch {
	case f.was != nil:
		need = min(2*leastEntry, width/2)
	case f.folded(): // a row for nothing but the place to type in can wait
		need = entryAllowance
	}
	for i := 0; i <= len(f.chips); i++ {
		if i == f.at {
			room(need)
			entry = fyne.NewPos(x-Space1, float32(row))
			if i < len(f.chips) { // someone is edited in their midst
				x += need + Space1
			}
		}
		if i == len(f.chips) {
			break
		}
		wide[i] = min(f.chips[i].MinSize().Width, width-2*left)
		room(wide[i])
		at[i] = fyne.NewPos(x, float32(row))
		f.rows.rows = append(f.rows.rows, row)
		x += wide[i] + Space1
	}
	f.rows.count = row + 1
	return at, wide, entry
}

// fold hides what does not fit into few rows, and leaves room to say how much.
func (f *AddressField) fold(width float32, at []fyne.Position, wide []float32) (more fyne.Position) {
	f.rows.hidden = 0
	if !f.folded() || f.rows.count <= foldedRows {
		return more
	}
	const room = 90 + entryAllowance
	shown := 0
	for shown < len(at) && (f.rows.rows[shown] < foldedRows-1 || f.rows.rows[shown] == foldedRows-1 && at[shown].X+wide[shown]+room < width) {
		shown++
	}
	shown = max(shown, 1)
	f.rows.hidden = len(at) - shown
	f.more.SetLabel(lang.N(f.rows.hidden, "+{n} more", "+{n} more"))
	f.more.SetIcon("")
	if slices.ContainsFunc(f.chips[shown:], func(c *chip) bool { return c.person.Problem != "" }) {
		f.more.SetIcon(IconError)
	}
	last := at[shown-1]
	return fyne.NewPos(last.X+wide[shown-1]+Space1, last.Y)
}

// arrange puts everything in its place.
func (f *AddressField) arrange(s fyne.Size) {
	hint := f.hint
	if len(f.chips) > 0 {
		hint = ""
	}
	if hint != f.entry.PlaceHolder {
		f.entry.SetPlaceHolder(hint)
	}
	at, wide, entry := f.plan(s.Width)
	more := f.fold(s.Width, at, wide)
	shown := f.rows.count
	switch {
	case f.folded():
		shown, f.rows.top = min(shown, foldedRows), 0
	case shown > mostRows:
		shown = mostRows
		f.rows.top = max(0, min(f.rows.top, f.rows.count-mostRows))
	default:
		f.rows.top = 0
	}
	y := func(row float32, high float32) float32 {
		return 2 + (row-float32(f.rows.top))*addressRow + (addressRow-high)/2
	}
	for i, c := range f.chips {
		row := f.rows.rows[i]
		c.Hidden = row < f.rows.top || row >= f.rows.top+shown || i >= len(f.chips)-f.rows.hidden
		if !c.Hidden {
			c.Resize(fyne.NewSize(wide[i], chipHeight))
			c.Move(fyne.NewPos(at[i].X, y(at[i].Y, chipHeight)))
		}
	}
	f.more.Hidden = f.rows.hidden == 0
	entryRow := entry.Y
	if !f.more.Hidden {
		size := f.more.MinSize()
		f.more.Resize(size)
		f.more.Move(fyne.NewPos(more.X, y(more.Y, size.Height)))
		entry, entryRow = fyne.NewPos(more.X+size.Width, more.Y), more.Y
	}
	high := float32(36)
	wideEntry := max(entryAllowance, s.Width-entry.X-Space1)
	if f.at < len(f.chips) && f.more.Hidden {
		wideEntry = min(wideEntry, max(leastEntry, min(2*leastEntry, s.Width/2)))
	}
	if out := entryRow < float32(f.rows.top) || entryRow >= float32(f.rows.top+shown); out { // it must stay in reach of the Tab key
		high = 0
	}
	f.entry.Move(fyne.NewPos(entry.X, y(entryRow, 36)))
	f.entry.Resize(fyne.NewSize(wideEntry, high))
	f.back.Resize(s)
	if now := float32(shown)*addressRow + 4; now != f.rows.high {
		f.rows.high = now
		f.back.Resize(fyne.NewSize(s.Width, now))
		canvas.Refresh(f)
	}
}

// reveal scrolls to what the keyboard is on.
func (f *AddressField) reveal() {
	if f.folded() || f.rows.count <= mostRows || len(f.rows.rows) != len(f.chips) {
		return
	}
	row := f.rows.count - 1
	switch {
	case f.mark >= 0:
		row = f.rows.rows[f.mark]
	case f.at < len(f.chips):
		row = f.rows.rows[f.at]
	}
	f.rows.top = min(max(f.rows.top, row-mostRows+1), row)
}

type addressRenderer struct{ f *AddressField }

func (x *addressRenderer) MinSize() fyne.Size { return x.f.MinSize() }
func (x *addressRenderer) Destroy()           {}
func (x *addressRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{x.f.back}
	for _, c := range x.f.chips {
		if !c.Hidden {
			objects = append(objects, c)
		}
	}
	return append(objects, x.f.entry, x.f.more) // Tab goes into the entry, which unfolds the field
}

func (x *addressRenderer) Layout(s fyne.Size) {
	x.f.plan(s.Width)
	x.f.reveal()
	x.f.arrange(s)
}

func (x *addressRenderer) paint() {
	f := x.f
	f.back.Hidden = f.quiet
	f.back.FillColor, f.back.StrokeColor, f.back.StrokeWidth = colour("inputBackground"), colour("inputBorder"), 1
	if f.entry.focused {
		f.back.StrokeColor, f.back.StrokeWidth = colour(ColorAccent), 1.5
	}
}

func (x *addressRenderer) Refresh() {
	x.paint()
	x.Layout(x.f.Size())
	canvas.Refresh(x.f)
}
