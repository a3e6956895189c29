package gui

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/storage"

	"godwit/app"
	"godwit/app/files"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// exportSettings writes all settings to a file, without secrets.
func (w *shell) exportSettings() {
	chooseFile(w.s, w.s.win, "godwit-settings.json", func(path string) {
		do(w.s.pump, func(ctx context.Context) error {
			f, err := w.s.core.ExportSettings(ctx)
			if err != nil {
				return err
			}
			data, err := json.MarshalIndent(f, "", "  ")
			if err != nil {
				return err
			}
			return files.Write(ctx, path, bytes.NewReader(append(data, '\n')), true, func(int64) {})
		}, func(err error) {
			if err != nil {
				w.s.fail(err)
				return
			}
			w.s.tell(lang.T("Saved {name}", "name", cut(path, 80)))
		})
	})
}

func (w *shell) chooseSettings() {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		if r != nil {
			u := r.URI()
			r.Close()
			w.importSettings(u)
		}
	}, w.s.win)
	d.SetFilter(storage.NewExtensionFileFilter([]string{".json"}))
	showFileDialog(d, w.s.win)
}

// settingsPlan is a file of settings and what it would change.
type settingsPlan struct {
	file    app.SettingsFile
	unknown []string
	items   []app.SettingsItem
}

// importSettings reads a file and shows what it would change.
func (w *shell) importSettings(u fyne.URI) {
	load(w.s.pump, func(ctx context.Context) (p settingsPlan, err error) {
		r, err := storage.Reader(u)
		if err != nil {
			return p, err
		}
		defer r.Close()
		if p.file, p.unknown, err = app.ReadSettings(r); err != nil {
			return p, err
		}
		p.items, err = w.s.core.PlanImport(ctx, p.file)
		return p, err
	}, func(p settingsPlan, err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		w.showImport(p)
	})
}

// showImport asks what of a file is taken. What could lead a password elsewhere
// has no tick at first.
func (w *shell) showImport(p settingsPlan) {
	if len(p.items) == 0 {
		w.s.tell(lang.T("The file changes nothing: all of it is so already."))
		return
	}
	take := make(map[string]bool)
	rows := container.New(column{kit.Space3})
	for _, item := range p.items {
		box := kit.NewTickBox(w.itemTitle(item))
		take[item.ID] = item.Risk == app.NoRisk && item.Problem == nil
		box.SetChecked(take[item.ID])
		box.OnChanged = func(on bool) { take[item.ID] = on }
		row := container.New(column{0}, box)
		if item.Problem != nil {
			box.Disable()
			row.Add(importNote(model.Explain(item.Problem).Text, kit.ColorError))
		} else if text := riskText(item.Risk); text != "" {
			row.Add(importNote(text, kit.ColorWarning))
		}
		row.Add(importNote(w.changesText(item), kit.ColorDim))
		rows.Add(row)
	}
	if len(p.unknown) > 0 {
		rows.Add(kit.NewParagraph(lang.T("Not known here, and left out: {names}", "names", cut(strings.Join(p.unknown, ", "), 400)), kit.TextSmall, kit.ColorDim))
	}
	showSheet(w.s.win, sheet{
		Title: lang.T("Import these settings?"), Width: 620, Height: w.s.win.Canvas().Size().Height * 0.8, Body: container.NewVScroll(rows),
		Close: lang.T("Cancel"), Action: lang.T("Import"), Do: func() { w.takeImport(p.file, take) },
	})
}

func importNote(text string, tint fyne.ThemeColorName) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(0, 0, kit.Space6+kit.Space2, 0), kit.NewParagraph(text, kit.TextSmall, tint))
}

