package imap

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/emersion/go-imap/v2"

	"godwit/sync/mail"
	"godwit/sync/store"
)

// headerFetch is the work of one call of fetchHeaders.
type headerFetch struct {
	r       *Remote
	s       *session
	v       *visit
	line    *headerLine
	queue   [][]store.Missing // one element a command; of each only the UID counts
	waiting []headerCommand
	lacking []uint32 // came without what was asked for
	came    int
	guilty  int
}

// maxGuilty is how many messages one fetch may give up because the server says
// NO to them. One that refuses more refuses all.
const maxGuilty = 5

// fetchHeaders fetches and stores messages by their UIDs, in the order given.
// Storing goes on beside the fetching. A message that the connection breaks at
// is narrowed down and gets a row without a header. complete is false when the
// server did not deliver all of them.
func (r *Remote) fetchHeaders(ctx context.Context, s *session, v *visit, uids []uint32) (complete bool, err error) {
	if len(uids) == 0 {
		return true, nil
	}
	v.expect(len(uids))
	f := &headerFetch{r: r, s: s, v: v, line: r.newHeaderLine(ctx, v, len(uids), !s.wire.Has("UIDPLUS"))}
	err = f.run(ctx, uids)
	for _, ask := range []question{wholeHeader, wholeMail} { // once more, for more
		if lacking := f.lacking; err == nil && len(lacking) > 0 {
			r.Log.Info("messages came without what was asked for", "folder", v.ID, "messages", len(lacking))
			f.lacking, f.line.ask = nil, ask
			err = f.run(ctx, lacking)
		}
	}
	if err == nil && f.came == 0 && len(uids) > 1 {
		err = fmt.Errorf("imap: %w: none of %d messages came that it lists", ErrNonsense, len(uids))
	}
	if serr := f.line.close(); serr != nil {
		return false, serr
	}
	if err != nil {
		return false, err
	}
	for _, uid := range uids {
		if r.badHeaders.failures(v.ID, uid) >= lastChance {
			if err := r.addUnreadable(ctx, s, v, uid); err != nil {
				return false, err
			}
		}
	}
	return len(f.lacking) == 0, nil
}

// run sends a command for each batch, the next before the answer to the last
// is read, so that the server never waits for us.
func (f *headerFetch) run(ctx context.Context, uids []uint32) error {
	var msgs []store.Missing
	for _, uid := range uids {
		if f.r.badHeaders.failures(f.v.ID, uid) < lastChance {
			msgs = append(msgs, store.Missing{UID: uid})
		}
	}
	f.ask(msgs)
	for len(f.queue) > 0 || len(f.waiting) > 0 {
		if err := f.errand(ctx); err != nil {
			return err
		}
		for len(f.queue) > 0 && len(f.waiting) < 2 {
			f.waiting = append(f.waiting, f.line.fetch(f.s, f.queue[0]))
			f.queue = f.queue[1:]
		}
		if err := f.finish(ctx); err != nil {
			return err
		}
	}
	return nil
}

// errand answers those who wait for a body, once the commands under way are
// answered. Nothing more is asked for when the pass is over.
func (f *headerFetch) errand(ctx context.Context) error {
	if err := f.v.pass.failure(); err != nil { // the pass is over
		return errors.Join(err, f.drain())
	}
	do := f.v.pass.errand(false)
	if do == nil {
		return nil
	}
	for len(f.waiting) > 0 {
		if err := f.finish(ctx); err != nil {
			return do.fail(err)
		}
	}
	if err := do.run(ctx, f.s); err != nil {
		return err
	}
	return f.r.enter(ctx, f.s, f.v.Folder)
}

// ask puts messages into the queue.
func (f *headerFetch) ask(msgs []store.Missing) {
	for _, group := range f.r.badHeaders.arrange(f.v.ID, msgs) {
		size := headerBatch
		if f.line.ask == wholeMail || f.line.ask == wholeHeader && len(group) <= maxAlone {
			size = 1 // an answer that does not say which it is of is of this one
		}
		for _, part := range chunks(uidsOf(group), size) {
			f.queue, group = append(f.queue, group[:len(part)]), group[len(part):]
		}
	}
}

