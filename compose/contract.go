// Package compose: TEMPORARY contract; keep names and signatures, split into files, build.
package compose

import (
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

// Draft is a message while it is written. It is kept as JSON in the store.
type Draft struct {
	ID          mail.DraftID   `json:"-"`
	Account     accounts.ID    `json:"account"`
	From        mail.Address   `json:"from"` // one of the account's identities, or what the user typed
	ReplyTo     []mail.Address `json:"reply_to,omitempty"`
	To          []mail.Address `json:"to,omitempty"`
	Cc          []mail.Address `json:"cc,omitempty"`
	Bcc         []mail.Address `json:"bcc,omitempty"`
	Subject     string         `json:"subject"`
	Body        string         `json:"body"`               // LF line ends
	Markdown    bool           `json:"markdown,omitempty"` // an HTML alternative is made from Body
	Attachments []Attachment   `json:"attachments,omitempty"`
	Kind        Kind           `json:"kind,omitempty"`
	Source      mail.MessageID `json:"source,omitempty"` // what it answers or forwards
	InReplyTo   string         `json:"in_reply_to,omitempty"`
	References  []string       `json:"references,omitempty"`
	SendAt      time.Time      `json:"send_at,omitzero"`
}

type Kind string

const (
	New      Kind = ""
	Reply    Kind = "reply"
	ReplyAll Kind = "reply-all"
	Forward  Kind = "forward"
)

// Attachment is a copy of a file, taken when it was attached.
type Attachment struct {
	Name string `json:"name"`
	Type string `json:"type"` // media type; "" is found from name and content
	Data []byte `json:"data"`
}

// Original is the message that is answered or forwarded.
type Original struct {
	ID          mail.MessageID
	Envelope    mail.Envelope
	Text        string
	Attachments []Attachment // for Forward
}

// Answer makes the draft of a reply (Kind Reply or ReplyAll): recipients, subject, references, quote, signature.
// The sender is the identity that was addressed. own is every identity of every account (left out of Cc).
func Answer(kind Kind, o Original, a accounts.Account, own []accounts.Identity) Draft {
	panic("unbuilt")
}
func ForwardOf(o Original, a accounts.Account) Draft { panic("unbuilt") }

// Blank is a new message of the account's default identity, with its signature.
func Blank(a accounts.Account) Draft { panic("unbuilt") }

// Sign replaces the signature at the end of body.
func Sign(body, oldSignature, newSignature string) string { panic("unbuilt") }

// Problem is what keeps a draft from being sent.
type Problem struct{ Field, Text string }

// Check lists what must be mended before Build: no recipient, a bad address, ...
func Check(d Draft) []Problem { panic("unbuilt") }

// Warn lists what a sender would want to know first: no subject, an attachment word without a file.
func Warn(d Draft) []Problem { panic("unbuilt") }

// Final is a message ready for the wire: CRLF line ends, no line over 998 octets, no Bcc.
type Final struct {
	Raw        []byte
	MessageID  string // without < >
	From       string // envelope
	Recipients []string
	Subject    string
}

// Build makes the final bytes. now and id fix Date and Message-ID, so that the same draft gives the same bytes.
func Build(d Draft, now time.Time, id string) (Final, error) { panic("unbuilt") }

// NewMessageID is random@sender's domain; no host name in it.
func NewMessageID(from string) string { panic("unbuilt") }

// Canonical makes the given bytes fit for the wire (bare CR/LF to CRLF, Bcc and envelope-only fields removed, long lines refused or re-encoded where unsigned), and reads sender and recipients where not given.
func Canonical(raw []byte) (Final, error) { panic("unbuilt") }
