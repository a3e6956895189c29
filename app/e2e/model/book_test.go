package model

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// letter is what must be of one message. All but the bytes is since everyone
// was in step.
type letter struct {
	raw     string
	made    int             // copies that there were, and that were made on purpose since
	removed int             // copies that may have been removed on purpose, at most
	doubled int             // copies that the server may have made, at most
	stays   map[string]bool // lines of temporary folders that it may have been in
	flags   map[string]*wish
	place   *wish
	erased  *wish
}

// wish is what somebody wanted last, who wanted anything, and of whom the
// server may not have heard it.
type wish struct {
	who    map[string]bool
	unsent map[string]bool
	want   string
}

func (w *wish) say(who, want string) *wish {
	if w == nil {
		w = &wish{who: make(map[string]bool), unsent: make(map[string]bool)}
	}
	w.who[who], w.unsent[who] = true, true
	w.want = want
	return w
}

// alone reports whether only one wanted something, so that it must have come
// true.
func (w *wish) alone() bool { return w != nil && len(w.who) == 1 }

// book keeps what was done to each message, by Message-ID.
type book struct {
	letters map[string]*letter
	order   []string
	dead    map[string]bool // lines of folders that somebody has removed
	heeded  int             // wishes that had to come true, and did
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
	b.letters[id] = &letter{raw: raw, made: 1, stays: make(map[string]bool), flags: make(map[string]*wish)}
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

// at notes that a message may get into a folder.
func (b *book) at(id, folder string) {
	if l := b.letters[id]; l != nil && line(folder) != "" {
		l.stays[line(folder)] = true
	}
}

// moved notes that somebody wants a message in a folder.
func (b *book) moved(who, id, folder string) {
	b.at(id, folder)
	if l := b.letters[id]; l != nil {
		l.place = l.place.say(who, folder)
	}
}

// marked notes that somebody wants a message to have a flag, or not.
func (b *book) marked(who, id, flag string, on bool) {
	if l := b.letters[id]; l != nil {
		l.flags[flag] = l.flags[flag].say(who, fmt.Sprint(on))
	}
}

func (b *book) copied(id, folder string) {
	if l := b.letters[id]; l != nil {
		l.made++
	}
	b.at(id, folder)
}

// unheeded says which wishes have not come true for a message that is there
// once. Where several wanted something, or somebody removed it, there is
// nothing to say, and where a folder may have another name nothing of places.
func (b *book) unheeded(id, folder string, flags []string) (faults []string) {
	l := b.letters[id]
	if l.made != 1 || l.removed > 0 || l.doubled > 0 {
		return nil
	}
	for s := range l.stays {
		if b.dead[s] { // who removes a folder drops what was wished for in it
			return nil
		}
	}
	if l.place.alone() && len(l.stays) == 0 {
		b.heeded++
		if l.place.want != folder {
			faults = append(faults, fmt.Sprintf("%s is in %s, and was to be in %s", id, folder, l.place.want))
		}
	}
	for flag, w := range l.flags {
		if !w.alone() {
			continue
		}
		b.heeded++
		if has := slices.Contains(flags, flag); fmt.Sprint(has) != w.want {
			faults = append(faults, fmt.Sprintf("%s in %s has %v, and %s was to be %s", id, folder, flags, flag, w.want))
		}
	}
	return faults
}

// begin starts a new page: everyone is in step, and this is where messages are.
func (b *book) begin(where map[string][]string) {
	clear(b.dead)
	for id, l := range b.letters {
		l.made, l.removed, l.doubled, l.place, l.erased = len(where[id]), 0, 0, nil, nil
		clear(l.stays)
		clear(l.flags)
		for _, folder := range where[id] {
			b.at(id, folder)
		}
	}
}

// synced notes that the server has heard all that somebody wanted.
func (b *book) synced(who string) {
	for _, l := range b.letters {
		if l.place != nil {
			delete(l.place.unsent, who)
		}
	}
}

// race notes that what these two want may reach the server in the same moment.
// Of a message that both move Dovecot may then make a copy for each, see
// TestMovesAtOnce.
func (b *book) race(one, two string) {
	for _, l := range b.letters {
		if l.place != nil && l.place.unsent[one] && l.place.unsent[two] {
			l.doubled++
		}
	}
}

// removed notes that one copy of a message may go for ever.
func (b *book) removed(id string) {
	if l := b.letters[id]; l != nil {
		l.removed++
	}
}

// erase notes that somebody has removed a message for ever.
func (b *book) erase(who, id string) {
	if l := b.letters[id]; l != nil {
		l.erased = l.erased.say(who, "")
	}
}

// mustBeGone reports whether somebody removed the only copy of a message, and
// nobody else wanted it anywhere.
func (l *letter) mustBeGone() bool {
	if l.made != 1 || l.erased == nil || len(l.stays) > 0 {
		return false
	}
	for who := range l.erased.who {
		if l.place == nil || l.place.alone() && l.place.who[who] {
			return true
		}
	}
	return false
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
	gone := l.mustBeGone()
	if gone {
		b.heeded++
	}
	switch {
	case gone && n > 0:
		return fmt.Sprintf("%s is there, and was removed for ever", id)
	case n > l.made+l.doubled:
		return fmt.Sprintf("%s is there %d times, and only %d were made", id, n, l.made)
	case n < least:
		return fmt.Sprintf("%s is there %d times, of %d made and %d removed", id, n, l.made, l.removed)
	}
	return ""
}
