package kit

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// edit is one change of a text: at a place, removed gave way to inserted.
type edit struct {
	at                pos
	removed, inserted string
	anchor, caret     pos // the selection before it
	typed             bool
}

// historyEdits and historyBytes bound what can be undone.
const (
	historyEdits = 2000
	historyBytes = 32 << 20
)

// history is what can be undone and done again.
type history struct {
	done, undone []edit
	bytes        int
	sealed       bool // the next typed character starts an edit of its own
}

// add remembers e. Characters typed in a row are undone word by word.
func (h *history) add(e edit) {
	h.undone = h.undone[:0]
	if n := len(h.done); n > 0 && e.typed && !h.sealed && h.done[n-1].joins(e) {
		h.done[n-1].inserted += e.inserted
		h.bytes += len(e.inserted)
		return
	}
	h.sealed = false
	h.done = append(h.done, e)
	h.bytes += len(e.removed) + len(e.inserted)
	for len(h.done) > 1 && (len(h.done) > historyEdits || h.bytes > historyBytes) {
		h.bytes -= len(h.done[0].removed) + len(h.done[0].inserted)
		h.done = h.done[1:]
	}
}

// joins tells whether next continues the word e ends in.
func (e *edit) joins(next edit) bool {
	if !e.typed || next.removed != "" || next.at != (pos{e.at.line, e.at.col + len(e.inserted)}) ||
		strings.Contains(e.inserted, "\n") || strings.Contains(next.inserted, "\n") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(e.inserted)
	first, _ := utf8.DecodeRuneInString(next.inserted)
	return !unicode.IsSpace(last) || unicode.IsSpace(first)
}

// end is where the inserted text ends.
func (e *edit) end() pos {
	n := strings.Count(e.inserted, "\n")
	if n == 0 {
		return pos{e.at.line, e.at.col + len(e.inserted)}
	}
	return pos{e.at.line + n, len(e.inserted) - strings.LastIndexByte(e.inserted, '\n') - 1}
}
