package gui

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"godwit/accounts"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/compose"
	"godwit/sync/mail"
)

// fromChoice is who a message is from: an identity, with the colour of its
// account, or another address that one of them may write from.
type fromChoice struct {
	c      *composer
	object fyne.CanvasObject
	sel    *kit.BareSelect
	dot    *canvas.Circle
	other  bool // the last but one choice is the draft's address, which is none of the identities'
}

func newFromChoice(c *composer) *fromChoice {
	f := &fromChoice{c: c, sel: kit.NewBareSelect(nil), dot: canvas.NewCircle(color.Transparent)}
	f.object = container.New(dotted{}, f.dot, f.sel)
	return f
}

// dotted puts a dot before its second object, unless it is hidden.
type dotted struct{}

const fromDot float32 = 10

func (dotted) MinSize(o []fyne.CanvasObject) fyne.Size { return o[1].MinSize() }
func (dotted) Layout(o []fyne.CanvasObject, s fyne.Size) {
	left := float32(0)
	if o[0].Visible() {
		o[0].Move(fyne.NewPos(0, (s.Height-fromDot)/2))
		o[0].Resize(fyne.NewSquareSize(fromDot))
		left = fromDot + kit.Space1
	}
	o[1].Move(fyne.NewPos(left, 0))
	o[1].Resize(fyne.NewSize(s.Width-left, s.Height))
}

// fill shows the draft's sender. One that none of the identities may be gives way
// to the first of them.
func (f *fromChoice) fill() {
	c := f.c
	i := c.writing.From(c.senders)
	if i < 0 {
		f.set(c.senders[0], mail.Address{})
		return
	}
	var titles []string
	for _, s := range c.senders {
		titles = append(titles, s.Title)
	}
	d := c.writing.Draft
	if f.other = d.From.Email != c.senders[i].Identity.Email; f.other {
		i = len(titles)
		titles = append(titles, d.From.String())
	}
	f.sel.OnChanged = nil
	f.sel.SetOptions(append(titles, lang.T("Another address…")))
	f.sel.SetSelectedIndex(i)
	f.sel.OnChanged = func(string) { f.chosen(f.sel.SelectedIndex()) }
	tint, several := stripesOf(c.s.accounts)[d.Account]
	f.dot.FillColor, f.dot.Hidden = tint, !several
	f.dot.Refresh()
	f.object.Refresh()
}

func (f *fromChoice) chosen(i int) {
	switch {
	case i < 0:
	case i < len(f.c.senders):
		f.set(f.c.senders[i], mail.Address{})
	case i == len(f.sel.Options)-1:
		f.fill() // until there is one
		f.ask()
	}
}

// set makes an identity the sender, from its own address or another one, and
// changes the signature in the text with it.
func (f *fromChoice) set(s model.Sender, from mail.Address) {
	c := f.c
	c.head.collect(&c.writing.Draft)
	before := s.Identity
	if i := c.writing.From(c.senders); i >= 0 {
		before = c.senders[i].Identity
	}
	own := c.writing.Draft.ReplyTo
	c.writing.Draft.Body = c.body.Text()
	c.writing.SetFrom(s, before)
	if from.Email != "" {
		c.writing.Draft.From = from
	}
	if c.head.rows[c.head.replyTo].Visible() {
		c.writing.Draft.ReplyTo = own
	}
	if c.writing.Draft.Body != c.body.Text() {
		line, col := c.body.Caret()
		c.body.SetText(c.writing.Draft.Body)
		c.body.SetCaret(line, col)
	}
	f.fill()
	c.changed()
}

// ask asks for an address to write from.
func (f *fromChoice) ask() {
	c := f.c
	field := kit.NewField(c.writing.Draft.From.Email)
	row := kit.NewFormRow(lang.T("Address"), field,
		lang.T("One of your own with a tag, as in name+tag@example.org, or any of a domain whose mail all comes to you."))
	var closeSheet func()
	take := func() {
		if problem := f.use(field.Text); problem != "" {
			row.SetProblem(problem)
			return
		}
		closeSheet()
	}
	field.OnSubmitted = func(string) { take() }
	closeSheet = showSheet(c.win, sheet{
		Title: lang.T("Write from another address"), Body: row, Width: 440, Close: lang.T("Cancel"),
		Action: lang.T("Use it"), Do: take, Stay: true, Focus: field,
	})
}

// use makes the sender what was typed, or says why it cannot be.
func (f *fromChoice) use(typed string) (problem string) {
	list := compose.Recipients(typed)
	switch {
	case len(list) != 1:
		return lang.T("Give one address.")
	case list[0].Problem != "":
		return lang.Said(list[0].Problem)
	}
	from := list[0].Address
	s, ok := f.sender(from.Email)
	if !ok {
		return lang.T("None of your identities writes from {email}. Add it in Settings, under Writing.", "email", cut(from.Email, 60))
	}
	if from.Name == "" {
		from.Name = s.Identity.Name
	}
	f.set(s, from)
	return ""
}

// sender is the identity that is nearest to an address, of the draft's account if
// that has one.
func (f *fromChoice) sender(email string) (model.Sender, bool) {
	best, least := -1, 0
	for i, s := range f.c.senders {
		far, ok := compose.Writes(s.Identity, email)
		if !ok {
			continue
		}
		if far *= 2; s.Account != f.c.writing.Draft.Account {
			far++
		}
		if best < 0 || far < least {
			best, least = i, far
		}
	}
	if best < 0 {
		return model.Sender{}, false
	}
	return f.c.senders[best], true
}

// usualReplyTo tells whether answers go where the identity says.
func (f *fromChoice) usualReplyTo(list []mail.Address) bool {
	i := f.c.writing.From(f.c.senders)
	return i >= 0 && slices.Equal(list, replyToOf(f.c.senders[i].Identity))
}

func replyToOf(i accounts.Identity) []mail.Address {
	if i.ReplyTo == "" {
		return nil
	}
	return []mail.Address{{Email: i.ReplyTo}}
}
