package gui

import (
	"image/color"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/app/gui/kit"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// now is the time for words such as "Tue 14:02".
func now() time.Time { return time.Now() }

// messageRows shows a model.List to the list widget.
type messageRows struct {
	list    *model.List
	roleOf  func(mail.FolderID) mail.Role
	stripes map[accounts.ID]color.NRGBA // nil: none
}

func (r *messageRows) Count() int     { return r.list.Count() }
func (r *messageRows) ID(i int) int64 { return int64(r.list.ID(i)) }
func (r *messageRows) IndexOf(id int64) (int, bool) {
	return r.list.IndexOf(mail.MessageID(id))
}

func (r *messageRows) Row(i int) (kit.MessageRow, bool) {
	m, ok := r.list.Row(i)
	if !ok {
		return kit.MessageRow{}, false
	}
	return kit.MessageRow{
		ID:         int64(m.ID),
		Sender:     r.sender(m),
		Date:       model.ShortTime(m.Received, now()),
		Subject:    subject(m.Subject),
		Preview:    m.Preview,
		Unread:     m.Flags&mail.Seen == 0,
		Starred:    m.Flags&mail.Flagged != 0,
		Attachment: m.Attachments > 0,
		Answered:   m.Flags&mail.Answered != 0,
		Forwarded:  m.Flags&mail.Forwarded != 0,
		Stripe:     r.stripes[m.Account],
	}, true
}

// sender is who a row is from; in folders of one's own mail, who it is to.
func (r *messageRows) sender(m mail.Row) string {
	switch r.roleOf(m.Folder) {
	case mail.Sent, mail.Drafts, mail.Outbox:
		names := make([]string, len(m.To))
		for i, a := range m.To {
			names[i] = a.Display()
		}
		if len(names) == 0 {
			return "(no recipient)"
		}
		return "To " + strings.Join(names, ", ")
	}
	if name := m.From.Display(); name != "" {
		return name
	}
	return "(no sender)"
}

func subject(s string) string {
	if strings.TrimSpace(s) == "" {
		return "(no subject)"
	}
	return s
}

// stripeColours tell accounts apart where their mail is mixed; they read well
// on light and dark.
var stripeColours = []color.NRGBA{
	{0x2f, 0x86, 0xa6, 0xff},
	{0xc0, 0x78, 0x2c, 0xff},
	{0x5d, 0x8f, 0x4a, 0xff},
	{0x8d, 0x6a, 0xb5, 0xff},
	{0xb5, 0x55, 0x64, 0xff},
	{0x6b, 0x7a, 0x84, 0xff},
}

func stripesOf(list []accounts.Account) map[accounts.ID]color.NRGBA {
	if len(list) < 2 {
		return nil
	}
	m := make(map[accounts.ID]color.NRGBA, len(list))
	for i, a := range list {
		m[a.ID] = stripeColours[i%len(stripeColours)]
	}
	return m
}
