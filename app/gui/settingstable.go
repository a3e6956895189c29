package gui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"godwit/accounts/desktop"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// setting is one thing that a person can choose. Page, search, palette, undo, and
// the tests read the same table of them: settingsTable.
type setting struct {
	id    string // that of app.Setting where there is one; never changes
	title string
	hint  string // what it means; may be empty
	also  string // other words that find it

	// One of a few: their titles, which holds now, and how another one is taken.
	titles []string
	words  []string // the values as app.Setting has them; nil where it has none
	now    func() int
	set    func(i int)
	tick   bool // of two, the second is a tick

	// custom is what has a shape of its own, below title and hint; its changes are
	// undone by itself.
	custom func() fyne.CanvasObject
}

// settingsSection is a page of the settings.
type settingsSection struct {
	id       string
	title    string
	icon     kit.IconName
	settings []setting
}

// settingsTable is all settings, in their order.
func (w *shell) settingsTable() []settingsSection {
	return []settingsSection{
		{"accounts", lang.T("Accounts"), kit.IconAccount, w.accountSettings()},
		{"identities", lang.T("Identities and signatures"), kit.IconPerson, w.identitySettings()},
		{"keys", lang.T("Keys"), kit.IconKey, w.keySettings()},
		{"looks", lang.T("Looks"), kit.IconContrast, w.lookSettings()},
		{"reading", lang.T("Reading"), kit.IconMail, w.readingSettings()},
		{"writing", lang.T("Writing"), kit.IconCompose, w.writingSettings()},
		{"privacy", lang.T("Privacy"), kit.IconLock, w.privacySettings()},
		{"fetching", lang.T("Getting mail"), kit.IconSync, w.fetchSettings()},
		{"notices", lang.T("Notifications"), kit.IconInfo, w.noticeSettings()},
		{"program", lang.T("This program"), kit.IconSettings, w.programSettings()},
	}
}

// oneOf makes a setting of a few values; word is how app.Setting calls one, nil
// where it knows none.
func oneOf[T comparable](s setting, values []T, titles []string, word func(T) string, now func() T, set func(T)) setting {
	s.titles = titles
	s.now = func() int { return slices.Index(values, now()) }
	s.set = func(i int) { set(values[i]) }
	for _, v := range values {
		if word != nil {
			s.words = append(s.words, word(v))
		}
	}
	return s
}

// yesNo makes a setting of yes and no, as app.Setting's "off" and "on".
func yesNo(s setting, now func() bool, set func(bool)) setting {
	s = oneOf(s, []bool{false, true}, []string{lang.T("no"), lang.T("yes")}, func(on bool) string { return map[bool]string{false: "off", true: "on"}[on] }, now, set)
	s.tick = true
	return s
}

// asIs is how most values are called.
func asIs[T ~string](v T) string { return string(v) }

func decimal[T ~float32 | ~float64](v T) string { return strconv.FormatFloat(float64(v), 'f', -1, 32) }

// with has now among the values, for what was chosen elsewhere.
func with[T comparable](values []T, now T) []T {
	if !slices.Contains(values, now) {
		values = append(slices.Clone(values), now)
	}
	return values
}

func (w *shell) readingSettings() []setting {
	p := &w.s.prefs
	times := with([]time.Duration{0, time.Second, 3 * time.Second, 10 * time.Second, -time.Millisecond}, p.ReadAfter)
	var titles []string
	for _, d := range times {
		switch {
		case d < 0:
			titles = append(titles, lang.T("never by itself"))
		case d == 0:
			titles = append(titles, lang.T("at once"))
		default:
			n := float64(d.Milliseconds()) / 1000
			titles = append(titles, lang.N(int(n+0.5), "after {n} second", "after {n} seconds"))
		}
	}
	return []setting{
		oneOf(setting{id: "read.after-milliseconds", title: lang.T("A shown message counts as read"), also: lang.T("unread mark seen")}, times, titles,
			func(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }, func() time.Duration { return p.ReadAfter }, func(d time.Duration) {
				p.ReadAfter = d
				w.s.setPrefNumber(prefReadAfter, float64(d.Milliseconds()))
			}),
		yesNo(setting{id: "read.plain-text", title: lang.T("Show messages as plain text"), hint: lang.T("Without the sender's fonts, colours and pictures."), also: "HTML"},
			func() bool { return p.PlainText }, func(on bool) {
				if p.PlainText != on {
					w.talk.switchText()
				}
			}),
		yesNo(setting{id: "read.conversations", title: lang.T("Show a message with its conversation"), also: lang.T("threads")},
			func() bool { return p.Conversations }, func(on bool) {
				if p.Conversations != on {
					w.talk.switchConversations()
				}
			}),
	}
}

