package imap

import (
	"context"
	"fmt"
	"slices"
	"sort"

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
	if v.unchanged() {
		return nil
	}
	r.Progress(mail.Progress{Stage: mail.Syncing, Folder: v.ID, Path: v.Path, Done: v.Total, Total: v.Total})
	box, told, err := s.openSince(v.Folder)
	if err != nil {
		return err
	}
	if v.UIDValidity != 0 && v.UIDValidity != box.UIDValidity {
		if err := r.numberedAnew(ctx, v.Folder); err != nil {
			return err
		}
		v.UIDNext, v.ModSeq, told = 0, 0, nil
	}
	if v.UIDValidity != box.UIDValidity { // before the first UID is stored
		if err := r.Store.SetFolderSeen(ctx, v.ID, box.UIDValidity, 0, 0); err != nil {
			return err
		}
		v.UIDValidity = box.UIDValidity
	}
	fresh, gone, err := r.compare(ctx, s, v, box, told)
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
		if next, err = r.Store.NextUID(ctx, v.ID); err != nil {
			return err
		}
	}
	return r.Store.SetFolderSeen(ctx, v.ID, box.UIDValidity, next, box.HighestModSeq)
}

// compare finds what is new and gone, ascending, and stores changed flags.
func (r *Remote) compare(ctx context.Context, s *session, v *visit, box *imap.SelectData, t *told) (fresh, gone []uint32, err error) {
	since := v.ModSeq != 0 && box.HighestModSeq >= v.ModSeq && v.UIDNext != 0 // a number that went back means nothing
	if since {
		fresh, gone, trusted, err := r.changes(ctx, s, v, box, t)
		if err != nil || trusted {
			return fresh, gone, err
		}
	}
	known, err := r.Store.KnownUIDs(ctx, v.ID)
	if err != nil {
		return nil, nil, err
	}
	uids := make([]uint32, len(known))
	for i, k := range known {
		uids[i] = k.UID
	}
	if box.NumMessages == 0 { // asking after 1:* would be refused by some
		if len(known) == 0 && box.UIDNext <= 1 {
			return nil, nil, nil
		}
		all, err := s.searchAll() // before what is here goes: is it so?
		if err != nil && (!isRefused(err) || s.lost()) {
			return nil, nil, err
		}
		return minus(all, uids), minus(uids, all), nil
	}
	var all []uint32
	again := s.listUIDs
	if len(known) == 0 || since && t == nil { // the flags are known
		all, err = s.searchAll()
	} else { // every flag: which tells every UID as well
		again = s.searchAll
		all, err = r.lookAtAll(ctx, s, v, known, int(box.NumMessages))
	}
	if err == nil {
		all, err = s.confirm(all, box, again)
	}
	if err != nil {
		return nil, nil, err
	}
	return minus(all, uids), minus(uids, all), nil
}

// lookAtAll stores every flag that differs and returns every UID, ascending, of
// count that there are. A server may say NO after it has told of all.
func (r *Remote) lookAtAll(ctx context.Context, s *session, v *visit, known []store.Known, count int) ([]uint32, error) {
	updates, err := s.allFlags()
	if err != nil && (!isRefused(err) || s.lost() || len(updates) < count) {
		return nil, err
	}
	var uids []uint32
	var changed []store.FlagUpdate
	for _, u := range updates {
		uids = append(uids, u.UID)
		i := sort.Search(len(known), func(i int) bool { return known[i].UID >= u.UID })
		if i < len(known) && known[i].UID == u.UID && (u.ServerID != "" || known[i].Flags != u.Flags || !sameTags(known[i].Tags, u.Tags)) {
			changed = append(changed, u)
		}
	}
	v.changed += len(changed)
	for part := range slices.Chunk(changed, flagBatch) {
		if err := r.Store.ApplyFlags(ctx, v.ID, part); err != nil {
			return nil, err
		}
	}
	slices.Sort(uids)
	return slices.Compact(uids), nil
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
		return nil, fmt.Errorf("imap: %w: it lists none of the %d messages that it says are there", ErrNonsense, box.NumMessages)
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
	uids, err := s.uidSearch(criteria)
	if err != nil {
		if !isRefused(err) || s.lost() {
			return nil, err
		}
		uids, ferr := s.listUIDs() // in another way
		if ferr != nil {
			return nil, err
		}
		slices.Sort(uids)
		return slices.DeleteFunc(slices.Compact(uids), func(u uint32) bool {
			return set != nil && !set.Contains(imap.UID(u))
		}), nil
	}
	if len(set) == 1 && set[0].Stop == 0 { // "n:*" names the last message even if it is below n
		uids = slices.DeleteFunc(uids, func(u uint32) bool { return u < uint32(set[0].Start) })
	}
	return uids, nil
}
