package app

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// quotaPref and an account's id name what its server said of its room.
const quotaPref = "quota."

// Quota is how much of its room on the server an account used when the server
// last said so; ok is false where it has no limit or does not tell.
func (a *Accounts) Quota(ctx context.Context, id accounts.ID) (q mail.Quota, ok bool, err error) {
	return a.quota(ctx, id)
}

func (c core) quota(ctx context.Context, id accounts.ID) (q mail.Quota, ok bool, err error) {
	kept, err := c.store.Pref(ctx, quotaPref+logName(id))
	if err != nil || kept == "" {
		return q, false, err
	}
	if err := json.Unmarshal([]byte(kept), &q); err != nil {
		return mail.Quota{}, false, fmt.Errorf("read quota of account %d: %w", id, err)
	}
	return q, true, nil
}

// nearlyFull reports that little room is left: a twentieth or less.
func nearlyFull(q mail.Quota) bool { return q.Limit > 0 && q.Used >= q.Limit-q.Limit/20 }

// Quota is what this process's engine last heard of an account's room; ok is
// false where the server has no limit or does not tell.
func (s *Status) Quota(id accounts.ID) (q mail.Quota, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q = s.of[id].quota
	return q, q.Limit > 0
}

// setQuota reports whether that is new.
func (s *Status) setQuota(id accounts.ID, q mail.Quota) bool {
	s.mu.Lock()
	entry, known := s.of[id]
	changed := known && entry.quota != q
	if changed {
		entry.quota = q
		s.of[id] = entry
	}
	s.mu.Unlock()
	if changed {
		s.hub.Publish(event.Status{Account: id})
	}
	return changed
}

// quotaOf is what a remote learned in its last pass; zero: nothing. POP3 knows
// of no such thing.
func quotaOf(rem remote) mail.Quota {
	if teller, ok := rem.(interface{ Quota() (mail.Quota, bool) }); ok {
		q, _ := teller.Quota()
		return q
	}
	return mail.Quota{}
}

// noteQuota keeps what a remote says after a pass, without making it wait.
func (e *engine) noteQuota(id accounts.ID, rem remote) {
	q := quotaOf(rem)
	if !e.status.setQuota(id, q) {
		return
	}
	ctx, leave, err := e.enter(context.Background())
	if err != nil {
		return
	}
	go func() {
		defer leave()
		if err := e.keepQuota(ctx, id, q); err != nil && ctx.Err() == nil {
			e.log.Warn("keep quota", "account", id, "err", err)
		}
	}()
}

// keepQuota keeps how full a mailbox is, and makes a notice when it has become
// nearly full since the last time.
func (e *engine) keepQuota(ctx context.Context, id accounts.ID, now mail.Quota) error {
	before, _, err := e.quota(ctx, id)
	if err != nil || now == before {
		return err
	}
	value := ""
	if now.Limit > 0 {
		data, err := json.Marshal(now)
		if err != nil {
			return err
		}
		value = string(data)
	}
	if err := e.store.SetPref(ctx, quotaPref+logName(id), value); err != nil {
		return err
	}
	if !nearlyFull(now) || nearlyFull(before) {
		return nil
	}
	return e.store.AddNotice(ctx, store.Notice{Account: id, When: time.Now(), Code: codeQuota, Text: fmt.Sprintf(
		"Your mailbox on the server is nearly full: %s of %s are used. Delete large messages and empty the trash, or new mail will not arrive.",
		Octets(now.Used), Octets(now.Limit))})
}

// Octets is a size for a person, "1.5 GB".
func Octets(n int64) string {
	units := []string{"octets", "kB", "MB", "GB", "TB", "PB"}
	size, i := float64(n), 0
	for size >= 1000 && i < len(units)-1 {
		size, i = size/1000, i+1
	}
	if i == 0 {
		return fmt.Sprintf("%d octets", n)
	}
	return fmt.Sprintf("%.1f %s", size, units[i])
}
