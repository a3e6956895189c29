package localserver

import (
	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
)

func (s *session) Select(name string, o *imap.SelectOptions) (*imap.SelectData, error) {
	if err := s.fault(StepSelect, name); err != nil {
		return nil, err
	}
	m := s.user.mailbox(name)
	if m == nil {
		return nil, noMailbox()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	s.selected, s.readOnly, s.tracker = m, o.ReadOnly, m.tracker.NewSession()
	flags := m.flagsInUse()
	data := &imap.SelectData{
		Flags:          flags,
		PermanentFlags: append(flags[:len(flags):len(flags)], imap.FlagWildcard),
		NumMessages:    uint32(len(m.messages)),
		UIDNext:        m.next,
		UIDValidity:    m.validity,
	}
	for i, msg := range m.messages {
		if !hasFlag(msg.flags, imap.FlagSeen) {
			data.FirstUnseenSeqNum = uint32(i) + 1
			break
		}
	}
	return data, nil
}

func (s *session) Unselect() error {
	m := s.selected
	m.mu.Lock()
	defer m.mu.Unlock()
	s.tracker.Close()
	s.selected, s.tracker = nil, nil
	return nil
}

func (s *session) Poll(w *imapserver.UpdateWriter, allowExpunge bool) error {
	if s.selected == nil {
		return nil
	}
	return s.tracker.Poll(w, allowExpunge)
}

// Idle does not use the tracker's own, which misses a change that comes between
// its last look and its start. It is counted by itself: the library does not
// wait for it when the connection breaks.
func (s *session) Idle(w *imapserver.UpdateWriter, stop <-chan struct{}) error {
	if !s.server.begin() {
		return nil
	}
	defer s.server.work.Done()
	m := s.selected
	if m == nil {
		<-stop
		return nil
	}
	tracker := s.tracker
	wake := make(chan struct{}, 1)
	m.mu.Lock()
	m.watchers[wake] = true
	m.mu.Unlock()
	defer func() {
		m.mu.Lock()
		delete(m.watchers, wake)
		m.mu.Unlock()
	}()
	for {
		if err := tracker.Poll(w, true); err != nil {
			return err
		}
		select {
		case <-wake:
		case <-stop:
			return nil
		}
	}
}

// Expunge leaves it to the Poll that follows to tell the client.
func (s *session) Expunge(_ *imapserver.ExpungeWriter, uids *imap.UIDSet) error {
	if s.readOnly {
		return nil // CLOSE after EXAMINE removes nothing (RFC 9051 6.4.1)
	}
	s.selected.remove(func(msg *message) bool {
		return (uids == nil || uids.Contains(msg.uid)) && hasFlag(msg.flags, imap.FlagDeleted)
	})
	return nil
}

// found is a message as a session saw it at one moment.
type found struct {
	*message
	seq   uint32 // as the session counts; 0 if it does not know the message yet
	index uint32 // as the mailbox counts, from 1
	flags []imap.Flag
}

// known lists the messages that the session knows; mu is held.
func (s *session) known() []found {
	var all []found
	for i, msg := range s.selected.messages {
		f := found{message: msg, index: uint32(i) + 1, flags: msg.flags}
		if f.seq = s.tracker.EncodeSeqNum(f.index); f.seq != 0 {
			all = append(all, f)
		}
	}
	return all
}

// find lists those of a set; mu is held.
func (s *session) find(set imap.NumSet) []found {
	all := s.known()
	var list []found
	for _, f := range all {
		if f.in(set, all[len(all)-1]) {
			list = append(list, f)
		}
	}
	return list
}

// in reports whether a set names f; last is what "*" stands for.
func (f *found) in(set imap.NumSet, last found) bool {
	switch set := set.(type) {
	case imap.SeqSet:
		for _, r := range set {
			if between(f.seq, r.Start, r.Stop, last.seq) {
				return true
			}
		}
	case imap.UIDSet:
		for _, r := range set {
			if between(uint32(f.uid), uint32(r.Start), uint32(r.Stop), uint32(last.uid)) {
				return true
			}
		}
	}
	return false
}

// between reports whether n is in start:stop, where 0 is "*", the last one.
func between(n, start, stop, last uint32) bool {
	if start == 0 {
		start = last
	}
	if stop == 0 {
		stop = last
	}
	return min(start, stop) <= n && n <= max(start, stop)
}