// takeImport imports what has a tick, and offers to take it back.
func (w *shell) takeImport(f app.SettingsFile, take map[string]bool) {
	load(w.s.pump, func(ctx context.Context) (app.Imported, error) {
		return w.s.core.ImportSettings(ctx, f, func(i app.SettingsItem) bool { return take[i.ID] })
	}, func(done app.Imported, err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		w.afterImport()
		text := lang.N(len(done.Taken), "{n} thing was imported.", "{n} things were imported.")
		if len(done.Added) > 0 {
			text += " " + lang.T("New accounts ask for their passwords.")
		}
		w.s.offer(text, lang.T("Undo"), func() {
			do(w.s.pump, func(ctx context.Context) error { return w.s.core.UndoImport(ctx, done) }, func(err error) {
				if err != nil {
					w.s.fail(err)
					return
				}
				w.afterImport()
				w.s.tell(lang.T("All is as it was before the import."))
			})
		})
	})
}

// afterImport takes what an import changed into the window.
func (w *shell) afterImport() {
	load(w.s.pump, func(ctx context.Context) (start, error) { return readStart(ctx, w.s.core) }, func(st start, err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		w.s.accounts, w.s.rules = st.accounts, st.rules
		if !maps.Equal(w.s.prefs.OwnKeys, st.prefs.OwnKeys) {
			w.s.prefs.OwnKeys = st.prefs.OwnKeys
			w.useKeys()
		}
		w.followSettings()
		if w.inSettings() {
			w.page.fill()
		}
	})
}

// itemTitle is what an item is, in words.
func (w *shell) itemTitle(i app.SettingsItem) string {
	switch i.Kind {
	case app.SettingItem:
		if s, ok := w.settingCalled(i.ID); ok {
			return s.title
		}
		return i.Name
	case app.AccountItem:
		if i.New {
			return lang.T("New account: {name}", "name", cut(i.Name, 80))
		}
		return lang.T("Account: {name}", "name", cut(i.Name, 80))
	case app.SearchItem:
		return lang.T("Saved search: {name}", "name", cut(i.Name, 80))
	}
	return map[app.SettingsKind]string{
		app.KeysItem: lang.T("Your own keys"), app.TagsItem: lang.T("Tags"), app.FavouriteItem: lang.T("Favourites"), app.OrderItem: lang.T("Order of the accounts"),
		app.PagesItem: lang.T("Sign-in pages"), app.ClientsItem: lang.T("Client IDs of sign-in pages"), app.PicturesItem: lang.T("Senders whose pictures are shown"), app.WordsItem: lang.T("Words of the spelling"),
	}[i.Kind]
}

func (w *shell) settingCalled(id string) (setting, bool) {
	for _, sec := range w.settingsTable() {
		for _, s := range sec.settings {
			if s.id == id {
				return s, true
			}
		}
	}
	return setting{}, false
}

func riskText(r app.SettingsRisk) string {
	return map[app.SettingsRisk]string{
		app.RiskAccount:  lang.T("This account is here already and would change."),
		app.RiskPassword: lang.T("It would use a password that is kept here for the same server. Take it only from a file that is yours."),
		app.RiskSignIn:   lang.T("Sign-ins would go to these addresses. Take it only from a file that is yours."),
		app.RiskPictures: lang.T("Pictures in their messages would be fetched without asking."),
	}[r]
}

// changesText says what would be another, a line each.
func (w *shell) changesText(i app.SettingsItem) string {
	s, known := w.settingCalled(i.ID)
	var lines []string
	for _, c := range i.Changes {
		before, after := c.Before, c.After
		if known && i.Kind == app.SettingItem {
			before, after = s.wordTitle(before), s.wordTitle(after)
		}
		line := cut(strings.Join(strings.Fields(before), " "), 120) + " → " + cut(strings.Join(strings.Fields(after), " "), 300)
		if before == "" {
			line = cut(strings.Join(strings.Fields(after), " "), 300)
		}
		if i.Kind == app.AccountItem || i.Kind == app.KeysItem || i.Kind == app.ClientsItem {
			line = c.Field + ": " + line
		}
		lines = append(lines, line)
	}
	if most := 40; len(lines) > most {
		lines = append(lines[:most], lang.N(len(lines)-most, "and {n} more", "and {n} more"))
	}
	return strings.Join(lines, "\n")
}

// wordTitle is what a value of files is called in the window.
func (s setting) wordTitle(word string) string {
	if i := slices.Index(s.words, word); i >= 0 {
		return s.titles[i]
	}
	return word
}
