// Package query reads the search language: words, "phrases", prefixes and
// fields such as from: or is:unread. It is pure and never refuses a text:
// what it does not understand it searches for as words.
package query

import "time"

// Expr is a search, all of whose conditions must hold.
type Expr struct {
	Terms         []Term
	Flags         []FlagTerm
	Since         time.Time // messages received at or after; zero: any
	Before        time.Time
	Folder        string // a role or a path, "" for all
	NotFolders    []string
	HasAttachment bool
	NoAttachment  bool
}

// Term is a word or phrase to find.
type Term struct {
	Field  string // "", "from", "to", "subject", "body"
	Text   string // several words are a phrase
	Prefix bool   // the last word may go on
	Not    bool
}

// FlagTerm asks for a flag to be set or not.
type FlagTerm struct {
	Name string // "seen", "flagged", "answered", "draft", "forwarded" or a tag
	Not  bool
}
