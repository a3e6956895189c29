package kit

import (
	"regexp"
	"strings"
)

// quoteLevel is how deep a line of a mail is quoted, and how many bytes of it
// are quote marks: "> > text" is 2 and 4.
func quoteLevel(line string) (level, skip int) {
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

// signatureLine is the line from which on a mail is signature ("-- ", RFC 3676
// section 4.3), or the number of lines.
func signatureLine(lines []string) int {
	for i := len(lines) - 1; i >= 0; i-- {
		if lines[i] == "-- " {
			return i
		}
	}
	return len(lines)
}

// link is a part of a line that leads somewhere.
type link struct {
	from, to int
	url      string
	button   bool // looks like one
}

var linkPattern = regexp.MustCompile(`(?i)\b(?:https?://|ftp://|mailto:|www\.)[^\s<>"“”]+|\b[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)+\b`)

// linkBytes bounds how much of one line is searched for links.
const linkBytes = 64 << 10

// findLinks finds addresses of pages and people in a line. A full stop or
// bracket that ends the sentence is no part of them.
func findLinks(line string) []link {
	if len(line) > linkBytes {
		line = line[:linkBytes]
	}
	if !strings.ContainsAny(line, ".:@") {
		return nil
	}
	var out []link
	for _, m := range linkPattern.FindAllStringIndex(line, -1) {
		s := trimLink(line[m[0]:m[1]])
		url := s
		lower := strings.ToLower(s)
		switch {
		case strings.HasPrefix(lower, "www."):
			url = "https://" + s
		case !strings.Contains(s, "://") && !strings.HasPrefix(lower, "mailto:"):
			url = "mailto:" + s
		}
		out = append(out, link{from: m[0], to: m[0] + len(s), url: url})
	}
	return out
}

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
