package gui

import (
	"context"
	"maps"
	"slices"
	"strings"

	"godwit/accounts"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
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
	pinned  bool // favourites were changed here: what is read may be older
}

func newTreeView(s *session) *treeView {
	t := &treeView{s: s, widget: kit.NewFolderTree()}
	t.widget.OnSelected = func(id string) {
		if n, ok := model.Find(t.nodes, id); ok && t.onOpen != nil {
			t.onOpen(n)
		}
	}
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
		if src.Favourites, err = t.s.core.Mail.Favourites(ctx); err != nil {
			return src, err
		}
		if src.Searches, err = t.s.core.Mail.Searches(ctx); err != nil {
			return src, err
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
		if t.pinned {
			src.Favourites = t.source.Favourites
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
			NoDrop: !n.IsFolder() || n.NoMail, Faint: n.Faint,
		}
		if n.Faint {
			it.Message = lang.T("Not subscribed: programs that show only what is subscribed do not show it.")
		}
		if n.Kind == model.HeadingNode {
			it.Head, it.Icon = true, ""
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
	if n.Kind == model.SearchNode {
		return kit.IconSearch
	}
	return roleIcon(n.Role)
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

// folder is the mailbox that a node stands for.
func (t *treeView) folder(n model.Node) (mail.Folder, bool) {
	for _, f := range t.source.Folders {
		if f.ID == n.Folder && n.IsFolder() {
			return f, true
		}
	}
	return mail.Folder{}, false
}

func (t *treeView) path(n model.Node) string {
	f, _ := t.folder(n)
	return f.Path
}
