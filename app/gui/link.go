package gui

import (
	"net/url"
	"strings"

	"godwit/app/gui/kit"
	"godwit/app/sender"
)

// askLink shows where a link really leads before the browser gets it, and says
// so when its text named another place. Mail addresses are written to.
func askLink(s *session, target string, pretences []sender.Pretence) {
	u, err := url.Parse(strings.TrimSpace(target))
	if err != nil {
		s.tell("That is not a link that can be opened.")
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
		s.tell("That link leads nowhere: it names no page.")
		return
	default:
		s.tell("Links that begin with “" + cut(scheme, 20) + ":” are not opened: they can start programs.")
		return
	}
	place := sender.PlaceOf(u.Hostname())
	body := kit.NewForm(kit.NewParagraph(place.Name, kit.TextTitle, kit.ColorText).SetBold())
	warn := func(text string) { body.Add(kit.NewNoteLine(kit.ToneError, kit.IconWarning, text)) }
	action := "Open"
	for _, p := range pretences {
		if p.Leads == place.Name {
			warn("The link says " + p.Says + ", and leads to " + p.Leads + ".")
			action = "Open all the same"
		}
	}
	if place.Warning != "" {
		warn(place.Warning)
		action = "Open all the same"
	}
	body.Add(kit.NewParagraph(cut(u.String(), 600), kit.TextSmall, kit.ColorDim))
	if u.Scheme == "http" {
		body.Add(kit.NewParagraph("The connection to this page is not protected.", kit.TextSmall, kit.ColorWarning))
	}
	showSheet(s.win, sheet{
		Title: "Open this page in the browser?", Body: body, Width: 480, Close: "Cancel", Action: action, Danger: action != "Open",
		Do: func() { s.failed(s.fyne.OpenURL(u)) },
	})
}
