package gui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// settings shows the settings in the whole window. Each choice holds at once.
func (w *shell) settings() {
	back := kit.NewButton(kit.Plain, kit.IconChevronLeft, lang.T("Back to mail"), w.frame.showMail)
	title := kit.NewText(lang.T("Settings"), 24, kit.ColorText).SetBold(true)
	accountRows := container.New(column{kit.Space2})
	page := container.New(column{kit.Space6},
		container.New(column{kit.Space3}, container.NewHBox(back), title),
		section(lang.T("Looks"), w.lookSettings()...),
		section(lang.T("Reading and sending"), w.readAfter(), w.undoSend(), w.keySets()),
		section(lang.T("Writing"), w.writing()...),
		section(lang.T("Privacy"), w.privacy()),
		section(lang.T("Getting mail"), w.sparing()),
		section(lang.T("New mail"), w.newMailSettings()...),
		section(lang.T("In the background"), w.presenceSettings()...),
		section(lang.T("Accounts"), accountRows, container.NewHBox(kit.NewButton(kit.Plain, kit.IconPlus, lang.T("Add account"), w.addAccount))),
		section(lang.T("Help"), container.NewHBox(
			kit.NewButton(kit.Plain, kit.IconKey, lang.T("Keys"), w.showKeys),
			kit.NewButton(kit.Plain, kit.IconInfo, lang.T("About Godwit"), w.about))))
	w.fillAccounts(accountRows)
	w.frame.put(kit.NewSurface(kit.ColorPaper, kit.NoEdge, container.NewVScroll(
		container.New(layout.NewCustomPaddedLayout(kit.Space6, 40, kit.Space6, kit.Space6), container.New(wide{320, 620}, page)))))
	back.OnKey, back.OnRune = w.typedKey, w.typedRune // Escape
	w.s.win.Canvas().Focus(back)
}

// section is a heading and what belongs to it.
func section(title string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	head := kit.NewText(title, kit.TextTitle, kit.ColorText).SetBold(true)
	return container.New(column{kit.Space3}, append([]fyne.CanvasObject{head}, parts...)...)
}

// choice is a setting with a few values.
func choice[T comparable](name, hint string, values []T, titles []string, now T, set func(T)) fyne.CanvasObject {
	sel := kit.NewDropDown(titles)
	for i, v := range values {
		if v == now {
			sel.SetSelectedIndex(i)
		}
	}
	sel.OnChanged = func(string) {
		if i := sel.SelectedIndex(); i >= 0 {
			set(values[i])
		}
	}
	words := container.New(column{2}, kit.NewText(name, kit.TextNormal, kit.ColorText))
	if hint != "" {
		words.Add(kit.NewText(hint, kit.TextSmall, kit.ColorDim))
	}
	return container.New(shares{[]float32{0.6, 0.4}}, container.New(middle{}, words), container.New(middle{}, kit.NewFrame(sel)))
}

func (w *shell) readAfter() fyne.CanvasObject {
	values := []time.Duration{0, time.Second, 3 * time.Second, 10 * time.Second, -time.Millisecond}
	return choice(lang.T("A shown message counts as read"), "", values, []string{lang.T("at once"), lang.T("after 1 second"), lang.T("after 3 seconds"), lang.T("after 10 seconds"), lang.T("never by itself")},
		w.s.prefs.ReadAfter, func(d time.Duration) {
			w.s.prefs.ReadAfter = d
			w.s.setPrefNumber(prefReadAfter, float64(d.Milliseconds()))
		})
}

func (w *shell) undoSend() fyne.CanvasObject {
	values := []time.Duration{0, 5 * time.Second, 10 * time.Second, 20 * time.Second, 60 * time.Second}
	return choice(lang.T("Send can be undone"), lang.T("The message waits that long before it goes."), values,
		[]string{lang.T("not at all"), lang.T("for 5 seconds"), lang.T("for 10 seconds"), lang.T("for 20 seconds"), lang.T("for 1 minute")},
		w.s.prefs.UndoSend, func(d time.Duration) {
			w.s.prefs.UndoSend = d
			w.s.setPrefNumber(prefUndoSend, d.Seconds())
		})
}
