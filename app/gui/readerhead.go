package gui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// readerHead is what stands above a message's text: subject, who, when, notes
// and attachments. The sender's address is always there in full, whatever the
// name says.
type readerHead struct {
	r      *reader
	object fyne.CanvasObject

	mark    *kit.Surface   // at the left of the message that commands are about
	edge    *kit.Surface   // above a message of several
	subject *kit.Paragraph // of a message alone; a conversation has its own
	face    *avatar
	from    *kit.Token
	date    *kit.Token
	to      *kit.Token
	all     *fyne.Container // every recipient, when asked for
	sender  *kit.NoteLine   // who it is really from
	line    *fyne.Container // holds it
	star    *kit.Button
	colours *kit.Button // shows the colours as they were sent, where others are shown
	buttons []*kit.Button
	notes   *fyne.Container
	files   *fyne.Container
	event   *fyne.Container // what it invites to

	attached *attachments // what is in files

	command func(id string) // runs a command of the window
	keys    func(*kit.Token)
	starred bool
}

func newReaderHead(r *reader) *readerHead {
	h := &readerHead{r: r, command: func(string) {}, keys: func(*kit.Token) {}}
	h.subject = kit.NewParagraph("", kit.TextHeading, kit.ColorText).SetBold()
	h.face = newAvatar()
	h.from, h.date, h.to = kit.NewToken(kit.TextNormal, false), kit.NewToken(kit.TextSmall, false), kit.NewToken(kit.TextSmall, false)
	h.all = container.New(column{kit.Space1})
	h.all.Hide()
	h.sender = newSenderLine(h)
	h.line = container.New(indent{52 - kit.Space1}, h.sender)
	act := func(icon kit.IconName, tip, id string) *kit.Button {
		b := kit.NewIconButton(icon, tip, func() {
			r.focused()
			h.command(id)
		}).SetSmall()
		h.buttons = append(h.buttons, b)
		return b
	}
	h.star = act(kit.IconStar, lang.T("Star (S)"), "")
	h.star.OnTapped = r.toggleStar
	h.colours = act(kit.IconContrast, lang.T("Original colours, or those for the dark"), "")
	h.colours.OnTapped = r.switchColours
	h.colours.Hide()
	more := kit.NewIconButton(kit.IconMore, lang.T("More"), nil).SetSmall()
	more.OnTapped = func() { h.more(more) }
	h.buttons = append(h.buttons, more)
	actions := container.New(layout.NewCustomPaddedHBoxLayout(0), h.colours, h.star,
		act(kit.IconReply, lang.T("Reply (Ctrl+R)"), "reply"),
		act(kit.IconReplyAll, lang.T("Reply to all (Ctrl+Shift+R)"), "reply-all"),
		act(kit.IconForward, lang.T("Forward (Ctrl+L)"), "forward"), more)
	h.notes, h.files = container.New(column{kit.Space1}), container.New(layout.NewRowWrapLayoutWithCustomPadding(kit.Space2, kit.Space2))
	h.event = container.New(column{0})
	h.date.OnTapped = func(fyne.Position) { h.toggleAll() }
	h.to.OnTapped = h.date.OnTapped

	who := container.New(whoLayout{}, h.face, h.from, h.date, actions, h.to)
	line := kit.NewSurface(kit.ColorLine, kit.NoEdge, nil)
	inner := container.New(layout.NewCustomPaddedLayout(kit.Space4, kit.Space1, kit.Space6, kit.Space4),
		container.New(column{kit.Space3}, h.subject, container.New(column{kit.Space1}, who, h.line, h.all), h.event, h.files, h.notes, container.New(oneLineHigh{}, line)))
	h.mark, h.edge = kit.NewSurface(kit.ColorAccent, kit.NoEdge, nil), kit.NewSurface(kit.ColorLine, kit.NoEdge, nil)
	h.mark.Hide()
	h.edge.Hide()
	h.object = container.New(headEdges{}, inner, h.edge, h.mark)
	return h
}