func (w *shell) writingSettings() []setting {
	p := &w.s.prefs
	times := with([]time.Duration{0, 5 * time.Second, 10 * time.Second, 20 * time.Second, 60 * time.Second}, p.UndoSend)
	var titles []string
	for _, d := range times {
		if d == 0 {
			titles = append(titles, lang.T("not at all"))
			continue
		}
		titles = append(titles, lang.N(int(d.Seconds()), "for {n} second", "for {n} seconds"))
	}
	return []setting{
		oneOf(setting{id: "send.undo-seconds", title: lang.T("Send can be undone"), hint: lang.T("The message waits that long before it goes."), also: lang.T("delay take back")}, times, titles,
			func(d time.Duration) string { return decimal(d.Seconds()) }, func() time.Duration { return p.UndoSend }, func(d time.Duration) {
				p.UndoSend = d
				w.s.setPrefNumber(prefUndoSend, d.Seconds())
			}),
		oneOf(setting{id: "write.markdown", title: lang.T("New messages are"), hint: lang.T("Each message can be the other as well."), also: lang.T("format html style")}, []bool{false, true},
			[]string{lang.T("plain text"), lang.T("Markdown")}, func(on bool) string { return map[bool]string{false: "off", true: "on"}[on] }, func() bool { return p.Markdown }, func(on bool) {
				p.Markdown = on
				w.s.setPref(prefMarkdown, map[bool]string{true: "on"}[on])
			}),
		yesNo(setting{id: "compose.preview", title: lang.T("Preview beside Markdown")}, func() bool { return p.Preview }, func(on bool) {
			p.Preview = on
			w.s.setPref(prefPreview, map[bool]string{false: "off"}[on])
		}),
		{id: "compose.domains", title: lang.T("People outside"), also: lang.T("domains organisation warn company"), custom: w.ownDomains},
	}
}

// keySettings are the choice of keys, and the way to each of them.
func (w *shell) keySettings() []setting {
	return []setting{
		oneOf(setting{id: "keys.set", title: lang.T("Keys"), hint: lang.T("Every key can be changed in the list of keys."), also: lang.T("shortcuts keyboard")}, []keySet{thunderbirdKeys, gmailKeys},
			[]string{lang.T("as in Thunderbird"), lang.T("as in Gmail: single letters")}, asIs, func() keySet { return w.s.prefs.Keys }, func(k keySet) {
				w.s.prefs.Keys = k
				w.s.setPref(prefKeys, string(k))
				w.useKeys()
			}),
		w.link("keys.own", lang.T("Your own keys"), lang.T("Every command with its key, and another key for it."), lang.T("shortcuts keyboard change"), lang.T("List of keys…"), w.showKeys),
	}
}

// link is a setting that a button leads to.
func (w *shell) link(id, title, hint, also, label string, tapped func()) setting {
	return setting{id: id, title: title, hint: hint, also: also, custom: func() fyne.CanvasObject {
		return w.settingsButton(label, tapped)
	}}
}

// noticeSettings are how a person hears of new mail, and where the program is
// while no window shows it.
func (w *shell) noticeSettings() []setting {
	return slices.Concat(w.newMailSettings(), w.presenceSettings())
}

// noticesWork says where notifications do not work.
func (w *shell) noticesWork() string {
	switch {
	case !desktop.Speaks:
		return lang.T("On this system only how much there is.")
	case w.frame.telling.missing:
		return lang.T("This desktop shows no notifications now.")
	}
	return ""
}

// programSettings are files of settings and what the program says of itself.
func (w *shell) programSettings() []setting {
	return []setting{
		w.languageChoice(),
		w.link("settings.export", lang.T("Export settings"), lang.T("Everything that is chosen here, accounts among it, as one file. Passwords are never in it; contacts have an export of their own."),
			lang.T("backup save file"), lang.T("Export…"), w.exportSettings),
		w.link("settings.import", lang.T("Import settings"), lang.T("Shows what would change before anything does."), lang.T("restore load file"), lang.T("Import…"), w.chooseSettings),
		w.link("about", lang.T("About Godwit"), "", lang.T("version licence"), lang.T("About Godwit"), w.about),
	}
}

// found is how a setting is searched: its title, its hint, and all other words.
func (s setting) found() [3]string {
	return [3]string{s.title, s.hint, s.also + " " + strings.Join(s.titles, " ")}
}

// hours is a span of quiet.
type hours struct{ from, to int }

func (h hours) word() string {
	if h.from == h.to {
		return "never"
	}
	return fmt.Sprintf("%d-%d", h.from, h.to)
}
