package gui

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/compose"
	"godwit/sync/mail"
)

// showSet shows a pill for each thing that is set and not usual, so that nothing
// that a menu has set is out of sight.
func (f *composeFoot) showSet() {
	c, d := f.c, &f.c.writing.Draft
	var pills []fyne.CanvasObject
	add := func(icon kit.IconName, label string, open, remove func()) {
		p := kit.NewPill(icon, label, open, func() { remove(); c.set() })
		p.OnKey = c.key
		pills = append(pills, p)
	}
	if d.Template {
		add(kit.IconDrafts, lang.T("Template"), nil, func() { d.Template = false })
	}
	if !d.SendAt.IsZero() {
		label := lang.T("Sends {when}", "when", model.LaterShort(d.SendAt, now()))
		if !d.SendAt.After(now()) {
			label = lang.T("Its time is over: sends at once")
		}
		add(kit.IconClock, label, c.chooseTime, func() { d.SendAt = time.Time{} })
	}
	switch d.Priority {
	case compose.HighPriority:
		add(kit.IconFlag, lang.T("High priority"), nil, func() { d.Priority = compose.NormalPriority })
	case compose.LowPriority:
		add(kit.IconChevronDown, lang.T("Low priority"), nil, func() { d.Priority = compose.NormalPriority })
	}
	if d.Wishes.Receipt {
		add(kit.IconCheck, lang.T("Delivery report"), nil, func() { d.Wishes.Receipt = false })
	}
	if d.Wishes.RequireTLS {
		add(kit.IconLock, lang.T("Protected connections only"), nil, func() { d.Wishes.RequireTLS = false })
	}
	if n := len(d.Headers); n > 0 {
		label := d.Headers[0].Name + ": " + d.Headers[0].Value
		if n > 1 {
			label = lang.N(n, "{n} header field", "{n} header fields")
		}
		add(kit.IconSource, label, c.editHeaders, func() { d.Headers = nil })
	}
	f.set.Objects = pills
	setVisible(f.setRow, len(pills) > 0)
	f.set.Refresh()
	c.relayout()
}

// pills are those that are shown.
func (f *composeFoot) pills() []*kit.Pill {
	list := make([]*kit.Pill, len(f.set.Objects))
	for i, o := range f.set.Objects {
		list[i] = o.(*kit.Pill)
	}
	return list
}

// set follows what was set or taken off: everything shows it, and it is saved.
func (c *composer) set() {
	c.bar.show()
	c.foot.showSet()
	c.changed()
}

func (c *composer) setPriority(p compose.Priority) {
	c.writing.Draft.Priority = p
	c.set()
}

func (c *composer) toggleReceipt() {
	c.writing.Draft.Wishes.Receipt = !c.writing.Draft.Wishes.Receipt
	c.set()
}

func (c *composer) toggleRequireTLS() {
	c.writing.Draft.Wishes.RequireTLS = !c.writing.Draft.Wishes.RequireTLS
	c.set()
}

// setMarkdown says what the text is; it stays as it is.
func (c *composer) setMarkdown(on bool) {
	c.writing.Draft.Markdown = on
	c.body.SetMarkup(on)
	c.set()
	c.view.opened()
}

// editHeaders asks for fields of the writer's own, one a line.
func (c *composer) editHeaders() {
	var lines []string
	for _, h := range c.writing.Draft.Headers {
		lines = append(lines, h.Name+": "+h.Value)
	}
	text := kit.NewEditor(lang.T("X-Name: value"))
	text.SetText(strings.Join(lines, "\n"))
	note := kit.NewParagraph(lang.T("One field a line. The usual fields, such as To and Subject, have their place in the window."), kit.TextSmall, kit.ColorDim)
	var closeSheet func()
	text.OnKey = func(e *fyne.KeyEvent) {
		if e.Name == fyne.KeyEscape {
			closeSheet()
		}
	}
	closeSheet = showSheet(c.win, sheet{
		Title: lang.T("Header fields"), Body: container.New(layout.NewBorderLayout(nil, note, nil, nil), note, kit.NewFrame(text)), Width: 480, Height: 300,
		Close: lang.T("Cancel"), Action: lang.T("Set"), Focus: text, Stay: true,
		Do: func() {
			headers, wrong := model.Headers(text.Text())
			if wrong != "" {
				note.SetText(wrong)
				return
			}
			c.writing.Draft.Headers = headers
			closeSheet()
			c.set()
		},
	})
}

// saveTemplate keeps the message as one to begin others with.
func (c *composer) saveTemplate() {
	c.collect()
	d := model.TemplateOf(c.writing.Draft)
	load(c.s.pump, func(ctx context.Context) (mail.DraftID, error) { return c.s.core.Outbox.SaveDraft(ctx, d) },
		func(id mail.DraftID, err error) {
			if err != nil {
				c.fail(err)
				return
			}
			c.stage.ShowToast(kit.Toast{Text: lang.T("Saved as a template. It stands with the drafts."), Action: lang.T("Open"), Do: func() { c.w.editDraft(id) }})
		})
}

// useTemplate keeps the template that is open, and begins a message with it.
func (c *composer) useTemplate() {
	c.collect()
	c.saving.changes++ // even one that was only looked at is there to begin from
	c.saveThen(func() {
		id := c.writing.Draft.ID
		c.shut()
		c.w.beginFrom(id)
	}, c.cannotSave)
}

func (c *composer) switchMarkdown() { c.setMarkdown(!c.writing.Draft.Markdown) }

// needsMessage is for what a template does not have.
func (c *composer) needsMessage() string {
	if c.writing.Draft.Template {
		return lang.T("This is a template: begin a message with it first.")
	}
	return ""
}

func (c *composer) needsSignature() string {
	if !c.foot.signature.Visible() {
		return lang.T("None of your identities has a signature. Add one in Settings, under Writing.")
	}
	return ""
}
