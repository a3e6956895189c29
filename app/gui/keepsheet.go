package gui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"godwit/accounts"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// keepFields are the controls of a rule for bodies.
type keepFields struct {
	choices []model.KeepChoice
	mode    *widget.Select
	sizes   []int64
	largest *widget.Select
	object  fyne.CanvasObject
}

func newKeepFields(folder bool, k accounts.Keep) *keepFields {
	f := &keepFields{}
	var at int
	f.choices, at = model.KeepChoices(folder, k)
	var titles []string
	for _, c := range f.choices {
		titles = append(titles, c.Title)
	}
	f.mode = widget.NewSelect(titles, nil)
	f.mode.SetSelectedIndex(at)
	titles, f.sizes, at = model.LargestChoices(k.Largest)
	f.largest = widget.NewSelect(titles, nil)
	f.largest.SetSelectedIndex(at)
	follow := func(string) { // a folder that follows its account has no size of its own
		if f.choices[max(0, f.mode.SelectedIndex())].Keep.Mode == accounts.KeepDefault {
			f.largest.Disable()
		} else {
			f.largest.Enable()
		}
	}
	follow("")
	f.mode.OnChanged = follow
	f.object = container.New(shares{[]float32{0.5, 0.5}}, kit.NewFrame(f.mode), kit.NewFrame(f.largest))
	return f
}

func (f *keepFields) value() accounts.Keep {
	k := f.choices[max(0, f.mode.SelectedIndex())].Keep
	if k.Mode != accounts.KeepDefault {
		k.Largest = f.sizes[max(0, f.largest.SelectedIndex())]
	}
	return k
}

// keepFolder asks which messages of a folder are kept on this computer.
func (t *treeView) keepFolder(f mail.Folder) {
	fields := newKeepFields(true, f.Keep)
	body := kit.NewForm(
		kit.NewParagraph(lang.T("Every message is listed here and can be found by its sender and subject. Which ones come with their text, to be read without a network?"),
			kit.TextNormal, kit.ColorText),
		fields.object,
		kit.NewParagraph(lang.T("Larger ones, and all others, come when you open them. What is here already stays."), kit.TextSmall, kit.ColorDim))
	showSheet(t.s.win, sheet{
		Title: lang.T("Keep on this computer: {title}", "title", model.FolderTitle(f)), Body: body, Width: 480, Close: lang.T("Cancel"), Action: lang.T("Keep these"), Do: func() {
			keep := fields.value()
			do(t.s.pump, func(ctx context.Context) error { return t.s.core.Mail.SetKeep(ctx, f.ID, keep) }, t.s.failed)
		},
	})
}
