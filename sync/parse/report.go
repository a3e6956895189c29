package parse

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"time"
	"unicode"

	"godwit/sync/mail"
)

// Summary is what a message holds in a form that can be compared between
// programs; `godwitctl parse` prints one a line.
type Summary struct {
	File      string         `json:"file"`
	Subject   string         `json:"subject"`
	From      []mail.Address `json:"from"`
	To        []mail.Address `json:"to"`
	Cc        []mail.Address `json:"cc"`
	Date      string         `json:"date"` // RFC 3339, UTC; "" if there is none
	MessageID string         `json:"message_id"`
	Parts     []PartSummary  `json:"parts"` // leaves in order
	Defects   []Defect       `json:"defects"`
}

// PartSummary is one leaf of a Summary.
type PartSummary struct {
	ID          string `json:"id"`
	Type        string `json:"type"`
	Charset     string `json:"charset"`
	Filename    string `json:"filename"` // as the sender gave it, decoded: not to be trusted
	Disposition string `json:"disposition"`
	Size        int64  `json:"size"`        // octets, decoded
	SHA256      string `json:"sha256"`      // of the decoded octets
	TextSHA256  string `json:"text_sha256"` // of the text as UTF-8, LF line ends, white space cut off its end; "" if not text

	SaveAs   string        `json:"save_as,omitempty"`  // a name that is safe on every system, where Filename is not
	External string        `json:"external,omitempty"` // what a message/external-body points at
	Embedded []PartSummary `json:"embedded,omitempty"` // files packed inside by uuencode, yEnc or TNEF
}

// Report parses raw and sums it up; file is only passed on.
func Report(file string, raw []byte) Summary {
	m := Parse(raw)
	e := m.Header.Envelope()
	s := Summary{
		File:      file,
		Subject:   e.Subject,
		From:      list(e.From),
		To:        list(e.To),
		Cc:        list(e.Cc),
		MessageID: e.MessageID,
		Parts:     []PartSummary{},
		Defects:   list(m.Defects),
	}
	if !e.Date.IsZero() {
		s.Date = e.Date.UTC().Format(time.RFC3339)
	}
	for _, p := range m.Leaves() {
		one := m.summary(p)
		for _, e := range m.Embedded(p) {
			one.Embedded = append(one.Embedded, m.summary(e))
		}
		s.Parts = append(s.Parts, one)
	}
	return s
}

func (m *Message) summary(p *Part) PartSummary {
	s := PartSummary{ID: p.ID, Type: p.Type, Charset: p.Charset, Filename: p.Filename, Disposition: p.Disposition, External: p.External()}
	if name := strings.TrimSpace(clean(p.named)); name != "" && name != p.Filename {
		s.Filename, s.SaveAs = name, p.Filename
	}
	if p.undivided != "" { // what it is, not what a reader makes of it
		s.Type = p.undivided
	}
	if p.text() {
		data := m.Bytes(p)
		s.Size, s.SHA256 = int64(len(data)), hash(data)
		if p.undivided == "" {
			s.TextSHA256 = hash([]byte(strings.TrimRightFunc(partText(p, data), unicode.IsSpace)))
		}
		return s
	}
	sum := sha256.New()
	if n, err := io.Copy(sum, m.Decode(p)); err == nil { // neither a hash nor a decoder has errors
		s.Size, s.SHA256 = n, hex.EncodeToString(sum.Sum(nil))
	}
	return s
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// list is never nil, so that JSON has [] and not null.
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}
