package app

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"godwit/app/notify"
	"godwit/compose"
)

// Settings is the table of all settings, in the order of the window. What is not
// in it is a state, such as how wide a pane is, or has a list of its own in files
// of settings.
func Settings() []Setting {
	return []Setting{
		word("window.appearance", "Colours", "system", "light", "dark"),
		word("window.accent", "Accent", "shore", "heather", "moss", "rust", "ink"),
		number("window.scale", "Size of everything", 1, 0.5, 3),
		number("window.zoom", "Text size of messages", 1, 0.6, 3),
		kept("window.reader", "Message pane", []string{"shown", "hidden"}, []string{"", "hidden"}),
		kept("window.density", "Message list", []string{"preview", "cards", "compact"}, []string{"1", "0", "2"}),
		text("window.list", "Table, columns and order of lists", nil),
		kept("window.language", "Language", []string{"system", "en", "de", "fr", "es", "zh"}, []string{"", "en", "de", "fr", "es", "zh"}),
		number("read.after-milliseconds", "A shown message counts as read; -1 is never by itself", 1000, -1, 60000),
		kept("read.plain-text", "Show text instead of HTML", onOff("off", "on"), []string{"", "1"}),
		kept("read.conversations", "Show a message with those it belongs with", onOff("on", "off"), []string{"", "off"}),
		number("send.undo-seconds", "Seconds in which Send can be undone", 10, 0, 60),
		kept("keys.set", "Keys", []string{"thunderbird", "gmail"}, []string{"", "gmail"}),
		kept("write.markdown", "New messages are Markdown", onOff("off", "on"), []string{"", "on"}),
		kept("compose.preview", "Preview beside Markdown", onOff("on", "off"), []string{"", "off"}),
		text("compose.domains", "Domains of your organisation", checkDomains),
		pauseSetting(),
		telling(),
		rule("notify.sound", "Sound of new mail", onOff("off", "on"), func(r *notify.Rules) string {
			return onOff("off", "on")[b2i(r.Sound)]
		}, func(r *notify.Rules, word string) { r.Sound = word == "on" }),
		quietSetting(),
		kept("window.tray", "Icon in the tray", []string{"none", "show", "hides"}, []string{"", "show", "hides"}),
	}
}

func onOff(usual, other string) []string { return []string{usual, other} }

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// word is a setting that is kept by its words; the first is the usual one.
func word(id, title string, values ...string) Setting { return kept(id, title, values, values) }

// kept is a setting whose values are kept as others; the first is the usual one.
func kept(id, title string, values, as []string) Setting {
	return Setting{
		ID: id, Title: title, Values: values, Usual: values[0],
		get: func(prefs map[string]string) string {
			if i := slices.Index(as, prefs[id]); i >= 0 {
				return values[i]
			}
			return values[0]
		},
		set: func(prefs map[string]string, word string) error {
			put(prefs, id, as[slices.Index(values, word)])
			return nil
		},
	}
}

func number(id, title string, usual, low, high float64) Setting {
	s := text(id, title, nil)
	s.Usual, s.Low, s.High = strconv.FormatFloat(usual, 'f', -1, 64), low, high
	s.get = func(prefs map[string]string) string {
		if prefs[id] == "" {
			return s.Usual
		}
		return prefs[id]
	}
	return s
}

func text(id, title string, check func(string) error) Setting {
	return Setting{
		ID: id, Title: title,
		get: func(prefs map[string]string) string { return prefs[id] },
		set: func(prefs map[string]string, word string) error {
			word = strings.TrimSpace(word)
			if check != nil {
				if err := check(word); err != nil {
					return err
				}
			}
			put(prefs, id, word)
			return nil
		},
	}
}

func put(prefs map[string]string, key, value string) {
	if prefs[key] = value; value == "" {
		delete(prefs, key)
	}
}

func checkDomains(domains string) error {
	for _, d := range strings.Fields(domains) {
		if _, err := compose.Mailbox("x@" + d); err != nil {
			return &SettingValueError{ownDomains, cutTo(d, 60), "domains with spaces between"}
		}
	}
	return nil
}

// prefNotify is where the window keeps notify.Rules.
const prefNotify = "notify.rules"

// rule is a setting that is a part of notify.Rules.
func rule(id, title string, values []string, get func(*notify.Rules) string, set func(*notify.Rules, string)) Setting {
	return Setting{
		ID: id, Title: title, Values: values, Usual: values[0],
		get: func(prefs map[string]string) string {
			r := notify.ReadRules(prefs[prefNotify])
			return get(&r)
		},
		set: func(prefs map[string]string, word string) error {
			r := notify.ReadRules(prefs[prefNotify])
			set(&r, word)
			prefs[prefNotify] = r.String()
			return nil
		},
	}
}

func telling() Setting {
	return rule("notify.tell", "Tell of new mail", []string{"show", "hide", "off"}, func(r *notify.Rules) string {
		switch {
		case r.Off:
			return "off"
		case r.Hide:
			return "hide"
		}
		return "show"
	}, func(r *notify.Rules, word string) { r.Off, r.Hide = word == "off", word == "hide" })
}

// quietSetting is "never", or the full hours from and to: "22-7".
func quietSetting() Setting {
	s := rule("notify.quiet", "Hours without notifications, as 22-7, or never", []string{"never"}, func(r *notify.Rules) string {
		if r.From == r.To {
			return "never"
		}
		return fmt.Sprintf("%d-%d", r.From, r.To)
	}, func(*notify.Rules, string) {})
	s.Values = nil
	s.set = func(prefs map[string]string, word string) error {
		r := notify.ReadRules(prefs[prefNotify])
		if r.From, r.To = 0, 0; word != "never" {
			from, to, _ := strings.Cut(word, "-")
			var errFrom, errTo error
			r.From, errFrom = strconv.Atoi(from)
			r.To, errTo = strconv.Atoi(to)
			if errFrom != nil || errTo != nil || r.From < 0 || r.From > 23 || r.To < 0 || r.To > 23 {
				return &SettingValueError{"notify.quiet", cutTo(word, 60), "never, or two full hours as in 22-7"}
			}
		}
		prefs[prefNotify] = r.String()
		return nil
	}
	return s
}

// pauseSetting is the part of PauseRule that lasts.
func pauseSetting() Setting {
	values := []string{"never", "battery", "metered", "either"}
	rule := func(prefs map[string]string) (r PauseRule) {
		if json.Unmarshal([]byte(prefs[pausePref]), &r) != nil {
			return PauseRule{}
		}
		return r
	}
	return Setting{
		ID: "fetch.sparing", Title: "Fetch only lists and what is opened, on battery or a metered network", Values: values, Usual: values[0],
		get: func(prefs map[string]string) string {
			r := rule(prefs)
			return values[b2i(r.OnBattery)+2*b2i(r.OnMetered)]
		},
		set: func(prefs map[string]string, word string) error {
			r, i := rule(prefs), slices.Index(values, word)
			r.OnBattery, r.OnMetered = i&1 == 1, i&2 == 2
			value, err := json.Marshal(r)
			if r == (PauseRule{}) {
				value = nil
			}
			put(prefs, pausePref, string(value))
			return err
		},
	}
}
