package gui

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// stored is a setting as the profile has it.
func (s *screen) stored(id string) string {
	list, err := s.s.core.Settings(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	for _, one := range list {
		if one.ID == id {
			return one.Value
		}
	}
	return ""
}

// row is the row of a setting on the page that is shown.
func (s *screen) row(id string) *settingRow {
	s.t.Helper()
	for _, r := range s.shell.page.rows {
		if r.id == id {
			return r
		}
	}
	s.t.Fatalf("no row %s", id)
	return nil
}

// Every setting is changed through the window to each of its values, holds at
// once, is kept as the table of the core has it, and Ctrl+Z brings back what was.
func TestEverySetting(t *testing.T) {
	s := demo(t)
	w := s.shell
	s.until("settings are known", func() bool { return w.known != nil })
	inWindow := map[string]bool{"window.reader": true, "window.list": true} // window.layout is both
	for _, sec := range w.settingsTable() {
		for _, one := range sec.settings {
			if one.title == "" || inWindow[one.id] && one.id != "" {
				t.Errorf("%q: without a title, or twice", one.id)
			}
			inWindow[one.id] = true
			w.showSettings(sec.id, one.id)
			r := s.row(one.id)
			if one.custom != nil {
				continue
			}
			if s.win.Canvas().Focused() != r.first {
				t.Errorf("%s: the keyboard is not there", one.id)
			}
			if n := len(one.words); n > 0 && n != len(one.titles) {
				t.Errorf("%s: %d words for %d titles", one.id, n, len(one.titles))
			}
			s.walk(r)
		}
	}
	for _, core := range app.Settings() {
		if !inWindow[core.ID] {
			t.Errorf("%s is not in the window", core.ID)
		}
	}
}

// walk chooses each value of a row and undoes it.
func (s *screen) walk(r *settingRow) {
	before := r.now()
	for i := range r.titles {
		if i == before {
			continue
		}
		if r.tickBox != nil {
			r.tickBox.SetChecked(i == 1)
		} else {
			r.choice.SetSelectedIndex(i)
		}
		r = s.row(r.id) // another size may have made the page anew
		if r.now() != i {
			s.t.Errorf("%s: %d was chosen, %d holds", r.id, i, r.now())
		}
		s.keeps(r.setting, i)
		s.shell.run("undo")
		r = s.row(r.id)
		if r.now() != before {
			s.t.Errorf("%s: undone it is %d, not %d", r.id, r.now(), before)
		}
		if r.choice != nil && r.choice.SelectedIndex() != before || r.tickBox != nil && r.tickBox.Checked != (before == 1) {
			s.t.Errorf("%s does not show that it was undone", r.id)
		}
		s.keeps(r.setting, before)
	}
}

func (s *screen) keeps(one setting, i int) {
	if one.words != nil {
		s.until(one.id+" is kept as "+one.words[i], func() bool { return s.stored(one.id) == one.words[i] })
	}
}

// Ctrl+Z goes further back after the toast has gone, and never to the mail.
func TestUndoOfSettings(t *testing.T) {
	s := demo(t)
	w := s.shell
	w.showSettings("looks", "")
	s.row("window.accent").choice.SetSelectedIndex(2)
	s.row("window.density").choice.SetSelectedIndex(1)
	s.s.stage.HideToast()
	w.run("undo")
	if w.s.prefs.Density != kit.DensityPreview || w.s.prefs.Accent != kit.Accents()[2] {
		t.Error("not the last change was undone")
	}
	s.s.stage.HideToast()
	w.run("undo")
	if w.s.prefs.Accent != kit.Shore {
		t.Error("the change before was not undone")
	}
	said := s.s.said
	w.run("undo")
	if toast, ok := s.s.stage.Toast(); s.s.said == said || !ok || toast.Action != "" {
		t.Error("nothing was said of nothing to undo")
	}
}

func TestSearchOfSettings(t *testing.T) {
	s := demo(t)
	w := s.shell
	w.settings()
	for typed, want := range map[string]string{"dark": "window.appearance", "colour buttons": "window.accent", "receipt": "privacy.receipts", "KEYBOARD": "keys.set", "markdown messages": "write.markdown", "sig": "identities"} {
		w.page.search.SetText(typed)
		if !slices.ContainsFunc(w.page.rows, func(r *settingRow) bool { return r.id == want }) {
			t.Errorf("%q does not find %s", typed, want)
		}
	}
	w.page.search.SetText("no such thing at all")
	if len(w.page.rows) != 0 {
		t.Error("found what is not there")
	}
	w.page.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.page.search.Text != "" || !w.inSettings() {
		t.Error("Escape did not empty the search")
	}
	w.page.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.inSettings() {
		t.Error("Escape did not leave")
	}
	for _, id := range []string{"window.accent", "notify.sound", "keys.set"} { // with the keyboard in a choice, a tick, ...
		sec := map[string]string{"window.accent": "looks", "notify.sound": "notices", "keys.set": "keys"}[id]
		w.showSettings(sec, id)
		s.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if w.inSettings() {
			t.Errorf("Escape in %s did not leave", id)
		}
	}
}

// In another language its own words find a setting.
func TestSearchOfSettingsInGerman(t *testing.T) {
	s := demo(t)
	lang.Use("de", "")
	defer lang.Use("en", "")
	s.shell.settings()
	s.shell.page.search.SetText("farben dunkel")
	if len(s.shell.page.rows) == 0 || s.shell.page.rows[0].id != "window.appearance" {
		t.Error("not found in German")
	}
}

// The palette leads to each setting.
func TestSettingsInPalette(t *testing.T) {
	s := demo(t)
	p := s.shell.palette()
	p.field.SetText("settings accent")
	if len(p.shown) == 0 || p.shown[0].id != "setting:window.accent" {
		t.Fatal("the accent is not in the palette")
	}
	p.list.Take()
	if !s.shell.inSettings() || s.win.Canvas().Focused() != s.row("window.accent").first {
		t.Error("it does not lead there")
	}
}

func TestNarrowSettings(t *testing.T) {
	s := demo(t)
	s.shell.settings()
	p := s.shell.page
	p.object.Resize(fyne.NewSize(900, 600))
	some := len(p.rows)
	p.object.Resize(fyne.NewSize(500, 600))
	if p.nav.Visible() || len(p.rows) <= some {
		t.Error("a narrow window does not show all sections below each other")
	}
	p.object.Resize(fyne.NewSize(900, 600))
	if !p.nav.Visible() || len(p.rows) != some {
		t.Error("a wide one does not show one of them")
	}
}

// What another process sets, the window follows.
func TestWindowFollowsSettings(t *testing.T) {
	s := demo(t)
	w := s.shell
	s.until("settings are known", func() bool { return w.known != nil })
	for id, value := range map[string]string{"window.accent": "rust", "window.reader": "hidden", "notify.tell": "off", "fetch.sparing": "either"} {
		if err := s.s.core.SetSetting(t.Context(), id, value); err != nil {
			t.Fatal(err)
		}
	}
	w.followSettings()
	s.until("followed", func() bool {
		return s.s.prefs.Accent == kit.Rust && w.panes.hideReader && s.s.rules.Off && s.s.sparing == "either"
	})
}

// A file of settings is taken as far as it is ticked, and taken back.
func TestImportOfSettings(t *testing.T) {
	s := demo(t)
	w := s.shell
	s.until("settings are known", func() bool { return w.known != nil })
	w.settings()
	f, err := s.s.core.ExportSettings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	f.Settings["window.accent"], f.Keys = "moss", map[string]string{"archive": "Ctrl+E"}
	f.Accounts[0].Identities[0].Signature = "from a file"
	data, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	file, unknown, err := app.ReadSettings(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	items, err := s.s.core.PlanImport(t.Context(), file)
	if err != nil || len(items) != 3 {
		t.Fatalf("%+v %v", items, err)
	}
	w.showImport(settingsPlan{file, unknown, items})
	if !slices.ContainsFunc(items, func(i app.SettingsItem) bool { return strings.Contains(w.changesText(i), "from a file") }) {
		t.Error("the signature is not shown")
	}
	w.takeImport(file, map[string]bool{"window.accent": true, "keys": true})
	s.until("imported", func() bool { return s.s.prefs.Accent == kit.Moss && s.s.prefs.OwnKeys["archive"] == "Ctrl+E" })
	s.until("told", func() bool { toast, ok := s.s.stage.Toast(); return ok && toast.Action == lang.T("Undo") })
	s.s.stage.PressToast()
	s.until("undone", func() bool { return s.s.prefs.Accent == kit.Shore && len(s.s.prefs.OwnKeys) == 0 })
}
