package gui

import (
	"fyne.io/fyne/v2"

	"godwit/app/gui/lang"
)

// keySets is the choice of keys.
func (w *shell) keySets() fyne.CanvasObject {
	return choice(lang.T("Keys"), lang.T("Every key can be changed in the list of keys."), []keySet{thunderbirdKeys, gmailKeys},
		[]string{lang.T("as in Thunderbird"), lang.T("as in Gmail: single letters")}, w.s.prefs.Keys, func(k keySet) {
			w.s.prefs.Keys = k
			w.s.setPref(prefKeys, string(k))
			w.useKeys()
		})
}
