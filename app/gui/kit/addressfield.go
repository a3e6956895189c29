package kit

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// AddressField takes any number of people: each becomes a chip on comma,
// semicolon, Enter or Tab, or when the field is left. Pasted lists become many.
// Backspace at the beginning marks the last chip, and once more removes it.
type AddressField struct {
	widget.BaseWidget

	// OnChanged is called after people came or went, and as one is typed.
	OnChanged func()
	// OnComplete asks for people whose name or address goes with what is typed
	// so far. Answer with Suggest, at once or later.
	OnComplete func(typed string)
	// OnEscape is called for Escape while no suggestions are shown.
	OnEscape func()

	chips []*Chip
	entry *addressEntry
	bare  fyne.CanvasObject // entry without its frame
	drop  *suggestions
	back  *canvas.Rectangle
	high  float32 // height at the present width
	quiet bool    // no border: it stands in a form with lines
}

// NewAddressField is an empty field.
func NewAddressField(hint string) *AddressField {
	f := &AddressField{back: canvas.NewRectangle(color.Transparent), high: 36}
	f.back.CornerRadius, f.back.StrokeWidth = Radius, 1
	f.entry = newAddressEntry(f, hint)
	f.bare = Bare(f.entry)
	f.drop = newSuggestions(f)
	f.ExtendBaseWidget(f)
	return f
}

// Recipients is everyone in the field, what is being typed included.
func (f *AddressField) Recipients() []Recipient {
	out := make([]Recipient, 0, len(f.chips)+1)
	for _, c := range f.chips {
		out = append(out, c.person)
	}
	return append(out, ParseRecipients(f.entry.Text)...)
}

// SetRecipients replaces everyone, without calling OnChanged.
func (f *AddressField) SetRecipients(people []Recipient) {
	f.chips = nil
	for _, r := range people {
		f.chips = append(f.chips, f.chip(r))
	}
	f.entry.quiet(func() { f.entry.SetText("") })
	f.Refresh()
}

// FocusEntry puts the keyboard into the field.
func (f *AddressField) FocusEntry() { focus(f.entry) }

// Suggest shows people to choose from below the field; none hides them.
func (f *AddressField) Suggest(people []Recipient) { f.drop.show(people) }

// Commit turns what is typed into chips.
func (f *AddressField) Commit() {
	people := ParseRecipients(f.entry.Text)
	f.drop.show(nil)
	if strings.TrimSpace(f.entry.Text) == "" {
		return
	}
	f.entry.quiet(func() { f.entry.SetText("") })
	f.add(people)
}

// add appends people, each address once.
func (f *AddressField) add(people []Recipient) {
	for _, r := range people {
		known := false
		for _, c := range f.chips {
			known = known || strings.EqualFold(c.person.Address, r.Address)
		}
		if !known {
			f.chips = append(f.chips, f.chip(r))
		}
	}
	f.changed()
}

func (f *AddressField) chip(r Recipient) *Chip {
	var c *Chip
	c = newChip(r, func() { f.remove(c) }, func() { f.edit(c) })
	return c
}

func (f *AddressField) remove(c *Chip) {
	for i := range f.chips {
		if f.chips[i] == c {
			f.chips = append(f.chips[:i:i], f.chips[i+1:]...)
			break
		}
	}
	f.changed()
	f.FocusEntry()
}

// edit turns a chip back into text.
func (f *AddressField) edit(c *Chip) {
	f.Commit()
	f.remove(c)
	f.entry.SetText(c.person.Full())
	f.entry.CursorColumn = len([]rune(f.entry.Text))
	f.entry.Refresh()
}

// backspace in an empty entry marks the last chip, or removes the marked one.
func (f *AddressField) backspace() {
	if len(f.chips) == 0 {
		return
	}
	last := f.chips[len(f.chips)-1]
	if last.selected {
		f.remove(last)
		return
	}
	f.mark(true)
}

func (f *AddressField) mark(on bool) {
	if n := len(f.chips); n > 0 && f.chips[n-1].selected != on {
		f.chips[n-1].selected = on
		f.chips[n-1].Refresh()
	}
}

func (f *AddressField) changed() {
	f.Refresh()
	if f.OnChanged != nil {
		f.OnChanged()
	}
}

// CreateRenderer implements fyne.Widget.
func (f *AddressField) CreateRenderer() fyne.WidgetRenderer {
	r := &addressRenderer{f}
	r.paint()
	return r
}

// MinSize grows with the rows of chips, as of the last layout.
func (f *AddressField) MinSize() fyne.Size { return fyne.NewSize(160, f.high) }

// SetQuiet leaves out border and background.
func (f *AddressField) SetQuiet() *AddressField {
	f.quiet = true
	return f
}

type addressRenderer struct{ f *AddressField }

func (x *addressRenderer) MinSize() fyne.Size { return x.f.MinSize() }
func (x *addressRenderer) Destroy()           {}
func (x *addressRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{x.f.back}
	for _, c := range x.f.chips {
		objects = append(objects, c)
	}
	return append(objects, x.f.bare)
}

// Layout flows the chips in rows; the entry takes what is left of the last.
func (x *addressRenderer) Layout(s fyne.Size) {
	f := x.f
	const rowHeight, least = 32, 120
	left := Space1 + 1
	if f.quiet {
		left = 0
	}
	px, y := left, float32(2)
	for _, c := range f.chips {
		w := min(c.MinSize().Width, s.Width-2*left)
		if px > left && px+w > s.Width-left {
			px, y = left, y+rowHeight
		}
		c.Resize(fyne.NewSize(w, chipHeight))
		c.Move(fyne.NewPos(px, y+(rowHeight-chipHeight)/2))
		px += w + Space1
	}
	if px > left && px+least > s.Width {
		px, y = left, y+rowHeight
	}
	f.bare.Move(fyne.NewPos(px-Space1, y-2))
	f.bare.Resize(fyne.NewSize(s.Width-px, 36))
	f.back.Resize(s)
	if high := y + rowHeight + 2; high != f.high {
		f.high = high
		f.back.Resize(fyne.NewSize(s.Width, high))
		canvas.Refresh(f)
	}
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
