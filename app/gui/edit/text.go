package edit

import "strings"

// Pos is a place between two characters: a line, counted from 0, and a byte of it.
type Pos struct{ Line, Col int }

// Before says whether p comes before q.
func (p Pos) Before(q Pos) bool { return p.Line < q.Line || p.Line == q.Line && p.Col < q.Col }

// Ordered is p and q, the earlier one first.
func Ordered(p, q Pos) (Pos, Pos) {
	if q.Before(p) {
		return q, p
	}
	return p, q
}

// Text is lines without their line breaks. There is always one line.
type Text struct{ lines *list[string] }

// NewText is a text of s, in which every kind of line break counts.
func NewText(s string) *Text {
	return &Text{newList(func(line string) int { return len(line) + 1 }, strings.Split(CleanBreaks(s), "\n"))}
}

// CleanBreaks makes every line break a line feed.
func CleanBreaks(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// Lines is how many lines there are.
func (t *Text) Lines() int { return t.lines.count }

// Line is line i.
func (t *Text) Line(i int) string { return t.lines.at(i) }

// Each calls do for the lines from i on until it returns false.
func (t *Text) Each(i int, do func(i int, line string) bool) { t.lines.each(i, do) }

// Len is the number of bytes, line feeds included.
func (t *Text) Len() int { return t.lines.weight - 1 }

// End is the place after the last character.
func (t *Text) End() Pos {
	last := t.Lines() - 1
	return Pos{last, len(t.Line(last))}
}

// Clamp is p, or the nearest place that exists.
func (t *Text) Clamp(p Pos) Pos {
	switch {
	case p.Line < 0:
		return Pos{}
	case p.Line >= t.Lines():
		return t.End()
	}
	return Pos{p.Line, max(0, min(p.Col, len(t.Line(p.Line))))}
}

// Offset is how many bytes come before p.
func (t *Text) Offset(p Pos) int { return t.lines.sum(p.Line) + p.Col }

// At is the place after as many bytes.
func (t *Text) At(offset int) Pos {
	line, col := t.lines.reach(offset)
	return t.Clamp(Pos{line, col})
}

// Replace puts s, whose line breaks are line feeds, in the place of what is
// between from and to, from being the earlier; it returns what was there and
// where s ends.
func (t *Text) Replace(from, to Pos, s string) (removed string, end Pos) {
	removed = t.Slice(from, to)
	head, tail := t.Line(from.Line)[:from.Col], t.Line(to.Line)[to.Col:]
	if from.Line == to.Line && strings.IndexByte(s, '\n') < 0 {
		t.lines.set(from.Line, head+s+tail)
		return removed, Pos{from.Line, from.Col + len(s)}
	}
	parts := strings.Split(s, "\n")
	last := len(parts) - 1
	end = Pos{from.Line + last, len(parts[last])}
	if last == 0 {
		end.Col += from.Col
	}
	parts[0] = head + parts[0]
	parts[last] += tail
	t.lines.replace(from.Line, to.Line+1, parts)
	return removed, end
}

// Slice is the text between from and to, from being the earlier.
func (t *Text) Slice(from, to Pos) string {
	if from.Line == to.Line {
		return t.Line(from.Line)[from.Col:to.Col]
	}
	var out strings.Builder
	out.Grow(t.Offset(to) - t.Offset(from))
	t.lines.each(from.Line, func(i int, line string) bool {
		switch i {
		case from.Line:
			out.WriteString(line[from.Col:])
			return true
		case to.Line:
			out.WriteByte('\n')
			out.WriteString(line[:to.Col])
			return false
		}
		out.WriteByte('\n')
		out.WriteString(line)
		return true
	})
	return out.String()
}

// String is the whole text.
func (t *Text) String() string { return t.Slice(Pos{}, t.End()) }
