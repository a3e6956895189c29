// Package digest makes of a parsed message what is kept beside its bytes: the
// text to search in and the words that a message list shows. It is pure.
package digest

import (
	"strings"
	"unicode"

	"godwit/sync/htmldoc"
	"godwit/sync/parse"
)

const previewRunes = 200

// Of returns the message's text, from its HTML where it has no other, and the
// first words of it on one line, without what it quotes.
func Of(m *parse.Message) (text, preview string) {
	text, _ = m.Text()
	if text == "" {
		if html := m.HTML(); html != nil {
			text = htmldoc.Text(m.PartText(html))
		}
	}
	return text, firstWords(text)
}

// firstWords leaves out quoted lines and the line that announces them, lines
// that are drawn rather than written, and the signature.
func firstWords(text string) string {
	var b strings.Builder
	lines := strings.Split(text, "\n")
	runes, space := 0, false
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if line == "--" {
			break
		}
		if quoted(line) || drawn(line) || strings.HasSuffix(line, ":") && i+1 < len(lines) && quoted(lines[i+1]) {
			continue
		}
		for _, r := range line {
			if unicode.IsSpace(r) || unicode.IsControl(r) {
				space = true
				continue
			}
			if space && runes > 0 {
				b.WriteByte(' ')
				runes++
			}
			space = false
			b.WriteRune(r)
			if runes++; runes >= previewRunes {
				return b.String()
			}
		}
		space = true
	}
	return b.String()
}

func quoted(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), ">") }

// drawn reports a line of three or more signs and nothing else, as under a
// heading.
func drawn(line string) bool {
	return len(line) >= 3 && strings.Trim(line, "-=_*~#+. ") == ""
}
