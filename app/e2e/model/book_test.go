package model

import (
	"fmt"
	"path"
	"strings"
)

// letter is what must be of one message.
type letter struct {
	raw     string
	made    int             // copies that were made on purpose, the first included
	removed int             // copies that may have been removed on purpose, at most
	stays   map[string]bool // lines of temporary folders that it may have been in
}

// book keeps what was done to each message, by Message-ID.
type book struct {
	letters map[string]*letter
	order   []string
	dead    map[string]bool // lines of folders that somebody has removed
}

func newBook() *book {
	return &book{letters: make(map[string]*letter), dead: make(map[string]bool)}
}

// write makes a new message.
func (b *book) write(n, size int) (id, raw string) {
	id = fmt.Sprintf("m%d@model.test", n)
	raw = fmt.Sprintf("From: Charles <charles@example.org>\r\nTo: Ada <%s>\r\nSubject: letter %d\r\nDate: Mon, 2 Nov 2026 10:%02d:%02d +0000\r\n"+
		"Message-ID: <%s>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nThe text of letter %d.\r\n", person, n, n/60%60, n%60, id, n)
	raw += strings.Repeat(fmt.Sprintf("%07d weaves algebraical patterns\r\n", n), size)
	b.letters[id] = &letter{raw: raw, made: 1, stays: make(map[string]bool)}
	b.order = append(b.order, id)
	return id, raw
}

// line is what a temporary folder is known by whatever it is renamed to; ""
// for those that stay.
func line(folder string) string {
	name := path.Base(folder)
	if name == "" || name[0] != 't' {
		return ""
	}
	name, _, _ = strings.Cut(name, "x")
	return name
}

// moved notes that a message may get into a folder.
func (b *book) moved(id, folder string) {
	if l := b.letters[id]; l != nil && line(folder) != "" {
		l.stays[line(folder)] = true
	}
}

func (b *book) copied(id, folder string) {
	if l := b.letters[id]; l != nil {
		l.made++
	}
	b.moved(id, folder)
}

// removed notes that one copy of a message may go for ever.
func (b *book) removed(id string) {
	if l := b.letters[id]; l != nil {
		l.removed++
	}
}

// wrong says what is wrong with a message that is there n times.
func (b *book) wrong(id string, n int) string {
	l := b.letters[id]
	least := max(0, l.made-l.removed)
	for s := range l.stays {
		if b.dead[s] {
			least = 0
		}
	}
	switch {
	case n > l.made:
		return fmt.Sprintf("%s is there %d times, and only %d were made", id, n, l.made)
	case n < least:
		return fmt.Sprintf("%s is there %d times, of %d made and %d removed", id, n, l.made, l.removed)
	}
	return ""
}
