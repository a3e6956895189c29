package digest

import (
	"strings"
	"unicode"
)

const previewRunes = 200

// firstWords are the words of a text without what it quotes, lines that are
// drawn rather than written, links to read it elsewhere, and the signature. Of
// a text that is a quote and nothing else they are those of the quote.
func firstWords(text string) string {
	const enough = 16 << 10 // octets that are looked at
	if len(text) > enough {
		text = strings.ToValidUTF8(text[:enough], "")
	}
	lines := strings.Split(text, "\n")
	p := preview{}
	p.read(lines)
	if p.empty() {
		p.quotes = true
		p.read(lines)
	}
	return p.out.String()
}

type preview struct {
	out    strings.Builder
	runes  int
	lines  int    // that were looked at
	first  string // line: a preheader may be the title that follows
	quotes bool   // they are wanted
}

func (p *preview) empty() bool { return p.runes == 0 }

func (p *preview) read(lines []string) {
	for i := 0; i < len(lines) && p.runes < previewRunes; i++ {
		line := strings.TrimSpace(lines[i])
		if p.quotes {
			line = strings.TrimLeft(line, "> ")
		}
		switch n := announces(lines[i:]); {
		case line == "--" && !p.empty():
			return
		case n > 0 && !p.quotes && !p.empty() && !quotedNext(lines[i+n:]):
			return // what follows is not marked as a quote, and is one
		case n > 0:
			i += n - 1
		case !p.quotes && quoted(line), drawn(line):
		default:
			const top = 8 // lines among which a newsletter says where else it is
			if line = withoutLinks(line); line == "" {
				continue
			}
			p.lines++
			if (p.lines > top || !elsewhere(line)) && line != p.first {
				p.add(line)
			}
			if p.first == "" {
				p.first = line
			}
		}
	}
}

// add writes a line's words.
func (p *preview) add(line string) {
	space := !p.empty()
	for _, r := range line {
		if p.runes >= previewRunes {
			return
		}
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			space = true
			continue
		}
		if space && p.runes > 0 {
			if p.runes+1 == previewRunes {
				p.runes++
				return
			}
			p.out.WriteByte(' ')
			p.runes++
		}
		space = false
		p.out.WriteRune(r)
		p.runes++
	}
}

func quoted(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), ">") }

// drawn reports a line of signs and nothing else, as under a heading.
func drawn(line string) bool {
	return line != "" && strings.Trim(line, "-=_*~#+.|•·—–> ") == ""
}

// quotedNext reports whether the first line that is not empty is a quote.
func quotedNext(lines []string) bool {
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			return quoted(line)
		}
	}
	return false
}

// withoutLinks is a line without addresses in brackets, and nothing of one that
// is an address alone. Bars between cells become spaces.
func withoutLinks(line string) string {
	if strings.Contains(line, " | ") {
		line = strings.ReplaceAll(line, " | ", " ")
	}
	for _, open := range []string{"<http", "(http", "[http", "[cid:", "[image:", "( http"} {
		for {
			i := strings.Index(line, open)
			if i < 0 {
				break
			}
			end := strings.IndexByte(line[i:], closing[open[0]])
			if end < 0 {
				break
			}
			line = strings.TrimRight(line[:i], " ") + line[i+end+1:]
		}
	}
	if line = strings.TrimSpace(line); (strings.HasPrefix(line, "https://") || strings.HasPrefix(line, "http://")) && !strings.Contains(line, " ") {
		return ""
	}
	return line
}

var closing = map[byte]byte{'<': '>', '(': ')', '[': ']'}
