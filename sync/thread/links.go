// Package thread finds what binds a message to a conversation. It is pure.
package thread

import (
	"slices"

	"godwit/sync/mail"
)

const (
	maxLinks  = 40  // a hostile header may name thousands
	maxLength = 998 // a line of RFC 5322 2.1.1; nothing longer is an id
)

// Links lists the Message-IDs that make a message part of a conversation: its
// own, the ones it answers, and those of its References (RFC 5322 3.6.4). The
// own comes first; there are no doubles. Of a long References field the
// newest count, and the oldest, which names the conversation.
func Links(e mail.Envelope) []string {
	links := make([]string, 0, 8)
	add := func(id string) {
		if id != "" && len(id) <= maxLength && len(links) < maxLinks && !slices.Contains(links, id) {
			links = append(links, id)
		}
	}
	add(e.MessageID)
	if len(e.References) > 0 {
		add(e.References[0])
	}
	if len(e.InReplyTo) > 0 {
		add(e.InReplyTo[0]) // RFC 5322 allows more; mailers put mail addresses and dates there
	}
	for _, id := range slices.Backward(e.References) {
		add(id)
	}
	return links
}
