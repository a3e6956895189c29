// Package parse: TEMPORARY contract; keep names and signatures, split into files, build.
package parse

import (
	"io"
	"time"

	"godwit/sync/mail"
)

// Message is a parsed message: a tree of offsets into the raw bytes.
type Message struct {
	Raw     []byte
	Header  Header
	Root    *Part
	Defects []Defect
}

// Parse never fails: whatever the bytes are, there is a message with headers, text and parts, and its defects.
func Parse(raw []byte) *Message { panic("unbuilt") }

// ParseHeader parses a header block alone (what BODY.PEEK[HEADER] returns).
func ParseHeader(raw []byte) Header { panic("unbuilt") }

// Header is the fields in order, undecoded.
type Header struct{ Fields []Field }
type Field struct{ Name, Value string } // Value unfolded, raw bytes

func (h Header) Get(name string) string               { panic("unbuilt") } // first, raw unfolded
func (h Header) All(name string) []string             { panic("unbuilt") }
func (h Header) Text(name string) string              { panic("unbuilt") } // decoded to UTF-8, control characters removed
func (h Header) Envelope() mail.Envelope              { panic("unbuilt") }
func (h Header) Addresses(name string) []mail.Address { panic("unbuilt") }
func (h Header) Date() time.Time                      { panic("unbuilt") }
func (h Header) Received() time.Time                  { panic("unbuilt") } // date of the topmost Received field, zero if none

// Part is a node of the MIME tree.
type Part struct {
	ID          string // IMAP section number, "1.2"
	Type        string // "text/plain", lower case, always set
	Params      map[string]string
	Charset     string // as declared, lower case
	Filename    string // decoded, path removed, safe to show; "" if none
	Disposition string // "inline", "attachment" or ""
	ContentID   string // without < >
	Description string
	Encoding    string
	Header      Header
	Parts       []*Part // of a multipart
	Start, End  int     // of the body, undecoded, in Raw
}

func (m *Message) Leaves() []*Part                  { panic("unbuilt") } // in order; message/rfc822 is one leaf
func (m *Message) Decode(p *Part) io.Reader         { panic("unbuilt") } // transfer encoding removed, streaming
func (m *Message) Bytes(p *Part) []byte             { panic("unbuilt") }
func (m *Message) PartText(p *Part) string          { panic("unbuilt") } // decoded text as UTF-8, LF line ends
func (m *Message) Text() (text string, flowed bool) { panic("unbuilt") } // the best plain text of the body ("" if there is only HTML)
func (m *Message) HTML() *Part                      { panic("unbuilt") } // the HTML body, nil if none
func (m *Message) Attachments() []*Part             { panic("unbuilt") } // what a person would call an attachment

// ParseAddresses reads an address list; one bad address spoils nothing.
func ParseAddresses(s string) []mail.Address { panic("unbuilt") }

// DecodeText decodes encoded words and raw 8-bit to UTF-8.
func DecodeText(s string) string { panic("unbuilt") }

// Defect is something wrong with the message that the parser repaired.
type Defect struct {
	Kind string `json:"kind"` // stable word, "missing-boundary"
	Part string `json:"part,omitempty"`
	Text string `json:"text"`
}
