package gui

import (
	"context"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"godwit/accounts"
	"godwit/app/gui/kit"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// treeView is the folder tree with its data.
type treeView struct {
	s      *session
	widget *kit.FolderTree
	onOpen func(model.Node) // the user chose a node
	onShow func()           // it was built anew

	nodes   []model.Node
	source  model.Sources
	loading bool
	again   bool
}

func newTreeView(s *session) *treeView {
	t := &treeView{s: s, widget: kit.NewFolderTree()}
	t.widget.OnSelected = func(id string) {
		if n, ok := model.Find(t.nodes, id); ok && t.onOpen != nil {
			t.onOpen(n)
		}
	}
	t.widget.OnMenu = t.menu
	for _, id := range s.prefs.Closed {
		t.widget.SetClosed(id, true)
	}
	t.widget.OnFolded = t.folded
	t.source.Status = s.core.Status.Of
	return t
}

// folded remembers which branches are closed.
func (t *treeView) folded(id string, closed bool) {
	list := slices.DeleteFunc(t.s.prefs.Closed, func(s string) bool { return s == id })
	if closed {
		list = append(list, id)
	}
	t.s.prefs.Closed = list
	t.s.setPref(prefClosed, strings.Join(list, " "))
}

// reload reads accounts, folders and counts again, one reading at a time; then
// is called when the tree shows them.
func (t *treeView) reload(then func()) {
	if t.loading {
		t.again = true
		return
	}
	t.loading = true
	hidden := maps.Clone(t.s.discarded)
	load(t.s.pump, func(ctx context.Context) (model.Sources, error) {
		src := model.Sources{Status: t.s.core.Status.Of}
		var err error
		if src.Accounts, err = t.s.core.Accounts.List(ctx); err != nil {
			return src, err
		}
		if src.Folders, err = t.s.core.Mail.Folders(ctx, 0); err != nil {
			return src, err
		}
		if slices.ContainsFunc(src.Folders, func(f mail.Folder) bool { return f.Vanished > 0 }) {
			if src.Vanished, err = t.s.core.Mail.Vanished(ctx, 0); err != nil {
				return src, err
			}
		}
		drafts, err := readDrafts(ctx, t.s.core, hidden)
		if err != nil {
			return src, err
		}
		src.Drafts, src.Template = len(drafts.rows), len(drafts.templates) > 0
		out, err := t.s.core.Outbox.List(ctx)
		src.Outbox, src.OutBad = model.OutboxCount(out, now())
		return src, err
	}, func(src model.Sources, err error) {
		t.loading = false
		if err != nil {
			t.s.fail(err)
			return
		}
		t.s.accounts = src.Accounts
		t.source = src
		t.show()
		if then != nil {
			then()
		}
		if t.again {
			t.again = false
			t.reload(nil)
		}
	})
}

// show builds the tree anew from what was read; states of accounts are asked
// for again.
func (t *treeView) show() {
	t.source.Shown = t.widget.Selected()
	t.nodes = model.Tree(t.source)
	t.widget.SetItems(t.items(nil, t.nodes, 0))
	if t.onShow != nil {
		t.onShow()
	}
}

func (t *treeView) items(out []kit.FolderItem, nodes []model.Node, depth int) []kit.FolderItem {
	for _, n := range nodes {
		it := kit.FolderItem{
			ID: n.ID, Name: n.Title, Depth: depth, Icon: nodeIcon(n), Count: n.Count, Quiet: !n.Strong, Alert: n.Bad,
			NoDrop: n.Kind != model.FolderNode || n.NoMail,
		}
		if n.Kind == model.AccountNode {
			st := t.source.Status(n.Account)
			it.Head, it.Icon = true, ""
			it.State = stateDot(n.Mood)
			it.Message = t.s.account(n.Account).Email() + " · " + model.StatusText(st, now())
		}
		out = append(out, it)
		out = t.items(out, n.Children, depth+1)
	}
	return out
}

func nodeIcon(n model.Node) kit.IconName {
	icons := map[mail.Role]kit.IconName{
		mail.Inbox: kit.IconInbox, mail.Drafts: kit.IconDrafts, mail.Outbox: kit.IconOutbox, mail.Sent: kit.IconSent,
		mail.Archive: kit.IconArchive, mail.Junk: kit.IconJunk, mail.Trash: kit.IconTrash, mail.AllMail: kit.IconAllMail,
		mail.Starred: kit.IconStar,
	}
	if icon, ok := icons[n.Role]; ok {
		return icon
	}
	return kit.IconFolder
}

// open shows a node as the user's click would.
func (t *treeView) open(id string) bool {
	if id == model.OutboxID || id == model.DraftsID { // they may be empty, and not shown
		t.widget.Select(id)
		t.show()
	}
	n, ok := model.Find(t.nodes, id)
	if !ok {
		return false
	}
	t.widget.Select(id)
	t.onOpen(n)
	return true
}

// folders are an account's mailboxes that can hold messages, for a choice of
// where to move to.
func (t *treeView) folders(account accounts.ID) []mail.Folder {
	var out []mail.Folder
	for _, f := range t.source.Folders {
		if f.Account == account && !f.NoMail {
			out = append(out, f)
		}
	}
	return out
}

// menu is the context menu of a node.
func (t *treeView) menu(id string, at fyne.Position) {
	n, ok := model.Find(t.nodes, id)
	if !ok {
		return
	}
	var items []*fyne.MenuItem
	add := func(title string, do func()) { items = append(items, fyne.NewMenuItem(title, do)) }
	switch n.Kind {
	case model.AccountNode, model.FolderNode:
		add("New folder…", func() { t.newFolder(n) })
		if n.Kind == model.FolderNode && n.Role == mail.NoRole {
			add("Rename…", func() { t.rename(n) })
			add("Delete folder…", func() { t.remove(n) })
		}
		add("Get mail", func() { t.s.core.Mail.Poke(n.Account) })
		if f, ok := t.folder(n); ok && !f.NoMail && !f.Local() && t.s.account(n.Account).Incoming.Protocol == accounts.IMAP {
			add("Keep on this computer…", func() { t.keepFolder(f) })
		}
	default:
		return
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), t.s.win.Canvas(), at)
}

