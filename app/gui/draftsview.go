package gui

import (
	"context"
	"maps"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/compose"
	"godwit/sync/mail"
)

// draftsView lists what is being written, here or on a server, and the templates
// to begin messages with.
type draftsView struct {
	w      *shell
	s      *session
	list   *kit.MessageList
	object fyne.CanvasObject
	count  *kit.Text
	choice *kit.Segments // drafts or templates

	all  drafts
	rows []model.DraftRow // of all, those that are shown
	told int              // how many drafts the folder tree counts
}

// drafts are those of all accounts.
type drafts struct{ rows, templates []model.DraftRow }

// mostDrafts bounds how many messages in Drafts folders are listed.
const mostDrafts = 1000

func readDrafts(ctx context.Context, core *app.App, hidden map[mail.DraftID]bool) (drafts, error) {
	var d drafts
	here, err := core.Outbox.Drafts(ctx)
	if err != nil {
		return d, err
	}
	there, err := core.Mail.List(ctx, mail.ListQuery{Role: mail.Drafts, Limit: mostDrafts})
	d.rows, d.templates = model.DraftRows(here, there, hidden)
	return d, err
}

func newDraftsView(w *shell) *draftsView {
	d := &draftsView{w: w, s: w.s}
	d.list = kit.NewMessageList(draftRows{d})
	d.list.SetDensity(kit.DensityCards)
	d.list.HideArrivals() // a draft that was saved is first in the list, and is no news
	d.list.OnOpen = d.open
	d.list.OnMenu = d.menu
	title := kit.NewText(model.DraftsTitle(), kit.TextTitle, kit.ColorText).SetBold(true)
	d.count = kit.NewText("", kit.TextSmall, kit.ColorDim)
	d.choice = kit.NewSegments([]string{lang.T("Drafts"), lang.T("Templates")},
		[]string{lang.T("What is being written"), lang.T("What messages can begin with")})
	d.choice.OnChosen = func(int) { d.show() }
	choice := container.New(layout.NewCustomPaddedLayout(kit.Space2, kit.Space2, kit.Space3, kit.Space3), container.NewHBox(d.choice.CanvasObject))
	d.object = listColumn(title, d.count, container.New(between{}, choice, d.list))
	d.list.SetEmptyText(lang.T("Nothing is being written."))
	return d
}

func (d *draftsView) templates() bool { return d.choice.Chosen() == 1 }

func (d *draftsView) refresh() {
	hidden := maps.Clone(d.s.discarded)
	load(d.s.pump, func(ctx context.Context) (drafts, error) { return readDrafts(ctx, d.s.core, hidden) },
		func(all drafts, err error) {
			if err != nil {
				d.s.fail(err)
				return
			}
			d.all = all
			d.show()
			if n := len(all.rows) + len(all.templates); n != d.told {
				d.told = n
				d.w.tree.reload(nil)
			}
		})
}

// show lists the drafts, or the templates.
func (d *draftsView) show() {
	d.rows = d.all.rows
	count := lang.N(len(d.rows), "{n} draft", "{n} drafts")
	empty := lang.T("Nothing is being written.")
	if d.templates() {
		d.rows = d.all.templates
		count = lang.N(len(d.rows), "{n} template", "{n} templates")
		empty = lang.T("No templates yet. A message becomes one in its window: More, Save as template.")
	}
	d.count.SetText(count)
	d.list.RowsChanged()
	d.list.SetEmptyText(empty)
	if _, ok := d.list.Cursor(); !ok && len(d.rows) > 0 {
		d.list.Select(d.rows[0].ID())
	}
	if d.w.opened == model.DraftsID {
		d.w.ready("drafts")
	}
}

// open writes on a draft, or begins a message from a template.
func (d *draftsView) open(id int64) {
	switch {
	case d.templates():
		d.w.beginFrom(mail.DraftID(id))
	case id < 0:
		d.w.editMessage(mail.MessageID(-id))
	default:
		d.w.editDraft(mail.DraftID(id))
	}
}

// remove discards the selected drafts, so that they can be had back for a while.
// What is on a server only goes as any message does.
func (d *draftsView) remove() {
	var here []mail.DraftID
	var there []mail.MessageID
	for _, id := range d.list.Selected() {
		switch {
		case id < 0:
			there = append(there, mail.MessageID(-id))
		case d.s.writer(compose.Draft{ID: mail.DraftID(id)}) != nil:
			d.s.tell(lang.T("That draft is open in a window."))
			return
		default:
			here = append(here, mail.DraftID(id))
		}
	}
	if len(there) > 0 {
		d.w.actions.change(there, deletedText, func(ctx context.Context, ids []mail.MessageID) error {
			return d.s.core.Mail.Delete(ctx, ids, false)
		})
	}
	if len(here) > 0 {
		d.w.discardDrafts(here, func() {})
	}
}

func (d *draftsView) menu(at fyne.Position) {
	id, ok := d.list.Cursor()
	if !ok {
		return
	}
	items := []*fyne.MenuItem{fyne.NewMenuItem(lang.T("Write on"), func() { d.open(id) })}
	if d.templates() {
		items = []*fyne.MenuItem{
			fyne.NewMenuItem(lang.T("Begin a message"), func() { d.open(id) }),
			fyne.NewMenuItem(lang.T("Edit template"), func() { d.w.editDraft(mail.DraftID(id)) }),
		}
	}
	items = append(items, fyne.NewMenuItem(lang.T("Discard"), d.remove))
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), d.s.win.Canvas(), at)
}

// draftRows shows drafts to the list widget.
type draftRows struct{ d *draftsView }

func (r draftRows) Count() int     { return len(r.d.rows) }
func (r draftRows) ID(i int) int64 { return r.d.rows[i].ID() }
func (r draftRows) IndexOf(id int64) (int, bool) {
	for i, m := range r.d.rows {
		if m.ID() == id {
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
	row := kit.MessageRow{ID: m.ID(), Sender: to, Date: model.ShortTime(m.Changed, now()), Subject: subject(m.Subject)}
	switch {
	case r.d.templates():
	case m.Draft == 0:
		row.Chip = lang.T("Begun elsewhere")
	case m.Message == 0:
		row.Chip = lang.T("Only here so far")
	}
	return row, true
}
