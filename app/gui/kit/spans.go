package kit

import (
	"strings"

	"godwit/app/gui/edit"
)

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

// linkBytes bounds how much of one line is searched for links.
const linkBytes = 64 << 10

// findLinks finds addresses of pages and people in a line.
func findLinks(line string) []link {
	if len(line) > linkBytes {
		line = line[:linkBytes]
	}
	var out []link
	for _, m := range edit.Links(line) {
		s := line[m[0]:m[1]]
		url := s
		lower := strings.ToLower(s)
		switch {
		case strings.HasPrefix(lower, "www."):
			url = "https://" + s
		case !strings.Contains(s, "://") && !strings.HasPrefix(lower, "mailto:"):
			url = "mailto:" + s
		}
		out = append(out, link{from: m[0], to: m[1], url: url})
	}
	return out
}
