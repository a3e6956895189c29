package gui

import (
	"net/url"
	"strings"

	"godwit/app/gui/kit"
)

// askLink shows where a link really leads before the browser gets it. Mail
// addresses are written to.
func askLink(s *session, target string) {
	u, err := url.Parse(strings.TrimSpace(target))
	if err != nil {
		s.tell("That is not a link that can be opened.")
		return
	}
	switch strings.ToLower(u.Scheme) {
	case "mailto":
		if s.mailto != nil {
			s.mailto(target)
		}
		return
	case "http", "https", "ftp":
	default:
		s.tell("Godwit opens links to web pages only.")
		return
	}
	host := kit.NewParagraph(u.Hostname(), kit.TextTitle, kit.ColorText).SetBold()
	full := kit.NewParagraph(cut(u.String(), 600), kit.TextSmall, kit.ColorDim)
	body := kit.NewForm(host, full)
	if u.Scheme == "http" {
		body.Add(kit.NewParagraph("The connection to this page is not protected.", kit.TextSmall, kit.ColorWarning))
	}
	showSheet(s.win, sheet{
		Title: "Open this page in the browser?", Body: body, Width: 480, Close: "Cancel", Action: "Open",
		Do: func() { s.failed(s.fyne.OpenURL(u)) },
	})
}
