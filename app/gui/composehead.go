package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"godwit/app/gui/kit"
	"godwit/compose"
	"godwit/sync/mail"
)

// composeHead is the fields above the text: who, to whom, about what.
type composeHead struct {
	c      *composer
	object *fyne.Container

	from        *widget.Select
	to, cc, bcc *kit.AddressField
	subject     *kit.Field
	ccRow       fyne.CanvasObject
	bccRow      fyne.CanvasObject
	more        *kit.Button // shows Cc and Bcc
	notes       *fyne.Container
}

func newComposeHead(c *composer) *composeHead {
	h := &composeHead{c: c, notes: container.New(column{0})}
	var titles []string
	for _, s := range c.senders {
		titles = append(titles, s.Title)
	}
	h.from = widget.NewSelect(titles, nil)
	h.to, h.cc, h.bcc = h.people("Add people"), h.people(""), h.people("")
	h.subject = kit.NewField("What it is about")
	h.subject.OnChanged = func(s string) {
		c.changed()
		c.win.SetTitle(subjectTitle(s))
	}
	h.subject.OnEscape = c.close
	h.subject.OnSubmitted = func(string) { c.win.Canvas().Focus(c.body) }
	h.more = kit.NewButton(kit.Quiet, "", "Cc Bcc", h.showMore).SetSmall()
	h.ccRow, h.bccRow = fieldRow("Cc", h.cc, nil), fieldRow("Bcc", h.bcc, nil)
	h.object = container.New(column{0},
		fieldRow("From", kit.Bare(h.from), nil), fieldRow("To", h.to, h.more), h.ccRow, h.bccRow,
		fieldRow("Subject", kit.Bare(h.subject), nil), h.notes)
	return h
}

// people is a field for addresses.
func (h *composeHead) people(hint string) *kit.AddressField {
	f := kit.NewAddressField(hint).SetQuiet()
	f.OnChanged = h.c.changed
	f.OnEscape = h.c.close
	f.OnComplete = func(typed string) {
		var out []kit.Recipient
		for _, a := range h.c.people.Match(typed, 6) {
			out = append(out, kit.Recipient{Name: a.Name, Address: a.Email, Valid: true})
		}
		f.Suggest(out)
	}
	return f
}

// fieldRow is a line of the form: its name, the field, and a line below.
func fieldRow(name string, field, right fyne.CanvasObject) fyne.CanvasObject {
	parts := []fyne.CanvasObject{kit.NewText(name, 13, kit.ColorDim), field}
	if right != nil { // before the field, so that Tab goes from field to field
		parts = []fyne.CanvasObject{parts[0], right, field}
	}
	return kit.NewSurface(kit.ColorPaper, kit.BottomEdge, container.New(layout.NewCustomPaddedLayout(2, 3, kit.Space4, kit.Space3), container.New(fieldLine{}, parts...)))
}

// fieldLine puts names into one column and fields into another.
type fieldLine struct{}

const fieldNames float32 = 72

func (fieldLine) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(300, max(36, o[len(o)-1].MinSize().Height))
}

func (fieldLine) Layout(o []fyne.CanvasObject, s fyne.Size) {
	name, field := o[0], o[len(o)-1]
	size := name.MinSize()
	name.Move(fyne.NewPos(0, (36-size.Height)/2))
	name.Resize(fyne.NewSize(fieldNames, size.Height))
	right := s.Width
	if len(o) == 3 && o[1].Visible() {
		m := o[1].MinSize()
		right -= m.Width
		o[1].Move(fyne.NewPos(right, (36-m.Height)/2))
		o[1].Resize(m)
	}
	field.Move(fyne.NewPos(fieldNames, 0))
	field.Resize(fyne.NewSize(max(0, right-fieldNames), s.Height))
}

func (h *composeHead) fill(d compose.Draft) {
	h.from.OnChanged = nil
	if i := h.c.writing.From(h.c.senders); i >= 0 {
		h.from.SetSelectedIndex(i)
	} else {
		h.from.SetSelectedIndex(0)
		h.setFrom()
	}
	h.from.OnChanged = func(string) { h.setFrom() }
	h.to.SetRecipients(recipientsOf(d.To))
	h.cc.SetRecipients(recipientsOf(d.Cc))
	h.bcc.SetRecipients(recipientsOf(d.Bcc))
	h.subject.SetText(d.Subject)
	if len(d.Cc) == 0 {
		h.ccRow.Hide()
	}
	if len(d.Bcc) == 0 {
		h.bccRow.Hide()
	}
	if len(d.Cc) > 0 && len(d.Bcc) > 0 {
		h.more.Hide()
	}
}

// setFrom changes the sender, and the signature in the text with it.
func (h *composeHead) setFrom() {
	c := h.c
	i := h.from.SelectedIndex()
	if i < 0 {
		return
	}
	before, now := c.writing.From(c.senders), c.senders[i]
	c.writing.Draft.Body = c.body.Text()
	old := now.Identity
	if before >= 0 {
		old = c.senders[before].Identity
	}
	c.writing.SetFrom(now, old)
	if c.writing.Draft.Body != c.body.Text() {
		line, col := c.body.Caret()
		c.body.SetText(c.writing.Draft.Body)
		c.body.SetCaret(line, col)
	}
	c.changed()
}

func (h *composeHead) showMore() {
	h.ccRow.Show()
	h.bccRow.Show()
	h.more.Hide()
	h.c.relayout()
	h.cc.FocusEntry()
}

func (h *composeHead) collect(d *compose.Draft) {
	d.To, d.Cc, d.Bcc = addressesOf(h.to.Recipients()), addressesOf(h.cc.Recipients()), addressesOf(h.bcc.Recipients())
	d.Subject = h.subject.Text
}

// note shows what keeps the message from going, or what to think of first;
// nothing takes it away.
func (h *composeHead) note(bars ...fyne.CanvasObject) {
	h.notes.Objects = bars
	h.notes.Refresh()
	h.c.relayout()
}

func recipientsOf(list []mail.Address) []kit.Recipient {
	out := make([]kit.Recipient, len(list))
	for i, a := range list {
		valid := len(kit.ParseRecipients(a.Email)) == 1 && kit.ParseRecipients(a.Email)[0].Valid
		out[i] = kit.Recipient{Name: a.Name, Address: a.Email, Valid: valid}
	}
	return out
}

func addressesOf(list []kit.Recipient) []mail.Address {
	var out []mail.Address
	for _, r := range list {
		out = append(out, mail.Address{Name: r.Name, Email: r.Address})
	}
	return out
}

func subjectTitle(s string) string {
	if s == "" {
		return "New message"
	}
	return s
}
