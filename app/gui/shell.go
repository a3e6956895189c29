package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/compose"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// shell is the main window of a profile with accounts: it puts the views
// together and passes news and commands between them.
type shell struct {
	s *session

	tree      *treeView
	list      *listView
	outbox    *outboxView
	drafts    *draftsView
	talk      *conversation
	reader    *reader // the message of the conversation that commands are about
	actions   *actions
	commands  *commandTable
	keymap    *keymap
	toolbar   *toolbar
	searchBox *searchBox
	status    *statusLine
	banner    *banner
	panes     *panes
	middle    *kit.Surface // holds the list, the outbox or the drafts
	right     *kit.Surface // holds the reader or the outbox's
	object    *fyne.Container

	opened    string                          // id of the node that the middle pane shows
	following []mail.OutboxID                 // sent from here, and their fate not told yet
	queued    map[mail.OutboxID]compose.Draft // what those were made of, without files
	state     *accountState                   // the open sheet of one account; nil if none is

	shift      func() bool // whether Shift is down; key events do not carry it
	picking    bool        // messages are selected one by one
	begun      stroke      // the first letter of two
	strokeWait *timer      // until it is forgotten

	page       *settingsPage     // the settings, once they were shown
	settingsAt string            // their section that was shown last
	changes    []*settingChange  // of settings, that can be undone
	known      map[string]string // the profile's settings, as last read

	ready func(view string)
	frame *frame
}

func newShell(s *session, f *frame) *shell {
	w := &shell{s: s, frame: f, ready: f.ready, shift: shiftHeld, queued: make(map[mail.OutboxID]compose.Draft)}
	w.tree = newTreeView(s)
	w.list = newListView(s, w.roleOf, func() []mail.Folder { return w.tree.source.Folders })
	w.talk = newConversation(s)
	w.reader = w.talk.now
	w.outbox = newOutboxView(s)
	w.drafts = newDraftsView(w)
	w.actions = &actions{s, w.list, w.tree, w.talk}
	w.searchBox = newSearchBox(s, w.find, func() { s.win.Canvas().Focus(w.list.widget) })
	w.toolbar = newToolbar(w.run, w.searchBox.entry)
	w.status, w.banner = newStatusLine(s), newBanner(s)
	w.status.mend, w.banner.mend = w.mend, w.mend
	w.middle = kit.NewSurface(kit.ColorList, kit.NoEdge, w.list.object)
	w.right = kit.NewSurface(kit.ColorPaper, kit.NoEdge, w.talk.object)
	w.panes = newPanes(kit.NewSurface(kit.ColorSidebar, kit.NoEdge, container.New(layout.NewCustomPaddedLayout(kit.Space2, 0, 0, 0), w.tree.widget)), w.middle, w.right)
	w.panes.treeWidth, w.panes.listWidth = s.prefs.TreeWidth, s.prefs.ListWidth
	w.commands = w.newCommands()
	w.panes.hideReader = s.prefs.HideReader
	w.wire()
	top := container.New(column{0}, w.toolbar.object, w.banner.object)
	w.object = container.New(between{}, top, w.panes, w.status.object)
	return w
}

