package localserver

import (
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
)

// List always tells the special uses, which RFC 6154 2 allows, so that a
// client which does not ask for them sees them too.
func (s *session) List(w *imapserver.ListWriter, ref string, patterns []string, o *imap.ListOptions) error {
	if len(patterns) == 0 {
		return w.WriteList(&imap.ListData{Attrs: []imap.MailboxAttr{imap.MailboxAttrNoSelect}, Delim: delimiter})
	}
	names := s.user.tree()
	for i, name := range names {
		match := false
		for _, p := range patterns {
			match = match || imapserver.MatchList(name, delimiter, ref, p)
		}
		if !match {
			continue
		}
		children := false
		for _, below := range names[i+1:] {
			children = children || strings.HasPrefix(below, name+string(delimiter))
		}
		data := s.listed(name, children, o)
		if data == nil {
			continue
		}
		if err := w.WriteList(data); err != nil {
			return err
		}
	}
	return nil
}

// listed describes one name; nil if the options leave it out.
func (s *session) listed(name string, children bool, o *imap.ListOptions) *imap.ListData {
	data := &imap.ListData{Mailbox: name, Delim: delimiter}
	if children {
		data.Attrs = append(data.Attrs, imap.MailboxAttrHasChildren)
	} else {
		data.Attrs = append(data.Attrs, imap.MailboxAttrHasNoChildren)
	}
	m := s.user.mailbox(name)
	if m == nil {
		if o.SelectSubscribed || o.SelectSpecialUse {
			return nil
		}
		data.Attrs = append(data.Attrs, imap.MailboxAttrNoSelect)
		return data
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if o.SelectSubscribed && !m.subscribed || o.SelectSpecialUse && m.attr == "" {
		return nil
	}
	if m.subscribed && (o.SelectSubscribed || o.ReturnSubscribed) {
		data.Attrs = append(data.Attrs, imap.MailboxAttrSubscribed)
	}
	if m.attr != "" {
		data.Attrs = append(data.Attrs, m.attr)
	}
	if o.ReturnStatus != nil {
		data.Status = m.status(name, o.ReturnStatus)
	}
	return data
}

func (s *session) Status(name string, o *imap.StatusOptions) (*imap.StatusData, error) {
	m := s.user.mailbox(name)
	if m == nil {
		return nil, noMailbox()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.status(canonical(name), o), nil
}

// status answers STATUS; mu is held.
func (m *mailbox) status(name string, o *imap.StatusOptions) *imap.StatusData {
	data := &imap.StatusData{Mailbox: name}
	total := uint32(len(m.messages))
	if o.NumMessages {
		data.NumMessages = &total
	}
	if o.UIDNext {
		data.UIDNext = m.next
	}
	if o.UIDValidity {
		data.UIDValidity = m.validity
	}
	if o.NumUnseen {
		unseen := total - m.count(imap.FlagSeen)
		data.NumUnseen = &unseen
	}
	if o.NumDeleted {
		deleted := m.count(imap.FlagDeleted)
		data.NumDeleted = &deleted
	}
	if o.NumRecent {
		data.NumRecent = new(uint32)
	}
	if o.Size {
		size := int64(0)
		for _, msg := range m.messages {
			size += int64(len(msg.raw))
		}
		data.Size = &size
	}
	return data
}
