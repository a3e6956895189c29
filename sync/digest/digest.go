// Package digest makes of a parsed message what is kept beside its bytes: the
// text to search in and the words that a message list shows. It is pure.
package digest

import (
	"godwit/sync/htmldoc"
	"godwit/sync/parse"
)

// Of returns the message's text, from its HTML where it has no other, and the
// first words of it on one line as a person would expect them.
func Of(m *parse.Message) (text, preview string) {
	text, _ = m.Text()
	page := m.Page()
	if page != "" && text == "" {
		text = htmldoc.Text(page)
	}
	if page != "" && begins(m.Root) { // not a text with some HTML behind it
		preview = firstWords(htmldoc.Lead(page))
	}
	if preview == "" {
		preview = firstWords(text)
	}
	return text, preview
}

// begins reports whether HTML is what a message begins with, or one form of it.
func begins(p *parse.Part) bool {
	for len(p.Parts) > 0 {
		if p.Type == "multipart/alternative" {
			return true
		}
		p = p.Parts[0]
	}
	return p.Type == "text/html"
}
