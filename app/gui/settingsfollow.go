package gui

import (
	"slices"

	"godwit/app"
)

// takeSettings brings the window to the settings of the profile, where these are
// others than when they were last read: what this window changed itself it knows.
func (w *shell) takeSettings(list []app.SettingValue) {
	before := w.known
	w.known = make(map[string]string, len(list))
	for _, s := range list {
		w.known[s.ID] = s.Value
		if s.ID == "fetch.sparing" {
			w.s.sparing = s.Value
		}
	}
	if before == nil {
		return
	}
	w.s.following = true // a later change of the profile is not written over
	defer func() { w.s.following = false }()
	for _, sec := range w.settingsTable() {
		for _, s := range sec.settings {
			value, there := w.known[s.id]
			if !there || value == before[s.id] {
				continue
			}
			if i := slices.Index(s.words, value); i >= 0 && i != s.now() {
				s.set(i)
			}
		}
	}
	if pane := w.known["window.reader"]; pane != before["window.reader"] && (pane == "hidden") != w.panes.hideReader {
		w.hidePane(pane == "hidden")
	}
	if look := w.known["window.list"]; look != before["window.list"] && look != w.s.look.String() {
		w.s.look = readLook(look)
		w.list.showLook()
		w.list.reorder()
	}
	w.showSettingValues()
}

// followSettings takes what another process, or an import, changed.
func (w *shell) followSettings() {
	load(w.s.pump, w.s.core.Settings, func(list []app.SettingValue, err error) {
		if err != nil {
			w.s.log.Warn("settings", "err", err)
			return
		}
		w.takeSettings(list)
	})
}
