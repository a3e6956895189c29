package gui

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// listLook is how lists of messages are shown, in every folder.
type listLook struct {
	table   bool // with columns; else cards
	columns []kit.Column
	order   mail.Order // BySender is by recipient, where one has written the mail
	up      bool
	groups  bool    // under headings of their time
	threads bool    // a conversation is one row
	filter  bool    // the bar of the quick filter is open
	height  float32 // of the list where the reader is below it, as it is for a table

	keeping bool // it is being written to the profile ...
	changed bool // ... and is another by now
}

// prefListLook keeps a listLook as words.
const prefListLook = "window.list"

const usualHeight float32 = 320

func usualLook() listLook {
	return listLook{columns: kit.UsualColumns(), groups: true, threads: true, height: usualHeight}
}

// readLook understands what String wrote; "" is the usual look.
func readLook(s string) listLook {
	if s == "" {
		return usualLook()
	}
	l := listLook{columns: kit.UsualColumns(), height: usualHeight}
	for _, word := range strings.Fields(s) {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "table":
			l.table = true
		case "up":
			l.up = true
		case "groups":
			l.groups = true
		case "threads":
			l.threads = true
		case "filter":
			l.filter = true
		case "height":
			if h, err := strconv.ParseFloat(value, 32); err == nil && h >= float64(leastHeight) && h < 5000 {
				l.height = float32(h)
			}
		case "order":
			l.order = mail.Order(value)
		case "columns":
			l.columns = readColumns(value)
		}
	}
	return l
}

func readColumns(s string) []kit.Column {
	var columns []kit.Column
	for _, one := range strings.Split(s, ",") {
		id, width, _ := strings.Cut(one, ":")
		w, err := strconv.ParseFloat(width, 32)
		if err == nil && w >= 0 && w <= 1000 {
			columns = append(columns, kit.Column{ID: kit.ColumnID(id), Width: float32(w)})
		}
	}
	if len(columns) == 0 {
		return kit.UsualColumns()
	}
	return columns
}

// String is the look as it is kept.
func (l listLook) String() string {
	var words []string
	for _, w := range []struct {
		word string
		on   bool
	}{{"table", l.table}, {"up", l.up}, {"groups", l.groups}, {"threads", l.threads}, {"filter", l.filter}} {
		if w.on {
			words = append(words, w.word)
		}
	}
	var columns []string
	for _, c := range l.columns {
		columns = append(columns, fmt.Sprintf("%s:%.0f", c.ID, c.Width))
	}
	return strings.Join(append(words, fmt.Sprintf("height=%.0f", l.height), "order="+string(l.order), "columns="+strings.Join(columns, ",")), " ")
}

// keep writes the look to the profile, one writing at a time: the last one wins.
func (l *listLook) keep(s *session) {
	if l.changed = l.keeping; l.keeping {
		return
	}
	l.keeping = true
	text := l.String()
	do(s.pump, func(ctx context.Context) error { return s.core.SetPref(ctx, prefListLook, text) }, func(err error) {
		l.keeping = false
		s.failed(err)
		if l.changed {
			l.keep(s)
		}
	})
}

// columnOrders is what a click on a column's head sorts by.
var columnOrders = map[kit.ColumnID]mail.Order{
	kit.ColumnDate: mail.ByDate, kit.ColumnPeople: mail.BySender, kit.ColumnSubject: mail.BySubject,
	kit.ColumnSize: mail.BySize, kit.ColumnStar: mail.ByStar, kit.ColumnAttachment: mail.ByAttachment,
}

// setLook changes the look and keeps it; the list is read again.
func (l *listView) setLook(change func(*listLook)) {
	change(&l.s.look)
	l.s.look.keep(l.s)
	l.showLook()
	l.reorder()
}

// showLook makes the widget look so.
func (l *listView) showLook() {
	look := l.s.look
	if l.onTable != nil {
		l.onTable(look.table)
	}
	if !look.table {
		l.widget.SetTable(nil, "", false)
		return
	}
	by := kit.ColumnDate
	for column, order := range columnOrders {
		if order == look.order {
			by = column
		}
	}
	if l.found != nil { // what is found is always in the order of its time
		by = kit.ColumnDate
	}
	l.widget.SetTable(look.columns, by, look.up)
}

// sortBy sorts by a column, or turns the order round that it has.
func (l *listView) sortBy(by mail.Order) {
	if l.found != nil {
		l.s.tell(lang.T("What is found is shown with the newest first."))
		return
	}
	l.setLook(func(look *listLook) {
		if look.order == by {
			look.up = !look.up
			return
		}
		look.order = by
		look.up = by == mail.BySender || by == mail.BySubject // A first; else the newest, the largest
	})
}

// setColumn shows a column, or hides it.
func (l *listView) setColumn(id kit.ColumnID, shown bool) {
	l.setLook(func(look *listLook) { look.columns = kit.WithColumn(look.columns, id, shown) })
}

// columnMenu offers the columns.
func (l *listView) columnMenu(at fyne.Position) {
	shown := map[kit.ColumnID]bool{}
	for _, c := range l.s.look.columns {
		shown[c.ID] = true
	}
	var items []*fyne.MenuItem
	for _, c := range kit.ColumnChoices() {
		item := fyne.NewMenuItem(c.Title, func() { l.setColumn(c.ID, !shown[c.ID]) })
		item.Checked, item.Disabled = shown[c.ID], c.ID == kit.ColumnSubject
		items = append(items, item)
	}
	items = append(items, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.T("The usual columns"), func() { l.setLook(func(look *listLook) { look.columns = kit.UsualColumns() }) }))
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), l.s.win.Canvas(), at)
}

// arrangement is how the messages of a node become rows.
func (l *listView) arrangement() model.Arrange {
	look := l.s.look
	return model.Arrange{
		Conversations: look.threads && l.found == nil && !l.flat(),
		Groups:        look.groups && look.order == mail.ByDate && l.found == nil,
		Now:           now(),
	}
}

// flat tells whether the folder that is shown is to list messages, not
// conversations.
func (l *listView) flat() bool {
	for _, f := range l.rows.folders() {
		if f.ID == l.node.Folder {
			return f.Flat
		}
	}
	return false
}

// query is what is listed, and in which order.
func (l *listView) query() mail.ListQuery {
	q := l.node.Query()
	q.Order, q.Ascending = l.s.look.order, l.s.look.up
	if q.Order == mail.BySender && ownMail(l.node.Role) {
		q.Order = mail.ByRecipient
	}
	l.filter.set.apply(&q)
	if l.filter.set.on() {
		q.Keep = l.kept
	}
	return q
}
