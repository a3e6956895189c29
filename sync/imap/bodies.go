package imap

import (
	"context"
	"fmt"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/sync/mail"
	"godwit/sync/store"
)

var wholeMessage = &imap.FetchItemBodySection{Peek: true}

const (
	batchBytes    = 8 << 20
	batchMessages = 200
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
			if err := r.Store.MarkBroken(ctx, m.ID); err != nil {
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
	r     *Remote
	s     *session
	v     *visit
	queue [][]store.Missing // one element a command, if small enough
	done  int
	total int
	line  *bodyLine
}

// pending is a command whose answer is still to be read.
type pending struct {
	cmd  *imapclient.FetchCommand
	take func(context.Context) error
}

// abandon reads answers that nobody wants any more: go-imap stands still until
// each is read.
func abandon(waiting []pending) {
	for _, p := range waiting {
		_ = p.cmd.Close()
	}
}

func (b *bodyFetch) run(ctx context.Context) (err error) {
	if err := b.s.enter(b.v.Remote); err != nil {
		return err
	}
	b.line = b.r.newBodyLine(ctx)
	defer func() {
		if serr := b.line.close(); err == nil {
			err = serr
		}
	}()
	var waiting []pending
	for len(b.queue) > 0 || len(waiting) > 0 {
		for len(b.queue) > 0 && len(waiting) < 2 {
			batch := b.next()
			waiting = append(waiting, b.ask(batch))
		}
		if err := waiting[0].take(ctx); err != nil {
			abandon(waiting[1:])
			return err
		}
		waiting = waiting[1:]
		b.r.Progress(mail.Progress{Stage: mail.Syncing, Folder: b.v.ID, Path: b.v.Path, Done: b.done, Total: b.total})
		if err := b.serve(ctx, &waiting); err != nil {
			return err
		}
	}
	return nil
}

// serve lets those who wait for a body go first, once the commands under way
// are answered.
func (b *bodyFetch) serve(ctx context.Context, waiting *[]pending) error {
	select {
	case w := <-b.r.wants:
		for len(*waiting) > 0 {
			if err := (*waiting)[0].take(ctx); err != nil {
				w.done <- err
				abandon((*waiting)[1:])
				return err
			}
			*waiting = (*waiting)[1:]
		}
		err := b.r.fetchOne(ctx, b.s, w.id)
		w.done <- err
		if b.s.lost() {
			return err
		}
		return b.s.enter(b.v.Remote)
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

// ask sends the command for a batch.
func (b *bodyFetch) ask(batch []store.Missing) pending {
	cmd := b.s.c.Fetch(setOf(uidsOf(batch)), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{wholeMessage}})
	return pending{cmd, func(ctx context.Context) error {
		left := make(map[uint32]store.Missing, len(batch))
		for _, m := range batch {
			left[m.UID] = m
		}
		var broken error
		for m := cmd.Next(); m != nil; m = cmd.Next() {
			f, err := read(m)
			if err != nil {
				broken = err
				break
			}
			want, ok := left[f.uid]
			if !ok || len(f.body) == 0 {
				continue // not asked for; or empty, which no message is
			}
			delete(left, f.uid)
			b.done++
			if err := b.line.put(want.ID, f.body); err != nil {
				broken = err
				break
			}
		}
		err := cmd.Close()
		if lerr := b.line.failure(); lerr != nil {
			return lerr
		}
		if err == nil {
			err = broken
		}
		return b.settle(ctx, batch, left, err)
	}}
}

// settle draws the conclusions of an answer: left are the messages of the
// batch that did not come.
func (b *bodyFetch) settle(ctx context.Context, batch []store.Missing, left map[uint32]store.Missing, err error) error {
	b.r.suspects.acquit(b.v.ID, batch, left)
	if err == nil || ctx.Err() != nil {
		return err
	}
	err = b.s.failed("UID FETCH", err)
	guilty, again := b.r.suspects.accuse(b.v.ID, batch, left)
	for _, m := range guilty {
		b.r.Log.Warn("a message that the server cannot deliver", "folder", b.v.ID, "message", m.ID, "err", err)
		if merr := b.r.Store.MarkBroken(ctx, m.ID); merr != nil {
			return merr
		}
	}
	if isRefused(err) && !b.s.lost() { // the session lives: the same question, smaller
		b.queue = append(b.queue, b.r.suspects.arrange(b.v.ID, again)...)
		return nil
	}
	return err
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
	if err := s.enter(f.Remote); err != nil {
		return err
	}
	cmd := s.c.Fetch(imap.UIDSetNum(imap.UID(row.UID)), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{wholeMessage}})
	var body []byte
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		if f, err := read(m); err == nil && f.uid == row.UID {
			body = f.body
		}
	}
	if err := cmd.Close(); err != nil {
		return s.failed("UID FETCH", err)
	}
	if len(body) == 0 {
		return fmt.Errorf("message %d: the server delivered nothing: %w", id, mail.ErrNotFound)
	}
	return r.Store.AddBodies(ctx, []store.Body{digest(id, body)})
}
