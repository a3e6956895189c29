package imap

const (
	searches  = 5      // of one mailbox, one message each, before all of it is listed
	maxListed = 50_000 // messages of a mailbox that is
	maxGap    = 1000   // UIDs between two that were appended here
)

// listing knows which Message-IDs the selected mailbox has, for many messages
// that are to be appended only if they are not there. What others put there in
// the meantime shows by the UIDs of what is appended.
type listing struct {
	newest map[string]uint32 // UID by Message-ID
	next   uint32            // one past the UIDs that are known
}

// appended looks for a message in a mailbox before it is put there once more;
// 0 if it is not there, or the mailbox is not.
func (s *session) appended(remote, messageID string) (uint32, error) {
	if l := s.listing; l != nil && s.selected == remote {
		if l.newest[messageID] == 0 {
			return 0, nil
		}
		return s.findMessage(messageID) // is it still?
	}
	box, err := s.open(remote) // a new view of it
	if err != nil {
		if isRefused(err) && !isTemporary(err) { // APPEND will say why
			err = nil
		}
		return 0, err
	}
	s.searched++
	if s.searched <= searches || !s.wire.Has("UIDPLUS") || box.UIDNext == 0 || box.NumMessages > maxListed {
		return s.findMessage(messageID)
	}
	l := &listing{newest: map[string]uint32{}, next: uint32(box.UIDNext)}
	if box.NumMessages > 0 {
		uids, err := s.searchAll()
		if err == nil {
			err = s.list(l, uids)
		}
		if err != nil {
			return 0, err
		}
	}
	s.listing = l
	return l.newest[messageID], nil
}

// list adds messages of the selected mailbox to a listing.
func (s *session) list(l *listing, uids []uint32) error {
	ids, err := s.messageIDs(uids)
	for uid, id := range ids {
		l.newest[id] = max(l.newest[id], uid)
		l.next = max(l.next, uid+1)
	}
	return err
}

// noteAppended keeps the listing of a mailbox true after an APPEND; uid is 0 if
// it was not told.
func (s *session) noteAppended(remote, messageID string, uid uint32) {
	l := s.listing
	s.listing = nil
	if l == nil || s.selected != remote || uid < l.next || uid-l.next > maxGap {
		return
	}
	var others []uint32
	for u := l.next; u < uid; u++ {
		others = append(others, u)
	}
	l.newest[messageID], l.next = uid, uid+1
	if len(others) == 0 || s.list(l, others) == nil { // else the next one is looked for
		s.listing = l
	}
}