// wire connects the views.
func (w *shell) wire() {
	w.tree.onOpen = w.openNode
	w.tree.onShow = func() {
		unread := model.UnreadInboxes(w.tree.source.Folders)
		w.status.unread(unread)
		w.frame.counted(unread)
		if n, ok := model.Find(w.tree.nodes, w.list.node.ID); ok {
			w.list.renamed(n)
		}
	}
	w.banner.changed = func() { w.object.Refresh() }
	w.list.onShow = func(id mail.MessageID) {
		if id == 0 {
			w.talk.blank(len(w.list.whole(w.list.ids())))
		} else {
			w.talk.open(id)
		}
		w.enable()
	}
	w.list.onOpen = w.openMessage
	w.list.onRow = w.talk.changed
	w.list.onFirst = func() { w.ready("list") }
	w.list.widget.OnMenu = w.messageMenu
	w.list.widget.OnStar = func(id int64) { w.list.star(mail.MessageID(id), w.actions.toggle) }
	w.list.menu.OnTapped, w.list.onTable = w.listMenu, w.panes.stack
	w.panes.listHeight = w.s.look.height
	w.panes.stack(w.s.look.table)
	w.list.widget.OnDrag, w.list.widget.OnDrop = w.drag, w.drop
	w.outbox.detail.act = w.actOutgoing
	w.s.mailto, w.s.search = w.mailto, w.searchBox.entry.SetText
	w.s.command = w.run
	w.talk.several = w.several
	w.talk.words, w.talk.moved = w.list.words, func(r *reader) { w.reader = r }
	w.talk.wire, w.talk.keys = w.wireReader, func(k *card) { k.line.OnRune, k.line.OnKey = w.typedRune, w.typedKey }
	w.wireReader(w.reader)
	w.wireTree()
	w.panes.onResized = func() {
		w.s.setPrefNumber(prefTreeWidth, float64(w.panes.treeWidth))
		w.s.setPrefNumber(prefListWidth, float64(w.panes.listWidth))
		w.s.look.height = w.panes.listHeight
		w.s.look.keep(w.s)
	}
	w.panes.onFolded = func() {
		w.toolbar.short(w.panes.folded())
		w.searchBox.short(w.panes.folded())
	}
	w.outbox.list.OnOpen = func(int64) { w.panes.bring(readerPane) }
	for _, b := range w.toolbar.all() {
		b.OnRune, b.OnKey = w.typedRune, w.typedKey
	}
	for _, k := range []keySource{
		{&w.list.widget.OnRune, &w.list.widget.OnKey},
		{&w.tree.widget.OnRune, &w.tree.widget.OnKey},
		{&w.outbox.list.OnRune, &w.outbox.list.OnKey},
		{&w.drafts.list.OnRune, &w.drafts.list.OnKey},
	} {
		*k.rune, *k.key = w.typedRune, w.typedKey
	}
	w.s.win.Canvas().SetOnTypedKey(w.typedKey)
	w.s.win.Canvas().SetOnTypedRune(w.typedRune)
	w.useKeys()
}

// wireReader connects a reader of the conversation.
func (w *shell) wireReader(r *reader) {
	r.head.command = w.run
	r.head.keys = func(t *kit.Token) { t.OnRune, t.OnKey = w.typedRune, w.typedKey }
	for _, t := range []*kit.Token{r.head.from, r.head.date, r.head.to} {
		r.head.keys(t)
	}
	for _, b := range r.head.buttons {
		b.OnRune, b.OnKey = w.typedRune, w.typedKey
	}
	for _, k := range []keySource{
		{&r.text.OnRune, &r.text.OnKey},
		{&r.html.view.OnRune, &r.html.view.OnKey},
		{&r.head.sender.OnRune, &r.head.sender.OnKey},
	} {
		*k.rune, *k.key = w.typedRune, w.typedKey
	}
}

// keySource is a widget that passes on keys it has no use for.
type keySource struct {
	rune *func(rune)
	key  *func(*fyne.KeyEvent)
}

// begin shows the first inbox.
func (w *shell) begin() {
	w.enable()
	w.offerWriting()
	w.tree.reload(func() {
		if w.tree.widget.Selected() == "" {
			w.goInbox()
		}
		w.status.show()
		w.s.win.Canvas().Focus(w.list.widget)
		w.notices()
		w.followSettings()
	})
}

// news takes what happened in the profile.
func (w *shell) news(events []event.Event) {
	var tree, list, talk, status, out, sending, drafts, moved, requests, notices bool
	for _, e := range events {
		switch e := e.(type) {
		case event.Messages:
			talk, list = true, list || w.list.changed(e)
			moved = moved || w.roleOf(e.Folder) == mail.Drafts
		case event.Folders:
			tree = true
		case event.Accounts:
			tree, status = true, true
		case event.Status:
			status = true
		case event.Outbox:
			out, tree = true, true
		case event.Sending:
			sending = true
		case event.Drafts:
			drafts = true
		case event.Requests:
			requests = true
		case event.Notice:
			notices = true
		case event.Lagged:
			tree, list, talk, status, out, drafts, requests, notices = true, true, true, true, true, true, true, true
			w.followSettings()
		}
	}
	if tree {
		w.tree.reload(w.accountsChanged)
	} else if status {
		w.tree.show()
	}
	if status {
		w.status.show()
		w.banner.show()
		w.list.setEmpty()
		if w.state != nil {
			w.state.show()
		}
	}
	if list {
		w.list.refresh()
	}
	if talk {
		w.talk.refresh()
	}
	if sending && !out {
		w.sendingOn()
	}
	if out {
		w.followSent()
		w.outbox.refresh()
	}
	if drafts || moved {
		w.drafts.refresh()
	}
	if moved {
		w.s.draftsMoved()
	}
	if requests {
		w.frame.requests()
	}
	if notices {
		w.notices()
	}
}

