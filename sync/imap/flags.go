package imap

import (
	"slices"

	"github.com/emersion/go-imap/v2"

	"godwit/sync/mail"
	"godwit/sync/store"
)

var everything = imap.UIDSet{{Start: 1}} // 1:*

const flagBatch = 2000 // updates in one transaction

// flagsSince fetches the flags that changed since modSeq (RFC 7162 3.1.4),
// those of new messages among them.
func (s *session) flagsSince(modSeq uint64) ([]store.FlagUpdate, error) {
	return s.fetchFlags(&imap.FetchOptions{UID: true, Flags: true, ChangedSince: modSeq})
}

// allFlags fetches the flags of every message.
func (s *session) allFlags() ([]store.FlagUpdate, error) {
	return s.fetchFlags(&imap.FetchOptions{UID: true, Flags: true})
}

func (s *session) fetchFlags(opts *imap.FetchOptions) ([]store.FlagUpdate, error) {
	s.wire.AskExtra(true)
	cmd := s.c.Fetch(everything, opts)
	s.wire.AskExtra(false)
	var updates []store.FlagUpdate
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		f, err := s.read(m)
		if err != nil || f.uid == 0 {
			continue // Close tells
		}
		u := store.FlagUpdate{UID: f.uid}
		if u.ServerID, _, u.Labels = s.extra(f.uid); f.hasFlags {
			u.Flags, u.Tags = mail.ParseFlags(f.flags)
			updates = append(updates, u)
		}
	}
	return updates, s.failed("UID FETCH", cmd.Close())
}

// sameTags compares keywords as sets.
func sameTags(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}
