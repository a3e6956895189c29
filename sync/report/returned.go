package report

import (
	"regexp"
	"strings"

	"godwit/sync/digest"
	"godwit/sync/parse"
)

// returned finds the identifiers of the message that a report is about, in what
// was sent back of it.
func (r *Report) returned(m *parse.Message) {
	for _, p := range m.Leaves() {
		switch p.Type {
		case "message/rfc822", "message/global", "text/rfc822-headers", "text/rfc822-header", "message/rfc822-headers", "message/global-headers":
			h := parse.ParseHeader(bounded(m.Bytes(p)))
			r.name(h.Envelope().MessageID)
		}
	}
	text, _ := digest.Of(m)
	_, back := split(text)
	r.name(idsIn(back)...)
	e := m.Header.Envelope() // some name it as an answer would
	r.name(e.InReplyTo...)
	r.name(e.References...)
	r.name(idsIn(text)...)
}

func bounded(b []byte) []byte { return b[:min(len(b), maxText)] }

var messageID = regexp.MustCompile(`(?im)^[>| \t]*(?:resent-)?message[- ]?id:\s*<?([^<>\s]+@[^<>\s]+)>?`)

// idsIn are the identifiers in text that holds header fields.
func idsIn(text string) []string {
	var ids []string
	for _, found := range messageID.FindAllStringSubmatch(clip(text, maxText), maxIDs) {
		ids = append(ids, found[1])
	}
	return ids
}

var marker = regexp.MustCompile(`(?im)^[ \t]*(?:[-*_=#|>]+.*(?:copy of|original m|original e-?mail|message headers?|unsent message|returned m|undelivered m|headers? follow|header of the|message contents).*|` +
	`(?:original message headers|message headers?|headers?|original message|received: from .*|return-path: <.*)( follows?)?:?.*)$`)

// split cuts a report in words from the message, or its header, below it.
func split(text string) (said, back string) {
	text = clip(text, maxText)
	for _, at := range marker.FindAllStringIndex(text, 20) {
		if strings.TrimSpace(text[:at[0]]) != "" {
			return text[:at[0]], text[at[0]:]
		}
	}
	return text, ""
}
