package kit

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// AddressField takes any number of people: each becomes a chip on comma,
// semicolon, Enter or Tab, or when the field is left. Pasted lists become many.
// What is no address stays, red, until it is corrected.
//
// The keyboard is always in its entry. With the caret at the beginning, Left and
// Backspace go to the chips, where the arrows, Shift, Delete, copy and cut do what
// they do with characters; Enter or F2 opens one for editing. Left alone it folds
// to two rows.
type AddressField struct {
	widget.BaseWidget

	// OnChanged is called after people came or went, and as one is typed.
	OnChanged func()
	// OnComplete asks for people who go with what is typed so far. Answer with
	// Suggest, at once or later.
	OnComplete func(typed string)
	// OnEscape is called for Escape while nothing is open or selected.
	OnEscape func()
	// OnMenu asks for the context menu of the selected people.
	OnMenu func(people []Recipient, at fyne.Position)
	// OnDrop hears where selected people were dragged to, and tells whether they
	// are there now.
	OnDrop func(people []Recipient, at fyne.Position) bool
	// Note is what to think of before writing to somebody; "" for most. It must
	// be quick; call Review when it would answer differently.
	Note func(Recipient) string

	read   func(text string) []Recipient // takes apart what is typed or pasted
	chips  []*chip
	at     int        // the entry stands before this chip, or after the last one
	was    *Recipient // who is being edited
	mark   int        // the chip that the keyboard is on; -1: none
	anchor int        // where a range of selected chips began

	entry   *addressEntry
	hint    string // shown while nobody is there
	list    *suggestions
	asked   string // what suggestions were asked for last
	pending bool   // and have not come for
	eager   bool   // the best of them is to be taken when they come
	more    *Button
	back    *canvas.Rectangle
	quiet   bool // no border: it stands in a form with lines
	holding bool // the pointer or a menu has chips in hand: losing the keyboard is no end
	open    bool // not folded
	closing *fyne.Animation
	rows    rowPlan
	past    peopleHistory
}

// NewAddressField is an empty field; read takes lists of addresses apart.
func NewAddressField(hint string, read func(text string) []Recipient) *AddressField {
	f := &AddressField{back: canvas.NewRectangle(color.Transparent), read: read, mark: -1, hint: hint}
	f.rows.high = 36
	f.back.CornerRadius, f.back.StrokeWidth = Radius, 1
	f.entry = newAddressEntry(f, hint)
	f.list = newSuggestions(f)
	f.more = NewButton(Quiet, "", "", f.FocusEntry).SetSmall()
	f.ExtendBaseWidget(f)
	return f
}

// Recipients is everyone in the field, what is being typed included.
func (f *AddressField) Recipients() []Recipient {
	out := make([]Recipient, 0, len(f.chips)+1)
	for _, c := range f.chips[:f.at] {
		out = append(out, c.person)
	}
	out = append(out, f.read(f.entry.Text)...)
	for _, c := range f.chips[f.at:] {
		out = append(out, c.person)
	}
	return out
}

// SetRecipients replaces everyone, without calling OnChanged.
func (f *AddressField) SetRecipients(people []Recipient) {
	f.chips, f.was = nil, nil
	f.clearMark()
	for _, r := range people {
		f.chips = append(f.chips, newChip(f, r))
	}
	f.at = len(f.chips)
	f.past = peopleHistory{now: people}
	f.entry.quiet(func() { f.entry.SetText("") })
	f.Refresh()
}

// Empty tells whether nobody is in the field.
func (f *AddressField) Empty() bool {
	return len(f.chips) == 0 && strings.TrimSpace(f.entry.Text) == ""
}

// FocusEntry puts the keyboard into the field.
func (f *AddressField) FocusEntry() { focus(f.entry) }

// FocusOn is FocusEntry for a field that was not shown yet: nobody knows its
// canvas.
func (f *AddressField) FocusOn(c fyne.Canvas) { c.Focus(f.entry) }

