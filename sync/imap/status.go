package imap

import (
	"slices"

	"github.com/emersion/go-imap/v2/imapclient"
)

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

// pipelined is how many STATUS commands may be under way: Outlook.com ends the
// session at about fifty.
const pipelined = 25

// statuses asks for the state of folders where LIST did not tell.
func (s *session) statuses(folders []listed) error {
	var ask []*listed
	for i := range folders {
		if f := &folders[i]; !f.absent && f.status == nil && f.UIDNext != 0 && f.Remote != s.selected {
			ask = append(ask, f)
		}
	}
	return s.askStatus(ask)
}

func (s *session) askStatus(folders []*listed) error {
	ask := slices.DeleteFunc(slices.Clone(folders), func(f *listed) bool { return f.status != nil })
	for part := range slices.Chunk(ask, pipelined) {
		commands := make([]*imapclient.StatusCommand, len(part))
		for i, f := range part {
			commands[i] = s.c.Status(f.Remote, s.statusItems())
		}
		var failed error
		for i, f := range part {
			st, err := commands[i].Wait()
			switch err := s.failed("STATUS", err); {
			case err == nil:
				f.status = st
			case !isRefused(err):
				failed = err
			default:
				f.unsure = isTemporary(err)
			}
		}
		if failed != nil {
			return failed
		}
	}
	return nil
}
