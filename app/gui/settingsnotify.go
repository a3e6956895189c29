package gui

import (
	"context"
	"fmt"
	"slices"

	"godwit/accounts/desktop"
	"godwit/app/gui/lang"
	"godwit/app/notify"
)

// autostartName is the entry that starts the program with the session.
const autostartName = "org.godwitmail.Godwit"

// newMailSettings are how a person hears of new mail.
func (w *shell) newMailSettings() []setting {
	rules := &w.s.rules
	list := []setting{
		oneOf(setting{id: "notify.tell", title: lang.T("Tell of new mail"), hint: w.noticesWork(), also: lang.T("notifications alert popup")}, []string{"off", "hide", "show"},
			[]string{lang.T("not at all"), lang.T("without saying from whom"), lang.T("with sender and subject")}, asIs, func() string { return telling(*rules) }, func(how string) {
				w.setRules(func(r *notify.Rules) { r.Off, r.Hide = how == "off", how == "hide" })
			}),
		yesNo(setting{id: "notify.sound", title: lang.T("Sound"), hint: lang.T("That of the desktop."), also: lang.T("notifications noise")}, func() bool { return rules.Sound }, func(on bool) {
			w.setRules(func(r *notify.Rules) { r.Sound = on })
		}),
		w.quietHours(),
	}
	if len(w.s.accounts) > 1 {
		for _, a := range w.s.accounts {
			one := yesNo(setting{id: fmt.Sprintf("notify.account.%d", a.ID), title: lang.T("Tell of new mail of {account}", "account", a.Title()), also: lang.T("notifications silent mute")},
				func() bool { return !slices.Contains(rules.Silent, a.ID) }, func(tell bool) {
					w.setRules(func(r *notify.Rules) { r.SetSilent(a.ID, !tell) })
				})
			one.words = nil // files of settings have it with the account
			list = append(list, one)
		}
	}
	return list
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

// setRules changes the rules of notifications.
func (w *shell) setRules(change func(*notify.Rules)) {
	change(&w.s.rules)
	w.s.setPref(prefNotify, w.s.rules.String())
}

// quietHours are hours without notifications.
func (w *shell) quietHours() setting {
	now := func() hours {
		if w.s.rules.From == w.s.rules.To {
			return hours{}
		}
		return hours{w.s.rules.From, w.s.rules.To}
	}
	values := with([]hours{{}, {20, 7}, {22, 7}, {22, 9}, {18, 8}}, now())
	titles := []string{lang.T("never|quiet")}
	for _, h := range values[1:] {
		titles = append(titles, lang.T("{from} to {to}", "from", fmt.Sprintf("%d:00", h.from), "to", fmt.Sprintf("%d:00", h.to)))
	}
	return oneOf(setting{id: "notify.quiet", title: lang.T("Quiet hours"), also: lang.T("night do not disturb silent")}, values, titles, hours.word, now, func(h hours) {
		w.setRules(func(r *notify.Rules) { r.From, r.To = h.from, h.to })
	})
}

// presenceSettings are where the program is while no window shows it.
func (w *shell) presenceSettings() []setting {
	list := []setting{
		oneOf(setting{id: "window.tray", title: lang.T("Icon in the tray"), hint: lang.T("From the next start on."), also: lang.T("background close hide")}, []trayUse{trayNone, trayShow, trayHides},
			[]string{lang.T("none|icon"), lang.T("with the unread count"), lang.T("and closing the window hides it")},
			func(use trayUse) string { return map[trayUse]string{trayNone: "none"}[use] + string(use) },
			func() trayUse { return w.s.tray }, func(use trayUse) {
				w.s.tray = use
				w.s.setPref(prefTray, string(use))
			}),
	}
	auto, err := desktop.AutostartOf(autostartName, "")
	if again := w.frame.o.Restart; err == nil && again != nil {
		one := yesNo(setting{id: "program.autostart", title: lang.T("Start with the session"), hint: lang.T("Hidden, where there is a tray."), also: lang.T("autostart login boot")}, auto.On, func(on bool) {
			do(w.s.pump, func(context.Context) error { return auto.Set(on, again[0], again[1:]...) }, w.s.failed)
		})
		one.words = nil // of the computer, not of the profile
		list = append(list, one)
	}
	return list
}
