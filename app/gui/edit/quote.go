package edit

import (
	"strings"
	"unicode/utf8"
)

// QuoteLevel is how deep a line of a mail is quoted, and how many bytes of it
// are quote marks: "> > text" is 2 and 4.
func QuoteLevel(line string) (level, skip int) {
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] == '>':
			level++
			skip = i + 1
		case line[i] == ' ' && i == skip && level > 0 && i+1 < len(line) && line[i+1] == '>':
		default:
			if line[i] == ' ' && i == skip && level > 0 {
				skip++
			}
			return level, skip
		}
	}
	return level, skip
}

// selectedLines is the lines that the selection touches, end not included. A
// selection that ends at the start of a line does not touch that.
func (d *Document) selectedLines() (first, end int) {
	a, b := d.Selected()
	end = b.Line + 1
	if b.Line > a.Line && b.Col == 0 {
		end--
	}
	return a.Line, end
}

// SpansLines says whether the selection touches more than one line.
func (d *Document) SpansLines() bool {
	first, end := d.selectedLines()
	return end-first > 1
}

// Quote quotes the selected lines one level deeper.
func (d *Document) Quote() {
	d.eachLine(quoteOf)
}

// quoteOf is a line quoted one level deeper.
func quoteOf(s string) string {
	if strings.HasPrefix(s, ">") {
		return ">" + s
	}
	if s == "" {
		return ">"
	}
	return "> " + s
}

// Unquote takes one level of quoting off the selected lines.
func (d *Document) Unquote() {
	d.eachLine(func(s string) string {
		rest, ok := strings.CutPrefix(s, ">")
		if ok && !strings.HasPrefix(rest, ">") {
			rest = strings.TrimPrefix(rest, " ")
		}
		return rest
	})
}

// indentBy is what Indent puts before a line.
const indentBy = "    "

// Indent moves the selected lines in, behind their quote marks.
func (d *Document) Indent() {
	d.eachLine(func(s string) string {
		if blank(s) {
			return s
		}
		_, skip := QuoteLevel(s)
		return s[:skip] + indentBy + s[skip:]
	})
}

// Outdent takes one step of indentation, or a tab, off the selected lines.
func (d *Document) Outdent() {
	d.eachLine(func(s string) string {
		_, skip := QuoteLevel(s)
		rest := s[skip:]
		if cut, ok := strings.CutPrefix(rest, "\t"); ok {
			return s[:skip] + cut
		}
		n := len(rest) - len(strings.TrimLeft(rest, " "))
		return s[:skip] + rest[min(n, len(indentBy)):]
	})
}

// eachLine changes the selected lines in one step of undo; the selection is what
// has taken their place, the caret alone stays at its character.
func (d *Document) eachLine(change func(string) string) {
	first, end := d.selectedLines()
	lines := make([]string, 0, end-first)
	d.Text.Each(first, func(i int, s string) bool {
		if i < end {
			lines = append(lines, change(s))
		}
		return i+1 < end
	})
	caret, selected := d.caret.Pos, d.HasSelection()
	was := len(d.Text.Line(caret.Line))
	text := strings.Join(lines, "\n")
	from, to := Pos{Line: first}, Pos{end - 1, len(d.Text.Line(end - 1))}
	if text == d.Text.Slice(from, to) {
		return
	}
	d.Replace(from, to, text)
	if selected {
		d.Select(from, Pos{end - 1, len(d.Text.Line(end - 1))})
		return
	}
	d.MoveTo(Pos{caret.Line, max(0, caret.Col+len(d.Text.Line(caret.Line))-was)}, false)
}

// FlowWidth is the width that Reflow fills lines to, in columns of a terminal.
const FlowWidth = 72

// Reflow fills the lines of the selected paragraphs anew, or of the one that the
// caret is in; quote marks stay before every line. Indented lines, which are
// code or tables, lists and signatures keep their breaks.
func (d *Document) Reflow() {
	first, end := d.selectedLines()
	if !d.HasSelection() {
		for first > 0 && flows(d.Text.Line(first-1), d.Text.Line(first)) {
			first--
		}
		for end < d.Text.Lines() && flows(d.Text.Line(end-1), d.Text.Line(end)) {
			end++
		}
	}
	var out, paragraph []string
	flush := func() {
		if len(paragraph) > 0 {
			out = append(out, fill(paragraph)...)
			paragraph = nil
		}
	}
	for i := first; i < end; i++ {
		s := d.Text.Line(i)
		if n := len(paragraph); n > 0 && !flows(paragraph[n-1], s) {
			flush()
		}
		paragraph = append(paragraph, s)
	}
	flush()
	text := strings.Join(out, "\n")
	from, to := Pos{Line: first}, Pos{end - 1, len(d.Text.Line(end - 1))}
	if text != d.Text.Slice(from, to) {
		d.Replace(from, to, text)
	}
}

// flows says whether line goes on with the paragraph of the line before it.
func flows(before, line string) bool {
	a, skipA := QuoteLevel(before)
	b, skipB := QuoteLevel(line)
	return a == b && proseStart(line[skipB:]) && before != "-- " && line != "-- " &&
		(proseStart(before[skipA:]) || listStart(before[skipA:]))
}

// proseStart says whether a line without its quote marks may follow another in a
// paragraph.
func proseStart(s string) bool {
	return s != "" && s[0] != ' ' && s[0] != '\t' && s[0] != '|' && s[0] != '#' && !strings.HasPrefix(s, "```") && !listStart(s)
}

// listStart says whether a line is an item of a list.
func listStart(s string) bool {
	if len(s) > 1 && (s[0] == '-' || s[0] == '*' || s[0] == '+') && s[1] == ' ' {
		return true
	}
	n := len(s) - len(strings.TrimLeft(s, "0123456789"))
	return n > 0 && n < 4 && len(s) > n+1 && (s[n] == '.' || s[n] == ')') && s[n+1] == ' '
}

// fill joins the lines of a paragraph and breaks them at spaces.
func fill(paragraph []string) []string {
	level, skip := QuoteLevel(paragraph[0])
	first := paragraph[0][skip:]
	if blank(paragraph[0]) || !proseStart(first) && !listStart(first) || level == 0 && paragraph[0] == "-- " {
		return paragraph
	}
	mark := ""
	if level > 0 {
		mark = strings.Repeat(">", level) + " "
	}
	var out []string
	line, columns := mark, len(mark)
	for _, s := range paragraph {
		_, skip := QuoteLevel(s)
		for _, word := range strings.Fields(s[skip:]) {
			n := columnsOf(word)
			switch {
			case line == mark:
			case columns+1+n > FlowWidth:
				out = append(out, line)
				line, columns = mark, len(mark)
			default:
				line += " "
				columns++
			}
			line += word
			columns += n
		}
	}
	return append(out, line)
}

// columnsOf is how many columns of a terminal a word takes.
func columnsOf(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		switch {
		case IsWide(r):
			n++
		case IsExtender(r):
			n--
		}
	}
	return n
}
