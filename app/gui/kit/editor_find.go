package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/edit"
	"godwit/app/gui/lang"
)

// editFinder is the bar above an editor that finds words and replaces them.
// Enter goes on, Shift+Enter back, Escape closes it.
type editFinder struct {
	e           *Editor
	object      *Surface
	words, with *Field
	replaceRow  *fyne.Container
	count       *Text
	cased       *editSwitch
	whole       *editSwitch
}

func newEditFinder(e *Editor) *editFinder {
	f := &editFinder{e: e, words: NewField(lang.T("Find")), with: NewField(lang.T("Replace with")), count: NewText("", TextSmall, ColorDim)}
	f.cased = newEditSwitch("Aa", lang.T("Match case"), f.search)
	f.whole = newEditSwitch("“ab”", lang.T("Whole words"), f.search)
	f.words.OnChanged = func(string) { f.search() }
	f.words.OnSubmitted = func(string) {
		f.step(keyModifiers()&fyne.KeyModifierShift != 0)
		f.take(f.words) // Fyne takes it away on Enter
	}
	f.with.OnSubmitted = func(string) { f.replace(); f.take(f.with) }
	f.words.OnEscape, f.with.OnEscape = f.close, f.close
	buttons := container.New(layout.NewCustomPaddedHBoxLayout(2), container.NewCenter(f.count), f.cased.button, f.whole.button,
		NewIconButton(IconChevronUp, lang.T("Previous (Shift+Enter)"), func() { f.step(true) }).SetSmall(),
		NewIconButton(IconChevronDown, lang.T("Next (Enter)"), func() { f.step(false) }).SetSmall(),
		NewIconButton(IconClose, lang.T("Close (Esc)"), f.close).SetSmall())
	replace := container.New(layout.NewCustomPaddedHBoxLayout(Space1),
		NewButton(Quiet, "", lang.T("Replace"), f.replace).SetSmall(), NewButton(Quiet, "", lang.T("Replace all"), f.replaceAll).SetSmall())
	f.replaceRow = container.New(layout.NewBorderLayout(nil, nil, nil, replace), f.with, replace)
	rows := container.New(layout.NewCustomPaddedVBoxLayout(Space1),
		container.New(layout.NewBorderLayout(nil, nil, nil, buttons), f.words, buttons), f.replaceRow)
	f.object = NewSurface(ColorBar, BottomEdge, container.New(layout.NewCustomPaddedLayout(Space1, Space1, editLeft-4, Space3), rows))
	f.object.Hide()
	return f
}

// editSwitch is a button that stays on until it is pressed again.
type editSwitch struct {
	button *Button
	on     bool
}

func newEditSwitch(label, tooltip string, changed func()) *editSwitch {
	s := &editSwitch{}
	s.button = NewButton(Quiet, "", label, func() {
		s.on = !s.on
		s.button.SetKind(map[bool]ButtonKind{true: Plain, false: Quiet}[s.on])
		s.button.SetTooltip(tooltip + map[bool]string{true: ": " + lang.T("on|switch"), false: ""}[s.on])
		changed()
	}).SetSmall()
	s.button.SetTooltip(tooltip)
	return s
}

// open shows the bar, ready to type; words that are selected are looked for.
func (f *editFinder) open(replace bool) {
	f.object.Show()
	f.replaceRow.Hidden = !replace
	if d := f.e.doc(); d.HasSelection() && !d.SpansLines() {
		f.words.SetText(d.SelectedText())
	}
	f.words.TypedShortcut(&fyne.ShortcutSelectAll{})
	f.e.Refresh()
	f.search()
	f.take(f.words)
}

// take puts the keyboard into a field of the bar, which the canvas does not know
// before it was drawn once.
func (f *editFinder) take(field *Field) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f.e); c != nil {
		c.Focus(field)
	}
}

func (f *editFinder) close() {
	f.object.Hide()
	f.e.pane.query = edit.Query{}
	f.e.Refresh()
	focus(f.e)
}

func (f *editFinder) query() edit.Query {
	return edit.NewQuery(f.words.Text, f.cased.on, f.whole.on)
}

// search marks the words and goes to the first hit from the selection on.
func (f *editFinder) search() {
	f.e.pane.query = f.query()
	from, _ := f.e.doc().Selected()
	m, ok := f.e.doc().Find(f.e.pane.query, from)
	f.show(m, ok)
}

// step goes to the next hit, or to the one before.
func (f *editFinder) step(back bool) {
	d := f.e.doc()
	f.e.pane.query = f.query()
	from, to := d.Selected()
	if back {
		m, ok := d.FindBack(f.e.pane.query, from)
		f.show(m, ok)
		return
	}
	m, ok := d.Find(f.e.pane.query, to)
	f.show(m, ok)
}

// again is step from within the text: the bar need not be open.
func (f *editFinder) again(back bool) {
	if f.words.Text == "" {
		f.open(false)
		return
	}
	f.step(back)
	if !f.object.Visible() {
		f.e.pane.query = edit.Query{}
		f.e.pane.update()
	}
}

func (f *editFinder) show(m edit.Match, found bool) {
	if found {
		f.e.doc().Select(edit.Pos{Line: m.Line, Col: m.From}, edit.Pos{Line: m.Line, Col: m.To})
		f.e.pane.reveal()
	}
	f.e.caretMoved()
	switch {
	case f.e.pane.query.Empty():
		f.count.SetText("")
	case !found:
		f.count.SetText(lang.T("not found"))
	default:
		at, of := f.e.doc().Count(f.e.pane.query)
		f.count.SetText(lang.T("{at} of {of}", "at", at, "of", of))
	}
	f.object.Refresh()
}

// replace puts the new words in place of the hit that is selected, and goes on.
func (f *editFinder) replace() {
	d := f.e.doc()
	f.e.pane.query = f.query()
	if from, to := d.Selected(); f.e.pane.isHit(from, to) {
		d.Replace(from, to, f.with.Text)
		f.e.edited()
	}
	f.step(false)
}

func (f *editFinder) replaceAll() {
	n := f.e.doc().ReplaceAll(f.query(), f.with.Text)
	if n > 0 {
		f.e.edited()
	}
	f.count.SetText(lang.N(n, "{n} replaced", "{n} replaced"))
	f.object.Refresh()
}

// ReplaceAll puts one text in place of another wherever it stands.
func (e *Editor) ReplaceAll(what, with string) {
	if e.doc().ReplaceAll(edit.NewQuery(what, true, false), with) > 0 {
		e.edited()
	}
}