// finish waits for the oldest command under way.
func (f *headerFetch) finish(ctx context.Context) error {
	whole := f.waiting[0].whole
	a := f.take()
	if a.err == nil {
		return f.line.failure()
	}
	err := f.s.failed("UID FETCH", a.err)
	if isRefused(err) && !isTemporary(err) && !whole && !f.s.lost() { // perhaps it does not know how to select fields
		f.s.whole = true
		f.ask(messages(a.left))
		return f.line.failure()
	}
	if !isRefused(err) || f.s.lost() {
		for len(f.waiting) > 0 { // the line may only be closed when they are read
			if other := f.take(); len(a.left) == 0 { // it broke in the next batch
				a = other
			}
		}
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case f.line.failure() != nil:
		return f.line.failure()
	case isTemporary(err) && f.came == 0: // it is not about one message
		return errors.Join(err, f.drain())
	}
	guilty, again := f.r.badHeaders.accuse(f.v.ID, a.left)
	for _, m := range guilty {
		f.r.Log.Warn("a message whose header the server cannot deliver", "folder", f.v.ID, "uid", m.UID, "err", err)
	}
	f.guilty += len(guilty)
	if !isRefused(err) || f.s.lost() {
		return err
	}
	if f.guilty > maxGuilty {
		return errors.Join(err, f.drain())
	}
	f.ask(again) // the session lives: the same question, smaller
	return nil
}

// take waits for the oldest command and hands over what came.
func (f *headerFetch) take() headerAnswer {
	c := f.waiting[0]
	f.waiting = f.waiting[1:]
	a := c.take()
	f.lacking = append(f.lacking, a.short...)
	if a.err == nil && f.line.ask == fewFields && len(a.left) <= maxAlone { // gone; or the answer did not say which it was of
		f.lacking = slices.AppendSeq(f.lacking, maps.Keys(a.left))
	}
	if len(c.batch) > 1 && len(a.short) > len(c.batch)/2 {
		f.s.whole = true // as the server does not answer what is asked otherwise
	}
	f.came += len(c.batch) - len(a.left)
	f.r.badHeaders.acquit(f.v.ID, c.batch, a.left)
	return a
}

// drain reads what is still under way.
func (f *headerFetch) drain() error {
	for len(f.waiting) > 0 {
		f.take()
	}
	return f.line.failure()
}

// unreadable stands where a message's subject could not be had.
const unreadable = "(This message could not be read)"

// addUnreadable gives a message whose header the server cannot deliver a row,
// so that it is seen and the rest goes on. Where asking for its flags and size
// breaks the connection too, it gets one without these.
func (r *Remote) addUnreadable(ctx context.Context, s *session, v *visit, uid uint32) error {
	f := fetched{uid: uid}
	if r.badHeaders.failures(v.ID, uid) == lastChance {
		var err error
		if f, err = s.describe(uid); err != nil {
			r.badHeaders.accuse(v.ID, map[uint32]store.Missing{uid: {UID: uid}})
			if !isRefused(err) || s.lost() {
				return err
			}
			f = fetched{uid: uid}
		} else if f.uid == 0 { // gone
			r.badHeaders.closed(v.ID, uid)
			return nil
		}
	}
	flags, tags := mail.ParseFlags(f.flags)
	ids, err := r.Store.AddMessages(ctx, v.ID, []store.NewMessage{{
		UID: uid, Envelope: mail.Envelope{Subject: unreadable},
		Flags: flags, Tags: tags, Received: f.date, Size: max(f.size, 0),
	}})
	if err != nil {
		return err
	}
	r.badHeaders.closed(v.ID, uid)
	if ids[0] == 0 {
		return nil
	}
	v.new++
	return r.giveUp(ctx, ids[0])
}

// describe asks for what a server knows of a message without opening it.
func (s *session) describe(uid uint32) (fetched, error) {
	cmd := s.c.Fetch(imap.UIDSetNum(imap.UID(uid)), &imap.FetchOptions{UID: true, Flags: true, InternalDate: true, RFC822Size: true})
	var found fetched
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		if f, err := s.read(m); err == nil && f.uid == uid {
			found = f
		}
	}
	return found, s.failed("UID FETCH", cmd.Close())
}
