package gui

import (
	"net/url"
	"strings"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/sender"
)

// askLink shows where a link really leads before the browser gets it, and says
// so when its text named another place. Mail addresses are written to.
func askLink(s *session, target string, pretences []sender.Pretence) {
	u, err := url.Parse(strings.TrimSpace(target))
	if err != nil {
		s.tell(lang.T("That is not a link that can be opened."))
		return
	}
	switch scheme := strings.ToLower(u.Scheme); scheme {
	case "mailto":
		if s.mailto != nil {
			s.mailto(target)
		}
		return
	case "http", "https", "ftp":
	case "":
		s.tell(lang.T("That link leads nowhere: it names no page."))
		return
	default:
		s.tell(lang.T("Links that begin with “{scheme}:” are not opened: they can start programs.", "scheme", cut(scheme, 20)))
		return
	}
	place := sender.PlaceOf(u.Hostname())
	body := kit.NewForm(kit.NewParagraph(place.Name, kit.TextTitle, kit.ColorText).SetBold())
	warn := func(text string) { body.Add(kit.NewNoteLine(kit.ToneError, kit.IconWarning, text)) }
	action, risky := lang.T("Open"), false
	for _, p := range pretences {
		if p.Leads == place.Name {
			warn(lang.T("The link says {says}, and leads to {leads}.", "says", p.Says, "leads", p.Leads))
			risky = true
		}
	}
	if place.Warning != "" {
		warn(lang.Said(place.Warning))
		risky = true
	}
	if risky {
		action = lang.T("Open all the same")
	}
	body.Add(kit.NewParagraph(cut(u.String(), 600), kit.TextSmall, kit.ColorDim))
	if u.Scheme == "http" {
		body.Add(kit.NewParagraph(lang.T("The connection to this page is not protected."), kit.TextSmall, kit.ColorWarning))
	}
	showSheet(s.win, sheet{
		Title: lang.T("Open this page in the browser?"), Body: body, Width: 480, Close: lang.T("Cancel"), Action: action, Danger: risky,
		Do: func() { s.failed(s.fyne.OpenURL(u)) },
	})
}
