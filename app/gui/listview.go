package gui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// listView is the list of a folder's messages, or of what a search found.
type listView struct {
	s      *session
	widget *kit.MessageList
	object fyne.CanvasObject
	box    *fyne.Container // the head above the list
	title  *kit.Text
	count  *kit.Text
	filter *filterBar
	menu   *kit.Button // what can be done with the list
	save   *kit.Button // keeps a search

	searchNote *searchNote

	onShow  func(id mail.MessageID) // the one message to read; 0 when there is none
	onOpen  func(id mail.MessageID)
	onFirst func()         // the first rows of a list are there
	onTable func(on bool)  // it is a table now, which is wide
	onRow   func(mail.Row) // the message that is read has changed, perhaps

	list     *model.List
	rows     *messageRows
	node     model.Node
	found    *search // nil: a folder
	gen      int     // of what is shown; answers for an older one are dropped
	shown    mail.MessageID
	kept     []mail.MessageID // read while the filter was on: they stay listed
	busy     bool             // a refresh is under way
	again    bool             // and another is due
	asking   bool             // wanted rows are under way
	counting bool             // and rows that another folder's mail may have changed
	wanted   mail.MessageID   // to go to once it is listed; 0: none

	several int // how many are selected, as onShow was told last
}

// firstPage is how many messages a list shows before it knows the whole.
const firstPage = 100

func newListView(s *session, roleOf func(mail.FolderID) mail.Role, folders func() []mail.Folder) *listView {
	l := &listView{s: s, list: model.NewList()}
	l.rows = &messageRows{list: l.list, s: s, roleOf: roleOf, folders: folders}
	l.rows.there = l.foundThere
	l.widget = kit.NewMessageList(watched{l})
	l.widget.SetDensity(s.prefs.Density)
	l.widget.OnSelected = l.selected
	l.widget.OnOpen = func(id int64) {
		if l.onOpen != nil {
			l.onOpen(mail.MessageID(id))
		}
	}
	l.widget.OnFold = func(id int64, open bool) { l.unfold(mail.MessageID(id), open) }
	l.widget.OnGroup = l.foldGroup
	l.widget.OnSort = func(c kit.ColumnID) { l.sortBy(columnOrders[c]) }
	l.widget.OnColumnMenu = l.columnMenu
	l.widget.OnColumns = func(columns []kit.Column) {
		l.s.look.columns = slices.Clone(columns)
		l.s.look.keep(l.s)
	}
	l.title, l.count = kit.NewText("", kit.TextTitle, kit.ColorText).SetBold(true).SetFlexible(), kit.NewText("", kit.TextSmall, kit.ColorDim)
	l.filter = newFilterBar(s)
	l.filter.changed = l.narrowed
	l.filter.leave = func() { s.win.Canvas().Focus(l.widget) }
	l.filter.closed = func() { l.keepFilterOpen(false) }
	filter := kit.NewIconButton(kit.IconFilter, lang.T("Filter this list (Ctrl+Shift+K)"), l.openFilter).SetSmall()
	l.save, l.searchNote = kit.NewIconButton(kit.IconStar, lang.T("Keep this search as a folder"), l.saveSearch).SetSmall(), newSearchNote(l)
	l.save.Hide()
	l.menu = kit.NewIconButton(kit.IconMore, lang.T("How the list looks"), nil).SetSmall()
	l.object, l.box = filteredColumn(l.title, container.NewHBox(container.New(middle{}, l.count), l.save, filter, l.menu), container.New(column{0}, l.searchNote.object, l.filter.object), l.widget)
	l.showLook()
	return l
}

// listColumn is the middle pane: what is listed, how many, and the list.
func listColumn(title, count *kit.Text, list fyne.CanvasObject) fyne.CanvasObject {
	o, _ := filteredColumn(title, container.New(layout.NewCustomPaddedLayout(kit.Space1, kit.Space1, 0, kit.Space2), count), container.NewWithoutLayout(), list)
	return o
}

