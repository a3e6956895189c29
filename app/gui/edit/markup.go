package edit

import (
	"regexp"
	"strings"
)

// Style is how a part of a line is drawn.
type Style uint8

// The styles of Markdown, and of links.
const (
	Plain    Style = iota
	Heading        // # a heading
	Strong         // **strong**
	Emphasis       // *emphasis*
	Code           // `code`, and what is fenced
	Link           // an address of a page or a person
	Sign           // the marks themselves, and lines across
)

// Mark is a part of a line that is drawn in a style.
type Mark struct {
	From, To int
	Style    Style
}

const (
	// markupBytes bounds how much of one line is looked at for marks.
	markupBytes = 4 << 10
	// fenceLines bounds how far above a line the fence is looked for that it may
	// be in.
	fenceLines = 400
)

var (
	linkPattern = regexp.MustCompile(`(?i)\b(?:https?://|ftp://|mailto:|www\.)[^\s<>"“”]+|\b[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)+\b`)
	spanPattern = regexp.MustCompile("`[^`]+`" + `|\*\*[^\s*](?:[^*]*[^\s*])?\*\*|\*[^\s*](?:[^*]*[^\s*])?\*|\b__[^\s_](?:[^_]*[^\s_])?__\b|\b_[^\s_](?:[^_]*[^\s_])?_\b`)
)

// marks is what is drawn in a style of its own in a line, in order.
func (d *Document) marks(line int, s string) []Mark {
	inside := d.fenced(line)
	if _, skip := QuoteLevel(s); fence(s[skip:]) {
		return []Mark{{skip, len(s), Sign}}
	} else if inside {
		return []Mark{{skip, len(s), Code}}
	}
	found, ok := d.known[s]
	if !ok {
		if d.known == nil || len(d.known) > linesKnown {
			d.known = make(map[string][]Mark)
		}
		found = Marks(s)
		d.known[s] = found
	}
	return found
}

// linesKnown bounds how many lines are remembered with what was found in them.
const linesKnown = 2000

// fenceState is which lines are between fences, from one on.
type fenceState struct {
	first   int
	inside  []bool
	changes int // of the text, up to then
}

// fenced says whether a line is between two fences. What was found stays known
// until the text changes: a line is asked about for its colours and its words.
func (d *Document) fenced(line int) bool {
	f := &d.fence
	if f.changes != d.changes || line < f.first || line > f.first+len(f.inside)+fenceLines {
		*f = fenceState{max(0, line-fenceLines), append(f.inside[:0], false), d.changes}
	}
	for last := len(f.inside) - 1; last < line-f.first; last++ {
		inside := f.inside[last]
		if s := d.Text.Line(f.first + last); strings.Contains(s, "```") {
			if _, skip := QuoteLevel(s); fence(s[skip:]) {
				inside = !inside
			}
		}
		f.inside = append(f.inside, inside)
	}
	return f.inside[line-f.first]
}

func fence(s string) bool {
	return strings.HasPrefix(strings.TrimLeft(s, " "), "```") && !strings.Contains(strings.TrimLeft(s, " `"), "`")
}

// headingSigns is how many signs make a line a heading; 0: it is none.
func headingSigns(s string) int {
	n := len(s) - len(strings.TrimLeft(s, "#"))
	if n > 6 || len(s) <= n || s[n] != ' ' {
		return 0
	}
	return n
}

// Marks is what a line says by itself: headings, emphasis, code and links.
func Marks(s string) []Mark {
	_, skip := QuoteLevel(s)
	if len(s) > markupBytes {
		s = s[:markupBytes]
		for len(s) > 0 && s[len(s)-1] >= 0x80 {
			s = s[:len(s)-1]
		}
	}
	skip = min(skip, len(s))
	text := s[skip:]
	if n := headingSigns(text); n > 0 {
		return []Mark{{skip, skip + n, Sign}, {skip + n, len(s), Heading}}
	}
	var out []Mark
	for _, m := range Links(text) {
		out = append(out, Mark{skip + m[0], skip + m[1], Link})
	}
	if !strings.ContainsAny(text, "*_`") {
		return out
	}
	var spans []Mark
	for _, m := range spanPattern.FindAllStringIndex(text, -1) {
		one := Mark{skip + m[0], skip + m[1], Emphasis}
		switch {
		case s[one.From] == '`':
			one.Style = Code
		case s[one.From+1] == s[one.From]:
			one.Style = Strong
		}
		spans = append(spans, one)
	}
	return merge(out, spans)
}

// merge is links and spans in order; where they meet the link stays.
func merge(links, spans []Mark) []Mark {
	var out []Mark
	for _, span := range spans {
		for len(links) > 0 && links[0].To <= span.From {
			out = append(out, links[0])
			links = links[1:]
		}
		if len(links) == 0 || links[0].From >= span.To {
			out = append(out, span)
		}
	}
	return append(out, links...)
}

// Links is where addresses of pages and people are in s. A full stop or bracket
// that ends the sentence is no part of them.
func Links(s string) [][]int {
	if !strings.ContainsAny(s, ".:@") {
		return nil
	}
	found := linkPattern.FindAllStringIndex(s, -1)
	for _, m := range found {
		m[1] = m[0] + len(trimLink(s[m[0]:m[1]]))
	}
	return found
}

// trimLink takes off what ends the sentence and is no part of an address.
func trimLink(s string) string {
	for {
		t := strings.TrimRight(s, ".,;:!?'\"*_")
		for _, pair := range []string{"()", "[]", "{}"} {
			if strings.HasSuffix(t, pair[1:]) && strings.Count(t, pair[:1]) < strings.Count(t, pair[1:]) {
				t = t[:len(t)-1]
			}
		}
		if t == s {
			return s
		}
		s = t
	}
}
