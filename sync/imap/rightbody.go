package imap

import (
	"bytes"

	"godwit/sync/parse"
)

// isOf reports whether raw can be the message whose header had this
// Message-ID. Some servers deliver another one under load.
func isOf(raw []byte, messageID string) bool {
	head := raw[:min(len(raw), maxHeader)]
	if i := bytes.Index(head, []byte("\r\n\r\n")); i >= 0 {
		head = head[:i+2]
	}
	if bytes.Contains(head, []byte(messageID)) { // "" is in everything
		return true
	}
	got := parse.ParseHeader(raw).Envelope().MessageID
	return got == "" || got == messageID
}
