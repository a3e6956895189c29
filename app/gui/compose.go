package gui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"godwit/app/gui/kit"
	"godwit/app/gui/model"
	"godwit/compose"
	"godwit/sync/mail"
)

// composer is a window in which one message is written.
type composer struct {
	s     *session
	win   fyne.Window
	stage *kit.Stage

	writing *model.Writing
	saver   *draftSaver
	senders []model.Sender
	people  model.People

	head  *composeHead
	body  *kit.Editor
	files *composeFiles
	bar   *composeBar

	commands *commandTable
	keymap   *keymap

	pause   *timer // until the draft is saved
	opening bool   // fields are being filled: changes are not the user's
	sending bool
	closed  bool

	sent func(mail.Outgoing) // it was queued
}

// compose opens a window for a draft. The keyboard goes into To, or into the
// body when the recipients are there already.
func (w *shell) compose(d compose.Draft) {
	s := w.s
	c := &composer{s: s, writing: model.NewWriting(d), saver: &draftSaver{core: s.core, id: d.ID}, sent: w.sent}
	c.senders = model.Senders(s.accounts)
	if len(c.senders) == 0 {
		s.tell("None of your accounts can send. Add a sending server in Settings.")
		return
	}
	c.win = s.fyne.NewWindow(c.writing.Title())
	c.win.SetIcon(kit.AppIcon())
	c.win.SetPadded(false)
	c.body = kit.NewEditor("Write here")
	c.body.SetZoom(s.prefs.Zoom)
	c.head, c.files, c.bar = newComposeHead(c), newComposeFiles(c), newComposeBar(c)
	c.stage = kit.NewStage(c.layout())
	c.useKeys()
	c.win.SetContent(c.stage)
	c.win.Resize(fyne.NewSize(820, 680))
	c.fill()
	c.body.OnChanged = c.changed
	c.body.OnKey = func(e *fyne.KeyEvent) { c.key(e) }
	c.win.Canvas().SetOnTypedKey(c.key)
	c.win.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { c.files.add(files) })
	c.win.SetCloseIntercept(c.close)
	s.writing[c] = true
	c.win.Show()
	c.begin()
	c.knowPeople()
	(&speller{s: s, body: c.body, people: c.addressed}).guess()
}

// layout is the window: bar, fields, text, attachments.
func (c *composer) layout() fyne.CanvasObject {
	return kit.NewSurface(kit.ColorPaper, kit.NoEdge, stacked(c.bar.object, c.head.object, c.body, c.files.object))
}

// fill puts the draft into the fields.
func (c *composer) fill() {
	c.opening = true
	d := c.writing.Draft
	c.head.fill(d)
	c.body.SetText(d.Body)
	c.body.SetCaret(0, 0)
	c.files.show()
	c.opening = false
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

// collect reads the fields into the draft.
func (c *composer) collect() {
	d := &c.writing.Draft
	c.head.collect(d)
	d.Body = c.body.Text()
}

// changed notes that the user changed something; it is saved at the next pause.
func (c *composer) changed() {
	if c.opening || c.closed {
		return
	}
	c.bar.setState("")
	c.pause.cancel()
	c.pause = c.s.pump.after(savePause, c.save)
}

func (c *composer) key(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape {
		c.close()
	}
}

// knowPeople reads whom one had mail with, to complete addresses.
func (c *composer) knowPeople() {
	load(c.s.pump, func(ctx context.Context) (model.People, error) {
		rows, err := c.s.core.Mail.List(ctx, mail.ListQuery{Limit: 2000})
		return model.PeopleOf(rows), err
	}, func(p model.People, err error) {
		if err == nil {
			c.people = p
		}
	})
}

// write opens a new message from the account that is looked at.
func (w *shell) write() { w.newMessage("") }

// mailto opens a message to what a mailto: address says.
func (w *shell) mailto(address string) { w.newMessage(address) }

func (w *shell) newMessage(mailto string) {
	id := w.list.node.Account
	if w.s.account(id).Outgoing.Off() {
		id = 0
	}
	for _, a := range w.s.accounts {
		if id == 0 && !a.Outgoing.Off() {
			id = a.ID
		}
	}
	if id == 0 {
		w.s.tell("None of your accounts can send. Add a sending server in Settings.")
		return
	}
	load(w.s.pump, func(ctx context.Context) (compose.Draft, error) { return w.s.core.Outbox.Blank(ctx, id) },
		func(d compose.Draft, err error) {
			if err != nil {
				w.s.fail(err)
				return
			}
			if mailto != "" {
				model.Mailto(&d, mailto)
			}
			w.compose(d)
		})
}

func (w *shell) reply()    { w.answer(compose.Reply) }
func (w *shell) replyAll() { w.answer(compose.ReplyAll) }
func (w *shell) forward()  { w.answer(compose.Forward) }

// answer opens the answer to the message that is read.
func (w *shell) answer(kind compose.Kind) {
	id, ok := w.single()
	if !ok {
		return
	}
	w.openDraft(func(ctx context.Context) (compose.Draft, error) { return w.s.core.Outbox.Answer(ctx, kind, id) })
}

// editDraft opens a draft that is kept here.
func (w *shell) editDraft(id mail.DraftID) {
	for c := range w.s.writing {
		if c.saver.id == id {
			c.win.RequestFocus()
			return
		}
	}
	w.openDraft(func(ctx context.Context) (compose.Draft, error) { return w.s.core.Outbox.Draft(ctx, id) })
}

// editOutgoing takes a message out of the outbox to change it.
func (w *shell) editOutgoing(id mail.OutboxID) {
	w.openDraft(func(ctx context.Context) (compose.Draft, error) { return w.s.core.Outbox.Edit(ctx, id) })
}

// editMessage writes on from a message in a drafts folder of the server.
func (w *shell) editMessage(id mail.MessageID) {
	w.openDraft(func(ctx context.Context) (compose.Draft, error) { return w.s.core.Outbox.OpenDraft(ctx, id) })
}

func (w *shell) openDraft(read func(context.Context) (compose.Draft, error)) {
	load(w.s.pump, read, func(d compose.Draft, err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		w.compose(d)
	})
}
