package imap

import (
	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

// digest makes what the store keeps of a message's bytes.
func digest(id mail.MessageID, raw []byte) store.Body {
	b := store.BodyOf(parse.Parse(raw))
	b.ID = id
	return b
}
