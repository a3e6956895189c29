package gui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/gui/model"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// listView is the list of a folder's messages, or of what a search found.
type listView struct {
	s      *session
	widget *kit.MessageList
	object fyne.CanvasObject
	title  *kit.Text
	count  *kit.Text

	onShow  func(id mail.MessageID) // the one message to read; 0 when there is none
	onOpen  func(id mail.MessageID)
	onFirst func()         // the first rows of a list are there
	onRow   func(mail.Row) // the message that is read has changed, perhaps

	list   *model.List
	rows   *messageRows
	node   model.Node
	found  *search // nil: a folder
	gen    int     // of what is shown; answers for an older one are dropped
	shown  mail.MessageID
	busy   bool           // a refresh is under way
	again  bool           // and another is due
	asking bool           // wanted rows are under way
	wanted mail.MessageID // to go to once it is listed; 0: none
}

// firstPage is how many rows a list shows before it knows the whole.
const firstPage = 100

func newListView(s *session, roleOf func(mail.FolderID) mail.Role) *listView {
	l := &listView{s: s, list: model.NewList()}
	l.rows = &messageRows{list: l.list, roleOf: roleOf}
	l.widget = kit.NewMessageList(watched{l})
	l.widget.SetDensity(s.prefs.Density)
	l.widget.OnSelected = l.selected
	l.widget.OnOpen = func(id int64) {
		if l.onOpen != nil {
			l.onOpen(mail.MessageID(id))
		}
	}
	l.title, l.count = kit.NewText("", kit.TextTitle, kit.ColorText).SetBold(true).SetFlexible(), kit.NewText("", kit.TextSmall, kit.ColorDim)
	l.object = listColumn(l.title, l.count, l.widget)
	return l
}

// listColumn is the middle pane: what is listed, how many, and the list.
func listColumn(title, count *kit.Text, list fyne.CanvasObject) fyne.CanvasObject {
	line := container.New(layout.NewBorderLayout(nil, nil, nil, count), title, count)
	head := kit.NewSurface(kit.ColorList, kit.BottomEdge, container.New(layout.NewCustomPaddedLayout(kit.Space3, kit.Space3, kit.Space4, kit.Space4), line))
	return kit.NewSurface(kit.ColorList, kit.RightEdge|kit.LeftEdge, container.New(layout.NewCustomPaddedLayout(0, 0, 1, 1), container.New(between{}, head, list)))
}

// watched is the rows with an eye on what is missing.
type watched struct{ l *listView }

func (w watched) Count() int                   { return w.l.rows.Count() }
func (w watched) ID(i int) int64               { return w.l.rows.ID(i) }
func (w watched) IndexOf(id int64) (int, bool) { return w.l.rows.IndexOf(id) }
func (w watched) Row(i int) (kit.MessageRow, bool) {
	row, ok := w.l.rows.Row(i)
	if !ok {
		w.l.fetch()
	}
	return row, ok
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
		ids := l.list.Wanted()
		load(l.s.pump, func(ctx context.Context) ([]mail.Row, error) { return l.s.core.Mail.Rows(ctx, ids) },
			func(rows []mail.Row, err error) {
				l.asking = false
				if gen != l.gen {
					return
				}
				if err != nil {
					l.s.fail(err)
					return
				}
				l.list.Add(rows)
				l.widget.RowsChanged()
			})
	})
}

// open shows a folder from its newest message on.
func (l *listView) open(n model.Node) {
	l.node, l.found = n, nil
	l.begin(n.Title)
	l.setEmpty()
	l.widget.SetLoading(true)
	gen, q := l.gen, n.Query()
	q.Limit = firstPage
	load(l.s.pump, func(ctx context.Context) ([]mail.Row, error) { return l.s.core.Mail.List(ctx, q) },
		func(rows []mail.Row, err error) {
			if gen != l.gen {
				return
			}
			if err != nil {
				l.widget.SetLoading(false)
				l.s.fail(err)
				return
			}
			l.list.Set(model.OrderOf(rows), rows)
			l.widget.RowsChanged()
			l.widget.SetLoading(false)
			l.showCount()
			l.goTo(l.wanted)
			if l.onFirst != nil {
				l.onFirst()
			}
			if len(rows) == firstPage {
				l.refresh()
			}
		})
}

