package imap

import (
	"context"
	"fmt"
	"slices"

	"github.com/emersion/go-imap/v2"

	"godwit/sync/mail"
	"godwit/sync/store"
)

const headerBatch = 500

// headers brings the rows of one folder in step: UIDs, flags, envelopes.
func (r *Remote) headers(ctx context.Context, s *session, v *visit) error {
	if v.absent {
		return nil
	}
	if err := s.status(&v.listed); err != nil {
		return err
	}
	if v.unchanged() {
		return nil
	}
	r.Progress(mail.Progress{Stage: mail.Syncing, Folder: v.ID, Path: v.Path, Done: v.Total, Total: v.Total})
	box, err := s.open(v.Remote)
	if err != nil {
		return err
	}
	if v.UIDValidity != 0 && v.UIDValidity != box.UIDValidity {
		if err := r.numberedAnew(ctx, v.Folder); err != nil {
			return err
		}
		v.UIDNext, v.ModSeq = 0, 0
	}
	if v.UIDValidity != box.UIDValidity { // before the first UID is stored
		if err := r.Store.SetFolderSeen(ctx, v.ID, box.UIDValidity, 0, 0); err != nil {
			return err
		}
		v.UIDValidity = box.UIDValidity
	}
	known, err := r.Store.KnownUIDs(ctx, v.ID)
	if err != nil {
		return err
	}
	fresh, gone, err := r.compare(ctx, s, v, box, known)
	if err != nil {
		return err
	}
	if len(gone) > 0 {
		if v.many, err = r.Store.Missed(ctx, v.ID, gone); err != nil {
			return err
		}
	}
	slices.Reverse(fresh) // newest first
	complete, err := r.fetchHeaders(ctx, s, v, fresh)
	if err != nil {
		return err
	}
	if !complete {
		return nil // the next pass looks at everything again
	}
	v.looked = true
	next := uint32(box.UIDNext)
	if next == 0 { // not told: one past what is known
		next = 1
		if len(fresh) > 0 {
			next = fresh[0] + 1
		}
		if n := len(known); n > 0 {
			next = max(next, known[n-1].UID+1)
		}
	}
	return r.Store.SetFolderSeen(ctx, v.ID, box.UIDValidity, next, box.HighestModSeq)
}

// compare finds what is new and gone, ascending, and stores changed flags.
func (r *Remote) compare(ctx context.Context, s *session, v *visit, box *imap.SelectData, known []store.Known) (fresh, gone []uint32, err error) {
	uids := make([]uint32, len(known))
	for i, k := range known {
		uids[i] = k.UID
	}
	if len(known) > 0 && box.NumMessages == 0 {
		return nil, uids, nil // asking after 1:* would be refused by some
	}
	if len(known) > 0 {
		changes := v.ModSeq != 0 && box.HighestModSeq >= v.ModSeq && v.UIDNext != 0
		if !changes { // every flag: which tells every UID as well
			seen, err := r.allFlags(ctx, s, v, known)
			if err == nil {
				seen, err = s.confirm(seen, box, s.searchAll)
			}
			if err != nil {
				return nil, nil, err
			}
			return minus(seen, uids), minus(uids, seen), nil
		}
		if box.HighestModSeq != v.ModSeq {
			if err := r.changedFlags(ctx, s, v, known); err != nil {
				return nil, nil, err
			}
		}
		if box.UIDNext == 0 || uint32(box.UIDNext) > v.UIDNext {
			if fresh, err = s.search(imap.UIDSet{{Start: imap.UID(v.UIDNext)}}); err != nil {
				return nil, nil, err
			}
			fresh = minus(fresh, uids)
		}
		if len(known)+len(fresh) == int(box.NumMessages) {
			return fresh, nil, nil
		}
	} else if box.NumMessages == 0 {
		return nil, nil, nil
	}
	all, err := s.searchAll()
	if err == nil {
		all, err = s.confirm(all, box, s.listUIDs)
	}
	if err != nil {
		return nil, nil, err
	}
	return minus(all, uids), minus(uids, all), nil
}

// confirm asks a second time, in another way, when a list of the selected
// mailbox's UIDs is shorter than the mailbox: what is not on it would be
// removed here.
func (s *session) confirm(uids []uint32, box *imap.SelectData, again func() ([]uint32, error)) ([]uint32, error) {
	if len(uids) >= int(box.NumMessages) {
		return uids, nil
	}
	more, err := again()
	if err != nil {
		return nil, err
	}
	both := append(slices.Clone(uids), more...)
	slices.Sort(both)
	if both = slices.Compact(both); len(both) == 0 {
		return nil, fmt.Errorf("imap: the server lists none of the %d messages that it says are there", box.NumMessages)
	}
	return both, nil
}

func (s *session) searchAll() ([]uint32, error) { return s.search(nil) }

// listUIDs lists the selected mailbox by FETCH.
func (s *session) listUIDs() ([]uint32, error) {
	var uids []uint32
	cmd := s.c.Fetch(everything, &imap.FetchOptions{UID: true})
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		if f, err := s.read(m); err == nil && f.uid != 0 {
			uids = append(uids, f.uid)
		}
	}
	return uids, s.failed("UID FETCH", cmd.Close())
}

// search lists the UIDs of the selected mailbox, ascending: all, or those in set.
func (s *session) search(set imap.UIDSet) ([]uint32, error) {
	criteria := &imap.SearchCriteria{}
	if set != nil {
		criteria.UID = []imap.UIDSet{set}
	}
	var opts *imap.SearchOptions
	if s.wire.Has("ESEARCH") {
		opts = &imap.SearchOptions{ReturnAll: true}
	}
	data, err := s.c.UIDSearch(criteria, opts).Wait()
	if err != nil {
		return nil, s.failed("UID SEARCH", err)
	}
	all, _ := data.All.(imap.UIDSet)
	uids, err := expand(all, maxMessages)
	if err != nil {
		return nil, err
	}
	if len(set) == 1 && set[0].Stop == 0 { // "n:*" names the last message even if it is below n
		uids = slices.DeleteFunc(uids, func(u uint32) bool { return u < uint32(set[0].Start) })
	}
	return uids, nil
}
