package localserver

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	gomessage "github.com/emersion/go-message"
	gomail "github.com/emersion/go-message/mail"
	"github.com/emersion/go-message/textproto"
)

func (s *session) Search(kind imapserver.NumKind, c *imap.SearchCriteria, _ *imap.SearchOptions) (*imap.SearchData, error) {
	s.selected.mu.Lock()
	defer s.selected.mu.Unlock()
	var data imap.SearchData
	var seqs imap.SeqSet
	var uids imap.UIDSet
	all := s.known()
	for _, f := range all {
		if !f.matches(c, all[len(all)-1]) {
			continue
		}
		n := f.seq
		if kind == imapserver.NumKindUID {
			n = uint32(f.uid)
		}
		seqs.AddNum(f.seq)
		uids.AddNum(f.uid)
		if data.Count == 0 {
			data.Min = n
		}
		data.Max = n
		data.Count++
	}
	data.All = seqs
	if kind == imapserver.NumKindUID {
		data.All = uids
	}
	return &data, nil
}

func (f *found) matches(c *imap.SearchCriteria, last found) bool {
	for _, set := range c.SeqNum {
		if !f.in(set, last) {
			return false
		}
	}
	for _, set := range c.UID {
		if !f.in(set, last) {
			return false
		}
	}
	for _, flag := range c.Flag {
		if !hasFlag(f.flags, flag) {
			return false
		}
	}
	for _, flag := range c.NotFlag {
		if hasFlag(f.flags, flag) {
			return false
		}
	}
	size := int64(len(f.raw))
	if c.Larger > 0 && size <= c.Larger || c.Smaller > 0 && size >= c.Smaller {
		return false
	}
	if !onDays(f.received, c.Since, c.Before) || !f.containsAll(c) {
		return false
	}
	for _, not := range c.Not {
		if f.matches(&not, last) {
			return false
		}
	}
	for _, or := range c.Or {
		if !f.matches(&or[0], last) && !f.matches(&or[1], last) {
			return false
		}
	}
	return true
}

// containsAll looks into the header and, where the criteria ask for it, the
// text.
func (f *found) containsAll(c *imap.SearchCriteria) bool {
	if len(c.Header)+len(c.Text)+len(c.Body) == 0 && c.SentSince.IsZero() && c.SentBefore.IsZero() {
		return true
	}
	raw, err := textproto.ReadHeader(bufio.NewReader(bytes.NewReader(f.raw)))
	if err != nil {
		return false
	}
	header := gomessage.Header{Header: raw}
	if !c.SentSince.IsZero() || !c.SentBefore.IsZero() {
		sent := gomail.Header{Header: header}
		t, err := sent.Date()
		if err != nil || !onDays(t, c.SentSince, c.SentBefore) {
			return false
		}
	}
	for _, want := range c.Header {
		if !fieldContains(header.FieldsByKey(want.Key), want.Value) {
			return false
		}
	}
	if len(c.Text)+len(c.Body) == 0 {
		return true
	}
	body := strings.ToLower(f.text())
	for _, want := range c.Body {
		if !strings.Contains(body, strings.ToLower(want)) {
			return false
		}
	}
	for _, want := range c.Text {
		if !strings.Contains(body, strings.ToLower(want)) && !fieldContains(header.Fields(), want) {
			return false
		}
	}
	return true
}

func fieldContains(fields gomessage.HeaderFields, want string) bool {
	for fields.Next() {
		text, err := fields.Text()
		if err != nil {
			text = fields.Value()
		}
		if strings.Contains(strings.ToLower(text), strings.ToLower(want)) {
			return true
		}
	}
	return false
}

// text is all text of the message, decoded as far as it can be.
func (msg *message) text() string {
	entity, _ := gomessage.Read(bytes.NewReader(msg.raw))
	if entity == nil {
		return string(msg.raw)
	}
	var b strings.Builder
	// What cannot be walked or read is not found; a search fails for nothing else.
	_ = entity.Walk(func(_ []int, e *gomessage.Entity, err error) error {
		if e == nil || err != nil {
			return nil
		}
		if kind, _, _ := e.Header.ContentType(); strings.HasPrefix(kind, "text/") {
			io.Copy(&b, e.Body)
		}
		return nil
	})
	return b.String()
}

// onDays compares days without regard to zones (RFC 9051 6.4.4).
func onDays(t, since, before time.Time) bool {
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	return (since.IsZero() || !day.Before(since)) && (before.IsZero() || day.Before(before))
}