// Review asks for the notes of everyone again.
func (f *AddressField) Review() {
	for _, c := range f.chips {
		c.review()
	}
	f.Refresh()
}

// Suggest answers OnComplete; an answer to what was typed before is late and
// forgotten.
func (f *AddressField) Suggest(typed string, list []Suggestion) {
	if typed != f.asked || typed != strings.TrimSpace(f.entry.Text) {
		return
	}
	f.pending = false
	f.list.show(list)
	if f.eager {
		f.eager = false
		if len(list) == 0 || !f.list.takeOf(list) {
			f.Commit()
		}
	}
}

// Commit turns what is typed into chips.
func (f *AddressField) Commit() {
	people := f.read(f.entry.Text)
	f.forgetTyped()
	if len(people) > 0 || f.was != nil {
		f.insert(people)
	}
}

// forgetTyped empties the entry.
func (f *AddressField) forgetTyped() {
	f.list.show(nil)
	f.asked, f.pending, f.eager = "", false, false
	f.entry.quiet(func() { f.entry.SetText("") })
}

// insert puts people where the entry is, each address once; the entry goes to
// the end.
func (f *AddressField) insert(people []Recipient) {
	known := make(map[string]bool, len(f.chips))
	for _, c := range f.chips {
		known[strings.ToLower(c.person.Address)] = true
	}
	var fresh []*chip
	for _, r := range people {
		if key := strings.ToLower(r.Address); !known[key] {
			known[key] = true
			fresh = append(fresh, newChip(f, r))
		}
	}
	f.chips = slices.Insert(f.chips, f.at, fresh...)
	f.at, f.was = len(f.chips), nil
	f.changed()
}

// Add puts people at the end.
func (f *AddressField) Add(people []Recipient) {
	f.at = len(f.chips)
	f.insert(people)
}

// Remove takes people out, by their addresses.
func (f *AddressField) Remove(people []Recipient) {
	var out []*chip
	for _, c := range f.chips {
		if slices.Contains(people, c.person) {
			out = append(out, c)
		}
	}
	f.removeAll(out)
}

// Edit opens somebody for editing.
func (f *AddressField) Edit(r Recipient) {
	if i := slices.IndexFunc(f.chips, func(c *chip) bool { return c.person == r }); i >= 0 {
		f.FocusEntry()
		f.edit(f.chips[i])
	}
}

func (f *AddressField) removeAll(out []*chip) {
	if len(out) == 0 {
		return
	}
	f.clearMark()
	left := make([]*chip, 0, len(f.chips))
	at := f.at
	for i, c := range f.chips {
		if !slices.Contains(out, c) {
			left = append(left, c)
		} else if i < f.at {
			at--
		}
	}
	f.chips, f.at = left, at
	f.changed()
}

// edit turns a chip back into text, where it stands.
func (f *AddressField) edit(c *chip) {
	f.Commit()
	i := slices.Index(f.chips, c)
	if i < 0 {
		return
	}
	f.clearMark()
	f.chips = slices.Delete(f.chips, i, i+1)
	f.at, f.was = i, &c.person
	f.entry.quiet(func() { f.entry.SetText(c.person.Full()) })
	f.entry.CursorColumn = len([]rune(f.entry.Text))
	f.Refresh()
	f.entry.Refresh()
}

// unedit leaves the person that is being edited as it was.
func (f *AddressField) unedit() {
	was := *f.was
	f.forgetTyped()
	f.insert([]Recipient{was})
}

func (f *AddressField) changed() {
	f.past.note(peopleOf(f.chips))
	f.Refresh()
	if f.OnChanged != nil {
		f.OnChanged()
	}
}

// Tapped puts the keyboard into the field from anywhere in it.
func (f *AddressField) Tapped(*fyne.PointEvent) {
	f.clearMark()
	f.FocusEntry()
}

// SetQuiet leaves out border and background.
func (f *AddressField) SetQuiet() *AddressField {
	f.quiet = true
	return f
}
