package imap

import (
	"context"
	"errors"
	"sync"

	"godwit/sync/mail"
	"godwit/sync/store"
)

// sharing gives messages the bytes of another copy, in whatever folder: one
// message of Gmail's is in All Mail and in a folder for each label, and is
// fetched once.
type sharing struct {
	mu    sync.Mutex
	asked map[string]mail.MessageID // by the server's id: whose bytes are under way
	later []mail.MessageID          // share these
}

// part returns the messages that have to be fetched. The others are given the
// bytes that are here, now or at the end of the pass.
func (sh *sharing) part(ctx context.Context, r *Remote, s *session, wanted []store.Missing) (fetch, rest []store.Missing, err error) {
	if !s.wire.Has("X-GM-EXT-1") && !s.wire.Has("OBJECTID") || len(wanted) == 0 {
		return wanted, nil, nil
	}
	ids := make([]mail.MessageID, len(wanted))
	for i, m := range wanted {
		ids[i] = m.ID
	}
	twins, err := r.Store.Twins(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	sh.mu.Lock()
	defer sh.mu.Unlock()
	for _, m := range wanted {
		twin := twins[m.ID]
		who := sh.asked[twin.ServerID]
		if twin.ServerID == "" || twin.ID == 0 && (who == 0 || who == m.ID) {
			sh.asked[twin.ServerID] = m.ID
			fetch = append(fetch, m)
			continue
		}
		sh.later = append(sh.later, m.ID)
		rest = append(rest, m)
	}
	return fetch, rest, nil
}

// end shares what came during the pass. What did not is missing until the next.
func (sh *sharing) end(ctx context.Context, r *Remote) error {
	twins, err := r.Store.Twins(ctx, sh.later)
	if err != nil || len(sh.later) == 0 {
		return err
	}
	var batch []store.Body
	size := 0
	for _, id := range sh.later {
		twin := twins[id].ID
		if twin == 0 || twin == id {
			continue
		}
		raw, err := r.Store.Raw(ctx, twin)
		if errors.Is(err, mail.ErrNotFound) || errors.Is(err, store.ErrDamaged) {
			continue
		}
		if err != nil {
			return err
		}
		b := digest(id, raw)
		b.Twin = twin
		batch = append(batch, b)
		if size += len(raw); size >= commitBytes || len(batch) >= commitCount {
			if err := r.Store.AddBodies(ctx, batch); err != nil {
				return err
			}
			batch, size = nil, 0
		}
	}
	if len(batch) == 0 {
		return nil
	}
	return r.Store.AddBodies(ctx, batch)
}
