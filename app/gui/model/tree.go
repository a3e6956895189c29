package model

import (
	"strconv"
	"strings"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

// Kind says what a node of the folder tree stands for.
type Kind int

const (
	UnifiedInbox Kind = iota // the inboxes of all accounts
	AllDrafts                // of every account, here and on servers, and templates
	OutboxNode
	AccountNode
	FolderNode
)

// Node is one line of the folder tree.
type Node struct {
	ID       string // stable
	Kind     Kind
	Title    string
	Role     mail.Role // chooses the icon
	Account  accounts.ID
	Folder   mail.FolderID // FolderNode
	Count    int           // 0 shows none
	Strong   bool          // Count is of unread mail
	Bad      bool          // Count is of something that failed
	Mood     Mood          // AccountNode
	NoMail   bool          // cannot hold messages
	Children []Node
}

// Query is the list that a node shows.
func (n Node) Query() mail.ListQuery {
	switch n.Kind {
	case UnifiedInbox:
		return mail.ListQuery{Role: mail.Inbox}
	case AccountNode:
		return mail.ListQuery{Account: n.Account}
	}
	return mail.ListQuery{Account: n.Account, Folder: n.Folder}
}

// Ids of the nodes that stand above the accounts.
const (
	UnifiedID = "unified"
	DraftsID  = "drafts"
	OutboxID  = "outbox"
)

// DraftsTitle names the drafts of all accounts, here and on their servers.
func DraftsTitle() string { return lang.T("All drafts") }

// FolderNodeID is the id of a folder's node.
func FolderNodeID(id mail.FolderID) string { return "f" + strconv.FormatInt(int64(id), 10) }

// AccountNodeID is the id of an account's node.
func AccountNodeID(id accounts.ID) string { return "a" + strconv.FormatInt(int64(id), 10) }

// Sources is what the tree is made of.
type Sources struct {
	Accounts []accounts.Account
	Folders  []mail.Folder // of all accounts, each account's in tree order
	Drafts   int
	Template bool // there are templates
	Outbox   int
	OutBad   bool
	Vanished []mail.Vanished
	Status   func(accounts.ID) app.AccountStatus
	Shown    string // id of the node that is looked at: it stays, even when it is empty
}

// Tree makes the folder tree.
func Tree(s Sources) []Node {
	var tree []Node
	if len(s.Accounts) > 1 {
		unread := 0
		for _, f := range s.Folders {
			if f.Role == mail.Inbox {
				unread += f.Unread
			}
		}
		tree = append(tree, Node{ID: UnifiedID, Kind: UnifiedInbox, Title: "Inbox", Role: mail.Inbox, Count: unread, Strong: true})
	}
	if s.Drafts > 0 || s.Template || s.Shown == DraftsID {
		tree = append(tree, Node{ID: DraftsID, Kind: AllDrafts, Title: DraftsTitle(), Role: mail.Drafts, Count: s.Drafts})
	}
	if s.Outbox > 0 || s.Shown == OutboxID {
		tree = append(tree, Node{ID: OutboxID, Kind: OutboxNode, Title: "Outbox", Role: mail.Outbox, Count: s.Outbox, Bad: s.OutBad})
	}
	for _, a := range s.Accounts {
		n := Node{ID: AccountNodeID(a.ID), Kind: AccountNode, Title: a.Title(), Account: a.ID, Mood: MoodOf(s.Status(a.ID))}
		var own []mail.Folder
		for _, f := range s.Folders {
			if f.Account == a.ID {
				own = append(own, f)
			}
		}
		n.Children = nest(own)
		tree = append(tree, n)
	}
	return tree
}

// nest puts folders below their parents. A folder whose parent is not there
// keeps its whole path as its title.
func nest(folders []mail.Folder) []Node {
	known := make(map[string]bool, len(folders))
	for _, f := range folders {
		known[f.Path] = true
	}
	below := make(map[string][]mail.Folder)
	for _, f := range folders {
		below[parent(f, known)] = append(below[parent(f, known)], f)
	}
	var build func(path string) []Node
	build = func(path string) []Node {
		var nodes []Node
		for _, f := range below[path] {
			nodes = append(nodes, folderNode(f, path, build(f.Path)))
		}
		return nodes
	}
	return build("")
}

// parent is the path of the nearest folder above f that is there. A folder with
// a role stands at the top, wherever the server keeps it.
func parent(f mail.Folder, known map[string]bool) string {
	if f.Role != mail.NoRole {
		return ""
	}
	for path := f.Path; ; {
		i := strings.LastIndexByte(path, '/')
		if i < 0 {
			return ""
		}
		path = path[:i]
		if known[path] && !strings.EqualFold(path, "INBOX") {
			return path
		}
	}
}

func folderNode(f mail.Folder, parent string, children []Node) Node {
	n := Node{
		ID: FolderNodeID(f.ID), Kind: FolderNode, Role: f.Role,
		Account: f.Account, Folder: f.ID, NoMail: f.NoMail, Children: children,
		Title: strings.TrimPrefix(strings.TrimPrefix(f.Path, parent), "/"),
	}
	if title, ok := roleTitles[f.Role]; ok {
		n.Title = title
	}
	switch f.Role {
	case mail.Drafts, mail.Outbox:
		n.Count = f.Total
	case mail.Sent, mail.Trash, mail.Archive, mail.AllMail, mail.Starred:
	default:
		n.Count, n.Strong = f.Unread, true
	}
	return n
}

// roleTitles are the names that a folder with a role has in every account.
var roleTitles = map[mail.Role]string{
	mail.Inbox: "Inbox", mail.Drafts: "Drafts", mail.Sent: "Sent", mail.Archive: "Archive",
	mail.Junk: "Junk", mail.Trash: "Trash", mail.AllMail: "All mail", mail.Starred: "Starred",
}

// FolderTitle is what to call a folder outside the tree.
func FolderTitle(f mail.Folder) string {
	if t, ok := roleTitles[f.Role]; ok {
		return t
	}
	return f.Path
}

// Find looks a node up.
func Find(tree []Node, id string) (Node, bool) {
	for _, n := range tree {
		if n.ID == id {
			return n, true
		}
		if m, ok := Find(n.Children, id); ok {
			return m, true
		}
	}
	return Node{}, false
}

// FirstInbox is the id of the node to show first.
func FirstInbox(tree []Node) string {
	for _, n := range tree {
		if n.Kind == UnifiedInbox {
			return n.ID
		}
		for _, c := range n.Children {
			if c.Role == mail.Inbox {
				return c.ID
			}
		}
	}
	for _, n := range tree { // accounts that only send
		for _, c := range n.Children {
			return c.ID
		}
	}
	return ""
}
