package gui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// readerHead is what stands above a message's text: subject, who, when, notes
// and attachments.
type readerHead struct {
	r      *reader
	object fyne.CanvasObject

	subject *kit.Paragraph
	face    *avatar
	from    *fyne.Container // name, address and date in a line
	name    *kit.Text
	address *kit.Text
	date    *kit.Text
	short   *kit.Text // the date where there is little room
	to      *kit.Text
	all     *kit.Paragraph // every recipient, when asked for
	details *kit.Button
	sender  *kit.NoteLine   // who it is really from
	line    *fyne.Container // holds it
	star    *kit.Button
	buttons []*kit.Button
	notes   *fyne.Container
	files   *fyne.Container

	command func(id string) // runs a command of the window
	starred bool
}

func newReaderHead(r *reader) *readerHead {
	h := &readerHead{r: r, command: func(string) {}}
	h.subject = kit.NewParagraph("", kit.TextHeading, kit.ColorText).SetBold()
	h.face = newAvatar()
	h.name = kit.NewText("", kit.TextNormal, kit.ColorText).SetBold(true)
	h.address = kit.NewText("", kit.TextSmall, kit.ColorDim).SetFlexible()
	h.date = kit.NewText("", kit.TextSmall, kit.ColorDim)
	h.short = kit.NewText("", kit.TextSmall, kit.ColorDim)
	h.to = kit.NewText("", kit.TextSmall, kit.ColorDim).SetFlexible()
	h.all = kit.NewParagraph("", kit.TextSmall, kit.ColorDim)
	h.all.Hide()
	h.sender = newSenderLine(h)
	h.line = container.New(indent{52 - kit.Space1}, h.sender)
	h.details = kit.NewIconButton(kit.IconChevronDown, "All recipients", h.toggleAll).SetSmall()
	h.star = kit.NewIconButton(kit.IconStar, "Star (S)", func() { h.command("star") })
	act := func(icon kit.IconName, tip, id string) *kit.Button {
		b := kit.NewIconButton(icon, tip, func() { h.command(id) })
		h.buttons = append(h.buttons, b)
		return b
	}
	h.buttons = []*kit.Button{h.star, h.details}
	actions := container.New(layout.NewCustomPaddedHBoxLayout(0), h.star,
		act(kit.IconReply, "Reply (Ctrl+R)", "reply"),
		act(kit.IconReplyAll, "Reply to all (Ctrl+Shift+R)", "reply-all"),
		act(kit.IconForward, "Forward (Ctrl+L)", "forward"),
		act(kit.IconSource, "Source (Ctrl+U)", "source"))
	h.notes, h.files = container.New(column{kit.Space1}), container.New(layout.NewRowWrapLayoutWithCustomPadding(kit.Space2, kit.Space2))

	titleRow := container.New(besides{kit.Space3}, h.subject, actions)
	h.from = container.New(nameLine{}, h.name, h.address, h.date, h.short)
	toRow := container.New(layout.NewBorderLayout(nil, nil, nil, h.details), h.to, h.details)
	who := container.New(layout.NewCustomPaddedVBoxLayout(0), h.from, toRow)
	face := container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(40), h.face))
	left := container.New(layout.NewCustomPaddedLayout(0, 0, 0, kit.Space3), face)
	whoRow := container.New(layout.NewBorderLayout(nil, nil, left, nil), left, who)
	line := kit.NewSurface(kit.ColorLine, kit.NoEdge, nil)
	h.object = container.New(layout.NewCustomPaddedLayout(kit.Space4, kit.Space1, kit.Space6, kit.Space4),
		container.New(column{kit.Space3}, titleRow, container.New(column{kit.Space1}, whoRow, h.line, h.all), h.files, h.notes, container.New(oneLineHigh{}, line)))
	return h
}

func (h *readerHead) show(m *app.Reading) {
	e := m.Envelope
	h.subject.SetText(cut(subject(e.Subject), 180))
	var from mail.Address
	if len(e.From) > 0 {
		from = e.From[0]
	}
	h.name.SetText(from.Display())
	h.address.SetText("")
	if from.Name != "" {
		h.address.SetText(from.Email)
	}
	if from == (mail.Address{}) {
		h.name.SetText("(no sender)")
	}
	h.face.set(from)
	when := e.Date
	if when.IsZero() {
		when = m.Row.Received
	}
	h.date.SetText(model.LongTime(when, now()))
	h.short.SetText(model.ShortTime(when, now()))
	h.to.SetText(recipients(e))
	h.all.SetText(allRecipients(m, when.IsZero()))
	h.all.Hide()
	h.details.SetIcon(kit.IconChevronDown)
	h.setStar(m.Row.Flags&mail.Flagged != 0)
	h.showSender(m.Sender)
	h.files.Objects = attachmentTiles(h.r.s, m)
	h.files.Hidden = len(h.files.Objects) == 0
	h.from.Refresh()
	h.object.Refresh()
}

