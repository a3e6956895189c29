package imap

import (
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
)

// storeKept is store for a mailbox that may refuse a keyword for its length, or
// one more of them: then it changes the other flags, and the keywords stay local.
func (s *session) storeKept(uids []uint32, op imap.StoreFlagsOp, flags []imap.Flag) ([]uint32, error) {
	told, err := s.store(uids, op, flags)
	if refusedAs(err, "CANNOT") == nil && refusedAs(err, "LIMIT") == nil {
		return told, err
	}
	plain := slices.DeleteFunc(slices.Clone(flags), func(f imap.Flag) bool { return !strings.HasPrefix(string(f), `\`) })
	switch len(plain) {
	case len(flags):
		return told, err
	case 0:
		return uids, nil
	}
	return s.store(uids, op, plain)
}
