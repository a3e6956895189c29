package mail

import "godwit/accounts"

// Folder is a mailbox as the store knows it.
type Folder struct {
	ID        FolderID
	Account   accounts.ID
	Path      string // whole name, levels joined with "/", decoded
	Remote    string // the server's own name, UTF-8; empty for a local folder
	Delim     string // the server's hierarchy delimiter, "" if it has none
	Role      Role
	NoMail    bool // a \Noselect parent: holds folders, not messages
	Childless bool // \Noinferiors: holds messages, not folders

	Total  int   // messages here
	Unread int   // of these, unread
	Size   int64 // of these, octets

	// What the last pass saw on the server; all zero before the first.
	UIDValidity uint32
	UIDNext     uint32
	ModSeq      uint64 // highest, 0 without CONDSTORE
	MailboxID   string // RFC 8474, "" without OBJECTID

	Flat         bool // its list shows messages, not conversations
	Unsubscribed bool // clients that show only what is subscribed do not show it

	Keep     accounts.Keep // the user's rule for this folder's bodies
	Vanished int           // messages that the server lost all at once, kept until a person decides
}

// Local reports whether no server knows the folder.
func (f Folder) Local() bool { return f.Remote == "" }

// Name is the last level of the path.
func (f Folder) Name() string {
	for i := len(f.Path) - 1; i >= 0; i-- {
		if f.Path[i] == '/' {
			return f.Path[i+1:]
		}
	}
	return f.Path
}