// accountsChanged follows accounts that came or went.
func (w *shell) accountsChanged() {
	w.banner.vanished = w.tree.source.Vanished
	w.status.show()
	w.banner.show()
	if len(w.s.accounts) == 0 {
		w.frame.welcome()
		return
	}
	if _, ok := model.Find(w.tree.nodes, w.tree.widget.Selected()); !ok {
		w.goInbox()
	}
}

// roleOf is what a folder is for.
func (w *shell) roleOf(id mail.FolderID) mail.Role {
	for _, f := range w.tree.source.Folders {
		if f.ID == id {
			return f.Role
		}
	}
	return mail.NoRole
}

// openNode shows what stands behind a node of the tree.
func (w *shell) openNode(n model.Node) {
	if n.ID == w.opened && w.list.found == nil { // it is there already
		w.panes.bring(listPane)
		return
	}
	w.opened = n.ID
	w.searchBox.clear()
	w.talk.blank(0)
	switch n.Kind {
	case model.SearchNode:
		w.s.search(n.Search.Text)
	case model.OutboxNode:
		w.outbox.list.Reset()
		w.put(w.outbox.object, w.outbox.detail.object)
		w.outbox.refresh()
	case model.AllDrafts:
		w.put(w.drafts.object, kit.NewSurface(kit.ColorPaper, kit.NoEdge,
			kit.NewEmptyState(kit.IconDrafts, lang.T("Open a draft to write on."), lang.T("Enter or a double click opens it, Del discards it."))))
		w.drafts.refresh()
	default:
		w.put(w.list.object, w.talk.object)
		w.list.open(n)
	}
	w.panes.bring(listPane)
	w.enable()
}

// put fills the middle and the right pane.
func (w *shell) put(middle, right fyne.CanvasObject) {
	w.middle.SetContent(middle)
	w.right.SetContent(right)
}

// listing reports whether the middle pane shows messages.
func (w *shell) listing() bool {
	id := w.tree.widget.Selected()
	return w.list.found != nil || id != model.OutboxID && id != model.DraftsID
}

// messageIDs are the messages that a command is about, none while the list is
// not shown.
func (w *shell) messageIDs() []mail.MessageID {
	if !w.listing() {
		return nil
	}
	return w.actions.ids()
}

// single is the message that a command on a single one is about.
func (w *shell) single() (mail.MessageID, bool) {
	if ids := w.messageIDs(); len(ids) == 1 {
		return ids[0], true
	}
	return 0, false
}

func (w *shell) enable() { w.toolbar.enable(w.commands.refusal) }

// openMessage is Enter or a double click on a message.
func (w *shell) openMessage(id mail.MessageID) {
	if r, ok := w.list.list.Get(id); ok && w.roleOf(r.Folder) == mail.Drafts {
		w.editMessage(id)
		return
	}
	w.panes.bring(readerPane)
	w.s.win.Canvas().Focus(w.reader.view)
}

// find searches, or goes back to the folder.
func (w *shell) find(text string) {
	w.talk.blank(0)
	if text == "" {
		w.list.endFind()
		if n, ok := model.Find(w.tree.nodes, w.tree.widget.Selected()); ok && !w.listing() {
			w.openNode(n)
		}
		w.opened = w.tree.widget.Selected()
		return
	}
	w.opened = ""
	w.put(w.list.object, w.talk.object)
	w.list.find(text)
	w.panes.bring(listPane)
	w.enable()
}
