package imap

import (
	"context"
	"fmt"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

var wholeMessage = &imap.FetchItemBodySection{Peek: true}

const (
	batchBytes    = 8 << 20
	batchMessages = 200
	maxAlone      = 20 // of a batch, asked for once more when they did not come
)

// bodies fetches and stores bodies of one folder, in the order given. Parsing
// and storing go on beside the fetching. Those that a server does not deliver
// whole stay missing.
func (r *Remote) bodies(ctx context.Context, s *session, v *visit, missing []store.Missing) error {
	var wanted []store.Missing
	for _, m := range missing {
		switch {
		case m.UID == 0: // the server has not named it
		case m.Size > s.wire.MaxLiteral():
			r.Log.Warn("a message too large to be fetched", "folder", v.ID, "message", m.ID, "size", m.Size)
			if err := r.giveUp(ctx, m.ID); err != nil {
				return err
			}
		default:
			wanted = append(wanted, m)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	b := &bodyFetch{r: r, s: s, v: v, queue: r.suspects.arrange(v.ID, wanted), total: len(wanted)}
	return b.run(ctx)
}

// bodyFetch is the work of one call of bodies.
type bodyFetch struct {
	r       *Remote
	s       *session
	v       *visit
	queue   [][]store.Missing // one element a command, if small enough
	waiting []pending
	done    int
	total   int
	guilty  int
	line    *bodyLine
}

// pending is a command under way.
type pending struct {
	batch []store.Missing
	done  chan answer // has room for one
}

// answer is what came of a command: left are the messages that did not come.
type answer struct {
	left map[uint32]store.Missing
	err  error
}

func (b *bodyFetch) run(ctx context.Context) (err error) {
	if err := b.r.enter(ctx, b.s, b.v.Folder); err != nil {
		return err
	}
	b.line = b.r.newBodyLine(ctx)
	defer func() {
		if serr := b.line.close(); err == nil {
			err = serr
		}
	}()
	for len(b.queue) > 0 || len(b.waiting) > 0 {
		for len(b.queue) > 0 && len(b.waiting) < 2 { // the server never waits for us
			b.waiting = append(b.waiting, b.ask(b.next()))
		}
		if err := b.finish(ctx); err != nil {
			return err
		}
		if err := b.v.words.late(ctx, time.Now()); err != nil {
			return err
		}
		b.r.Progress(mail.Progress{Stage: mail.Syncing, Folder: b.v.ID, Path: b.v.Path, Done: b.done, Total: b.total})
		if err := b.serve(ctx); err != nil {
			return err
		}
	}
	return nil
}

// finish waits for the oldest command under way.
func (b *bodyFetch) finish(ctx context.Context) error {
	p := b.waiting[0]
	b.waiting = b.waiting[1:]
	a := <-p.done
	b.done += len(p.batch) - len(a.left)
	b.r.suspects.acquit(b.v.ID, p.batch, a.left)
	if a.err == nil {
		if n := len(a.left); n < len(p.batch) && n <= maxAlone { // perhaps the answer did not say which it was of
			for _, m := range a.left {
				b.queue = append(b.queue, []store.Missing{m})
			}
		}
		return nil // what does not come is gone, or comes another time
	}
	rest := b.waiting
	err := b.s.failed("UID FETCH", a.err)
	if !isRefused(err) || b.s.lost() {
		b.waiting = nil
		for _, p := range rest { // the line may only be closed when they are read
			other := <-p.done
			b.r.suspects.acquit(b.v.ID, p.batch, other.left)
			if len(a.left) == 0 { // it broke in the next batch
				a = other
			}
		}
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case b.line.failure() != nil:
		return b.line.failure()
	}
	if isTemporary(err) && b.done == 0 && !b.s.lost() { // it is not about one message
		return b.drain(ctx, err)
	}
	again, serr := b.accuse(ctx, a.left, err)
	if serr != nil {
		return serr
	}
	if isRefused(err) && !b.s.lost() { // the session lives: the same question, smaller
		if b.guilty > maxGuilty {
			return b.drain(ctx, err)
		}
		b.queue = append(b.queue, b.r.suspects.arrange(b.v.ID, again)...)
		return nil
	}
	return err
}

// drain reads what is still under way and returns why nothing more is asked for.
func (b *bodyFetch) drain(ctx context.Context, why error) error {
	b.queue = nil
	for len(b.waiting) > 0 {
		p := b.waiting[0]
		b.waiting = b.waiting[1:]
		a := <-p.done
		b.r.suspects.acquit(b.v.ID, p.batch, a.left)
	}
	if err := b.line.failure(); err != nil {
		return err
	}
	return why
}

// accuse narrows down which message a command failed at.
func (b *bodyFetch) accuse(ctx context.Context, left map[uint32]store.Missing, why error) (again []store.Missing, err error) {
	guilty, again := b.r.suspects.accuse(b.v.ID, left)
	b.guilty += len(guilty)
	for _, m := range guilty {
		b.r.Log.Warn("a message that the server cannot deliver", "folder", b.v.ID, "message", m.ID, "err", why)
		if err := b.r.giveUp(ctx, m.ID); err != nil {
			return nil, err
		}
		b.r.suspects.closed(b.v.ID, m.UID)
	}
	return again, nil
}

// serve lets those who wait for a body go first, once the commands under way
// are answered.
func (b *bodyFetch) serve(ctx context.Context) error {
	select {
	case w := <-b.r.wants:
		for len(b.waiting) > 0 {
			if err := b.finish(ctx); err != nil {
				w.done <- err
				return err
			}
		}
		err := b.r.fetchOne(ctx, b.s, w.id)
		w.done <- err
		if b.s.lost() {
			return err
		}
		return b.r.enter(ctx, b.s, b.v.Folder)
	default:
		return nil
	}
}

// next takes the messages of one command off the queue.
func (b *bodyFetch) next() []store.Missing {
	group := b.queue[0]
	n, size := 0, int64(0)
	for n < len(group) && n < batchMessages && (n == 0 || size+group[n].Size <= batchBytes) {
		size += group[n].Size
		n++
	}
	for n > 1 && len(setOf(uidsOf(group[:n])).String()) > maxSet {
		n /= 2
	}
	if n == len(group) {
		b.queue = b.queue[1:]
	} else {
		b.queue[0] = group[n:]
	}
	return group[:n]
}

func uidsOf(batch []store.Missing) []uint32 {
	uids := make([]uint32, len(batch))
	for i, m := range batch {
		uids[i] = m.UID
	}
	return uids
}

// ask sends the command for a batch. The answer is read on a goroutine of its
// own: see headerLine.fetch.
func (b *bodyFetch) ask(batch []store.Missing) pending {
	cmd := b.s.c.Fetch(setOf(uidsOf(batch)), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{wholeMessage}})
	p := pending{batch, make(chan answer, 1)}
	go func() { p.done <- b.read(batch, cmd) }()
	return p
}

func (b *bodyFetch) read(batch []store.Missing, cmd *imapclient.FetchCommand) answer {
	a := answer{left: make(map[uint32]store.Missing, len(batch))}
	for _, m := range batch {
		a.left[m.UID] = m
	}
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		f, err := b.s.read(m)
		if err != nil {
			a.err = err
			break
		}
		want, ok := a.left[f.uid]
		if !ok || len(f.body) == 0 {
			continue // not asked for; or empty, which no message is
		}
		if !isOf(f.body, want.MessageID) {
			b.r.Log.Warn("the server delivered another message than was asked for", "folder", b.v.ID, "message", want.ID)
			continue
		}
		if a.err = b.line.put(want.ID, f.body); a.err != nil {
			break
		}
		delete(a.left, f.uid)
	}
	if err := cmd.Close(); a.err == nil {
		a.err = err
	}
	return a
}

// fetchOne brings one body into the store.
func (r *Remote) fetchOne(ctx context.Context, s *session, id mail.MessageID) error {
	rows, err := r.Store.Rows(ctx, []mail.MessageID{id})
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return fmt.Errorf("message %d: %w", id, mail.ErrNotFound)
	}
	row := rows[0]
	if row.Body == mail.BodyHere {
		return nil
	}
	f, err := r.Store.Folder(ctx, row.Folder)
	if err != nil {
		return err
	}
	if row.UID == 0 || f.Local() {
		return fmt.Errorf("message %d is not on the server: %w", id, mail.ErrNotFound)
	}
	if err := r.enter(ctx, s, f); err != nil {
		return err
	}
	cmd := s.c.Fetch(imap.UIDSetNum(imap.UID(row.UID)), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{wholeMessage}})
	var body []byte
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		if f, err := s.read(m); err == nil && f.uid == row.UID {
			body = f.body
		}
	}
	if err := cmd.Close(); err != nil {
		return s.failed("UID FETCH", err)
	}
	if len(body) == 0 || !isOf(body, row.MessageID) {
		return fmt.Errorf("message %d: the server delivered nothing: %w", id, mail.ErrNotFound)
	}
	b := digest(id, body)
	if row.Body == mail.BodyBroken { // perhaps not even its header was read
		e := parse.ParseHeader(body).Envelope()
		b.Envelope = &e
	}
	return r.Store.AddBodies(ctx, []store.Body{b})
}
