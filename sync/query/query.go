// Package query reads the search language: words, "phrases", fields such as
// from: or is:unread, OR, minus and brackets. It is pure and never refuses a
// text: what it does not understand it searches for as words, and it says so
// in plain words ([Problem]). A text of any length is read within bounds.
package query

import "time"

// Query is a search that was read.
type Query struct {
	Root     Node      // nil: everything is found
	Problems []Problem // what was not as it should be, in the order of the text
}

// String writes the search so that it is read as the same one again: dates as
// dates, all names in one spelling.
func (q Query) String() string {
	if q.Root == nil {
		return ""
	}
	return text(q.Root)
}

// Node is a condition, or several put together. It is one of the types below.
type Node interface{ node() }

// And holds where all do. It has two at least, none of which is an And.
type And []Node

// Or holds where one does. It has two at least, none of which is an Or.
type Or []Node

// Not holds where the other does not, which is no Not.
type Not struct{ Node Node }

// Words is something to find in the text. Capitals and accents make no difference.
type Words struct {
	In     Field
	Text   string // several words are a phrase; never empty, and may be signs without a word
	Prefix bool   // the last word may go on
}

// Field is where words are looked for.
type Field string

// The fields. In all the others together is [Anywhere].
const (
	Anywhere   Field = ""
	From       Field = "from"
	To         Field = "to" // cc and bcc as well
	Cc         Field = "cc" // bcc as well
	Subject    Field = "subject"
	Body       Field = "body"       // the message's own text
	Filename   Field = "filename"   // names of attachments
	Attachment Field = "attachment" // names of attachments, and their text
	List       Field = "list"       // what a mailing list calls itself
)

// Flag is one of seen, flagged, answered, draft and forwarded.
type Flag struct{ Name string }

// Tag is a word that a person, or a server, put on messages.
type Tag struct{ Name string }

// Has is an attachment of a kind; of any for "".
type Has struct{ Kind string }

// Ending is an attachment whose name ends in "." and this, in lower case.
type Ending struct{ Name string }

// Folder is a role or a folder's path, or the last level of one.
type Folder struct{ Name string }

// Account is the address or the title of an account.
type Account struct{ Name string }

// Since is when a message came: on this day, which is the first moment of
// one, or later.
type Since struct{ Day time.Time }

// Before is earlier than this day.
type Before struct{ Day time.Time }

// Larger is a message of so many octets or more.
type Larger struct{ Octets int64 }

// Smaller is a message of less.
type Smaller struct{ Octets int64 }

// MessageID is the Message-ID, without < >.
type MessageID struct{ ID string }

func (And) node()       {}
func (Or) node()        {}
func (Not) node()       {}
func (Words) node()     {}
func (Flag) node()      {}
func (Tag) node()       {}
func (Has) node()       {}
func (Ending) node()    {}
func (Folder) node()    {}
func (Account) node()   {}
func (Since) node()     {}
func (Before) node()    {}
func (Larger) node()    {}
func (Smaller) node()   {}
func (MessageID) node() {}

// All holds where all of these do; nil is everything.
func All(nodes ...Node) Node {
	var list And
	for _, n := range nodes {
		switch n := n.(type) {
		case nil:
		case And:
			list = append(list, n...)
		default:
			list = append(list, n)
		}
	}
	switch len(list) {
	case 0:
		return nil
	case 1:
		return list[0]
	}
	return list
}

// either holds where one of these does.
func either(nodes []Node) Node {
	var list Or
	for _, n := range nodes {
		if or, ok := n.(Or); ok {
			list = append(list, or...)
		} else {
			list = append(list, n)
		}
	}
	switch len(list) {
	case 0:
		return nil
	case 1:
		return list[0]
	}
	return list
}

// opposite of nil is nil: nothing was asked for.
func opposite(n Node) Node {
	if not, ok := n.(Not); ok {
		return not.Node
	}
	if n == nil {
		return nil
	}
	return Not{n}
}

// Each calls use for every condition that must or may hold, and none that must not.
func Each(n Node, use func(Node)) {
	switch n := n.(type) {
	case nil, Not:
	case And:
		for _, c := range n {
			Each(c, use)
		}
	case Or:
		for _, c := range n {
			Each(c, use)
		}
	default:
		use(n)
	}
}
