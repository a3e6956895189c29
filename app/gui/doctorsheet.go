package gui

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// doctorSheet looks at an account's connection step by step: a line each as it
// comes, and below what is wrong why that is so and what mends it.
type doctorSheet struct {
	s       *session
	account accounts.Account
	rows    *fyne.Container
	verdict *kit.Paragraph
	view    *kit.TextView
	again   *kit.Button
	copy    *kit.Button
	found   []app.Finding
	stop    func() // ends an examination under way
	run     int    // which one is shown
}

// checkConnection opens the sheet and begins.
func checkConnection(s *session, acc accounts.Account) *doctorSheet {
	d := &doctorSheet{
		s: s, account: acc, rows: container.New(column{kit.Space3}),
		verdict: kit.NewParagraph("", kit.TextNormal, kit.ColorDim), view: kit.NewTextView(),
	}
	d.again = kit.NewButton(kit.Plain, kit.IconSync, "", d.toggle)
	d.copy = kit.NewButton(kit.Plain, kit.IconCopy, lang.T("Copy report"), d.copyReport)
	buttons := container.New(layout.NewCustomPaddedLayout(kit.Space3, 0, 0, 0), container.NewHBox(d.again, d.copy))
	body := container.New(layout.NewBorderLayout(nil, buttons, nil, nil), kit.NewCard(kit.ColorPaper, d.view), buttons)
	size := s.win.Canvas().Size()
	showSheet(s.win, sheet{
		Title: lang.T("The connection of {account}", "account", acc.Title()), Body: body, Width: min(600, size.Width*0.9), Height: min(600, size.Height*0.85),
		Close: lang.T("Close"), Focus: d.view, Closing: func() { d.stop() },
	})
	d.begin()
	return d
}

// begin examines, from the start.
func (d *doctorSheet) begin() {
	ctx, cancel := context.WithCancel(context.Background())
	d.run++
	run, ended := d.run, false
	d.stop = func() { cancel(); ended = true }
	d.found = nil
	d.again.SetLabel(lang.T("Stop"))
	d.show(true)
	load(d.s.pump, func(work context.Context) ([]app.Finding, error) {
		defer context.AfterFunc(work, cancel)()
		return d.s.core.Accounts.ExamineKept(ctx, d.account.ID, func(f app.Finding) {
			d.s.pump.later(func() {
				if run == d.run && !ended {
					d.add(f)
				}
			})
		})
	}, func(list []app.Finding, err error) {
		if run != d.run {
			return
		}
		cancel()
		stopped := ended
		ended = true
		d.again.SetLabel(lang.T("Check again"))
		if len(list) > 0 && !stopped {
			d.found = list
		}
		d.found = slices.DeleteFunc(d.found, func(f app.Finding) bool { return f.Level == app.LevelRunning })
		d.show(false)
		if err != nil && !stopped {
			d.s.fail(err)
		}
	})
}

// toggle stops an examination under way, or begins another.
func (d *doctorSheet) toggle() {
	if d.again.Label() == lang.T("Stop") {
		d.stop()
		return
	}
	d.begin()
}

// add puts a finding in its place, over what was being looked at.
func (d *doctorSheet) add(f app.Finding) {
	d.found = slices.DeleteFunc(d.found, func(old app.Finding) bool { return old.Name == f.Name })
	d.found = append(d.found, f)
	slices.SortStableFunc(d.found, func(a, b app.Finding) int { return cmp.Compare(a.Order, b.Order) })
	d.show(true)
}

func (d *doctorSheet) show(running bool) {
	d.verdict.SetText(model.DoctorVerdict(d.found, running))
	setVisible(d.copy, !running)
	d.rows.Objects = nil
	for _, f := range d.found {
		d.rows.Add(doctorRow(f))
	}
	// Anew, so that the view measures it.
	d.view.SetHeader(container.New(layout.NewCustomPaddedLayout(kit.Space4, kit.Space4, kit.Space4, kit.Space4), container.New(column{kit.Space4}, d.verdict, d.rows)))
}

func (d *doctorSheet) copyReport() {
	d.s.fyne.Clipboard().SetContent(app.DoctorReport(d.account, d.found, time.Now()))
	d.s.tell(lang.T("Copied. It holds no password, and addresses are shortened."))
}

func doctorRow(f app.Finding) fyne.CanvasObject {
	icon, tint := kit.IconSync, kit.ColorDim
	switch f.Level {
	case app.LevelGood:
		icon, tint = kit.IconSuccess, kit.ColorSuccess
	case app.LevelCaution:
		icon, tint = kit.IconWarning, kit.ColorWarning
	case app.LevelFault:
		icon, tint = kit.IconError, kit.ColorError
	case app.LevelSkipped:
		icon = kit.IconHelp
	}
	title, ink := model.DoctorTitle(f), kit.ColorText
	if f.Level == app.LevelSkipped || f.Level == app.LevelRunning {
		ink = kit.ColorDim
	}
	lines := []fyne.CanvasObject{kit.NewParagraph(title, kit.TextNormal, ink).SetBold()}
	ex := model.InWords(f.Problem)
	small := []string{lang.Said(f.Detail), ex.Title, ex.Text}
	switch f.Level {
	case app.LevelSkipped:
		small = []string{lang.T("Not tried, since something before it failed.")}
	case app.LevelRunning:
		small = nil
	}
	for _, text := range small {
		if text != "" {
			lines = append(lines, kit.NewParagraph(text, kit.TextSmall, kit.ColorDim))
		}
	}
	if ex.Action != "" {
		lines = append(lines, kit.NewParagraph(ex.Action, kit.TextNormal, kit.ColorText))
	}
	return container.New(marked{18, kit.Space2}, kit.NewPicture(icon, 18, tint), container.New(column{2}, lines...))
}
