package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// settingRow shows one setting: words at the left, what is chosen at the right.
type settingRow struct {
	setting
	w           *shell
	title, hint *kit.Paragraph
	choice      *kit.DropDown // of several; nil for others
	tickBox     *kit.TickBox  // of yes and no
	object      fyne.CanvasObject
	first       fyne.Focusable // where the keyboard goes; nil: nowhere
	showing     bool           // what is shown is not what a person chose
}

func newSettingRow(p *settingsPage, s setting) *settingRow {
	r := &settingRow{setting: s, w: p.w, title: kit.NewParagraph(s.title, kit.TextNormal, kit.ColorText), hint: kit.NewParagraph(s.hint, kit.TextSmall, kit.ColorDim)}
	words := container.New(column{2}, r.title)
	if s.hint != "" {
		words.Add(r.hint)
	}
	var control fyne.CanvasObject
	switch {
	case s.custom != nil:
		control = s.custom()
		r.first = firstFocus(control)
		if b, ok := control.(*kit.Button); ok {
			r.object = container.New(&settingShape{}, words, container.NewHBox(b))
			return r
		}
		r.object = container.New(column{kit.Space2}, words, control)
		return r
	case s.tick:
		r.tickBox = kit.NewTickBox("")
		r.tickBox.OnChanged = func(on bool) { r.chosen(map[bool]int{true: 1}[on]) }
		control, r.first = r.tickBox, r.tickBox
	default:
		r.choice = kit.NewDropDown(s.titles)
		r.choice.OnChanged = func(string) { r.chosen(r.choice.SelectedIndex()) }
		control, r.first = kit.NewFrame(r.choice), r.choice
	}
	r.show()
	r.object = container.New(&settingShape{}, words, control)
	return r
}

// show shows what holds now.
func (r *settingRow) show() {
	r.showing = true
	switch i := r.now(); {
	case r.choice != nil && i >= 0:
		r.choice.SetSelectedIndex(i)
	case r.tickBox != nil:
		r.tickBox.SetChecked(i == 1)
	}
	r.showing = false
}

// chosen takes what a person chose.
func (r *settingRow) chosen(i int) {
	if !r.showing && i >= 0 {
		r.w.changeSetting(r.setting, i)
	}
}

func (r *settingRow) focus() {
	if r.first != nil {
		r.w.s.win.Canvas().Focus(r.first)
	}
}

// firstFocus is the first thing in an object that takes the keyboard.
func firstFocus(o fyne.CanvasObject) fyne.Focusable {
	if f, ok := o.(fyne.Focusable); ok {
		return f
	}
	if c, ok := o.(*fyne.Container); ok {
		for _, inner := range c.Objects {
			if f := firstFocus(inner); f != nil {
				return f
			}
		}
	}
	return nil
}

// settingsButton is a button of the settings; Escape leaves there too.
func (w *shell) settingsButton(label string, tapped func()) *kit.Button {
	b := kit.NewButton(kit.Plain, "", label, tapped).SetSmall()
	b.OnKey, b.OnRune = w.typedKey, w.typedRune
	return b
}

// settingChange is one that can be undone.
type settingChange struct {
	setting
	before int
}

// mostSettingChanges is how many can be undone.
const mostSettingChanges = 100

// changeSetting takes another value, and offers to take it back.
func (w *shell) changeSetting(s setting, i int) {
	before := s.now()
	if before == i {
		return
	}
	s.set(i)
	if before < 0 { // nothing that can be chosen here
		return
	}
	c := &settingChange{s, before}
	w.changes = append(w.changes[max(0, len(w.changes)-mostSettingChanges+1):], c)
	w.s.offer(lang.T("{name}: {value}", "name", s.title, "value", s.titles[i]), lang.T("Undo"), func() { w.undoSetting(c) })
}

// undoSetting takes a change back.
func (w *shell) undoSetting(c *settingChange) {
	left := w.changes[:0]
	for _, other := range w.changes {
		if other != c {
			left = append(left, other)
		}
	}
	w.changes = left
	c.set(c.before)
	w.s.tell(lang.T("{name}: {value}", "name", c.title, "value", c.titles[c.before]))
	w.showSettingValues()
}

// undoLastSetting is Ctrl+Z in the settings.
func (w *shell) undoLastSetting() {
	if len(w.changes) == 0 {
		w.s.tell(lang.T("There is nothing to undo."))
		return
	}
	w.undoSetting(w.changes[len(w.changes)-1])
}

// inSettings reports whether the settings are shown.
func (w *shell) inSettings() bool { return w.page != nil && w.frame.front == w.page.object }

// showSettingValues brings the rows up to date.
func (w *shell) showSettingValues() {
	if w.inSettings() {
		for _, r := range w.page.rows {
			if r.custom == nil {
				r.show()
			}
		}
	}
}

// settingShape puts words at the left and the control at the right, on one grid;
// below each other where that is too narrow.
type settingShape struct{ narrow bool }

const (
	settingControl float32 = 240
	settingBeside  float32 = 440
)

func (l *settingShape) MinSize(o []fyne.CanvasObject) fyne.Size {
	words, control := o[0].MinSize(), o[1].MinSize()
	if l.narrow {
		return fyne.NewSize(max(words.Width, 200), words.Height+kit.Space1+control.Height)
	}
	return fyne.NewSize(words.Width, max(words.Height, control.Height))
}

func (l *settingShape) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.narrow = s.Width < settingBeside
	width := s.Width
	if !l.narrow {
		width -= settingControl + kit.Space4
	}
	o[0].Resize(fyne.NewSize(width, o[0].MinSize().Height))
	words, control := o[0].MinSize().Height, o[1].MinSize().Height
	o[0].Resize(fyne.NewSize(width, words))
	if l.narrow {
		o[0].Move(fyne.Position{})
		o[1].Move(fyne.NewPos(0, words+kit.Space1))
		o[1].Resize(fyne.NewSize(min(s.Width, settingControl+60), control))
		return
	}
	o[0].Move(fyne.NewPos(0, max(0, (s.Height-words)/2)))
	o[1].Move(fyne.NewPos(width+kit.Space4, (s.Height-control)/2))
	o[1].Resize(fyne.NewSize(settingControl, control))
}
