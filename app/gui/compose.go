package gui

import (
	"slices"

	"fyne.io/fyne/v2"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/compose"
	"godwit/sync/mail"
)

// composer is a window in which one message is written. Its parts stand in files
// of their own: composehead.go the fields, composefiles.go what is attached,
// composebar.go the buttons, composefoot.go the line below; composesave.go,
// composeclose.go and composesend.go what becomes of the message.
type composer struct {
	w     *shell
	s     *session
	win   fyne.Window
	stage *kit.Stage
	parts *fyne.Container // bar, fields, text, files, foot

	writing *model.Writing
	saver   *draftSaver
	senders []model.Sender

	head  *composeHead
	body  *kit.Editor
	view  *composeView
	files *composeFiles
	bar   *composeBar
	foot  *composeFoot
	spell *speller

	commands *commandTable
	keymap   *keymap

	saving  saving
	opening bool // fields are being filled: changes are not the user's
	sending bool
	leaving bool // the window closes when its files are there
	closed  bool
}

// compose opens a window for a draft, or brings the one to the front that has it
// open. nil: there is none, and it was said why.
func (w *shell) compose(d compose.Draft) *composer {
	s := w.s
	if c := s.writer(d); c != nil {
		c.win.RequestFocus()
		return c
	}
	delete(s.discarded, d.ID)
	c := &composer{w: w, s: s, writing: model.NewWriting(d), saver: &draftSaver{core: s.core, id: d.ID}}
	c.senders = model.Senders(s.accounts)
	if len(c.senders) == 0 {
		s.tell(lang.T("None of your accounts can send. Add a sending server in Settings."))
		return nil
	}
	c.win = s.fyne.NewWindow(c.writing.Title())
	c.win.SetIcon(kit.AppIcon())
	c.win.SetPadded(false)
	c.body = kit.NewEditor(lang.T("Write here"))
	c.body.SetZoom(s.prefs.Zoom)
	c.spell = newSpeller(c)
	c.view = newComposeView(c)
	c.head, c.files, c.foot = newComposeHead(c), newComposeFiles(c), newComposeFoot(c)
	c.bar = newComposeBar(c)
	c.stage = kit.NewStage(w.frame.watched("compose", c.layout()))
	c.stage.YieldToToasts()
	c.useKeys()
	c.win.SetContent(c.stage)
	c.win.Resize(fyne.NewSize(820, 680))
	c.fill()
	c.body.OnChanged = c.changed
	c.body.OnKey = c.key
	c.win.Canvas().SetOnTypedKey(c.key)
	c.win.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { c.files.add(files) })
	c.win.SetCloseIntercept(c.close)
	s.writing[c] = true
	s.noteWriting()
	c.win.Show()
	c.begin()
	c.spell.guess()
	return c
}

// writer is the window that has a draft open, or nil.
func (s *session) writer(d compose.Draft) *composer {
	for c := range s.writing {
		if id := c.writing.Draft; d.ID != 0 && d.ID == id.ID || d.Copy != 0 && d.Copy == id.Copy {
			return c
		}
	}
	return nil
}

// layout is the window: bar, fields, text, attachments, the line at the foot.
func (c *composer) layout() fyne.CanvasObject {
	c.parts = stacked(c.bar.object, c.head.object, c.view.object, c.files.object, c.foot.object)
	return kit.NewSurface(kit.ColorPaper, kit.NoEdge, c.parts)
}

// fill puts the draft into the fields.
func (c *composer) fill() {
	c.opening = true
	d := c.writing.Draft
	c.head.fill(d)
	c.setBody(d.Body)
	c.body.SetMarkup(d.Markdown)
	c.files.show()
	c.bar.show()
	c.foot.show()
	c.view.opened()
	c.opening = false
}

// setBody replaces the text; the caret stays as near as can be.
func (c *composer) setBody(text string) {
	line, col := c.body.Caret()
	c.body.SetText(text)
	c.body.SetCaret(line, col)
}

// addressed is whom the message is to and from, as of the last pause.
func (c *composer) addressed() []mail.Address {
	d := c.writing.Draft
	return slices.Concat(d.To, d.Cc, d.Bcc, []mail.Address{d.From})
}

func (c *composer) begin() {
	if len(c.writing.Draft.To) == 0 {
		c.head.to.FocusEntry()
		return
	}
	c.win.Canvas().Focus(c.body)
}

// fields is the draft as the fields have it, all but its text.
func (c *composer) fields() compose.Draft {
	c.head.collect(&c.writing.Draft)
	return c.writing.Draft
}

// collect reads everything into the draft.
func (c *composer) collect() {
	c.fields()
	c.writing.Draft.Body = c.body.Text()
}

func (c *composer) key(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape {
		c.close()
	}
}
