package gui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// draftsView lists what was written here and not sent.
type draftsView struct {
	s      *session
	list   *kit.MessageList
	object fyne.CanvasObject
	count  *kit.Text
	open   func(mail.DraftID)

	rows []app.DraftInfo
}

func newDraftsView(s *session, open func(mail.DraftID)) *draftsView {
	d := &draftsView{s: s, open: open}
	d.list = kit.NewMessageList(draftRows{d})
	d.list.SetDensity(kit.DensityCards)
	d.list.SetEmptyText(lang.T("Nothing is being written."))
	d.list.OnOpen = func(id int64) { open(mail.DraftID(id)) }
	d.list.OnMenu = d.menu
	title := kit.NewText(model.LocalDraftsTitle, kit.TextTitle, kit.ColorText).SetBold(true)
	d.count = kit.NewText("", kit.TextSmall, kit.ColorDim)
	d.object = listColumn(title, d.count, d.list)
	return d
}

func (d *draftsView) refresh() {
	load(d.s.pump, d.s.core.Outbox.Drafts, func(rows []app.DraftInfo, err error) {
		if err != nil {
			d.s.fail(err)
			return
		}
		d.rows = rows
		d.count.SetText(lang.N(len(rows), "{n} draft", "{n} drafts"))
		d.list.RowsChanged()
		if _, ok := d.list.Cursor(); !ok && len(rows) > 0 {
			d.list.Select(int64(rows[0].ID))
		}
	})
}

// remove discards the selected drafts after asking.
func (d *draftsView) remove() {
	ids := d.list.Selected()
	if len(ids) == 0 {
		return
	}
	confirm(d.s.win, lang.N(len(ids), "Discard {n} draft?", "Discard {n} drafts?"), lang.T("What you have written is thrown away."), lang.T("Discard"), true, func() {
		do(d.s.pump, func(ctx context.Context) error {
			for _, id := range ids {
				if err := d.s.core.Outbox.DeleteDraft(ctx, mail.DraftID(id)); err != nil {
					return err
				}
			}
			return nil
		}, d.s.failed)
	})
}

func (d *draftsView) menu(at fyne.Position) {
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("",
		fyne.NewMenuItem(lang.T("Write on"), func() {
			if id, ok := d.list.Cursor(); ok {
				d.open(mail.DraftID(id))
			}
		}),
		fyne.NewMenuItem(lang.T("Discard…"), d.remove)), d.s.win.Canvas(), at)
}

// draftRows shows drafts to the list widget.
type draftRows struct{ d *draftsView }

func (r draftRows) Count() int     { return len(r.d.rows) }
func (r draftRows) ID(i int) int64 { return int64(r.d.rows[i].ID) }
func (r draftRows) IndexOf(id int64) (int, bool) {
	for i, m := range r.d.rows {
		if int64(m.ID) == id {
			return i, true
		}
	}
	return 0, false
}

func (r draftRows) Row(i int) (kit.MessageRow, bool) {
	m := r.d.rows[i]
	to := lang.T("(no recipient yet)")
	if m.To != "" {
		to = lang.T("To {to}", "to", m.To)
	}
	return kit.MessageRow{ID: int64(m.ID), Sender: to, Date: model.ShortTime(m.Changed, now()), Subject: subject(m.Subject)}, true
}
