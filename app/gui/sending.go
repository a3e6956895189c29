package gui

import (
	"context"
	"time"

	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// sent follows a queued message in the window: while it can be taken back, and
// until it is sent or needs a person.
func (w *shell) sent(o mail.Outgoing) {
	w.following = append(w.following, o.ID)
	w.countDown(o, 0)
}

// countDown says how long the message can still be taken back, as long as
// nothing else has been said since.
func (w *shell) countDown(o mail.Outgoing, said int) {
	if said != 0 && said != w.s.said {
		return
	}
	left := o.NextTry.Sub(now())
	if left <= 0 {
		w.s.tell("Sending…")
		return
	}
	w.s.offer(model.SendingText(left), "Undo", func() { w.editOutgoing(o.ID) })
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
						w.s.offer(model.FateOf(o, now()).Title, "Details", func() { showSendCard(w.s, o) })
					}
				default:
					if w.unfollow(id) && o.State != mail.StateCancelled {
						w.s.offer(model.FateOf(o, now()).Title, "Details", func() { w.showOutgoing(id) })
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
