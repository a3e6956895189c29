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

func firstWords(text string) string {
	var b strings.Builder
	runes, space := 0, false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, ">") || line == "--" {
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
