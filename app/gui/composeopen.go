package gui

import (
	"context"

	"godwit/accounts"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/compose"
	"godwit/sync/mail"
)

// write opens a new message from the account that is looked at.
func (w *shell) write() {
	if id := w.sender(); id != 0 {
		w.openDraft(w.blank(id, nil))
	}
}

// blank makes a new message, in the form that its writer has chosen for them.
func (w *shell) blank(id accounts.ID, to []mail.Address) func(context.Context) (compose.Draft, error) {
	markdown := w.s.prefs.Markdown
	return func(ctx context.Context) (compose.Draft, error) {
		d, err := w.s.core.Outbox.Blank(ctx, id)
		d.Markdown, d.To = markdown, to
		return d, err
	}
}

// sender is the account that a new message is from: the one that is looked at,
// else the first that can send. 0: there is none, and it was said.
func (w *shell) sender() accounts.ID {
	if a := w.s.account(w.list.node.Account); a.ID != 0 && !a.Outgoing.Off() {
		return a.ID
	}
	for _, a := range w.s.accounts {
		if !a.Outgoing.Off() {
			return a.ID
		}
	}
	w.s.tell(lang.T("None of your accounts can send. Add a sending server in Settings."))
	return 0
}

// mailto opens a message to what a mailto: address says. What the link may not
// do is said in its window.
func (w *shell) mailto(address string) {
	id := w.sender()
	if id == 0 {
		return
	}
	type linked struct {
		draft   compose.Draft
		ignored string
	}
	load(w.s.pump, func(ctx context.Context) (linked, error) {
		blank, err := w.s.core.Outbox.Blank(ctx, id)
		if err != nil {
			return linked{}, err
		}
		d, ignored, err := model.FromLink(blank, address)
		return linked{d, ignored}, err
	}, func(l linked, err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		if c := w.compose(l.draft); c != nil && l.ignored != "" {
			c.say(kit.ToneInfo, l.ignored)
		}
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
	if c := w.s.writer(compose.Draft{ID: id}); c != nil {
		c.win.RequestFocus()
		return
	}
	w.openDraft(func(ctx context.Context) (compose.Draft, error) { return w.s.core.Outbox.Draft(ctx, id) })
}

// editOutgoing takes a message out of the outbox to change it.
func (w *shell) editOutgoing(id mail.OutboxID) {
	was, known := w.queued[id]
	w.openDraft(func(ctx context.Context) (compose.Draft, error) { return w.takeBack(ctx, id, was, known) })
}

// editMessage writes on from a message in a drafts folder of the server.
func (w *shell) editMessage(id mail.MessageID) {
	w.openDraft(func(ctx context.Context) (compose.Draft, error) { return w.s.core.Outbox.OpenDraft(ctx, id) })
}

// beginFrom opens a new message that says what a template does.
func (w *shell) beginFrom(template mail.DraftID) {
	w.openDraft(func(ctx context.Context) (compose.Draft, error) { return w.s.core.Outbox.Begin(ctx, template) })
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
