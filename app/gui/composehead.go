package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/compose"
)

// composeHead is the fields above the text: who, to whom, about what.
type composeHead struct {
	c      *composer
	object *fyne.Container

	from                 *fromChoice
	to, cc, bcc, replyTo *kit.AddressField
	subject              *kit.Field
	rows                 map[*kit.AddressField]fyne.CanvasObject
	ccMore, bccMore      *kit.Button // show their rows
	notes                *fyne.Container

	hints  map[string]string // by address: what to think of first; known so far
	hinted int               // the newest question for them
}

func newComposeHead(c *composer) *composeHead {
	h := &composeHead{c: c, notes: container.New(column{0}), hints: make(map[string]string)}
	h.from = newFromChoice(c)
	h.to, h.cc, h.bcc = h.people(lang.T("Add people")), h.people(""), h.people("")
	h.replyTo = h.people(lang.T("Where answers go"))
	h.subject = kit.NewBareField(lang.T("What it is about"))
	h.subject.OnChanged = func(s string) {
		c.changed()
		c.win.SetTitle(subjectTitle(s))
	}
	h.subject.OnEscape = c.close
	h.subject.OnSubmitted = func(string) { c.win.Canvas().Focus(c.body) }
	h.ccMore = kit.NewButton(kit.Quiet, "", lang.T("Cc"), h.showCc).SetSmall()
	h.bccMore = kit.NewButton(kit.Quiet, "", lang.T("Bcc"), h.showBcc).SetSmall()
	more := container.New(layout.NewCustomPaddedHBoxLayout(0), h.ccMore, h.bccMore)
	h.rows = map[*kit.AddressField]fyne.CanvasObject{
		h.to: fieldRow(lang.T("To"), h.to, more), h.cc: fieldRow(lang.T("Cc"), h.cc, nil),
		h.bcc: fieldRow(lang.T("Bcc"), h.bcc, nil), h.replyTo: fieldRow(lang.T("Reply to"), h.replyTo, nil),
	}
	h.object = container.New(column{0},
		fieldRow(lang.T("From"), h.from.object, nil), h.rows[h.to], h.rows[h.cc], h.rows[h.bcc], h.rows[h.replyTo],
		fieldRow(lang.T("Subject"), inLine(h.subject), nil), h.notes)
	return h
}

// fieldRow is a line of the form: its name, the field, and a line below.
func fieldRow(name string, field, right fyne.CanvasObject) fyne.CanvasObject {
	parts := []fyne.CanvasObject{kit.NewText(name, 13, kit.ColorDim), field}
	if right != nil { // before the field, so that Tab goes from field to field
		parts = []fyne.CanvasObject{parts[0], right, field}
	}
	return kit.NewSurface(kit.ColorPaper, kit.BottomEdge, container.New(layout.NewCustomPaddedLayout(2, 3, kit.Space4, kit.Space3), container.New(fieldLine{}, parts...)))
}

// inLine puts an entry's text below that of the fields of addresses.
func inLine(entry fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(0, 0, -kit.Space1, 0), entry)
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

// fill puts a draft into the fields.
func (h *composeHead) fill(d compose.Draft) {
	h.from.fill()
	h.to.SetRecipients(recipientsOf(d.To))
	h.cc.SetRecipients(recipientsOf(d.Cc))
	h.bcc.SetRecipients(recipientsOf(d.Bcc))
	h.replyTo.SetRecipients(recipientsOf(d.ReplyTo))
	h.subject.SetText(d.Subject)
	h.showRow(h.cc, len(d.Cc) > 0)
	h.showRow(h.bcc, len(d.Bcc) > 0)
	h.showRow(h.replyTo, len(d.ReplyTo) > 0 && !h.from.usualReplyTo(d.ReplyTo))
	h.hint()
}

// collect reads the fields into a draft.
func (h *composeHead) collect(d *compose.Draft) {
	d.To, d.Cc, d.Bcc = addressesOf(h.to.Recipients()), addressesOf(h.cc.Recipients()), addressesOf(h.bcc.Recipients())
	if h.rows[h.replyTo].Visible() { // else it is what the identity says
		d.ReplyTo = addressesOf(h.replyTo.Recipients())
	}
	d.Subject = h.subject.Text
}

// commit makes people of what is typed in the fields.
func (h *composeHead) commit() {
	for _, f := range []*kit.AddressField{h.to, h.cc, h.bcc, h.replyTo} {
		f.Commit()
	}
}

func (h *composeHead) showRow(f *kit.AddressField, on bool) {
	setVisible(h.rows[f], on)
	setVisible(h.ccMore, !h.rows[h.cc].Visible())
	setVisible(h.bccMore, !h.rows[h.bcc].Visible())
}

// bring shows a field and puts the keyboard there.
func (h *composeHead) bring(f *kit.AddressField) {
	h.showRow(f, true)
	h.c.relayout()
	f.FocusOn(h.c.win.Canvas())
}

func (h *composeHead) showCc()      { h.bring(h.cc) }
func (h *composeHead) showBcc()     { h.bring(h.bcc) }
func (h *composeHead) showReplyTo() { h.bring(h.replyTo) }

func (h *composeHead) showMore() {
	h.showRow(h.bcc, true)
	h.showCc()
}

// note shows what keeps the message from going, or what to think of first;
// nothing takes it away.
func (h *composeHead) note(bars ...fyne.CanvasObject) {
	h.notes.Objects = bars
	h.notes.Refresh()
	h.c.relayout()
}

func subjectTitle(s string) string {
	if s == "" {
		return lang.T("New message")
	}
	return s
}
