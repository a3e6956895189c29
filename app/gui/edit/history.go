package edit

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// kind is how a change came about, which decides what is undone with it.
type kind uint8

const (
	single  kind = iota // a paste, a command: undone by itself
	typing              // a character was typed
	erasing             // a character was removed
)

// change is one change of a text: at a place, removed gave way to inserted.
type change struct {
	at                Pos
	removed, inserted string
}

// step is what one undo takes back.
type step struct {
	changes       []change
	kind          kind
	anchor, caret Caret // before it
	last          time.Time
}

const (
	historySteps = 2000
	historyBytes = 32 << 20 // bound what can be undone
	typingPause  = 2 * time.Second
	typingBytes  = 40 // after as many a word starts a step of its own
)

// history is what can be undone and done again.
type history struct {
	done, undone []step
	bytes        int
	sealed       bool // the next change starts a step
	open         bool // further changes belong to the last step
}

// add remembers a change. Characters typed in a row, and characters removed in a
// row, are undone together.
func (h *history) add(c change, as step) {
	h.undone = nil
	h.bytes += len(c.removed) + len(c.inserted)
	if n := len(h.done); n > 0 && !h.sealed {
		last := &h.done[n-1]
		if h.open {
			last.changes = append(last.changes, c)
			return
		}
		if last.kind == as.kind && as.last.Sub(last.last) < typingPause && last.joins(c) {
			last.last = as.last
			return
		}
	}
	h.sealed = false
	as.changes = []change{c}
	h.done = append(h.done, as)
	for len(h.done) > 1 && (len(h.done) > historySteps || h.bytes > historyBytes) {
		h.bytes -= h.done[0].bytes()
		h.done = h.done[1:]
	}
}

func (s *step) bytes() int {
	n := 0
	for _, c := range s.changes {
		n += len(c.removed) + len(c.inserted)
	}
	return n
}

// joins takes c into the step when it goes on where that ends.
func (s *step) joins(c change) bool {
	own := &s.changes[0]
	switch {
	case len(s.changes) != 1:
	case s.kind == typing && c.removed == "" && c.at == end(own.at, own.inserted) && own.goesOn(c.inserted):
		own.inserted += c.inserted
		return true
	case s.kind == erasing && c.inserted == "" && end(c.at, c.removed) == own.at:
		own.at, own.removed = c.at, c.removed+own.removed
		return true
	case s.kind == erasing && c.inserted == "" && c.at == own.at:
		own.removed += c.removed
		return true
	}
	return false
}

// goesOn says whether typed text belongs to what was typed before it: up to the
// end of a line, and not for too many words.
func (c *change) goesOn(typed string) bool {
	if strings.HasSuffix(c.inserted, "\n") {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(c.inserted)
	first, _ := utf8.DecodeRuneInString(typed)
	return len(c.inserted) < typingBytes || !unicode.IsSpace(before) || unicode.IsSpace(first)
}

// end is where s ends that begins at p.
func end(p Pos, s string) Pos {
	if n := strings.Count(s, "\n"); n > 0 {
		return Pos{p.Line + n, len(s) - strings.LastIndexByte(s, '\n') - 1}
	}
	return Pos{p.Line, p.Col + len(s)}
}
