package gui

import (
	"strings"

	"fyne.io/fyne/v2"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// places are where a password can be kept.
func places() []keepPlace {
	return []keepPlace{
		{accounts.OSKeyring, lang.T("in the system's keyring")},
		{accounts.Session, lang.T("only until Godwit closes")},
		{accounts.File, lang.T("in a file protected by a passphrase")},
	}
}

type keepPlace struct {
	place accounts.Place
	title string
}

func placeTitles() []string {
	var out []string
	for _, p := range places() {
		out = append(out, p.title)
	}
	return out
}

func placeIndex(place accounts.Place) int {
	for i, p := range places() {
		if p.place == place {
			return i
		}
	}
	return 0
}

// keyWays are what can be done where passwords cannot be kept, or read: try again
// when it is unlocked, or keep them elsewhere.
func (p *accountPage) keyWays(ex app.Explanation) []fyne.CanvasObject {
	if !strings.HasPrefix(ex.Code, "GW-KEY-") {
		return nil
	}
	return keyButtons(p.form.Keep, p.test, func(to accounts.Place) {
		p.place.SetSelectedIndex(placeIndex(to))
		p.test()
	})
}

// keyButtons are a button to try again and one for each other place.
func keyButtons(now accounts.Place, again func(), elsewhere func(accounts.Place)) []fyne.CanvasObject {
	list := []fyne.CanvasObject{kit.NewButton(kit.Plain, "", lang.T("Try again"), again).SetSmall()}
	for place, label := range map[accounts.Place]string{
		accounts.Session: lang.T("Keep it until Godwit closes"),
		accounts.File:    lang.T("Use a passphrase file"),
	} {
		if place != now {
			list = append(list, kit.NewButton(kit.Plain, "", label, func() { elsewhere(place) }).SetSmall())
		}
	}
	return list
}
