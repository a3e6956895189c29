package gui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/accounts"
	"godwit/accounts/preflight"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// checkDomain looks in DNS whether mail from the account's addresses will be
// believed, and shows what it found. Nothing is sent.
func checkDomain(s *session, acc accounts.Account) {
	s.tell(lang.T("Asking the internet's directory (DNS) about your domain…"))
	load(s.pump, func(ctx context.Context) ([]preflight.Report, error) { return s.core.Accounts.Preflight(ctx, acc.ID) },
		func(list []preflight.Report, err error) {
			if err != nil {
				s.fail(err)
				return
			}
			showPreflight(s, list)
		})
}

func showPreflight(s *session, list []preflight.Report) {
	view := kit.NewTextView() // scrolls, by keys as well
	view.SetHeader(container.New(layout.NewCustomPaddedLayout(kit.Space4, kit.Space4, kit.Space4, kit.Space4), preflightRows(list)))
	size := s.win.Canvas().Size()
	showSheet(s.win, sheet{
		Title: lang.T("Will your mail be believed?"), Body: kit.NewCard(kit.ColorPaper, view),
		Width: min(600, size.Width*0.9), Height: min(560, size.Height*0.85), Close: lang.T("Close"), Focus: view,
		Action: lang.T("Copy as text"), Stay: true,
		Do: func() {
			s.fyne.Clipboard().SetContent(preflightText(list))
			s.tell(lang.T("Copied, for whoever looks after the domain."))
		},
	})
}

// preflightText is for whoever can change the domain's records.
func preflightText(list []preflight.Report) string {
	var b strings.Builder
	for _, r := range list {
		fmt.Fprintf(&b, "%s through %s\n", r.Domain, r.Through)
		for _, f := range r.Findings {
			fmt.Fprintf(&b, "  %s (%s): %s\n", f.Name, f.Level, f.Text)
			for _, more := range []string{f.Fix, f.Record} {
				if more != "" {
					fmt.Fprintf(&b, "    %s\n", more)
				}
			}
		}
	}
	return b.String()
}

// preflightRows is a section for each domain, what it comes to first.
func preflightRows(list []preflight.Report) fyne.CanvasObject {
	parts := container.New(column{kit.Space6})
	for _, r := range list {
		rows := []fyne.CanvasObject{
			kit.NewParagraph(r.Domain, kit.TextTitle, kit.ColorText).SetBold(),
			kit.NewText(lang.T("through {through}", "through", r.Through), kit.TextSmall, kit.ColorDim).SetFlexible(),
		}
		if n := len(r.Findings); n > 0 {
			rows = append(rows, note(weight(r.Findings[n-1].Level), findingRow(r.Findings[n-1])))
			for _, f := range r.Findings[:n-1] {
				rows = append(rows, findingRow(f))
			}
		}
		parts.Add(container.New(column{kit.Space3}, rows...))
	}
	if len(list) == 0 {
		parts.Add(kit.NewParagraph(lang.T("This account does not send."), kit.TextNormal, kit.ColorDim))
	}
	return parts
}

// weight is the tone of a level.
func weight(l preflight.Level) kit.Tone {
	switch l {
	case preflight.Good:
		return kit.ToneSuccess
	case preflight.Caution:
		return kit.ToneWarning
	case preflight.Fault:
		return kit.ToneError
	}
	return kit.ToneInfo
}

func findingRow(f preflight.Finding) fyne.CanvasObject {
	icon, tint := kit.IconHelp, kit.ColorDim
	switch f.Level {
	case preflight.Good:
		icon, tint = kit.IconSuccess, kit.ColorSuccess
	case preflight.Caution:
		icon, tint = kit.IconWarning, kit.ColorWarning
	case preflight.Fault:
		icon, tint = kit.IconError, kit.ColorError
	}
	lines := []fyne.CanvasObject{kit.NewParagraph(lang.Said(f.Text), kit.TextNormal, kit.ColorText)}
	for _, more := range []string{lang.Said(f.Fix), f.Record} {
		if more != "" {
			lines = append(lines, kit.NewParagraph(more, kit.TextSmall, kit.ColorDim))
		}
	}
	return container.New(marked{18, kit.Space2}, kit.NewPicture(icon, 18, tint), container.New(column{2}, lines...))
}
