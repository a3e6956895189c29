// Package compose turns what a person writes into a message: drafts, replies,
// forwards, signatures, and the RFC 5322 bytes that go over the wire.
//
// Everything here is a pure function of its arguments. Build gives the same
// bytes for the same draft, time and identifier, and what it gives needs no
// further repair: CRLF line ends, no line over 998 octets, 7-bit throughout,
// no Bcc, no host name and no client name. It opens no file and no connection
// (compose/smtp submits, compose/outbox queues) and never changes a message
// that was signed, except for its line ends.
//
// Failure story: Check names every reason why a draft cannot be sent, in the
// words of the field it is in; Build refuses a draft that Check would. Nothing
// is dropped silently on the way.
package compose

import (
	"bytes"
	"io"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

// Draft is a message while it is written. It is kept as JSON in the store.
type Draft struct {
	ID          mail.DraftID     `json:"-"`
	Account     accounts.ID      `json:"account"`
	From        mail.Address     `json:"from"` // one of the account's identities, or what the user typed
	ReplyTo     []mail.Address   `json:"reply_to,omitempty"`
	To          []mail.Address   `json:"to,omitempty"`
	Cc          []mail.Address   `json:"cc,omitempty"`
	Bcc         []mail.Address   `json:"bcc,omitempty"`
	Subject     string           `json:"subject"`
	Body        string           `json:"body"`               // LF line ends
	Markdown    bool             `json:"markdown,omitempty"` // an HTML alternative is made from Body
	Attachments []Attachment     `json:"attachments,omitempty"`
	Priority    Priority         `json:"priority,omitempty"`
	Headers     []Header         `json:"headers,omitempty"` // fields of the writer's own
	Kind        Kind             `json:"kind,omitempty"`
	Source      mail.MessageID   `json:"source,omitempty"`   // what it answers or forwards
	Sources     []mail.MessageID `json:"sources,omitempty"`  // the other messages that it forwards
	Addressed   Addressed        `json:"addressed,omitzero"` // how Source was addressed, for Warn
	Warned      []string         `json:"warned,omitempty"`   // codes of the warnings that its writer has seen
	Stamp       Stamp            `json:"stamp,omitzero"`     // what its bytes were shown with, and will be sent with
	InReplyTo   string           `json:"in_reply_to,omitempty"`
	References  []string         `json:"references,omitempty"` // without < >, oldest first
	SendAt      time.Time        `json:"send_at,omitzero"`
	Wishes      mail.Wishes      `json:"wishes,omitzero"`
	Template    bool             `json:"template,omitempty"` // to begin messages with
	Copy        mail.MessageID   `json:"-"`                  // the message in Drafts that it was opened from
	Replaces    mail.OutboxID    `json:"-"`                  // the message of the outbox of which this is a new revision
}

// Kind says what a draft is to its Source.
type Kind string

const (
	New       Kind = ""
	Reply     Kind = "reply"
	ReplyAll  Kind = "reply-all"
	ReplyList Kind = "reply-list"
	Forward   Kind = "forward"
)

// Priority is what the writer says of the message's urgency.
type Priority string

const (
	NormalPriority Priority = ""
	HighPriority   Priority = "high"
	LowPriority    Priority = "low"
)

// Header is a field that the writer adds.
type Header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Stamp is what Build needs beside a draft. It is fixed once the bytes were
// shown, so that they are the very bytes that are sent.
type Stamp struct {
	Date time.Time `json:"date"`
	ID   string    `json:"id"`
}

// Attachment is a copy of a file, taken when it was attached, or a large file
// that is copied when the message is queued.
type Attachment struct {
	Name   string `json:"name"`
	Type   string `json:"type"`             // media type; "" is found from name and content
	Inline bool   `json:"inline,omitempty"` // shown in the text: where Markdown names it, else below
	Data   []byte `json:"data,omitempty"`

	Sum  string                        `json:"sum,omitempty"`  // SHA-256 of a file that the store has
	Size int64                         `json:"size,omitempty"` // of what Open reads
	Open func() (io.ReadCloser, error) `json:"-"`              // in place of Data
}

// Octets is how large the file is.
func (a Attachment) Octets() int64 { return int64(len(a.Data)) + a.Size }

func (a Attachment) open() (io.ReadCloser, error) {
	if a.Open != nil {
		return a.Open()
	}
	return io.NopCloser(bytes.NewReader(a.Data)), nil
}

func (a Attachment) bytes() ([]byte, error) {
	r, err := a.open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, maxAttached))
}

// Original is the message that is answered or forwarded.
type Original struct {
	ID          mail.MessageID
	Envelope    mail.Envelope
	Text        string         // decoded, LF line ends, each paragraph a line where the message says which are
	DeliveredTo []mail.Address // what its deliveries say it was for, newest first
	FollowupTo  []mail.Address // Mail-Followup-To
	Attachments []Attachment   // for Forward
}

// Blank is a new message of the account's default identity, with its signature.
func Blank(a accounts.Account) Draft {
	i := identity(a, nil)
	d := from(a, i)
	d.Body = Sign("", "", i.Signature)
	return d
}

// from starts a draft of one identity.
func from(a accounts.Account, i accounts.Identity) Draft {
	d := Draft{Account: a.ID, From: mail.Address{Name: i.Name, Email: i.Email}}
	if i.ReplyTo != "" {
		d.ReplyTo = []mail.Address{{Email: i.ReplyTo}}
	}
	return d
}