// folder is the mailbox that a node stands for.
func (t *treeView) folder(n model.Node) (mail.Folder, bool) {
	for _, f := range t.source.Folders {
		if f.ID == n.Folder && n.Kind == model.FolderNode {
			return f, true
		}
	}
	return mail.Folder{}, false
}

func (t *treeView) path(n model.Node) string {
	f, _ := t.folder(n)
	return f.Path
}

func (t *treeView) newFolder(n model.Node) {
	prefix := ""
	if n.Kind == model.FolderNode && n.Role == mail.NoRole {
		prefix = t.path(n) + "/"
	}
	ask(t.s.win, "New folder", "Name", prefix, "Create", func(name string) {
		do(t.s.pump, func(ctx context.Context) error {
			_, err := t.s.core.Mail.CreateFolder(ctx, n.Account, name)
			return err
		}, t.s.failed)
	})
}

func (t *treeView) rename(n model.Node) {
	ask(t.s.win, "Rename folder", "Name", t.path(n), "Rename", func(name string) {
		do(t.s.pump, func(ctx context.Context) error { return t.s.core.Mail.RenameFolder(ctx, n.Folder, name) }, t.s.failed)
	})
}

func (t *treeView) remove(n model.Node) {
	confirm(t.s.win, "Delete “"+n.Title+"”?", "The folder and all messages in it are removed, here and on the server. This cannot be undone.", "Delete folder", true, func() {
		do(t.s.pump, func(ctx context.Context) error { return t.s.core.Mail.DeleteFolder(ctx, n.Folder) }, t.s.failed)
	})
}
