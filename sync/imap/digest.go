package imap

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"godwit/sync/htmldoc"
	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

const previewRunes = 200

// digest makes what the store keeps of a message's bytes.
func digest(id mail.MessageID, raw []byte) store.Body {
	m := parse.Parse(raw)
	text, _ := m.Text()
	if text == "" {
		if html := m.HTML(); html != nil {
			text = htmldoc.Text(m.PartText(html))
		}
	}
	return store.Body{ID: id, Raw: raw, Text: text, Preview: preview(text), Attachments: len(m.Attachments())}
}

// preview is the first words of a text on one line, without what it quotes.
func preview(text string) string {
	var b strings.Builder
	runes, space := 0, false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, ">") || line == "--" {
			continue
		}
		for len(line) > 0 {
			r, n := utf8.DecodeRuneInString(line)
			line = line[n:]
			if unicode.IsSpace(r) || unicode.IsControl(r) {
				space = true
				continue
			}
			if space && b.Len() > 0 {
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
