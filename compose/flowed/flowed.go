// Package flowed turns text of which each paragraph is a line into text with
// short lines that a reader joins again, and back: format=flowed of RFC 3676.
// Quotes stand in the text with their marks: "> " or ">> " and so on.
//
// It never breaks a word, never joins what was not one, and leaves alone what
// is no prose: code, tables, what is indented. It cannot fail.
package flowed

import (
	"strings"
	"unicode/utf8"
)

const (
	wide      = 78 // columns: a longer line is broken (RFC 3676 4.2)
	goal      = 72 // columns of the lines that come of it
	separator = "-- "
)

// Join makes one line of each paragraph. Only lines of the same quote are
// joined; a signature's separator stands alone.
func Join(text string) string {
	var out, words strings.Builder
	out.Grow(len(text))
	text, ended := strings.CutSuffix(text, "\n")
	begun, open, at := false, false, 0
	flush := func() {
		s := words.String()
		if s != separator {
			s = strings.TrimRight(s, " ")
		}
		if at == 0 && strings.HasPrefix(s, ">") {
			s = " " + s // else it would be a quote
		}
		out.WriteString(Quote(at, s))
		words.Reset()
	}
	for line := range strings.SplitSeq(text, "\n") {
		content := strings.TrimLeft(line, ">")
		depth := len(line) - len(content)
		content = strings.TrimPrefix(content, " ") // stuffed (RFC 3676 4.4)
		if begun && (!open || depth != at || content == separator) {
			flush()
			out.WriteByte('\n')
		}
		begun, at = true, depth
		words.WriteString(content)
		open = content != separator && strings.HasSuffix(content, " ")
	}
	flush()
	if ended {
		out.WriteByte('\n')
	}
	return out.String()
}

// Quote is a line with the marks of a quote so deep.
func Quote(depth int, content string) string {
	switch {
	case depth == 0:
		return content
	case content == "":
		return strings.Repeat(">", depth)
	}
	return strings.Repeat(">", depth) + " " + content
}

// Break breaks long lines of prose. Where there are none, the text is returned
// as it is and need not be called flowed.
func Break(text string) (broken string, flowed bool) {
	if !anyLong(text) {
		return text, false
	}
	var b strings.Builder
	b.Grow(len(text) + len(text)/16)
	code := false
	for line := range strings.Lines(text) {
		line, end := strings.CutSuffix(line, "\n")
		depth, content := marks(line)
		fence := strings.HasPrefix(strings.TrimLeft(content, " "), "```") || strings.HasPrefix(strings.TrimLeft(content, " "), "~~~")
		if fence {
			code = !code
		}
		write(&b, depth, content, !code && !fence)
		if end {
			b.WriteByte('\n')
		}
	}
	return b.String(), true
}

// anyLong reports whether Break has anything to do.
func anyLong(text string) bool {
	code := false
	for line := range strings.SplitSeq(text, "\n") {
		_, content := marks(line)
		if lead := strings.TrimLeft(content, " "); strings.HasPrefix(lead, "```") || strings.HasPrefix(lead, "~~~") {
			code = !code
		}
		if !code && len(line) > wide && prose(content) && utf8.RuneCountInString(line) > wide {
			return true
		}
	}
	return false
}

// marks takes a line of the text apart. What it says stands there as it is,
// apart from the blank behind the marks.
func marks(line string) (depth int, content string) {
	content = strings.TrimLeft(line, ">")
	if depth = len(line) - len(content); depth > 0 {
		content = strings.TrimPrefix(content, " ")
	}
	return depth, content
}

// prose reports whether a line may be broken: it has a place for it, and does
// not look like what somebody has set out in columns.
func prose(content string) bool {
	return !strings.HasPrefix(content, "  ") && !strings.HasPrefix(content, "\t") && !strings.HasPrefix(content, "|") &&
		strings.Contains(strings.TrimRight(content, " "), " ")
}

// write writes one paragraph, broken where it may be.
func write(b *strings.Builder, depth int, content string, breakable bool) {
	if content != separator {
		content = strings.TrimRight(content, " ") // a blank at the end would join it with the next
	}
	lead := strings.Repeat(">", depth)
	if breakable && prose(content) && depth+1+utf8.RuneCountInString(content) > wide {
		for {
			n := cut(content, max(goal-depth-1, goal/3))
			if n == len(content) {
				break
			}
			line(b, lead, content[:n])
			b.WriteByte('\n')
			content = content[n:]
		}
	}
	line(b, lead, content)
}

// line writes a line, stuffed where it could be taken for something else
// (RFC 3676 4.4).
func line(b *strings.Builder, lead, content string) {
	b.WriteString(lead)
	if lead != "" && content != "" || strings.HasPrefix(content, " ") || strings.HasPrefix(content, "From ") || lead == "" && strings.HasPrefix(content, ">") {
		b.WriteByte(' ')
	}
	b.WriteString(content)
}

// cut is where a paragraph's first line ends: behind the last blanks within so
// many columns, or behind the first there are. All of it is one line where
// there are none.
func cut(content string, columns int) int {
	best, column := 0, 0
	for i, r := range content {
		if i > 0 && content[i-1] == ' ' && r != ' ' && content[:i] != separator && strings.TrimLeft(content[:i], " ") != "" {
			if column > columns && best > 0 {
				return best
			}
			best = i
			if column > columns {
				return best
			}
		}
		column++
	}
	if column <= columns || best == 0 {
		return len(content)
	}
	return best
}
