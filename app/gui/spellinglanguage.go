package gui

import (
	"runtime"

	"fyne.io/fyne/v2"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/compose/spell"
)

// spellingOff is chosen where nothing is to be checked.
const spellingOff = "off"

// spellingLanguage is a language that can be checked.
type spellingLanguage struct{ Code, Name string }

// languages are those that there are dictionaries of on this computer.
func (p *speller) languages() []spellingLanguage {
	var out []spellingLanguage
	for _, one := range p.installed {
		out = append(out, spellingLanguage{one.Language, spell.Name(one.Language)})
	}
	return out
}

// title is the language that is checked, in a word or two for the foot of the
// window; "" until it is known.
func (p *speller) title() string {
	switch {
	case p.in != "":
		return spell.Name(p.in)
	case p.chosen == spellingOff:
		return lang.T("Spelling off")
	case p.looked:
		return lang.T("No spelling")
	}
	return ""
}

// setLanguage has the message checked in a language, in none (spellingOff), or in
// the one it seems to be in (""). It is remembered for whom the message is to.
func (p *speller) setLanguage(code string) {
	p.chosen = code
	if to := p.recipient(); to != "" && code != spellingOff {
		p.s.setPref(prefLanguages, p.s.words.writes(to, code))
	}
	if code == spellingOff {
		p.in = ""
		p.body.SetSpeller(nil)
		p.tell()
		return
	}
	p.guess()
}

// menu is the choice of the language, and what else there is to spelling.
func (p *speller) menu() []*fyne.MenuItem {
	item := func(title string, on bool, do func()) *fyne.MenuItem {
		m := fyne.NewMenuItem(title, do)
		m.Checked = on
		return m
	}
	var out []*fyne.MenuItem
	if len(p.installed) > 0 {
		out = append(out, item(lang.T("The language it is written in"), p.chosen == "", func() { p.setLanguage("") }))
	}
	for _, l := range p.languages() {
		out = append(out, item(l.Name, p.chosen == l.Code || p.chosen == "" && p.in == l.Code, func() { p.setLanguage(l.Code) }))
	}
	if len(p.installed) > 0 {
		out = append(out, item(lang.T("Do not check"), p.chosen == spellingOff, func() { p.setLanguage(spellingOff) }), fyne.NewMenuItemSeparator())
	}
	return append(out, fyne.NewMenuItem(lang.T("Own words…"), p.showWords), fyne.NewMenuItem(lang.T("More dictionaries…"), p.showAdvice))
}

// showAdvice says where dictionaries come from.
func (p *speller) showAdvice() {
	first := lang.T("No dictionary is installed on this computer, so spelling is not checked.")
	if n := len(p.installed); n > 0 {
		first = lang.N(n, "One dictionary is installed on this computer.", "{n} dictionaries are installed on this computer.", "n", n)
	}
	how := lang.T("Godwit reads the dictionaries of Hunspell, which LibreOffice and Firefox use as well. Your system's package manager has them, as hunspell-de-de or hunspell-en-us for example. Or put the two files of a language, .aff and .dic, into the folder .local/share/hunspell in your home folder.")
	switch runtime.GOOS {
	case "windows":
		how = lang.T("Godwit reads the dictionaries of Hunspell, those that LibreOffice brings among them. Or put the two files of a language, .aff and .dic, into the folder hunspell below %APPDATA%.")
	case "darwin":
		how = lang.T("Godwit reads the dictionaries of Hunspell, those that LibreOffice brings among them. Or put the two files of a language, .aff and .dic, into the folder Library/Spelling in your home folder.")
	}
	body := kit.NewForm()
	body.Add(kit.NewParagraph(first, kit.TextNormal, kit.ColorText))
	body.Add(kit.NewParagraph(how, kit.TextNormal, kit.ColorText))
	showSheet(p.c.win, sheet{Title: lang.T("Dictionaries"), Body: body, Width: 480, Close: lang.T("Close"), Action: lang.T("Look again"), Do: p.guess})
}
