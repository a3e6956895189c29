package gui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"godwit/accounts"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// outboxView lists messages on their way out, with what became of each.
type outboxView struct {
	s      *session
	list   *kit.MessageList
	object fyne.CanvasObject
	count  *kit.Text
	detail *outboxDetail

	rows []mail.Outgoing
	want mail.OutboxID // to be selected when it is there
}

func newOutboxView(s *session) *outboxView {
	o := &outboxView{s: s, detail: newOutboxDetail(s)}
	o.list = kit.NewMessageList(outgoingRows{o})
	o.list.SetDensity(kit.DensityCards)
	o.list.SetEmptyText(lang.T("Nothing waits to be sent."))
	o.list.OnSelected = o.selected
	title := kit.NewText(lang.T("Outbox"), kit.TextTitle, kit.ColorText).SetBold(true)
	o.count = kit.NewText("", kit.TextSmall, kit.ColorDim)
	o.object = listColumn(title, o.count, o.list)
	return o
}

func (o *outboxView) refresh() {
	load(o.s.pump, o.s.core.Outbox.List, func(rows []mail.Outgoing, err error) {
		if err != nil {
			o.s.fail(err)
			return
		}
		o.rows = rows
		waiting, _ := model.OutboxCount(rows, now())
		o.count.SetText(lang.N(waiting, "{n} open", "{n} open"))
		o.list.RowsChanged()
		sel := o.list.Selected()
		switch {
		case o.want != 0:
			o.list.Select(int64(o.want))
			o.want = 0
		case len(sel) == 0 && len(rows) > 0:
			o.list.Select(int64(rows[0].ID))
		}
		o.selected()
	})
}

func (o *outboxView) selected() {
	if ids := o.list.Selected(); len(ids) == 1 {
		for _, r := range o.rows {
			if int64(r.ID) == ids[0] {
				o.detail.show(r)
				return
			}
		}
	}
	o.detail.blank()
}

// account is whose a message is.
func (o *outboxView) account(id mail.OutboxID) accounts.ID {
	for _, r := range o.rows {
		if r.ID == id {
			return r.Account
		}
	}
	return 0
}

// outgoingRows shows the outbox to the list widget.
type outgoingRows struct{ o *outboxView }

func (r outgoingRows) Count() int     { return len(r.o.rows) }
func (r outgoingRows) ID(i int) int64 { return int64(r.o.rows[i].ID) }
func (r outgoingRows) IndexOf(id int64) (int, bool) {
	for i, m := range r.o.rows {
		if int64(m.ID) == id {
			return i, true
		}
	}
	return 0, false
}

func (r outgoingRows) Row(i int) (kit.MessageRow, bool) {
	m := r.o.rows[i]
	fate := r.o.s.fateOf(m)
	to := make([]string, len(m.Recipients))
	for i, p := range m.Recipients {
		to[i] = p.Address
	}
	return kit.MessageRow{
		ID: int64(m.ID), Sender: lang.T("To {to}", "to", strings.Join(to, ", ")), Date: model.ShortTime(m.Queued, now()),
		Subject: subject(m.Subject), Preview: fate.Title, Chip: fate.Chip, ChipTone: tone(fate), Unread: fate.Bad,
	}, true
}

// fateOf tells where a message stands, and of a large one how far it has gone.
func (s *session) fateOf(o mail.Outgoing) model.Fate {
	if o.State == mail.StateSending {
		return model.SendingFate(o, s.core.Status.Sent(o.ID))
	}
	return model.FateOf(o, now())
}

// progress shows that more of a message has been handed over.
func (o *outboxView) progress() {
	o.list.RowsChanged()
	if o.detail.shown.State == mail.StateSending {
		o.detail.show(o.detail.shown)
	}
}

func tone(f model.Fate) kit.Tone {
	switch {
	case f.Bad:
		return kit.ToneError
	case f.Wait:
		return kit.ToneWarning
	case f.Good:
		return kit.ToneSuccess
	}
	return kit.ToneInfo
}

// act does what a person chose for a message of the outbox.
func (w *shell) actOutgoing(id mail.OutboxID, a model.OutboxAction) {
	out := w.s.core.Outbox
	work := map[model.OutboxAction]func(context.Context) error{
		model.TryNow:    func(ctx context.Context) error { return out.Retry(ctx, id, false) },
		model.Cancel:    func(ctx context.Context) error { return out.Cancel(ctx, id) },
		model.ItArrived: func(ctx context.Context) error { return out.Resolve(ctx, id, true) },
		model.SendAgain: func(ctx context.Context) error { return out.Resolve(ctx, id, false) },
		model.Remove:    func(ctx context.Context) error { return out.Remove(ctx, id) },

		model.TryRefused: func(ctx context.Context) error { return out.Retry(ctx, id, true) },
	}[a]
	switch a {
	case model.Edit:
		w.editOutgoing(id)
		return
	case model.LookInSent:
		w.goSent(id)
		return
	case model.WriteAgain:
		w.writeAgain(id)
		return
	case model.CheckDomain:
		checkDomain(w.s, w.s.account(w.outbox.account(id)))
		return
	}
	do(w.s.pump, work, func(err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		if a == model.TryNow || a == model.SendAgain || a == model.TryRefused {
			w.following = append(w.following, id)
			w.s.core.Mail.Poke(0)
		}
	})
}
