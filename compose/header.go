package compose

import (
	"errors"
	"slices"
	"strings"
	"unicode"
)

// priority is how mail says that it is urgent, in the two fields that programs
// read.
func priority(p Priority) []Header {
	switch p {
	case HighPriority:
		return []Header{{"X-Priority", "1 (Highest)"}, {"Importance", "High"}}
	case LowPriority:
		return []Header{{"X-Priority", "5 (Lowest)"}, {"Importance", "Low"}}
	}
	return nil
}

// written are the fields that Build, or a server, writes itself.
var written = []string{
	"from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date", "message-id", "in-reply-to", "references",
	"mime-version", "return-path", "received", "delivered-to", "x-original-to", "x-priority", "importance", "dkim-signature", "authentication-results",
}

const maxHeader = 2000 // octets of a writer's own field

var (
	errHeaderName  = errors.New("its name is not valid")
	errHeaderTaken = errors.New("it is written by Godwit or by servers")
	errHeaderValue = errors.New("its text must be one line, and not too long")
)

// checkHeader says why a field of the writer's own cannot be sent.
func checkHeader(h Header) error {
	name := strings.ToLower(h.Name)
	switch {
	case len(name) > 70 || fieldName(h.Name+":") != name:
		return errHeaderName
	case slices.Contains(written, name) || strings.HasPrefix(name, "content-") || strings.HasPrefix(name, "resent-"):
		return errHeaderTaken
	case len(h.Value) > maxHeader || strings.TrimSpace(h.Value) == "" || strings.ContainsFunc(h.Value, unicode.IsControl):
		return errHeaderValue
	}
	return nil
}
