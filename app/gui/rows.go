package gui

import (
	"image/color"
	"slices"
	"strconv"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// now is the time for words such as "Tue 14:02".
func now() time.Time { return time.Now() }

// messageRows shows a model.List to the list widget.
type messageRows struct {
	list    *model.List
	s       *session
	roleOf  func(mail.FolderID) mail.Role
	folders func() []mail.Folder
	tag     func(name string) kit.RowTag
	stripes map[accounts.ID]color.NRGBA // nil: none
	there   func(mail.MessageID) bool   // a server found it
}

func (r *messageRows) Count() int     { return r.list.Count() }
func (r *messageRows) ID(i int) int64 { return int64(r.list.ID(i)) }
func (r *messageRows) IndexOf(id int64) (int, bool) {
	return r.list.IndexOf(mail.MessageID(id))
}

func (r *messageRows) Row(i int) (kit.MessageRow, bool) {
	c, ok := r.list.Talk(i)
	if !ok {
		return kit.MessageRow{}, false
	}
	m, at := c.Row, r.list.Line(i)
	row := kit.MessageRow{
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
		Depth:      at.Depth,
		Size:       model.Size(m.Size),
		Account:    r.account(m.Account),
		Folder:     r.folder(m.Folder),
	}
	if r.there(m.ID) {
		row.Chip, row.ChipTone = lang.T("On the server"), kit.ToneInfo
	}
	for i, name := range m.Tags[:min(len(m.Tags), len(row.Tags))] {
		row.Tags[i] = r.tag(name)
	}
	switch {
	case at.Depth > 0 || at.Members == 1 && c.Count < 2:
	case at.Open:
		row.Fold, row.Thread = kit.Unfolded, c.Count
	default:
		row.Thread = c.Count
		row.Unread, row.Starred, row.Attachment = c.Unread > 0, c.Starred, c.Attached
		if at.Members > 1 {
			row.Fold = kit.Folded
		}
		if len(c.People) > 1 {
			row.Sender = model.Participants(c.People, r.own())
		}
	}
	return row, true
}

// own are the addresses that one writes from.
func (r *messageRows) own() []string {
	var own []string
	for _, a := range r.s.accounts {
		for _, i := range a.Identities {
			own = append(own, i.Email)
		}
	}
	return own
}

func (r *messageRows) account(id accounts.ID) string {
	if a := r.s.account(id); a.ID != 0 {
		return a.Title()
	}
	return ""
}

func (r *messageRows) folder(id mail.FolderID) string {
	all := r.folders()
	if i := slices.IndexFunc(all, func(f mail.Folder) bool { return f.ID == id }); i >= 0 {
		return model.FolderTitle(all[i])
	}
	return ""
}

// sender is who a row is from; in folders of one's own mail, who it is to.
func (r *messageRows) sender(m mail.Row) string {
	if ownMail(r.roleOf(m.Folder)) {
		names := make([]string, len(m.To))
		for i, a := range m.To {
			names[i] = a.Display()
		}
		if len(names) == 0 {
			return lang.T("(no recipient)")
		}
		return lang.T("To {names}", "names", strings.Join(names, ", "))
	}
	if name := m.From.Display(); name != "" {
		return name
	}
	return lang.T("(no sender)")
}

// ownMail tells whether one has written what is in a folder.
func ownMail(r mail.Role) bool { return r == mail.Sent || r == mail.Drafts || r == mail.Outbox }

func subject(s string) string {
	if strings.TrimSpace(s) == "" {
		return lang.T("(no subject)")
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
		m[a.ID] = stripeOf(a, stripeColours[i%len(stripeColours)])
	}
	return m
}

// stripeOf is the colour of an account, which has another where none was chosen.
func stripeOf(a accounts.Account, byPlace color.NRGBA) color.NRGBA {
	rgb, err := strconv.ParseUint(strings.TrimPrefix(a.Colour, "#"), 16, 24)
	if err != nil {
		return byPlace
	}
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 0xff}
}

// stripeOf is the colour that an account has by its place.
func (s *session) stripeOf(a accounts.Account) color.NRGBA {
	i := slices.IndexFunc(s.accounts, func(other accounts.Account) bool { return other.ID == a.ID })
	return stripeColours[max(0, i)%len(stripeColours)]
}