func (h *readerHead) show(m *app.Reading) {
	e := m.Envelope
	several := len(h.r.c.cards) > 1
	h.subject.SetText(cut(subject(e.Subject), 180))
	h.subject.Hidden, h.edge.Hidden = several, !several
	h.setCurrent(several && h.r.c.now == h.r)
	var from mail.Address
	if len(e.From) > 0 {
		from = e.From[0]
	}
	h.showFrom(from)
	h.face.set(from)
	when, received := e.Date, m.Row.Received
	full := model.DateLines(when, received, now())
	if when.IsZero() {
		when = received
	}
	h.date.Set("", model.DateWords(when, now()), strings.ReplaceAll(full, "\n", " · "))
	h.showTo(m, false)
	h.all.Hide()
	h.setStar(m.Row.Flags&mail.Flagged != 0)
	h.showSender(m.Sender)
	h.event.Objects = nil
	if m.Event != nil {
		h.event.Add(eventCard(*m.Event))
	}
	h.event.Hidden = m.Event == nil
	h.attached = newAttachments(h.r.s, app.Origin{Message: m.Row.ID}, m.Parts, h.files, func() { h.r.view.HeaderChanged() })
	h.object.Refresh()
}

// showFrom shows the sender: the name, and the address in any case.
func (h *readerHead) showFrom(from mail.Address) {
	switch {
	case from == (mail.Address{}):
		h.from.Set(lang.T("(no sender)"), "", "")
		h.from.OnTapped = nil
		return
	case from.Name == "":
		h.from.Set(from.Email, "", "")
	default:
		h.from.Set(cut(from.Name, 80), from.Email, "")
	}
	h.from.OnTapped = func(at fyne.Position) { h.r.addressMenu(from, at) }
}

// showTo says whom it went to, and through which list.
func (h *readerHead) showTo(m *app.Reading, open bool) {
	text := model.ToWhom(m.Envelope, h.r.s.own)
	if list := model.ListName(m.Envelope.ListID); list != "" {
		text += " · " + lang.T("list {list}", "list", cut(list, 60))
	}
	h.to.Set("", cut(text, 140)+map[bool]string{true: "  ▴", false: "  ▾"}[open], "")
}

// setCurrent marks the message as the one that commands are about.
func (h *readerHead) setCurrent(on bool) {
	h.mark.Hidden = !on
	h.mark.Refresh()
}

// showColours offers the colours of a page that are not shown as they were sent.
func (h *readerHead) showColours(page bool) {
	if _, dark := kit.Paper(); h.colours.Hidden == (page && dark) {
		h.colours.Hidden = !(page && dark)
		h.object.Refresh()
	}
}

func (h *readerHead) setStar(on bool) {
	h.starred = on
	h.star.SetIcon(kit.IconStar)
	if on {
		h.star.SetIcon(kit.IconStarFilled)
	}
}

func (h *readerHead) toggleAll() {
	m := h.r.reading
	if m == nil {
		return
	}
	h.all.Hidden = !h.all.Hidden
	if !h.all.Hidden {
		h.all.Objects = h.details(m)
	}
	h.showTo(m, !h.all.Hidden)
	h.showSender(m.Sender)
	h.all.Refresh()
	h.r.view.HeaderChanged()
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
		note(kit.ToneInfo, kit.IconInfo, lang.T("This message is HTML too; shown as text (Ctrl+Shift+H)."))
	}
	if o := h.remoteNote(m, asText); o != nil {
		h.notes.Add(container.New(indent{-kit.Space1}, o))
	}
	if text := model.LinksText(m.Pretences); text != "" {
		note(kit.ToneWarning, kit.IconLink, text)
	}
	if line := h.r.unsubscribeNote(m); line != nil {
		line.OnRune, line.OnKey = h.sender.OnRune, h.sender.OnKey
		h.notes.Add(container.New(indent{-kit.Space1}, line))
	}
	if m.Row.Vanished {
		note(kit.ToneWarning, kit.IconWarning, lang.T("The server has lost this message; this is the copy on this computer."))
	}
	h.notes.Hidden = len(h.notes.Objects) == 0
}

// oneLineHigh lays out a line of one pixel.
type oneLineHigh struct{}

func (oneLineHigh) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, kit.Space2) }
func (oneLineHigh) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(0, s.Height-1))
	o[0].Resize(fyne.NewSize(s.Width, 1))
}