func (h *readerHead) setStar(on bool) {
	h.starred = on
	h.star.SetIcon(kit.IconStar)
	if on {
		h.star.SetIcon(kit.IconStarFilled)
	}
}

func (h *readerHead) toggleAll() {
	h.all.Hidden = !h.all.Hidden
	h.details.SetIcon(kit.IconChevronDown)
	if !h.all.Hidden {
		h.details.SetIcon(kit.IconChevronUp)
	}
	h.showSender(h.r.reading.Sender)
	h.r.view.HeaderChanged()
}

// recipients is "to Mira, Jonas · cc Ada".
func recipients(e mail.Envelope) string {
	names := func(list []mail.Address) string {
		out := make([]string, len(list))
		for i, a := range list {
			out[i] = a.Display()
		}
		return strings.Join(out, ", ")
	}
	text := "to " + names(e.To)
	if len(e.To) == 0 {
		text = "no recipient named"
	}
	if len(e.Cc) > 0 {
		text += " · cc " + names(e.Cc)
	}
	return text
}

// allRecipients is every address in full, a field a line.
func allRecipients(m *app.Reading, noDate bool) string {
	e := m.Envelope
	var b strings.Builder
	field := func(name string, list []mail.Address) {
		if len(list) == 0 {
			return
		}
		all := make([]string, len(list))
		for i, a := range list {
			all[i] = a.String()
		}
		b.WriteString(name + ": " + cut(strings.Join(all, ", "), 2000) + "\n")
	}
	field("From", e.From)
	field("Reply to", e.ReplyTo)
	field("To", e.To)
	field("Cc", e.Cc)
	field("Bcc", e.Bcc)
	if noDate {
		b.WriteString("The message carries no date.\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

// cut shortens s to at most n runes.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// showNotes says in a line each what a reader should know, of the text or of the
// HTML.
func (h *readerHead) showNotes(m *app.Reading, asText bool) {
	h.notes.Objects = nil
	if m == nil {
		return
	}
	note := func(tone kit.Tone, icon kit.IconName, text string) {
		h.notes.Add(container.New(indent{-kit.Space1}, kit.NewNoteLine(tone, icon, text)))
	}
	if asText && m.HTML != "" {
		note(kit.ToneInfo, kit.IconInfo, "This message is HTML too; shown as text (Ctrl+Shift+H).")
	}
	if o := h.remoteNote(m, asText); o != nil {
		h.notes.Add(container.New(indent{-kit.Space1}, o))
	}
	if text := model.LinksText(m.Pretences); text != "" {
		note(kit.ToneWarning, kit.IconLink, text)
	}
	if m.Row.Vanished {
		note(kit.ToneWarning, kit.IconWarning, "The server has lost this message; this is the copy on this computer.")
	}
	h.notes.Hidden = len(h.notes.Objects) == 0
}

// nameLine puts name and address beside each other and the date at the right:
// long where there is room, else short. What is cut first is the address.
type nameLine struct{}

func (nameLine) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(160, o[0].MinSize().Height)
}

func (nameLine) Layout(o []fyne.CanvasObject, s fyne.Size) {
	name, address, date := o[0].MinSize(), o[1].MinSize(), o[2]
	if name.Width+address.Width+date.MinSize().Width+3*kit.Space2 > s.Width {
		date = o[3]
	}
	o[2].Hide()
	o[3].Hide()
	date.Show()
	d := date.MinSize()
	date.Move(fyne.NewPos(s.Width-d.Width, (s.Height-d.Height)/2+1))
	date.Resize(d)
	left := min(name.Width, s.Width-d.Width-kit.Space2)
	o[0].Move(fyne.NewPos(0, (s.Height-name.Height)/2))
	o[0].Resize(fyne.NewSize(left, name.Height))
	o[1].Move(fyne.NewPos(left+kit.Space2, (s.Height-address.Height)/2+1))
	o[1].Resize(fyne.NewSize(max(0, s.Width-d.Width-left-2*kit.Space2), address.Height))
}

// oneLineHigh lays out a line of one pixel.
type oneLineHigh struct{}

func (oneLineHigh) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, kit.Space2) }
func (oneLineHigh) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(0, s.Height-1))
	o[0].Resize(fyne.NewSize(s.Width, 1))
}
