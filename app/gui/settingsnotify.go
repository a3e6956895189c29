package gui

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"godwit/accounts/desktop"
	"godwit/app/gui/lang"
	"godwit/app/notify"
)

// autostartName is the entry that starts the program with the session.
const autostartName = "org.godwitmail.Godwit"

// newMailSettings are how a person hears of new mail.
func (w *shell) newMailSettings() []fyne.CanvasObject {
	r := w.s.rules
	parts := []fyne.CanvasObject{
		choice(lang.T("Tell of new mail"), w.noticesWork(), []string{"off", "hide", "show"},
			[]string{lang.T("not at all"), lang.T("without saying from whom"), lang.T("with sender and subject")}, telling(r), func(how string) {
				w.setRules(func(r *notify.Rules) { r.Off, r.Hide = how == "off", how == "hide" })
			}),
		choice(lang.T("Sound"), "", []bool{false, true}, []string{lang.T("none|sound"), lang.T("the desktop's sound")}, r.Sound, func(on bool) {
			w.setRules(func(r *notify.Rules) { r.Sound = on })
		}),
		w.quietHours(r),
	}
	if len(w.s.accounts) > 1 {
		for _, a := range w.s.accounts {
			parts = append(parts, choice(lang.T("New mail of {account}", "account", a.Title()), "", []bool{false, true},
				[]string{lang.T("tell"), lang.T("stay silent")}, slices.Contains(r.Silent, a.ID), func(silent bool) {
					w.setRules(func(r *notify.Rules) { r.SetSilent(a.ID, silent) })
				}))
		}
	}
	return parts
}

func telling(r notify.Rules) string {
	switch {
	case r.Off:
		return "off"
	case r.Hide:
		return "hide"
	}
	return "show"
}

// noticesWork says where they do not.
func (w *shell) noticesWork() string {
	switch {
	case !desktop.Speaks:
		return lang.T("On this system only how much there is.")
	case w.frame.telling.missing:
		return lang.T("This desktop shows no notifications now.")
	}
	return ""
}

// setRules changes the rules of notifications.
func (w *shell) setRules(change func(*notify.Rules)) {
	change(&w.s.rules)
	w.s.setPref(prefNotify, w.s.rules.String())
}

// quietHours are hours without notifications.
func (w *shell) quietHours(r notify.Rules) fyne.CanvasObject {
	type hours struct{ from, to int }
	values := []hours{{}, {20, 7}, {22, 7}, {22, 9}, {18, 8}}
	now := hours{r.From, r.To}
	if now.from == now.to {
		now = hours{}
	}
	if !slices.Contains(values, now) {
		values = append(values, now)
	}
	titles := []string{lang.T("never|quiet")}
	for _, h := range values[1:] {
		titles = append(titles, lang.T("{from} to {to}", "from", fmt.Sprintf("%d:00", h.from), "to", fmt.Sprintf("%d:00", h.to)))
	}
	return choice(lang.T("Quiet hours"), "", values, titles, now, func(h hours) {
		w.setRules(func(r *notify.Rules) { r.From, r.To = h.from, h.to })
	})
}

// presenceSettings are where the program is while no window shows it.
func (w *shell) presenceSettings() []fyne.CanvasObject {
	parts := []fyne.CanvasObject{
		choice(lang.T("Icon in the tray"), lang.T("From the next start on."), []trayUse{trayNone, trayShow, trayHides},
			[]string{lang.T("none|icon"), lang.T("with the unread count"), lang.T("and closing the window hides it")}, w.s.tray, func(use trayUse) {
				w.s.tray = use
				w.s.setPref(prefTray, string(use))
			}),
	}
	auto, err := desktop.AutostartOf(autostartName, "")
	if again := w.frame.o.Restart; err == nil && again != nil {
		parts = append(parts, choice(lang.T("Start with the session"), lang.T("Hidden, where there is a tray."), []bool{false, true},
			[]string{lang.T("no"), lang.T("yes")}, auto.On(), func(on bool) {
				do(w.s.pump, func(context.Context) error { return auto.Set(on, again[0], again[1:]...) }, w.s.failed)
			}))
	}
	return parts
}

// languageChoice is the language of the window.
func (w *shell) languageChoice() fyne.CanvasObject {
	tags, names := []string{""}, []string{lang.T("as the system")}
	for _, l := range lang.All() {
		tags, names = append(tags, l.Tag), append(names, l.Name)
	}
	return choice(lang.T("Language"), lang.T("From the next start on."), tags, names, w.s.language, func(tag string) {
		w.s.language = tag
		w.s.setPref(prefLanguage, tag)
	})
}
