package imap

// unchanged reports whether STATUS says that nothing happened since the last
// pass. Without CONDSTORE it shows changed flags only by the number of unread
// messages, which a thorough pass does not trust.
func (f listed) unchanged() bool {
	st := f.status
	if f.always || st == nil || st.NumMessages == nil || f.UIDNext == 0 ||
		st.UIDValidity != f.UIDValidity || uint32(st.UIDNext) != f.UIDNext || int(*st.NumMessages) != f.Total-f.Vanished {
		return false
	}
	if st.HighestModSeq != 0 || f.ModSeq != 0 {
		return st.HighestModSeq == f.ModSeq
	}
	return f.Total == 0 || !f.thorough && st.NumUnseen != nil && int(*st.NumUnseen) == f.Unread
}

// status asks for a folder's state where LIST did not tell.
func (s *session) status(f *listed) error {
	if f.always || f.status != nil || f.UIDNext == 0 || f.Remote == s.selected {
		return nil
	}
	st, err := s.c.Status(f.Remote, s.statusItems()).Wait()
	if err := s.failed("STATUS", err); err != nil {
		if isRefused(err) {
			return nil
		}
		return err
	}
	f.status = st
	return nil
}
