package localserver

import (
	"fmt"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
)

// maxElsewhere bounds the list of messages that nobody collects.
const maxElsewhere = 1000

// Submission is a message that was accepted for people of other domains.
type Submission struct {
	From string
	To   []string // only those
	Raw  []byte   // as it was submitted
	At   time.Time
}

// Elsewhere lists what was accepted for other domains, oldest first; of very
// many the last thousand.
func (s *Server) Elsewhere() []Submission {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Submission(nil), s.elsewhere...)
}

// Deliver puts a message into a user's INBOX.
func (s *Server) Deliver(email string, raw []byte) error {
	return s.Append(email, "INBOX", raw, nil, s.options.Now())
}

// Append puts a message into a user's mailbox, which is made if need be.
func (s *Server) Append(email, mailbox string, raw []byte, flags []string, received time.Time) error {
	u := s.user(email)
	if u == nil {
		return fmt.Errorf("deliver: there is no user %q", email)
	}
	m := u.mailbox(mailbox)
	if m == nil {
		if err := u.create(mailbox); err != nil {
			return fmt.Errorf("create %q: %w", mailbox, err)
		}
		m = u.mailbox(mailbox)
	}
	names := make([]imap.Flag, len(flags))
	for i, f := range flags {
		names[i] = imap.Flag(f)
	}
	m.append(append([]byte(nil), raw...), names, received)
	return nil
}

// Message is one message of a mailbox.
type Message struct {
	UID      uint32
	Flags    []string
	Received time.Time
	Raw      []byte
}

// Messages lists what is in a user's mailbox, by UID; nothing if there is no
// such mailbox.
func (s *Server) Messages(email, mailbox string) []Message {
	u := s.user(email)
	if u == nil {
		return nil
	}
	m := u.mailbox(mailbox)
	if m == nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	list := make([]Message, len(m.messages))
	for i, msg := range m.messages {
		list[i] = Message{UID: uint32(msg.uid), Received: msg.received, Raw: msg.raw}
		for _, f := range msg.flags {
			list[i].Flags = append(list[i].Flags, string(f))
		}
	}
	return list
}

// local reports whether an address belongs to a domain of one of the users.
func (s *Server) local(email string) bool {
	for _, u := range s.users {
		if strings.EqualFold(domain(u.Email), domain(email)) {
			return true
		}
	}
	return false
}

func domain(email string) string { return email[strings.LastIndexByte(email, '@')+1:] }

// deliver files an accepted message for every recipient, with the trace fields
// of a final delivery (RFC 5321 4.4).
func (s *Server) deliver(from string, to []string, helo string, body []byte) {
	now := s.options.Now()
	raw := fmt.Appendf(nil, "Return-Path: <%s>\r\nReceived: from %s (localhost [127.0.0.1])\r\n\tby localhost with ESMTPA; %s\r\n",
		from, helo, now.Format(time.RFC1123Z))
	raw = append(raw, body...)
	var other []string
	had := map[string]bool{} // a recipient named twice gets one copy
	for _, email := range to {
		if had[strings.ToLower(email)] {
			continue
		}
		had[strings.ToLower(email)] = true
		if u := s.user(email); u != nil {
			u.inbox().append(raw, nil, now)
		} else {
			other = append(other, email)
		}
	}
	if other == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.elsewhere = append(s.elsewhere, Submission{From: from, To: other, Raw: body, At: now})
	if n := len(s.elsewhere); n > maxElsewhere {
		s.elsewhere = s.elsewhere[n-maxElsewhere:]
	}
}
