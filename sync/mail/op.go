package mail

import (
	"time"

	"godwit/accounts"
)

// Op is a user's wish that the server has not heard of yet. The store has
// already done it; the protocol replays it.
type Op struct {
	ID      OpID
	Account accounts.ID
	Kind    OpKind
	Folder  FolderID // where the messages were on the server when the user spoke
	To      FolderID // OpMove, OpAppend: the destination
	Name    string   // OpCreate, OpRename: the new path
	Add     Flags    // OpFlags
	Del     Flags
	AddTags []string
	DelTags []string
	Targets []Target
	Tries   int       // attempts so far, counted before each
	Look    time.Time // OpAppend: until then the server may file the message by itself; zero: it does not
}

// Target is one message of an operation, and the UID it had in Op.Folder. A UID
// of 0 is one that an earlier operation has yet to find out.
type Target struct {
	Message MessageID
	UID     uint32
}

// OpKind names an operation.
type OpKind string

const (
	OpFlags  OpKind = "flags"
	OpMove   OpKind = "move"
	OpDelete OpKind = "delete" // for ever
	OpAppend OpKind = "append" // a local message into a mailbox
	OpCreate OpKind = "create" // a mailbox
	OpRename OpKind = "rename"
	OpRemove OpKind = "remove" // a mailbox and all in it

	OpSubscribe   OpKind = "subscribe" // a mailbox: other clients show it
	OpUnsubscribe OpKind = "unsubscribe"
)

// OpResult is what the server answered for one message of an operation, or for
// the mailbox that it is about.
type OpResult struct {
	Message MessageID
	UID     uint32 // OpMove, OpAppend: the UID in the destination, 0 if not told
	Name    string // OpCreate, OpRename: the mailbox's name on the server
}
