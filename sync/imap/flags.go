package imap

import (
	"context"
	"slices"
	"sort"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/sync/mail"
	"godwit/sync/store"
)

var everything = imap.UIDSet{{Start: 1}} // 1:*

const flagBatch = 2000 // updates in one transaction

// changedFlags stores the flags that changed since the last pass (RFC 7162).
func (r *Remote) changedFlags(ctx context.Context, s *session, v *visit, known []store.Known) error {
	cmd := s.c.Fetch(everything, &imap.FetchOptions{UID: true, Flags: true, ChangedSince: v.ModSeq})
	_, err := r.readFlags(ctx, s, v, known, cmd)
	return err
}

// allFlags stores every flag that differs and returns every UID, ascending.
func (r *Remote) allFlags(ctx context.Context, s *session, v *visit, known []store.Known) ([]uint32, error) {
	cmd := s.c.Fetch(everything, &imap.FetchOptions{UID: true, Flags: true})
	uids, err := r.readFlags(ctx, s, v, known, cmd)
	slices.Sort(uids)
	return slices.Compact(uids), err
}

func (r *Remote) readFlags(ctx context.Context, s *session, v *visit, known []store.Known, cmd *imapclient.FetchCommand) ([]uint32, error) {
	var uids []uint32
	var updates []store.FlagUpdate
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		f, err := s.read(m)
		if err != nil || f.uid == 0 {
			continue // Close tells
		}
		uids = append(uids, f.uid)
		if !f.hasFlags {
			continue
		}
		flags, tags := mail.ParseFlags(f.flags)
		i := sort.Search(len(known), func(i int) bool { return known[i].UID >= f.uid })
		if i == len(known) || known[i].UID != f.uid || known[i].Flags == flags && sameTags(known[i].Tags, tags) {
			continue
		}
		updates = append(updates, store.FlagUpdate{UID: f.uid, Flags: flags, Tags: tags})
	}
	if err := cmd.Close(); err != nil {
		return nil, s.failed("UID FETCH", err)
	}
	v.changed += len(updates)
	for part := range slices.Chunk(updates, flagBatch) {
		if err := r.Store.ApplyFlags(ctx, v.ID, part); err != nil {
			return nil, err
		}
	}
	return uids, nil
}

// sameTags compares keywords as sets.
func sameTags(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}
