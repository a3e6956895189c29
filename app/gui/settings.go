package gui

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

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
		section(lang.T("Appearance"), w.appearance(), w.density(), w.textSize(), w.languageChoice()),
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
	sel := widget.NewSelect(titles, nil)
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

func (w *shell) appearance() fyne.CanvasObject {
	return choice(lang.T("Colours"), "", []kit.Appearance{kit.FollowSystem, kit.AlwaysLight, kit.AlwaysDark},
		[]string{lang.T("as the system"), lang.T("light"), lang.T("dark")}, w.s.prefs.Appearance, func(a kit.Appearance) {
			w.s.prefs.Appearance = a
			w.s.fyne.Settings().SetTheme(kit.NewTheme(a))
			w.s.setPref(prefAppearance, string(a))
		})
}

func (w *shell) density() fyne.CanvasObject {
	return choice(lang.T("Message list"), "", []kit.Density{kit.DensityPreview, kit.DensityCards, kit.DensityCompact},
		[]string{lang.T("with the first words"), lang.T("two lines"), lang.T("one line")}, w.s.prefs.Density, func(d kit.Density) {
			w.s.prefs.Density = d
			w.list.widget.SetDensity(d)
			w.s.setPrefNumber(prefDensity, float64(d))
		})
}

func (w *shell) textSize() fyne.CanvasObject {
	sizes := []float32{0.8, 0.9, 1, 1.15, 1.3, 1.6, 2}
	var titles []string
	now := float32(1)
	for _, z := range sizes {
		titles = append(titles, fmt.Sprintf("%.0f %%", z*100))
		if z <= w.s.prefs.Zoom+0.04 {
			now = z
		}
	}
	return choice(lang.T("Text size of messages"), lang.T("Ctrl + and Ctrl − while reading"), sizes, titles, now, func(z float32) {
		w.talk.zoom(z - w.s.prefs.Zoom)
	})
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
