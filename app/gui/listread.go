package gui

import (
	"context"
	"image/color"
	"slices"
	"strconv"
	"strings"
	"time"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// page is a list's order and some of its rows.
type page struct {
	order *model.Order
	rows  []mail.Conversation
	tags  []app.Tag
}

// read reads the order that a query has and the rows from a line to another,
// and those of keep that are still there.
func (l *listView) read(q mail.ListQuery, a model.Arrange, from, to int, keep []mail.MessageID) func(context.Context) (page, error) {
	m := l.s.core.Mail
	return func(ctx context.Context) (page, error) {
		places, err := m.Places(ctx, q)
		if err != nil {
			return page{}, err
		}
		p := page{order: model.Listed(places, a)}
		ids := p.order.Heads(from, to)
		known := make(map[mail.MessageID]bool, len(ids))
		for _, id := range ids {
			known[id] = true
		}
		for _, id := range keep {
			if _, _, ok := p.order.Find(id); ok && !known[id] {
				ids = append(ids, id)
			}
		}
		if p.rows, err = rowsOf(ctx, m, a.Conversations, ids); err != nil {
			return page{}, err
		}
		p.tags, err = m.Tags(ctx)
		return p, err
	}
}

func rowsOf(ctx context.Context, m *app.Mail, talks bool, ids []mail.MessageID) ([]mail.Conversation, error) {
	if talks {
		return m.ConversationRows(ctx, ids)
	}
	rows, err := m.Rows(ctx, ids)
	all := make([]mail.Conversation, len(rows))
	for i, r := range rows {
		all[i].Row = r
	}
	return all, err
}

// fetch brings the rows near the visible ones, in one query for all that this
// turn of the UI asks for.
func (l *listView) fetch() {
	if l.asking {
		return
	}
	l.asking = true
	gen := l.gen
	l.s.pump.later(func() {
		ids, talks := l.list.Wanted(), l.list.Order().Talks()
		load(l.s.pump, func(ctx context.Context) ([]mail.Conversation, error) { return rowsOf(ctx, l.s.core.Mail, talks, ids) },
			func(rows []mail.Conversation, err error) {
				l.asking = false
				if gen != l.gen {
					return
				}
				if err != nil {
					l.s.fail(err)
					return
				}
				l.list.AddTalks(rows)
				l.widget.RowsChanged()
			})
	})
}

// screenful is how many rows are read before anything is shown.
const screenful = 40

// open shows a folder from its newest message on.
func (l *listView) open(n model.Node) {
	l.forgetFound()
	l.node = n
	l.filter.clear()
	l.begin(n.Title)
	l.setEmpty()
	l.widget.SetLoading(true)
	gen, q := l.gen, l.query()
	q.Limit = firstPage
	load(l.s.pump, l.read(q, l.arrangement(), 0, screenful, nil), func(p page, err error) {
		if gen != l.gen {
			return
		}
		if err != nil {
			l.widget.SetLoading(false)
			l.s.fail(err)
			return
		}
		l.show(p)
		l.widget.SetLoading(false)
		l.goTo(l.wanted)
		if l.onFirst != nil {
			l.onFirst()
		}
		if p.order.Messages() == firstPage {
			l.refresh()
		}
	})
}

// renamed takes what the folder that is listed is called now.
func (l *listView) renamed(n model.Node) {
	l.node = n
	if l.found == nil {
		l.title.SetText(n.Title)
	}
}

// refresh reads the whole order, and the rows near what is looked at, again.
func (l *listView) refresh() {
	if l.found != nil {
		l.found.refresh()
		return
	}
	if l.busy {
		l.again = true
		return
	}
	l.busy = true
	gen, begun := l.gen, time.Now()
	from, to := l.list.Near()
	load(l.s.pump, l.read(l.query(), l.arrangement(), from, to, l.list.NearIDs()), func(p page, err error) {
		switch {
		case gen != l.gen: // it was another list, and this one waits
			l.again = l.found == nil
		case err != nil:
			l.s.fail(err)
		default:
			l.put(p)
		}
		if !l.again {
			l.busy = false
			return
		}
		// While much arrives a long list takes a quarter of the time, not all of it.
		l.again = false
		l.s.pump.after(min(3*time.Since(begun), 2*time.Second), func() {
			l.busy = false
			l.refresh()
		})
	})
}

// recountAfter is how long changes of other folders are gathered that may
// belong to conversations of this one.
const recountAfter = 500 * time.Millisecond

// recount reads the rows in sight again, after a while: a reply in another
// folder belongs to its conversation here.
func (l *listView) recount() {
	if l.counting || !l.list.Order().Talks() {
		return
	}
	l.counting = true
	l.s.pump.after(recountAfter, func() {
		gen, ids := l.gen, l.list.NearIDs()
		load(l.s.pump, func(ctx context.Context) ([]mail.Conversation, error) { return rowsOf(ctx, l.s.core.Mail, true, ids) },
			func(rows []mail.Conversation, err error) {
				l.counting = false
				switch {
				case err != nil:
					l.s.fail(err)
				case gen == l.gen:
					l.list.AddTalks(rows)
					l.widget.RowsChanged()
				}
			})
	})
}

// narrowed reads the list of another filter. What was there stays until the
// answer is here; what is hidden then is not selected any more, which is said.
func (l *listView) narrowed() {
	l.kept = nil
	l.reorder()
}

// reorder reads the list in another order, or of another filter.
func (l *listView) reorder() {
	if l.found != nil {
		l.found.refresh()
		return
	}
	if l.node.ID == "" {
		return
	}
	l.gen++
	l.asking, l.again = false, false
	gen, before := l.gen, len(l.ids())
	l.setEmpty()
	l.count.SetText(lang.T("Sorting…"))
	load(l.s.pump, l.read(l.query(), l.arrangement(), 0, screenful, l.list.NearIDs()), func(p page, err error) {
		if gen != l.gen {
			return
		}
		if err != nil {
			l.s.fail(err)
			return
		}
		l.release(p.order)
		l.widget.Settle(func() { l.put(p) })
		if l.shown != 0 { // it may be read at any moment
			l.kept = slices.Clone(l.list.Stands(l.shown))
		}
		if hidden := before - len(l.ids()); hidden > 0 && before > 1 {
			l.s.tell(lang.N(hidden, "{n} message that is hidden now is not selected any more.", "{n} messages that are hidden now are not selected any more."))
		}
	})
}

// release ends the reading of a message that the order does not have: none is
// opened in its place.
func (l *listView) release(order *model.Order) {
	if _, _, ok := order.Find(l.shown); ok || l.shown == 0 {
		return
	}
	l.shown = 0
	l.widget.Select()
	if l.onShow != nil {
		l.onShow(0)
	}
}

// show takes what was read into the list.
func (l *listView) show(p page) {
	l.list.Set(p.order, nil)
	l.list.AddTalks(p.rows)
	if p.tags != nil {
		l.rows.tag = tagLook(p.tags)
	}
	l.widget.SetGroups(groupsOf(l.list))
	l.widget.RowsChanged()
	l.showCount()
}

func (l *listView) put(p page) {
	l.show(p)
	l.goTo(l.wanted)
	if r, ok := l.list.Get(l.shown); ok && l.onRow != nil {
		l.onRow(r)
	}
}

// tagLook is how rows show tags.
func tagLook(tags []app.Tag) func(string) kit.RowTag {
	return func(key string) kit.RowTag {
		i := slices.IndexFunc(tags, func(t app.Tag) bool { return strings.EqualFold(t.Key, key) })
		if i < 0 {
			return kit.RowTag{Name: key, Colour: stripeColours[len(stripeColours)-1]}
		}
		return kit.RowTag{Name: tags[i].Name, Colour: colourOf(tags[i].Colour)}
	}
}

// colourOf reads "#rrggbb"; grey for what is none.
func colourOf(s string) color.NRGBA {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 24)
	if err != nil || len(s) != 7 {
		return stripeColours[len(stripeColours)-1]
	}
	return color.NRGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 0xff}
}

// openFilter shows the quick filter.
func (l *listView) openFilter() {
	l.filter.open()
	l.keepFilterOpen(true)
}

func (l *listView) keepFilterOpen(open bool) {
	if l.s.look.filter != open {
		l.s.look.filter = open
		l.s.look.keep(l.s)
	}
	l.box.Refresh()
}
