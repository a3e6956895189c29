package gui

import (
	"context"
	"net/url"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/sender"
)

// unsubscribeNote offers to leave the list a message came through; nil when there
// is no way.
func (r *reader) unsubscribeNote(m *app.Reading) *kit.NoteLine {
	if !m.Unsubscribe.Offered() {
		return nil
	}
	line := kit.NewNoteLine(kit.ToneInfo, kit.IconMail, lang.T("Sent to a mailing list. Unsubscribe…"))
	line.OnTapped = func() { r.unsubscribe(m) }
	return line
}

// unsubscribe leaves the list, in the best way it offers: with one request, by
// mail through the composer, or on its page. Nothing happens before it is asked.
func (r *reader) unsubscribe(m *app.Reading) {
	u := m.Unsubscribe
	switch {
	case m.OneClick():
		page, err := url.Parse(u.Page)
		if err != nil {
			return
		}
		showSheet(r.s.win, sheet{
			Title: lang.T("Leave this mailing list?"), Width: 460, Close: lang.T("Cancel"), Action: lang.T("Unsubscribe"),
			Body: kit.NewForm(kit.NewParagraph(lang.T("Godwit sends one request to this server, with nothing in it but what the message names:"), kit.TextNormal, kit.ColorText),
				kit.NewParagraph(sender.PlaceOf(page.Hostname()).Name, kit.TextTitle, kit.ColorText).SetBold()),
			Do: func() {
				do(r.s.pump, func(ctx context.Context) error { return r.s.core.Mail.LeaveList(ctx, m) }, func(err error) {
					if err != nil {
						r.s.fail(err)
						return
					}
					r.s.tell(lang.T("Unsubscribed. The list has taken the request."))
				})
			},
		})
	case u.Mail != "":
		r.s.mailto(u.Mail)
		r.s.tell(lang.T("Send this message to leave the list."))
	default:
		askLink(r.s, u.Page, nil)
	}
}
