package gui

import (
	"context"

	"godwit/app/gui/lang"
	"godwit/compose"
	"godwit/sync/mail"
)

// replyList answers to the mailing list that a message came through, and to
// nobody else.
func (w *shell) replyList() { w.answer(compose.ReplyList) }

// fromList tells why the message that is read cannot be answered to a list.
func (w *shell) fromList() string {
	if why := w.needsOne(); why != "" {
		return why
	}
	m := w.reader.reading
	if id, ok := w.single(); ok && m != nil && w.reader.id == id && m.Envelope.ListPost == "" && m.Envelope.ListID == "" {
		return lang.T("This message did not come through a mailing list.")
	}
	return ""
}

// forwardWhole passes the selected messages on as attachments, byte for byte.
func (w *shell) forwardWhole() {
	ids := w.messageIDs()
	w.openDraft(func(ctx context.Context) (compose.Draft, error) { return w.s.core.Outbox.ForwardWhole(ctx, ids) })
}

// editAsNew begins a message that says what another one does.
func (w *shell) editAsNew() {
	id, ok := w.single()
	if !ok {
		return
	}
	w.openDraft(func(ctx context.Context) (compose.Draft, error) { return w.s.core.Outbox.AsNew(ctx, id) })
}

// writeTo opens a new message to people.
func (w *shell) writeTo(people []mail.Address) {
	if id := w.sender(); id != 0 {
		w.openDraft(w.blank(id, people))
	}
}
