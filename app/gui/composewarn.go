package gui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/compose"
	"godwit/sync/mail"
)

// warnings is what the writer of a draft would want to know before it goes, and
// was not told yet. It reads the profile: call it away from the UI goroutine.
func (c *composer) warnings(ctx context.Context, d compose.Draft) ([]compose.Problem, error) {
	known, err := c.s.core.People.Known(ctx, d)
	if err != nil {
		return nil, err
	}
	return compose.Warn(d, known), nil
}

// unlessWarned goes on, at once or once the writer knows what there is to think of
// first; again is what to do then.
func (c *composer) unlessWarned(goOn, again func()) {
	c.sending = true
	d := c.writing.Draft
	load(c.s.pump, func(ctx context.Context) ([]compose.Problem, error) { return c.warnings(ctx, d) },
		func(list []compose.Problem, err error) {
			c.sending = false
			switch {
			case c.closed:
			case err != nil:
				c.fail(err)
			case len(list) > 0:
				c.warn(list, again)
			default:
				goOn()
			}
		})
}

// warn says all warnings in one bar above the text, and notes that they were
// said: nobody hears one twice of one message. again goes on with what they held
// up.
func (c *composer) warn(list []compose.Problem, again func()) {
	d := &c.writing.Draft
	lines := container.New(column{kit.Space1})
	buttons := container.New(flow{kit.Space2})
	button := func(kind kit.ButtonKind, title string, do func()) *kit.Button {
		b := kit.NewButton(kind, "", title, func() {
			c.head.note()
			do()
		}).SetSmall()
		b.OnKey = c.key
		buttons.Add(b)
		return b
	}
	goOn := button(kit.Primary, lang.T("Send anyway"), again)
	for _, p := range list {
		lines.Add(kit.NewParagraph(lang.Said(p.Text), kit.TextNormal, kit.ColorText))
		if title, do := c.mend(p.Code); title != "" {
			button(kit.Plain, title, do)
		}
		if !slices.Contains(d.Warned, p.Code) {
			d.Warned = append(slices.Clone(d.Warned), p.Code)
		}
	}
	button(kit.Quiet, lang.T("Write on"), func() { c.win.Canvas().Focus(c.body) })
	words := container.New(column{kit.Space2}, lines, buttons)
	row := container.New(iconLeft{}, kit.NewPicture(kit.IconWarning, 20, kit.ColorWarning), words)
	c.head.note(kit.NewSurface(kit.ColorWarningSoft, kit.BottomEdge, container.New(layout.NewCustomPaddedLayout(kit.Space2, kit.Space2, kit.Space4, kit.Space3), row)))
	c.changed() // what was said is not said again after a restart
	c.win.Canvas().Focus(goOn)
}

// mend is what makes a warning void with one press; "" for nothing.
func (c *composer) mend(code string) (title string, do func()) {
	switch code {
	case compose.NoSubject:
		return lang.T("Add a subject"), func() { c.win.Canvas().Focus(c.head.subject) }
	case compose.NoAttachment:
		return lang.T("Attach…"), c.files.choose
	case compose.ManyRecipients:
		return lang.T("Move to Bcc"), c.head.allBlind
	case compose.AfterBcc:
		if to := c.writing.Draft.To; len(to) > 0 {
			return lang.T("Answer {name} only", "name", cut(to[0].Display(), 40)), c.head.senderOnly
		}
	case compose.OtherIdentity:
		as := c.writing.Draft.Addressed.As
		if s, ok := c.head.from.sender(as); ok {
			return lang.T("Use {email}", "email", cut(as, 60)), func() {
				c.head.from.set(s, mail.Address{Name: s.Identity.Name, Email: as})
			}
		}
	case compose.HasBounced:
		return lang.T("Look at the addresses"), func() { c.head.to.FocusEntry() }
	}
	return "", nil
}

// allBlind moves everyone to Bcc.
func (h *composeHead) allBlind() {
	for _, f := range []*kit.AddressField{h.to, h.cc} {
		h.move(f, h.bcc, f.Recipients())
	}
}

// senderOnly leaves the first recipient.
func (h *composeHead) senderOnly() {
	h.to.SetRecipients(h.to.Recipients()[:1])
	h.cc.SetRecipients(nil)
	h.c.changed()
}

// iconLeft puts a small object left of one that wraps.
type iconLeft struct{}

func (iconLeft) MinSize(o []fyne.CanvasObject) fyne.Size {
	icon, words := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(icon.Width+kit.Space3+words.Width, max(icon.Height, words.Height))
}

func (iconLeft) Layout(o []fyne.CanvasObject, s fyne.Size) {
	icon := o[0].MinSize()
	o[0].Resize(icon)
	o[0].Move(fyne.Position{})
	left := icon.Width + kit.Space3
	o[1].Move(fyne.NewPos(left, 0))
	o[1].Resize(fyne.NewSize(s.Width-left, o[1].MinSize().Height))
}
