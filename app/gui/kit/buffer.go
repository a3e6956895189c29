package kit

import (
	"strings"

	"godwit/app/gui/edit"
)

// pos is a place between two characters: a line and a byte offset in it.
type pos struct{ line, col int }

func (p pos) before(q pos) bool { return p.line < q.line || p.line == q.line && p.col < q.col }

// ordered is p and q, the earlier one first.
func ordered(p, q pos) (pos, pos) {
	if q.before(p) {
		return q, p
	}
	return p, q
}

// buffer is a text as lines without their line breaks. There is always one line.
type buffer struct{ lines []string }

func newBuffer(s string) buffer { return buffer{strings.Split(edit.CleanBreaks(s), "\n")} }

func (b *buffer) end() pos {
	last := len(b.lines) - 1
	return pos{last, len(b.lines[last])}
}

// clamp is p, or the nearest place that exists.
func (b *buffer) clamp(p pos) pos {
	switch {
	case p.line < 0:
		return pos{}
	case p.line >= len(b.lines):
		return b.end()
	}
	return pos{p.line, max(0, min(p.col, len(b.lines[p.line])))}
}

// slice is the text between from and to, from being the earlier.
func (b *buffer) slice(from, to pos) string {
	if from.line == to.line {
		return b.lines[from.line][from.col:to.col]
	}
	var out strings.Builder
	out.WriteString(b.lines[from.line][from.col:])
	for _, line := range b.lines[from.line+1 : to.line] {
		out.WriteByte('\n')
		out.WriteString(line)
	}
	out.WriteByte('\n')
	out.WriteString(b.lines[to.line][:to.col])
	return out.String()
}

func (b *buffer) String() string { return strings.Join(b.lines, "\n") }
