// Package thread finds what binds a message to a conversation. It is pure.
//
// Messages are of one conversation if a chain of names leads from one to the
// other: each names its own Message-ID and those that it answers. So the order
// in which they arrive does not matter, a message that is missing binds those
// that answer it, and no chain of references can be a loop. Subjects bind
// nothing: what has the same subject need not belong together.
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
//
// server is the conversation's id on a server that makes conversations itself
// (X-GM-THRID, or THREADID of RFC 8474), "" elsewhere. It counts instead of what
// the message names, so that conversations are the same here and there.
func Links(e mail.Envelope, server string) []string {
	links := make([]string, 0, 8)
	add := func(id string) {
		if id != "" && len(id) <= maxLength && len(links) < maxLinks && !slices.Contains(links, id) {
			links = append(links, id)
		}
	}
	add(e.MessageID)
	if server != "" {
		add("<" + server) // no Message-ID: those are without brackets
		return links
	}
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
