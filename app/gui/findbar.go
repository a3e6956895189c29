package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// findBar is the small bar above a message that finds words in it. Enter goes
// on, Shift+Enter back, Escape closes it.
type findBar struct {
	object *kit.Surface
	view   bodyView // what is searched
	field  *kit.Field
	count  *kit.Text
	closed func() // gives the keyboard back
}

func newFindBar(win fyne.Window, view bodyView, closed func()) *findBar {
	b := &findBar{view: view, field: kit.NewField(lang.T("Find in this message")), closed: closed}
	b.count = kit.NewText("", kit.TextSmall, kit.ColorDim)
	b.field.OnChanged = func(string) { b.search() }
	b.field.OnSubmitted = func(string) {
		step := 1
		if shiftHeld() {
			step = -1
		}
		b.step(step)
		win.Canvas().Focus(b.field) // Fyne takes it away on Enter
	}
	b.field.OnEscape = b.close
	buttons := container.New(layout.NewCustomPaddedHBoxLayout(2), container.NewCenter(b.count),
		kit.NewIconButton(kit.IconChevronUp, lang.T("Previous (Shift+Enter)"), func() { b.step(-1) }).SetSmall(),
		kit.NewIconButton(kit.IconChevronDown, lang.T("Next (Enter)"), func() { b.step(1) }).SetSmall(),
		kit.NewIconButton(kit.IconClose, lang.T("Close (Esc)"), b.close).SetSmall())
	row := container.New(layout.NewBorderLayout(nil, nil, nil, buttons), b.field, buttons)
	b.object = kit.NewSurface(kit.ColorBar, kit.BottomEdge,
		container.New(layout.NewCustomPaddedLayout(kit.Space1, kit.Space1, kit.Space6, kit.Space3), row))
	b.object.Hide()
	return b
}

// open shows the bar, ready to type.
func (b *findBar) open() {
	b.object.Show()
	b.field.TypedShortcut(&fyne.ShortcutSelectAll{})
	b.search()
}

func (b *findBar) close() {
	if !b.object.Visible() {
		return
	}
	b.object.Hide()
	b.view.Find("")
	b.closed()
}

// search marks the words in the text that is shown now.
func (b *findBar) search() {
	b.view.Find(b.field.Text)
	b.step(0)
}

func (b *findBar) step(by int) {
	at, of := b.view.FindNext(by)
	switch {
	case b.field.Text == "":
		b.count.SetText("")
	case of == 0:
		b.count.SetText(lang.T("not found"))
	default:
		b.count.SetText(lang.T("{at} of {of}", "at", model.Number(at), "of", model.Number(of)))
	}
	b.object.Refresh()
}
