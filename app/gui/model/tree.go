package model

import (
	"slices"
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
	UnifiedStarred // what is starred, in all accounts
	UnifiedSent    // the Sent folders of all accounts
	HeadingNode    // stands above favourites or saved searches
	FavouriteNode  // a folder that was put at the top
	SearchNode     // a saved search
)

// Node is one line of the folder tree.
type Node struct {
	ID       string // stable
	Kind     Kind
	Title    string
	Role     mail.Role // chooses the icon
	Account  accounts.ID
	Folder   mail.FolderID // FolderNode, FavouriteNode
	Search   mail.SavedSearch
	Count    int  // 0 shows none
	Strong   bool // Count is of unread mail
	Bad      bool // Count is of something that failed
	Mood     Mood // AccountNode
	NoMail   bool // cannot hold messages
	Faint    bool // not subscribed to; not of folders that every program shows
	Children []Node
}

// Query is the list that a node shows.
func (n Node) Query() mail.ListQuery {
	switch n.Kind {
	case UnifiedInbox:
		return mail.ListQuery{Role: mail.Inbox}
	case UnifiedStarred:
		return mail.ListQuery{Starred: true}
	case UnifiedSent:
		return mail.ListQuery{Role: mail.Sent}
	case AccountNode:
		return mail.ListQuery{Account: n.Account}
	}
	return mail.ListQuery{Account: n.Account, Folder: n.Folder}
}

// IsFolder reports whether the node stands for one folder.
func (n Node) IsFolder() bool { return n.Kind == FolderNode || n.Kind == FavouriteNode }

// Mixed reports whether its list has mail of several accounts.
func (n Node) Mixed() bool {
	return n.Kind == UnifiedInbox || n.Kind == UnifiedStarred || n.Kind == UnifiedSent
}

// Ids of the nodes that stand above the accounts.
const (
	UnifiedID    = "unified"
	StarredID    = "starred"
	DraftsID     = "drafts"
	OutboxID     = "outbox"
	SentID       = "sent"
	FavouritesID = "favourites"
	SearchesID   = "searches"
)

// DraftsTitle names the drafts of all accounts, here and on their servers.
func DraftsTitle() string { return lang.T("All drafts") }

// FolderNodeID is the id of a folder's node.
func FolderNodeID(id mail.FolderID) string { return "f" + strconv.FormatInt(int64(id), 10) }

// FavouriteNodeID is the id of the node of a folder among the favourites.
func FavouriteNodeID(id mail.FolderID) string { return "v" + strconv.FormatInt(int64(id), 10) }

// SearchNodeID is the id of a saved search's node.
func SearchNodeID(name string) string { return "s:" + name }

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

	Favourites []mail.FolderID // in their order; some may be gone
	Searches   []mail.SavedSearch
	Status     func(accounts.ID) app.AccountStatus
	Shown      string // id of the node that is looked at: it stays, even when it is empty
}

// Tree makes the folder tree.
func Tree(s Sources) []Node {
	var tree []Node
	several := len(s.Accounts) > 1
	if several {
		unread := 0
		for _, f := range s.Folders {
			if f.Role == mail.Inbox {
				unread += f.Unread
			}
		}
		tree = append(tree, Node{ID: UnifiedID, Kind: UnifiedInbox, Title: roleTitle(mail.Inbox), Role: mail.Inbox, Count: unread, Strong: true})
	}
	if len(s.Accounts) > 0 {
		tree = append(tree, Node{ID: StarredID, Kind: UnifiedStarred, Title: roleTitle(mail.Starred), Role: mail.Starred})
	}
	if s.Drafts > 0 || s.Template || s.Shown == DraftsID {
		tree = append(tree, Node{ID: DraftsID, Kind: AllDrafts, Title: DraftsTitle(), Role: mail.Drafts, Count: s.Drafts})
	}
	if s.Outbox > 0 || s.Shown == OutboxID {
		tree = append(tree, Node{ID: OutboxID, Kind: OutboxNode, Title: roleTitle(mail.Outbox), Role: mail.Outbox, Count: s.Outbox, Bad: s.OutBad})
	}
	if several {
		tree = append(tree, Node{ID: SentID, Kind: UnifiedSent, Title: roleTitle(mail.Sent), Role: mail.Sent})
	}
	tree = append(tree, s.headings()...)
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

// headings are the favourites and the saved searches, where there are any.
func (s Sources) headings() []Node {
	var all []Node
	add := func(id, title string, children []Node) {
		if len(children) > 0 {
			all = append(all, Node{ID: id, Kind: HeadingNode, Title: title, Children: children})
		}
	}
	add(FavouritesID, lang.T("Favourites"), s.favourites())
	searches := make([]Node, len(s.Searches))
	for i, v := range s.Searches {
		searches[i] = Node{ID: SearchNodeID(v.Name), Kind: SearchNode, Title: v.Name, Search: v}
	}
	add(SearchesID, lang.T("Searches"), searches)
	return all
}

// favourites are nodes for the favourite folders that are there. Two of one name,
// and those that every account has, say their account or the folder above too.
func (s Sources) favourites() []Node {
	var nodes []Node
	titles := map[string]int{}
	var paths []string
	for _, id := range s.Favourites {
		i := slices.IndexFunc(s.Folders, func(f mail.Folder) bool { return f.ID == id })
		if i < 0 {
			continue
		}
		f := s.Folders[i]
		n := folderNode(f, "", nil)
		n.ID, n.Kind, n.Title = FavouriteNodeID(f.ID), FavouriteNode, ShortTitle(f)
		titles[n.Title]++
		nodes, paths = append(nodes, n), append(paths, FolderTitle(f))
	}
	for i, n := range nodes {
		if titles[n.Title] < 2 && (n.Role == mail.NoRole || len(s.Accounts) < 2) {
			continue
		}
		nodes[i].Title = paths[i]
		for _, a := range s.Accounts {
			if a.ID == n.Account && len(s.Accounts) > 1 {
				nodes[i].Title += " · " + a.Title()
			}
		}
	}
	return nodes
}

// ShortTitle is what to call a folder where there is little room.
func ShortTitle(f mail.Folder) string {
	if f.Role != mail.NoRole {
		return roleTitle(f.Role)
	}
	return f.Name()
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
		Account: f.Account, Folder: f.ID, NoMail: f.NoMail, Faint: f.Unsubscribed && !f.NoMail && f.Role == mail.NoRole, Children: children,
		Title: strings.TrimPrefix(strings.TrimPrefix(f.Path, parent), "/"),
	}
	if f.Role != mail.NoRole {
		n.Title = roleTitle(f.Role)
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

// roleTitle is the name that a folder with a role has in every account.
func roleTitle(r mail.Role) string {
	switch r {
	case mail.Inbox:
		return lang.T("Inbox")
	case mail.Drafts:
		return lang.T("Drafts")
	case mail.Outbox:
		return lang.T("Outbox")
	case mail.Sent:
		return lang.T("Sent")
	case mail.Archive:
		return lang.T("Archive|folder")
	case mail.Junk:
		return lang.T("Junk")
	case mail.Trash:
		return lang.T("Trash")
	case mail.AllMail:
		return lang.T("All mail")
	case mail.Starred:
		return lang.T("Starred")
	}
	return ""
}

// FolderTitle is what to call a folder outside the tree.
func FolderTitle(f mail.Folder) string {
	if f.Role != mail.NoRole {
		return roleTitle(f.Role)
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
