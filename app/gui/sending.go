package gui

import (
	"context"
	"slices"
	"time"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/compose"
	"godwit/sync/mail"
)

// sent follows a queued message in the window: while it can be taken back, and
// until it is sent or needs a person. d is what it was made of.
func (w *shell) sent(o mail.Outgoing, d compose.Draft) {
	d.Attachments = slices.Clone(d.Attachments)
	for i := range d.Attachments { // the outbox has their bytes
		a := &d.Attachments[i]
		a.Size, a.Data, a.Open = a.Octets(), nil, nil
	}
	w.queued[o.ID] = d
	w.following = append(w.following, o.ID)
	if d.SendAt.After(now().Add(w.s.prefs.UndoSend)) {
		w.sayLater(o)
		return
	}
	w.countDown(o, 0)
}

// sayLater says when a message leaves that has its time.
func (w *shell) sayLater(o mail.Outgoing) {
	w.s.show(kit.Toast{
		Text: lang.T("Leaves {when}", "when", model.LaterText(o.SendAt, now())),
		Also: lang.T("Change"), AlsoDo: func() { askTime(w.s.win, o.SendAt, func(at time.Time) { w.sendInstead(o.ID, at) }) },
		Action: lang.T("Undo"), Do: func() { w.editOutgoing(o.ID) },
	})
}

// sendInstead gives a queued message another time. In between it is a draft, so
// that it is lost at no moment.
func (w *shell) sendInstead(id mail.OutboxID, at time.Time) {
	type again struct {
		out   mail.Outgoing
		draft compose.Draft
	}
	was, known := w.queued[id]
	load(w.s.pump, func(ctx context.Context) (again, error) {
		d, err := w.takeBack(ctx, id, was, known)
		if err != nil {
			return again{}, err
		}
		d.SendAt = at
		out, err := w.s.core.Outbox.Send(ctx, d, 0)
		return again{out, d}, err
	}, func(a again, err error) {
		if a.out.ID == 0 {
			w.s.fail(err)
			return
		}
		w.unfollow(id)
		w.sent(a.out, a.draft)
	})
}

// takeBack makes a draft of a queued message again, with all that is known of it.
func (w *shell) takeBack(ctx context.Context, id mail.OutboxID, was compose.Draft, known bool) (compose.Draft, error) {
	if known {
		return w.s.core.Outbox.Recall(ctx, id, was)
	}
	return w.s.core.Outbox.Edit(ctx, id)
}

// countDown says how long the message can still be taken back, as long as
// nothing else has been said since.
func (w *shell) countDown(o mail.Outgoing, said int) {
	if said != 0 && said != w.s.said {
		return
	}
	left := o.NextTry.Sub(now())
	if left <= 0 {
		w.s.tell(lang.T("Sending…"))
		return
	}
	w.s.offer(model.SendingText(left), lang.T("Undo"), func() { w.editOutgoing(o.ID) })
	said = w.s.said
	w.s.pump.after(time.Second, func() { w.countDown(o, said) })
}

// followSent looks at what became of messages that were sent from this window.
func (w *shell) followSent() {
	for _, id := range w.following {
		load(w.s.pump, func(ctx context.Context) (mail.Outgoing, error) { return w.s.core.Outbox.Show(ctx, id) },
			func(o mail.Outgoing, err error) {
				if err != nil { // taken back: the row is gone
					w.unfollow(id)
					return
				}
				switch o.State {
				case mail.StateQueued:
					return
				case mail.StateSending:
					w.s.tell(w.s.fateOf(o).Title)
				case mail.StateSent:
					if w.unfollow(id) {
						w.s.offer(model.FateOf(o, now()).Title, lang.T("Details"), func() { showSendCard(w.s, o) })
					}
				default:
					if w.unfollow(id) && o.State != mail.StateCancelled {
						w.s.offer(model.FateOf(o, now()).Title, lang.T("Details"), func() { w.showOutgoing(id) })
					}
				}
			})
	}
}

// sendingOn says how far a message has gone that was sent from this window.
func (w *shell) sendingOn() {
	w.outbox.progress()
	if len(w.following) > 0 {
		w.followSent()
	}
}

// unfollow reports whether the message was followed still.
func (w *shell) unfollow(id mail.OutboxID) bool {
	delete(w.queued, id)
	for i, f := range w.following {
		if f == id {
			w.following = append(w.following[:i:i], w.following[i+1:]...)
			return true
		}
	}
	return false
}

// showOutgoing opens the outbox at a message.
func (w *shell) showOutgoing(id mail.OutboxID) {
	w.outbox.want = id
	w.goOutbox()
}