// filteredColumn is one with more at the right of its title, and a filter below.
// The box in it is to be refreshed when the filter is of another height.
func filteredColumn(title *kit.Text, right, filter, list fyne.CanvasObject) (fyne.CanvasObject, *fyne.Container) {
	line := container.New(layout.NewBorderLayout(nil, nil, nil, right), title, right)
	bars := container.New(column{0}, container.New(layout.NewCustomPaddedLayout(kit.Space2, kit.Space2, kit.Space4, kit.Space2), line), filter)
	head := kit.NewSurface(kit.ColorList, kit.BottomEdge, bars)
	box := container.New(between{}, head, list)
	return kit.NewSurface(kit.ColorList, kit.RightEdge|kit.LeftEdge, container.New(layout.NewCustomPaddedLayout(0, 0, 1, 1), box)), box
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

// begin empties the list for something else.
func (l *listView) begin(title string) {
	l.gen++
	l.shown, l.wanted, l.kept = 0, 0, nil
	l.asking, l.again = false, false
	l.list.Clear()
	l.rows.stripes = nil
	if l.found != nil || l.node.Folder == 0 && l.node.Account == 0 {
		l.rows.stripes = stripesOf(l.s.accounts)
	}
	l.widget.SetGroups(nil)
	l.widget.Reset()
	l.title.SetText(title)
	l.count.SetText("")
	l.showLook()
	for _, name := range []string{"toMe", "known"} { // the search has no words for these
		l.filter.buttons[name].SetEnabled(l.found == nil)
	}
}

// refold shows what is listed after something was folded.
func (l *listView) refold() {
	l.widget.SetGroups(groupsOf(l.list))
	l.widget.RowsFolded()
}

func groupsOf(list *model.List) []kit.RowGroup {
	var groups []kit.RowGroup
	for _, s := range list.Sections() {
		groups = append(groups, kit.RowGroup{Title: s.Title, First: s.First, Count: s.Count, Folded: s.Folded})
	}
	return groups
}

func (l *listView) foldGroup(title string, fold bool) {
	l.list.Fold(title, fold)
	l.refold()
}

// unfold lists the messages of a conversation below its row, or its row alone.
func (l *listView) unfold(id mail.MessageID, open bool) {
	l.list.Open(id, open)
	l.refold()
}

func (l *listView) unfoldAll(open bool) {
	l.list.OpenAll(open)
	l.refold()
}

func (l *listView) showCount() {
	if l.found != nil {
		return
	}
	order := l.list.Order()
	text := lang.N(order.Messages(), "{n} message", "{n} messages")
	if l.filter.set.on() {
		text = lang.N(order.Messages(), "{n} fits", "{n} fit")
	}
	l.count.SetText(text)
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
func (l *listView) changed(e event.Messages) bool {
	if !l.concerns(e.Folder) {
		l.recount()
		return false
	}
	return true
}

// ids are the selected messages, of a conversation that is folded the one that
// its row is called by.
func (l *listView) ids() []mail.MessageID {
	sel := l.widget.Selected()
	out := make([]mail.MessageID, len(sel))
	for i, id := range sel {
		out[i] = mail.MessageID(id)
	}
	return out
}

// whole are the messages that ids stand for: all of conversations that are
// folded.
func (l *listView) whole(ids []mail.MessageID) []mail.MessageID {
	var all []mail.MessageID
	for _, id := range ids {
		all = append(all, l.list.Stands(id)...)
	}
	return all
}

// sameRow tells whether two messages are on one row.
func (l *listView) sameRow(a, b mail.MessageID) bool {
	i, ok := l.list.IndexOf(a)
	j, too := l.list.IndexOf(b)
	return ok && too && i == j
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
	more := len(ids) != l.several
	l.several = len(ids)
	if show == l.shown && (show != 0 || !more) {
		return
	}
	same := show != 0 && l.sameRow(show, l.shown) // a conversation whose row is called by another message now
	if l.shown = show; !same && l.onShow != nil {
		l.onShow(show)
	}
	if show != 0 && l.filter.set.on() && len(l.kept) < maxKept {
		l.kept = append(l.kept, l.list.Stands(show)...)
	}
}

// maxKept bounds what stays listed though the filter would have it gone.
const maxKept = 500

// goTo selects a message, as soon as it is listed.
func (l *listView) goTo(id mail.MessageID) {
	l.wanted = id
	if _, ok := l.list.IndexOf(id); !ok || id == 0 {
		return
	}
	l.wanted = 0
	l.widget.Select(int64(id))
	if head := l.ids(); len(head) == 1 && head[0] != id && l.onShow != nil { // one of a conversation
		l.shown = head[0]
		l.onShow(id)
		return
	}
	l.selected()
}

// star sets the star of a row, or takes all of them from the conversation that
// it stands for.
func (l *listView) star(id mail.MessageID, toggle func([]mail.MessageID, mail.Flags)) {
	if c, ok := l.list.GetTalk(id); ok && c.Starred {
		toggle(l.list.Stands(id), mail.Flagged)
		return
	}
	toggle([]mail.MessageID{id}, mail.Flagged)
}

func (l *listView) starAll(ids []mail.MessageID, toggle func([]mail.MessageID, mail.Flags)) {
	if len(ids) == 1 {
		l.star(ids[0], toggle)
		return
	}
	toggle(ids, mail.Flagged)
}

// unreadBelow tells whether a folded conversation among these has something
// that is not read.
func (l *listView) unreadBelow(ids []mail.MessageID) bool {
	return slices.ContainsFunc(ids, func(id mail.MessageID) bool {
		c, ok := l.list.GetTalk(id)
		return ok && c.Unread > 0 && len(l.list.Stands(id)) > 1
	})
}