// begin empties the list for something else.
func (l *listView) begin(title string) {
	l.gen++
	l.shown, l.wanted = 0, 0
	l.asking, l.again = false, false
	l.list.Clear()
	l.rows.stripes = nil
	if l.found != nil || l.node.Kind == model.UnifiedInbox {
		l.rows.stripes = stripesOf(l.s.accounts)
	}
	l.widget.Reset()
	l.title.SetText(title)
	l.count.SetText("")
}

func (l *listView) setEmpty() {
	text := "Nothing here."
	if l.node.Role == mail.Inbox {
		text = "Nothing new."
	}
	l.widget.SetEmptyText(text)
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
	gen, q := l.gen, l.node.Query()
	from, to := l.list.Near()
	load(l.s.pump, func(ctx context.Context) (page, error) {
		ids, err := l.s.core.Mail.IDs(ctx, q)
		if err != nil {
			return page{}, err
		}
		p := page{order: model.NewOrder(ids)}
		p.rows, err = l.s.core.Mail.Rows(ctx, p.order.Slice(from, to))
		return p, err
	}, func(p page, err error) {
		l.busy = false
		if gen != l.gen {
			l.again = false
			return
		}
		if err != nil {
			l.s.fail(err)
			return
		}
		l.put(p)
		if l.again {
			l.again = false
			l.refresh()
		}
	})
}

// page is a list's order and some of its rows.
type page struct {
	order *model.Order
	rows  []mail.Row
}

func (l *listView) put(p page) {
	l.list.Set(p.order, p.rows)
	l.widget.RowsChanged()
	l.showCount()
	l.goTo(l.wanted)
	if r, ok := l.list.Get(l.shown); ok && l.onRow != nil {
		l.onRow(r)
	}
}

func (l *listView) showCount() {
	if l.found == nil {
		l.count.SetText(model.Plural(l.list.Count(), "message", "messages"))
	}
}

// concerns reports whether a change in a folder may change this list.
func (l *listView) concerns(f mail.FolderID) bool {
	if l.found != nil {
		return true
	}
	q := l.node.Query()
	return q.Folder == f || q.Folder == 0
}

// changed takes one change of messages; it tells whether to refresh.
func (l *listView) changed(e event.Messages) bool { return l.concerns(e.Folder) }

// ids are the selected messages; where none is selected, the one that is read.
func (l *listView) ids() []mail.MessageID {
	sel := l.widget.Selected()
	out := make([]mail.MessageID, len(sel))
	for i, id := range sel {
		out[i] = mail.MessageID(id)
	}
	return out
}

// selected follows the selection: one message is read, none or several are not.
// When the message that was read went away, the one in its place is next.
func (l *listView) selected() {
	ids := l.ids()
	if len(ids) == 0 && l.shown != 0 {
		if id, ok := l.widget.Cursor(); ok {
			l.widget.Select(id)
			ids = l.ids()
		}
	}
	var show mail.MessageID
	if len(ids) == 1 {
		show = ids[0]
	}
	if show != l.shown {
		l.shown = show
		if l.onShow != nil {
			l.onShow(show)
		}
	}
}

// goTo selects a message, as soon as it is listed.
func (l *listView) goTo(id mail.MessageID) {
	l.wanted = id
	if _, ok := l.list.IndexOf(id); !ok || id == 0 {
		return
	}
	l.wanted = 0
	l.widget.Select(int64(id))
	l.selected()
}

// next moves to the next message that is not read, in direction delta.
func (l *listView) next(delta int) {
	at := -1
	if id, ok := l.widget.Cursor(); ok {
		at, _ = l.rows.IndexOf(id)
	}
	for i := at + delta; i >= 0 && i < l.list.Count() && i < at+2000 && i > at-2000; i += delta {
		r, ok := l.list.Get(l.list.ID(i))
		if !ok {
			break // not looked at yet: do not wander through all of a folder
		}
		if r.Flags&mail.Seen == 0 {
			l.widget.Select(int64(r.ID))
			l.selected()
			return
		}
	}
	l.s.tell("No unread message " + map[bool]string{true: "below", false: "above"}[delta > 0] + ".")
}
