package imap

import (
	"context"
	"errors"
	"fmt"
	"time"

	"godwit/sync/mail"
	"godwit/sync/store"
)

// visit is one folder's part of a pass.
type visit struct {
	listed
	new, changed, gone int
	looked             bool // all of it: what it lacks is missing
	many               bool // of what is missing: an alarm, see store.Missed
	seconds            float64
	newest             []store.Missing // of what came new, newest first
	words              *headerWords
}

const earlyBodies = 50 // of the inbox, fetched before the headers of other folders

// pass replays operations and brings every folder in step: first the headers
// of all of them, then the bodies. A thorough one looks at every flag where the
// server cannot tell that none changed.
func (r *Remote) pass(ctx context.Context, s *session, thorough bool) error {
	r.Progress(mail.Progress{Stage: mail.Syncing})
	if err := r.replay(ctx, s); err != nil {
		return err
	}
	folders, err := r.list(ctx, s)
	if err != nil {
		return err
	}
	for i := range folders {
		folders[i].thorough = thorough
	}
	if err := r.visitAll(ctx, s, folders, true); err != nil || !thorough {
		return err
	}
	if err := r.askQuota(s); err != nil {
		return err
	}
	return r.retryBroken(ctx, s)
}

// visitOne looks at one folder, by its name on the server, and leaves it selected.
func (r *Remote) visitOne(ctx context.Context, s *session, remote string) error {
	if err := r.replay(ctx, s); err != nil {
		return err
	}
	folders, err := r.Store.Folders(ctx, r.Account.ID)
	if err != nil {
		return err
	}
	for _, f := range folders {
		if f.Remote == remote && !f.NoMail {
			err := r.visitAll(ctx, s, []listed{{Folder: f, always: true}}, false)
			if errors.Is(err, errMany) { // are they in another folder?
				return r.pass(ctx, s, false)
			}
			return err
		}
	}
	return nil
}

// visitAll looks at folders; whole: at all that there are.
func (r *Remote) visitAll(ctx context.Context, s *session, folders []listed, whole bool) (err error) {
	words := r.newHeaderWords()
	defer func() {
		if ctx.Err() == nil { // else the next start does it, see Store.Reindex
			err = errors.Join(err, r.Store.IndexHeaders(ctx))
		}
	}()
	visits := make([]*visit, len(folders))
	for i, f := range folders {
		v := &visit{listed: f, words: words}
		visits[i] = v
		if err := r.serve(ctx, s); err != nil {
			return err
		}
		begin := time.Now()
		if err := r.headers(ctx, s, v); err != nil {
			if isRefused(err) && v.Role != mail.Inbox && ctx.Err() == nil && !s.lost() {
				r.Log.Warn("folder passed over", "folder", v.ID, "err", err) // no right to read it, or just removed
				continue
			}
			return fmt.Errorf("folder %d: %w", v.ID, err)
		}
		if v.Role == mail.Inbox && !r.HeadersOnly && len(v.newest) > earlyBodies {
			missing, err := r.Store.MissingBodies(ctx, v.ID, v.Keep.Or(r.Account.Keep), time.Now(), earlyBodies)
			if err != nil {
				return err
			}
			if err := r.bodies(ctx, s, v, missing); err != nil {
				return err
			}
		}
		v.newest = nil
		v.seconds += time.Since(begin).Seconds()
	}
	if err := r.settle(ctx, visits, whole); err != nil {
		return err
	}
	for _, v := range visits {
		begin := time.Now()
		if !r.HeadersOnly {
			missing, err := r.Store.MissingBodies(ctx, v.ID, v.Keep.Or(r.Account.Keep), time.Now(), maxMessages)
			if err != nil {
				return err
			}
			if err := r.bodies(ctx, s, v, missing); err != nil && !(isRefused(err) && !s.lost()) {
				return err
			}
		}
		v.seconds += time.Since(begin).Seconds()
		if err := r.report(ctx, v); err != nil {
			return err
		}
	}
	return nil
}

// report says what the pass found in a folder.
func (r *Remote) report(ctx context.Context, v *visit) error {
	f, err := r.Store.Folder(ctx, v.ID)
	if errors.Is(err, mail.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	r.Progress(mail.Progress{
		Stage: mail.Syncing, Folder: f.ID, Path: f.Path, Done: f.Total, Total: f.Total,
		Pass: &mail.Pass{Folder: f, New: v.new, Changed: v.changed, Gone: v.gone, Total: f.Total, Seconds: v.seconds},
	})
	return nil
}

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
