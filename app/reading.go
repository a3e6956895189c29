package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"godwit/app/files"
	"godwit/app/sender"
	"godwit/compose/flowed"
	"godwit/sync/htmldoc"
	"godwit/sync/invite"
	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

// Reading is a message as a reader shows it.
type Reading struct {
	Row       mail.Row
	Folder    mail.Folder
	Envelope  mail.Envelope
	Text      string // the body as text, whatever it was
	Flowed    bool   // each paragraph is one line (RFC 3676)
	FromHTML  bool   // Text was made from HTML
	HTML      string // the body as HTML, as its sender wrote it: not safe; "" if there is none
	Links     []htmldoc.Link
	Remote    []htmldoc.Remote  // what the HTML wanted to load; nothing was
	Pretences []sender.Pretence // links that lead elsewhere than they say
	Parts     []Part            // what a person would call attachments
	Headers   []parse.Field
	Defects   []parse.Defect
	Sender    sender.Verdict // who it is from; only for a message of the profile

	Unsubscribe Unsubscribe   // how one leaves the list it came through
	Event       *invite.Event // what it invites to; nil if it does not
}

// Part is an attachment.
type Part struct {
	ID   string // section number, "2.1"
	Name string // safe to show and to save under
	Type string // media type
	Size int64  // decoded octets
}

// Read is the message, fetched first when it is not here, with what can be said
// of its sender.
func (m *Mail) Read(ctx context.Context, id mail.MessageID) (*Reading, error) {
	r, err := m.Open(ctx, id)
	if err != nil {
		return nil, err
	}
	r.Sender, err = m.Judge(ctx, r)
	if err != nil && ctx.Err() == nil { // a message is shown all the same
		m.log.Warn("judge a sender", "err", err)
	}
	return r, nil
}

// Open is Read without a word on the sender, which takes longer to find out
// than the message to read: see Judge.
func (m *Mail) Open(ctx context.Context, id mail.MessageID) (*Reading, error) {
	row, err := m.Row(ctx, id)
	if err != nil {
		return nil, err
	}
	folder, err := m.store.Folder(ctx, row.Folder)
	if err != nil {
		return nil, err
	}
	raw, err := m.Raw(ctx, id)
	if err != nil {
		return nil, err
	}
	r := ReadBytes(raw)
	r.Row, r.Folder = row, folder
	return r, nil
}

// ReadBytes is a message from anywhere, without a row.
func ReadBytes(raw []byte) *Reading {
	msg := parse.Parse(raw)
	r := &Reading{
		Envelope: msg.Header.Envelope(),
		Headers:  msg.Header.Fields,
		Defects:  msg.Defects,
	}
	r.Unsubscribe, r.Event = unsubscribeOf(msg.Header), eventOf(msg)
	if r.Text, r.Flowed = msg.Text(); r.Flowed {
		r.Text = flowed.Join(r.Text)
	}
	if r.HTML = msg.Page(); r.HTML != "" {
		doc := htmldoc.Read(r.HTML)
		r.Links, r.Remote, r.Pretences = doc.Links, trackers(doc.Remote), sender.Pretences(doc.Links)
		if r.Text == "" {
			r.Text, r.FromHTML = doc.Text, true
		}
	}
	for i, p := range msg.Attachments() {
		name := p.Filename
		if name == "" && p.Type == "message/rfc822" {
			name = subjectOf(msg.Bytes(p))
		}
		if name == "" {
			name = fmt.Sprintf("part-%d", i+1)
		}
		r.Parts = append(r.Parts, Part{ID: p.ID, Name: name, Type: p.Type, Size: msg.Size(p)})
	}
	return r
}

// maxEvent bounds the part that an invitation is read from, in octets.
const maxEvent = 1 << 20

func eventOf(msg *parse.Message) *invite.Event {
	for _, p := range msg.Leaves() {
		if (p.Type == "text/calendar" || p.Type == "application/ics") && p.End-p.Start <= maxEvent {
			if e, ok := invite.Read([]byte(msg.PartText(p))); ok {
				return &e
			}
			return nil
		}
	}
	return nil
}

// subjectOf is a name for a file with a message; "" where it has no subject.
func subjectOf(raw []byte) string {
	const most = 64 << 10 // of a header
	subject := parse.ParseHeader(raw[:min(len(raw), most)]).Envelope().Subject
	subject = strings.NewReplacer("/", " ", `\`, " ", ":", "").Replace(subject) // no folders in a subject
	if strings.TrimSpace(subject) == "" {
		return ""
	}
	return files.Safe(subject + ".eml")
}

// Raw is the message's bytes, fetched first when they are not here.
func (m *Mail) Raw(ctx context.Context, id mail.MessageID) ([]byte, error) {
	raw, err := m.store.Raw(ctx, id)
	if !errors.Is(err, mail.ErrNotFound) {
		return raw, err
	}
	if err := m.engine.fetch(ctx, id); err != nil {
		return nil, fmt.Errorf("fetch message %d: %w", id, err)
	}
	return m.store.Raw(ctx, id)
}

// Part is one part's decoded bytes.
func (m *Mail) Part(ctx context.Context, id mail.MessageID, part string) (Part, []byte, error) {
	raw, err := m.Raw(ctx, id)
	if err != nil {
		return Part{}, nil, err
	}
	msg := parse.Parse(raw)
	if p := msg.Find(part); p != nil {
		data := msg.Bytes(p)
		return Part{ID: p.ID, Name: p.Filename, Type: p.Type, Size: int64(len(data))}, data, nil
	}
	return Part{}, nil, fmt.Errorf("part %s of message %d: %w", part, id, mail.ErrNotFound)
}

// readForIndex is what search finds a message by.
func readForIndex(raw []byte) store.Body { return store.BodyOf(parse.Parse(raw)) }
