package parse

import (
	"strings"
	"time"

	"godwit/sync/mail"
)

// Header is the fields of a header block in order, undecoded.
type Header struct {
	Fields []Field

	body string // charset of the message's text, "" if the text was not read
}

// Field is one header field. Its Value is unfolded, each fold being one space,
// and otherwise the bytes of the message, which need not be UTF-8.
type Field struct{ Name, Value string }

// ParseHeader parses a header block alone (what BODY.PEEK[HEADER] returns).
func ParseHeader(raw []byte) Header {
	b := newBuilder(raw)
	h, _ := b.header(b.mark())
	return h
}

// Get is the first field of the name, unfolded and undecoded; "" if none.
func (h Header) Get(name string) string {
	for i := range h.Fields {
		if strings.EqualFold(h.Fields[i].Name, name) {
			return h.Fields[i].Value
		}
	}
	return ""
}

// All is every field of the name, in the order of the message.
func (h Header) All(name string) []string {
	var all []string
	for i := range h.Fields {
		if strings.EqualFold(h.Fields[i].Name, name) {
			all = append(all, h.Fields[i].Value)
		}
	}
	return all
}

func (h Header) count(name string) int {
	n := 0
	for i := range h.Fields {
		if strings.EqualFold(h.Fields[i].Name, name) {
			n++
		}
	}
	return n
}

// Text is the first field of the name as UTF-8: encoded words (RFC 2047) and
// raw 8-bit text decoded, control characters removed, white space cut off.
func (h Header) Text(name string) string {
	v := h.Get(name)
	if plain(v) {
		return strings.TrimSpace(v)
	}
	return strings.TrimSpace(clean(decodeText(v, h.charset())))
}

// Addresses reads the addresses of the name. Where a field occurs more than
// once its lists are joined, except From and Sender: of these the first that
// is not empty counts.
func (h Header) Addresses(name string) []mail.Address {
	single := strings.EqualFold(name, "From") || strings.EqualFold(name, "Sender")
	var list []mail.Address
	for i := range h.Fields {
		if !strings.EqualFold(h.Fields[i].Name, name) {
			continue
		}
		v, charset := h.Fields[i].Value, ""
		if !ascii(v) {
			charset = h.charset()
		}
		list = append(list, parseAddresses(v, charset)...)
		if single && len(list) > 0 {
			break
		}
	}
	return list
}

// Date is the Date field in its own zone; zero if missing or senseless.
func (h Header) Date() time.Time { return parseDate(h.Get("Date")) }

// Received is the date of the topmost Received field, zero if none: when the
// last server took the message.
func (h Header) Received() time.Time {
	v := h.Get("Received")
	if i := strings.LastIndexByte(v, ';'); i >= 0 {
		return parseDate(v[i+1:])
	}
	return time.Time{}
}

// charset is what the body is declared in: the best guess for raw 8-bit
// header fields that are not UTF-8.
func (h Header) charset() string {
	if v := h.Get("Content-Type"); v != "" && h.body == "" {
		_, params := parseParams(v)
		return charsetLabel(params["charset"])
	}
	return h.body
}

// Envelope is the header as a message list and a reply need it.
func (h Header) Envelope() mail.Envelope {
	e := mail.Envelope{
		From:       h.Addresses("From"),
		Sender:     h.Addresses("Sender"),
		ReplyTo:    h.Addresses("Reply-To"),
		To:         h.Addresses("To"),
		Cc:         h.Addresses("Cc"),
		Bcc:        h.Addresses("Bcc"),
		Subject:    h.Text("Subject"),
		Date:       h.Date(),
		InReplyTo:  parseIDs(h.Get("In-Reply-To")),
		References: parseIDs(h.Get("References")),
		ListPost:   mailtoAddress(h.Get("List-Post")),
	}
	if ids := parseIDs(h.Get("Message-ID")); len(ids) > 0 {
		e.MessageID = ids[0]
	}
	// RFC 2919: the id stands in angle brackets after an optional phrase.
	if v := h.Get("List-Id"); v != "" {
		if ids := bracketed(v); len(ids) > 0 {
			e.ListID = ids[len(ids)-1]
		} else {
			e.ListID = h.Text("List-Id")
		}
	}
	return e
}
