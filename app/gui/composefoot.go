package gui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/compose"
)

// composeFoot is the line below the text: what is set beside the usual, the
// signature, how much was written, and where it is kept.
type composeFoot struct {
	c      *composer
	object fyne.CanvasObject

	set       *fyne.Container // pills
	setRow    fyne.CanvasObject
	signature *kit.Button
	language  *kit.Button // of spelling
	counts    *kit.Text
	size      *kit.Text
	state     *kit.Text // "Saved 14:02 · on the server 14:03"
	row       *fyne.Container

	savedAt time.Time // zero: not yet
	place   app.DraftPlace
	most    int64 // octets that the server takes; 0: not known
}

func newComposeFoot(c *composer) *composeFoot {
	f := &composeFoot{c: c}
	small := func() *kit.Text { return kit.NewText("", kit.TextSmall, kit.ColorDim) }
	f.counts, f.size, f.state = small(), small(), small()
	f.signature = kit.NewButton(kit.Quiet, kit.IconEdit, "", f.showSignatures).SetSmall()
	f.signature.SetTooltip(lang.T("Choose the signature"))
	f.signature.OnKey = c.key
	f.language = kit.NewButton(kit.Quiet, "", "", func() { c.menuAt(f.language, c.spell.menu()) }).SetSmall()
	f.language.SetTooltip(lang.T("Language of spelling"))
	f.language.OnKey = c.key
	c.spell.changed = f.showLanguage
	f.set = container.New(layout.NewRowWrapLayoutWithCustomPadding(kit.Space2, kit.Space1))
	f.setRow = container.New(layout.NewCustomPaddedLayout(kit.Space2, 0, kit.Space2, kit.Space2), f.set)
	f.row = container.New(footRow{kit.Space2}, f.signature, f.language, f.size, f.counts, f.state)
	f.object = kit.NewSurface(kit.ColorBar, kit.TopEdge, container.New(layout.NewCustomPaddedLayout(kit.Space1, kit.Space1, kit.Space2, kit.Space4),
		container.New(column{kit.Space1}, f.setRow, f.row)))
	return f
}

// show shows what the draft says, and asks for the rest.
func (f *composeFoot) show() {
	f.showSet()
	f.showSignature()
	f.showLanguage()
	f.askSize()
	body := f.c.body.Snapshot()
	load(f.c.s.pump, func(context.Context) (model.Counts, error) { return model.Count(body.String()), nil },
		func(n model.Counts, _ error) { f.setText(f.counts, n.String()) })
	if f.c.writing.Draft.ID != 0 {
		f.askPlace()
	}
}

// setText puts a text into the line, whose parts may have to move for it.
func (f *composeFoot) setText(t *kit.Text, s string) {
	if t.Text() != s {
		t.SetText(s)
		f.row.Refresh()
	}
}

// saved says when the draft was saved, and how long it is now.
func (f *composeFoot) saved(at time.Time, n model.Counts) {
	f.savedAt = at
	f.setText(f.counts, n.String())
	f.showSize()
	f.showState()
}

// askPlace looks whether the server has the draft.
func (f *composeFoot) askPlace() {
	id := f.c.writing.Draft.ID
	load(f.c.s.pump, func(ctx context.Context) (app.DraftPlace, error) { return f.c.s.core.Outbox.DraftPlace(ctx, id) },
		func(p app.DraftPlace, err error) {
			if err == nil {
				f.place = p
				f.showState()
			}
		})
}

func (f *composeFoot) showState() {
	text := ""
	if !f.savedAt.IsZero() {
		text = lang.T("Saved {time}", "time", model.Clock(f.savedAt, now()))
	}
	if at := f.place.At; !at.IsZero() {
		if text != "" {
			text += " · "
		}
		text += lang.T("on the server {time}", "time", model.Clock(at, now()))
	}
	f.setText(f.state, text)
}

// askSize asks how much the server of the sender takes.
func (f *composeFoot) askSize() {
	d := f.c.writing.Draft
	d.Body = ""
	load(f.c.s.pump, func(ctx context.Context) (compose.Known, error) { return f.c.s.core.People.Known(ctx, d) },
		func(k compose.Known, err error) {
			if err == nil {
				f.most = k.MaxSize
				f.showSize()
			}
		})
}

// showSize says how large the files are, and what the server takes. Base64 makes
// a third more of a file, so both are as they are on the wire.
func (f *composeFoot) showSize() {
	d := f.c.writing.Draft
	text, tint := "", kit.ColorDim
	if len(d.Attachments) > 0 {
		weight := compose.Weight(d)
		text = lang.T("{size} to send", "size", model.Size(weight))
		if f.most > 0 {
			text = lang.T("{size} of {most}", "size", model.Size(weight), "most", model.Size(f.most))
			if weight > f.most {
				tint = kit.ColorError
			}
		}
	}
	f.size.SetColour(tint)
	f.setText(f.size, text)
}

func (f *composeFoot) showLanguage() {
	title := f.c.spell.title()
	f.language.SetLabel(title)
	setVisible(f.language, title != "")
	f.row.Refresh()
}

func (f *composeFoot) showSignature() {
	by := f.c.signedBy()
	label := lang.T("No signature")
	if by.Signature != "" {
		label = lang.T("Signature: {name}", "name", signatureName(by))
	}
	f.signature.SetLabel(label)
	signed := false
	for _, s := range f.c.senders {
		signed = signed || s.Identity.Signature != ""
	}
	setVisible(f.signature, signed)
	f.row.Refresh()
}

func signatureName(i accounts.Identity) string {
	if i.Name != "" {
		return i.Name
	}
	return i.Email
}

// signedBy is whose signature the text has.
func (c *composer) signedBy() accounts.Identity {
	if by, ok := c.writing.Signed(); ok {
		return by
	}
	if i := c.writing.From(c.senders); i >= 0 {
		return c.senders[i].Identity
	}
	return accounts.Identity{}
}

// showSignatures is the menu of all signatures.
func (f *composeFoot) showSignatures() {
	by := f.c.signedBy()
	var items []*fyne.MenuItem
	add := func(title string, i accounts.Identity) {
		item := fyne.NewMenuItem(title, func() { f.c.sign(i) })
		item.Checked = i.Signature == by.Signature
		items = append(items, item)
	}
	for _, s := range f.c.senders {
		if s.Identity.Signature != "" {
			add(s.Title, s.Identity)
		}
	}
	add(lang.T("No signature"), accounts.Identity{Above: by.Above})
	f.c.menuAt(f.signature, items)
}

// sign puts another signature into the text.
func (c *composer) sign(by accounts.Identity) {
	old := c.signedBy()
	c.writing.Draft.Body = c.body.Text()
	before := c.writing.Draft.Body
	c.writing.Sign(by, old)
	if c.writing.Draft.Body != before {
		c.setBody(c.writing.Draft.Body)
		c.changed()
	}
	c.foot.showSignature()
}
