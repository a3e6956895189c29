package model

import (
	"slices"
	"strings"
	"testing"

	"godwit/accounts"
	"godwit/app"
	"godwit/sync/mail"
)

// outline writes a tree as a line, children in brackets.
func outline(nodes []Node) string {
	var parts []string
	for _, n := range nodes {
		part := n.Title
		if len(n.Children) > 0 {
			part += " (" + outline(n.Children) + ")"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

func TestTree(t *testing.T) {
	list := []accounts.Account{{ID: 1, Name: "Home"}, {ID: 2, Name: "Work"}}
	folders := []mail.Folder{
		{ID: 1, Account: 1, Path: "INBOX", Role: mail.Inbox, Unread: 3},
		{ID: 2, Account: 1, Path: "INBOX/Drafts", Role: mail.Drafts, Total: 2, Unread: 1, Unsubscribed: true},
		{ID: 3, Account: 1, Path: "Projects", NoMail: true},
		{ID: 4, Account: 1, Path: "Projects/Godwit", Unread: 1},
		{ID: 5, Account: 1, Path: "Lost/Child", Unsubscribed: true},
		{ID: 6, Account: 2, Path: "INBOX", Role: mail.Inbox, Unread: 4},
		{ID: 7, Account: 2, Path: "Old/Godwit"},
	}
	src := Sources{Accounts: list, Folders: folders, Outbox: 1, OutBad: true, Status: func(accounts.ID) app.AccountStatus { return app.AccountStatus{} }}
	tree := Tree(src)
	const home, work = "Home (Inbox, Drafts, Projects (Godwit), Lost/Child)", "Work (Inbox, Old/Godwit)"
	if got, want := outline(tree), "Inbox, Starred, Outbox, Sent, "+home+", "+work; got != want {
		t.Errorf("tree %s, want %s", got, want)
	}
	find := func(id string) Node {
		n, ok := Find(tree, id)
		if !ok {
			t.Errorf("no node %q", id)
		}
		return n
	}
	if n := find(UnifiedID); n.Count != 7 || !n.Strong {
		t.Errorf("the inbox of all is %+v, want 7 unread", n)
	}
	if n := find(OutboxID); !n.Bad {
		t.Error("the outbox is not red")
	}
	if d := find(FolderNodeID(2)); d.Count != 2 || d.Strong {
		t.Errorf("Drafts counts %d, want all 2 of it", d.Count)
	} else if d.Faint {
		t.Error("Drafts is faint, which every program shows")
	}
	if !find(FolderNodeID(5)).Faint {
		t.Error("what is not subscribed to is not faint")
	}
	if FirstInbox(tree) != UnifiedID {
		t.Error("two accounts do not begin with the inbox of all")
	}
	src.Accounts, src.Outbox, src.OutBad = list[:1], 0, false
	tree = Tree(src)
	if got, want := outline(tree), "Starred, "+home; got != want || FirstInbox(tree) != FolderNodeID(1) {
		t.Errorf("one account: %s, begins with %s", got, FirstInbox(tree))
	}
	src.Shown = OutboxID
	if tree = Tree(src); !slices.ContainsFunc(tree, func(n Node) bool { return n.Kind == OutboxNode }) {
		t.Error("the outbox went away while it was looked at")
	}
}

func TestTreeHeadings(t *testing.T) {
	src := Sources{
		Accounts: []accounts.Account{{ID: 1, Name: "Home"}, {ID: 2, Name: "Work"}},
		Folders: []mail.Folder{
			{ID: 1, Account: 1, Path: "INBOX", Role: mail.Inbox, Unread: 3},
			{ID: 4, Account: 1, Path: "Projects/Godwit"},
			{ID: 5, Account: 1, Path: "Lists"},
			{ID: 7, Account: 2, Path: "Old/Godwit", Unread: 2},
		},
		Favourites: []mail.FolderID{7, 5, 99, 4, 1},
		Searches:   []mail.SavedSearch{{Name: "Bills", Text: "invoice has:attachment"}},
		Status:     func(accounts.ID) app.AccountStatus { return app.AccountStatus{} },
	}
	tree := Tree(src)
	const want = "Inbox, Starred, Sent, Favourites (Old/Godwit · Work, Lists, Projects/Godwit · Home, Inbox · Home), Searches (Bills), "
	if got := outline(tree); !strings.HasPrefix(got, want) {
		t.Errorf("tree %s, want %s…", got, want)
	}
	n, _ := Find(tree, FavouriteNodeID(7))
	if n.Query().Account != 2 || n.Query().Folder != 7 || !n.IsFolder() || n.Count != 2 {
		t.Errorf("favourite %+v", n)
	}
	if n, _ := Find(tree, SearchNodeID("Bills")); n.Kind != SearchNode || n.Search.Text != "invoice has:attachment" {
		t.Errorf("search %+v", n)
	}
}
