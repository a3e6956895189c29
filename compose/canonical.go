package compose

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"godwit/sync/parse"
)

// Canonical makes given bytes fit for the wire: bare CR and LF become CRLF, Bcc
// and the fields that only a delivery writes are removed, a missing Date or
// Message-ID is added, and lines over 998 octets are folded in the header,
// re-encoded in parts that are not signed, as NULs are, and refused elsewhere. Nothing else
// of a body changes; of a signed one only line ends do.
//
// From and Recipients are read from the header; they are empty where it does
// not say, for the caller to fill in.
func Canonical(raw []byte) (Final, error) {
	return canonical(raw, time.Now())
}

func canonical(raw []byte, now time.Time) (Final, error) {
	raw = crlf(raw)
	if bytes.HasPrefix(raw, []byte("From ")) { // the first line of an mbox entry
		_, raw, _ = bytes.Cut(raw, []byte("\r\n"))
	}
	head, body := splitHead(raw)
	fields, err := headFields(head)
	if err != nil {
		return Final{}, err
	}
	h := parse.ParseHeader(head)
	f := Final{Subject: h.Text("Subject"), MessageID: h.Envelope().MessageID}
	if f.From, err = sender(h); err != nil {
		return Final{}, err
	}
	if f.Recipients, err = mailboxes(h.Addresses("To"), h.Addresses("Cc"), h.Addresses("Bcc")); err != nil {
		return Final{}, err
	}
	fields = slices.DeleteFunc(fields, func(s string) bool { return slices.Contains(deliveryFields, fieldName(s)) })
	if !hasField(fields, "date") {
		fields = append(fields, "Date: "+now.Format(time.RFC1123Z)+"\r\n")
	}
	if !validID(f.MessageID) {
		fields = slices.DeleteFunc(fields, func(s string) bool { return fieldName(s) == "message-id" })
		f.MessageID = NewMessageID(f.From)
		fields = append(fields, "Message-ID: <"+f.MessageID+">\r\n")
	}
	if fields, body, err = shorten(fields, body); err != nil {
		return Final{}, err
	}
	f.pieces = []piece{{raw: []byte(strings.Join(fields, "") + "\r\n")}, {raw: body}}
	return f, errors.Join(wireDefect(f.pieces[0].raw), wireDefect(body))
}

// deliveryFields are written by a delivery, or are for the envelope alone.
var deliveryFields = []string{"bcc", "resent-bcc", "return-path", "content-length"}

// crlf gives bytes CRLF line ends, also at their end. Those that have them are
// returned as they are.
func crlf(raw []byte) []byte {
	if bytes.HasSuffix(raw, []byte("\r\n")) && bytes.Count(raw, []byte("\r\n")) == bytes.Count(raw, []byte("\n")) &&
		bytes.Count(raw, []byte("\r\n")) == bytes.Count(raw, []byte("\r")) {
		return raw
	}
	out := make([]byte, 0, len(raw)+len(raw)/40+2)
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; c {
		case '\r':
			if i+1 < len(raw) && raw[i+1] == '\n' {
				i++
			}
			out = append(out, '\r', '\n')
		case '\n':
			out = append(out, '\r', '\n')
		default:
			out = append(out, c)
		}
	}
	if len(out) > 0 && out[len(out)-1] != '\n' {
		out = append(out, '\r', '\n')
	}
	return out
}

// splitHead cuts a message at its first empty line.
func splitHead(raw []byte) (head, body []byte) {
	if bytes.HasPrefix(raw, []byte("\r\n")) {
		return nil, raw[2:]
	}
	if i := bytes.Index(raw, []byte("\r\n\r\n")); i >= 0 {
		return raw[:i+2], raw[i+4:]
	}
	return raw, nil
}

var errNoHead = errors.New("this is not a message: it does not begin with header fields")

// headFields cuts a header into its fields, each with its folds and line end.
func headFields(head []byte) ([]string, error) {
	var fields []string
	for line := range bytes.Lines(head) {
		switch {
		case line[0] == ' ' || line[0] == '\t':
			if len(fields) == 0 {
				return nil, errNoHead
			}
			if len(bytes.TrimSpace(line)) > 0 { // a blank fold would end the header for some readers
				fields[len(fields)-1] += string(line)
			}
		case fieldName(string(line)) == "":
			return nil, fmt.Errorf("%w (line %q)", errNoHead, cut(strings.TrimSpace(string(line)), 60))
		default:
			fields = append(fields, string(line))
		}
	}
	if len(fields) == 0 {
		return nil, errNoHead
	}
	return fields, nil
}

// fieldName is the lower-case name of a field, "" if the line is none (RFC 5322 2.2).
func fieldName(field string) string {
	name, _, ok := strings.Cut(field, ":")
	name = strings.TrimRight(name, " \t")
	if !ok || name == "" || strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return ""
	}
	return strings.ToLower(name)
}

func hasField(fields []string, name string) bool {
	return slices.ContainsFunc(fields, func(s string) bool { return fieldName(s) == name })
}

// sender is the envelope sender: Sender where it is given, else the first From.
func sender(h parse.Header) (string, error) {
	who := append(h.Addresses("Sender"), h.Addresses("From")...)
	if len(who) == 0 {
		return "", nil
	}
	box, err := Mailbox(who[0].Email)
	if err != nil {
		return "", fmt.Errorf("sender %s: %w", who[0].Email, err)
	}
	return box, nil
}
