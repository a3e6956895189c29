package edit

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Enclose puts a mark such as ** before and after what is selected, or the word
// the caret is in; where it stands there already it is taken off. Blanks at the
// ends stay outside, since a mark beside one marks nothing. Without a word the
// caret goes between two marks.
func (d *Document) Enclose(mark string) {
	from, to := d.Selected()
	if from == to {
		line := d.Text.Line(from.Line)
		a, b := WordAround(line, from.Col)
		if r, _ := utf8.DecodeRuneInString(line[a:b]); unicode.IsLetter(r) || unicode.IsDigit(r) {
			from.Col, to.Col = a, b
		}
	}
	s := d.Text.Slice(from, to)
	inner := strings.Trim(s, " \t\n")
	if inner == "" {
		if line := d.Text.Line(from.Line); from == to && endsWith(line[:from.Col], mark) && startsWith(line[to.Col:], mark) {
			d.Replace(Pos{from.Line, from.Col - len(mark)}, Pos{to.Line, to.Col + len(mark)}, "")
			return
		}
		d.Replace(from, to, s+mark+mark)
		d.MoveTo(Pos{d.caret.Line, d.caret.Col - len(mark)}, false)
		return
	}
	lead := s[:strings.Index(s, inner)]
	from = end(from, lead)
	to = end(from, inner)
	before, after := d.Text.Line(from.Line)[:from.Col], d.Text.Line(to.Line)[to.Col:]
	switch {
	case marked(inner, mark):
		d.put(from, to, inner[len(mark):len(inner)-len(mark)], 0)
	case endsWith(before, mark) && startsWith(after, mark):
		d.put(Pos{from.Line, from.Col - len(mark)}, Pos{to.Line, to.Col + len(mark)}, inner, 0)
	default:
		d.put(from, to, mark+inner+mark, len(mark))
	}
}

// marked says whether a text has a mark at both ends, and not a longer one: *
// is no part of **.
func marked(s, mark string) bool {
	return len(s) > 2*len(mark) && startsWith(s, mark) && endsWith(s, mark)
}

func startsWith(s, mark string) bool {
	return strings.HasPrefix(s, mark) && runOf(s, mark[0])%2 == len(mark)%2
}

func endsWith(s, mark string) bool {
	n := len(s) - len(strings.TrimRight(s, mark[:1]))
	return strings.HasSuffix(s, mark) && n%2 == len(mark)%2
}

func runOf(s string, c byte) int { return len(s) - len(strings.TrimLeft(s, string(c))) }

// put replaces a part of the text as one step and selects what stands there now
// but for some bytes at both ends.
func (d *Document) put(from, to Pos, s string, but int) {
	d.Replace(from, to, s)
	d.Select(end(from, s[:but]), end(from, s[:len(s)-but]))
}

// Link makes what is selected a link to an address, which is then selected to be
// written where it is not known. Without a selection the words are to be written.
func (d *Document) Link(address string) {
	from, to := d.Selected()
	s := strings.NewReplacer("\n", " ", "[", `\[`, "]", `\]`).Replace(d.Text.Slice(from, to))
	d.Replace(from, to, "["+s+"]("+address+")")
	at := end(from, "["+s)
	switch {
	case s == "":
		d.MoveTo(at, false)
	case address == "":
		d.MoveTo(Pos{at.Line, at.Col + 2}, false)
	}
}

// Return breaks the line. In a list the next line is an item as well, with the
// next number where they have one; an item without words gives way to the empty
// line that ends the list.
func (d *Document) Return() {
	from, to := d.Selected()
	s := d.Text.Line(from.Line)
	n := itemStart(s)
	if !d.Markup || n == 0 || from.Col < n || d.fenced(from.Line) {
		d.Type("\n")
		return
	}
	if strings.Trim(s[n:], " \t") == "" && from == to {
		d.Replace(Pos{Line: from.Line}, Pos{from.Line, len(s)}, "\n")
		return
	}
	d.Replace(from, to, "\n"+nextItem(s[:n]))
}

// itemStart is where the words of a list's item begin, 0 where a line is none.
func itemStart(s string) int {
	indent := len(s) - len(strings.TrimLeft(s, " "))
	if !listStart(s[indent:]) {
		return 0
	}
	n := indent + strings.IndexByte(s[indent:], ' ') + 1
	for n < len(s) && s[n] == ' ' {
		n++
	}
	return n
}

// nextItem is what stands before the words of the item after one.
func nextItem(lead string) string {
	indent := len(lead) - len(strings.TrimLeft(lead, " "))
	digits := len(lead[indent:]) - len(strings.TrimLeft(lead[indent:], "0123456789"))
	if digits == 0 {
		return lead
	}
	n, err := strconv.Atoi(lead[indent : indent+digits])
	if err != nil || n >= 999 {
		return lead
	}
	return lead[:indent] + strconv.Itoa(n+1) + lead[indent+digits:]
}

// AtItem says whether the caret is where the words of a list's item begin: there
// Tab moves the item in.
func (d *Document) AtItem() bool {
	c := d.caret.Pos
	n := itemStart(d.Text.Line(c.Line))
	return d.Markup && !d.HasSelection() && n > 0 && c.Col == n
}
