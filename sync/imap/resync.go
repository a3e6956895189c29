package imap

import (
	"context"
	"slices"

	"github.com/emersion/go-imap/v2"

	"godwit/sync/imap/wire"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// told is what the answer to SELECT said of the time since the last pass, by
// QRESYNC (RFC 7162 3.2.5).
type told struct {
	changed  []wire.Changed // new messages among them
	complete bool           // changed is all
	vanished imap.UIDSet
}

// openSince selects a folder, and has the server tell in the same answer what
// changed there since the last pass, where it can.
func (s *session) openSince(f mail.Folder) (*imap.SelectData, *told, error) {
	if f.UIDValidity == 0 || f.UIDNext == 0 || f.ModSeq == 0 || !s.wire.Enabled("QRESYNC") {
		box, err := s.open(f.Remote)
		return box, nil, err
	}
	s.wire.Vanished() // of what was selected before
	s.wire.Resync(f.UIDValidity, f.ModSeq)
	box, err := s.open(f.Remote)
	if isRefused(err) { // perhaps only what was asked beside it
		box, err = s.open(f.Remote)
		return box, nil, err
	}
	if err != nil {
		return nil, nil, err
	}
	t := &told{vanished: s.wire.Vanished()}
	t.changed, t.complete = s.wire.Changed()
	return box, t, nil
}

// changes stores changed flags and finds what is new and gone, ascending, by
// what the server says has changed since the last pass: without a list of the
// folder, here or there. trusted is false when the number of messages does not
// agree; then somebody has to look.
func (r *Remote) changes(ctx context.Context, s *session, v *visit, box *imap.SelectData, t *told) (fresh, gone []uint32, trusted bool, err error) {
	var updates []store.FlagUpdate
	switch {
	case t != nil && !t.complete:
		return nil, nil, false, nil
	case t != nil:
		for _, c := range t.changed {
			flags, tags := mail.ParseFlags(c.Flags)
			updates = append(updates, store.FlagUpdate{UID: c.UID, Flags: flags, Tags: tags})
		}
		if gone, err = r.Store.UIDsIn(ctx, v.ID, spans(t.vanished)); err != nil {
			return nil, nil, false, err
		}
	case box.HighestModSeq != v.ModSeq:
		if updates, err = s.flagsSince(v.ModSeq); err != nil {
			return nil, nil, false, err
		}
	}
	if fresh, err = r.applyFlags(ctx, v, updates); err != nil {
		return nil, nil, false, err
	}
	fresh = minus(fresh, gone)
	n, err := r.Store.CountUIDs(ctx, v.ID)
	return fresh, gone, n+len(fresh)-len(gone) == int(box.NumMessages), err
}

// applyFlags stores the flags that differ and returns the UIDs that are not
// known here, ascending.
func (r *Remote) applyFlags(ctx context.Context, v *visit, updates []store.FlagUpdate) (unknown []uint32, err error) {
	for part := range slices.Chunk(updates, flagBatch) {
		uids := make([]uint32, len(part))
		for i, u := range part {
			uids[i] = u.UID
		}
		known, err := r.Store.KnownOf(ctx, v.ID, uids)
		if err != nil {
			return nil, err
		}
		var changed []store.FlagUpdate
		for _, u := range part {
			k, ok := known[u.UID]
			switch {
			case !ok:
				unknown = append(unknown, u.UID)
			case u.ServerID != "" || k.Flags != u.Flags || !sameTags(k.Tags, u.Tags):
				changed = append(changed, u)
			}
		}
		if len(changed) == 0 {
			continue
		}
		v.changed += len(changed)
		if err := r.Store.ApplyFlags(ctx, v.ID, changed); err != nil {
			return nil, err
		}
	}
	slices.Sort(unknown)
	return slices.Compact(unknown), nil
}

// spans are the ranges of a set as the store takes them.
func spans(set imap.UIDSet) []store.UIDRange {
	out := make([]store.UIDRange, len(set))
	for i, r := range set {
		out[i] = store.UIDRange{First: uint32(r.Start), Last: uint32(r.Stop)}
	}
	return out
}
