package store

import (
	"godwit/sync/digest"
	"godwit/sync/parse"
)

// BodyOf is what is kept of a message: its bytes, what to search in, the words
// that a list shows, and how many attachments it has.
func BodyOf(m *parse.Message) Body {
	text, preview := digest.Of(m)
	return Body{Raw: m.Raw, Text: text, Rest: digest.RestOf(m), Preview: preview, Attachments: len(m.Attachments())}
}
