package gui

import (
	"fmt"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"godwit/accounts"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// collectFields are how mail is collected by POP3.
type collectFields struct {
	object  fyne.CanvasObject
	days    *widget.Select
	values  []int
	delete  *widget.Check
	largest *widget.Select
	sizes   []int64
}

func newCollectFields() *collectFields {
	f := &collectFields{delete: widget.NewCheck(lang.T("What I delete here is deleted there too"), nil)}
	f.days, f.largest = widget.NewSelect(nil, nil), widget.NewSelect(nil, nil)
	f.object = kit.NewForm(kit.NewFormRow(lang.T("Mail stays on the server"), kit.NewFrame(f.days), ""), f.delete,
		kit.NewFormRow(lang.T("Collect at once"), kit.NewFrame(f.largest), lang.T("Of larger ones only the beginning; the rest comes when you open them.")))
	return f
}

func (f *collectFields) fill(v model.AccountForm) {
	f.values = []int{0, 7, 14, 30, 90}
	if !slices.Contains(f.values, v.LeaveDays) {
		f.values = append(f.values, v.LeaveDays)
	}
	titles := []string{lang.T("for ever")}
	for _, days := range f.values[1:] {
		titles = append(titles, lang.N(days, "for {n} day", "for {n} days"))
	}
	f.days.SetOptions(titles)
	f.days.SetSelectedIndex(slices.Index(f.values, v.LeaveDays))
	f.delete.SetChecked(v.DeleteToo)
	titles, sizes, at := model.LargestChoices(v.Largest)
	f.sizes = sizes
	f.largest.SetOptions(titles)
	f.largest.SetSelectedIndex(at)
}

func (f *collectFields) collect(v *model.AccountForm) {
	v.LeaveDays, v.DeleteToo = f.values[max(0, f.days.SelectedIndex())], f.delete.Checked
	v.Largest = f.sizes[max(0, f.largest.SelectedIndex())]
}

// lookFields are what an account is called in lists, and its colour there.
type lookFields struct {
	object  fyne.CanvasObject
	title   *kit.Field
	colour  *widget.Select
	values  []string
	dot     *canvas.Circle
	byPlace color.NRGBA // unless one is chosen
}

func newLookFields(byPlace color.NRGBA) *lookFields {
	f := &lookFields{title: kit.NewField(""), colour: widget.NewSelect(nil, nil), dot: canvas.NewCircle(byPlace), byPlace: byPlace}
	f.object = kit.NewForm(kit.NewFormRow(lang.T("Called in lists"), f.title, lang.T("The address, if you leave it empty.")),
		kit.NewFormRow(lang.T("Colour in lists"), container.New(dotted{}, f.dot, kit.NewFrame(f.colour)), ""))
	f.colour.OnChanged = func(string) {
		f.dot.FillColor = stripeOf(accounts.Account{Colour: f.values[max(0, f.colour.SelectedIndex())]}, f.byPlace)
		f.dot.Refresh()
	}
	return f
}

func (f *lookFields) fill(v model.AccountForm) {
	f.values = []string{""}
	for _, c := range stripeColours {
		f.values = append(f.values, fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B))
	}
	titles := []string{lang.T("by its place"), lang.T("Blue"), lang.T("Orange"), lang.T("Green"), lang.T("Violet"), lang.T("Red"), lang.T("Grey")}
	if !slices.Contains(f.values, v.Colour) {
		f.values, titles = append(f.values, v.Colour), append(titles, v.Colour)
	}
	f.title.SetText(v.Title)
	f.colour.SetOptions(titles)
	f.colour.SetSelectedIndex(slices.Index(f.values, v.Colour))
}

func (f *lookFields) collect(v *model.AccountForm) {
	v.Title, v.Colour = f.title.Text, f.values[max(0, f.colour.SelectedIndex())]
}
