package imap

import (
	"context"
	"errors"
	"fmt"
	"time"

	"godwit/sync/mail"
	"godwit/sync/store"
)

// job is a piece of a pass for one connection.
type job struct {
	kind kind
	v    *visit // nil: settle
	rank rank   // of the bodies
}

type kind int

const (
	lookAt kind = iota // the headers of a folder
	settleAll
	fetchFrom // bodies of a folder
)

// next takes a job: headers before bodies, bodies by their rank. Between them,
// when the headers of all folders are in, somebody settles what became of the
// messages that were missing. ok is false when there is nothing to do now;
// over, when there never will be.
func (p *pass) next() (j job, ok, over bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.err != nil:
		return job{}, false, true
	case len(p.todo) > 0:
		v := p.todo[0]
		p.todo = p.todo[1:]
		p.looking++
		return job{kind: lookAt, v: v}, true, false
	}
	if v, rank := p.bodiesNext(); v != nil {
		p.fetching++
		v.queue.join()
		return job{fetchFrom, v, rank}, true, false
	}
	if p.looking == 0 && !p.settled {
		p.settled = true
		p.looking++
		return job{kind: settleAll}, true, false
	}
	return job{}, false, p.looking == 0 && p.fetching == 0
}

// bodiesNext chooses the folder whose bodies are due first; of those alike, one
// that no connection is at.
func (p *pass) bodiesNext() (best *visit, first rank) {
	if !p.r.mayFetch() {
		return nil, 0
	}
	crowd := 0
	for _, v := range p.visits {
		rank, at, ok := v.queue.best()
		if ok && (best == nil || rank < first || rank == first && at < crowd) {
			best, first, crowd = v, rank, at
		}
	}
	return best, first
}

// mayFetch reports whether bodies are to be fetched unasked now.
func (r *Remote) mayFetch() bool { return !r.HeadersOnly && !r.Quiet() }

// work does jobs until there are none. Whoever has the work connection stays
// until the others have done theirs.
func (p *pass) work(ctx context.Context, s *session, mine bool) error {
	for {
		j, ok, over := p.next()
		if !ok && (over || !mine) {
			return p.failure()
		}
		var err error
		if ok {
			err = p.do(ctx, s, j, mine)
		} else {
			err = p.wait(ctx, s)
		}
		if err != nil {
			return err
		}
		if err := p.report(ctx, false); err != nil {
			return err
		}
	}
}

// wait ends when another connection has done something, or somebody wants
// something of this one.
func (p *pass) wait(ctx context.Context, s *session) error {
	select {
	case <-p.more:
		return nil
	case w := <-p.r.wants:
		return p.r.satisfy(ctx, s, w)
	case <-p.r.poke:
		p.again = true
		return p.r.replay(ctx, s)
	case <-p.r.news.C:
		return p.newsInside(ctx, s)
	case <-s.check:
		return s.answer()
	case <-s.c.Closed():
		return s.failed("wait", s.wire.Err())
	case <-ctx.Done():
		return ctx.Err()
	}
}

// do does a job. Of one that the connection breaks at, the rest is left for
// others.
func (p *pass) do(ctx context.Context, s *session, j job, mine bool) (err error) {
	begin := time.Now()
	switch j.kind {
	case lookAt:
		err = p.look(ctx, s, j.v, mine)
	case settleAll:
		err = p.settle(ctx)
	case fetchFrom:
		err = p.r.bodies(ctx, s, j.v, j.rank, mine)
		if isRefused(err) && !s.lost() {
			j.v.clear()
			err = nil
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case j.kind == fetchFrom:
		p.fetching--
		j.v.queue.leave()
	case j.kind == lookAt && err != nil && !mine:
		p.looking--
		p.todo = append([]*visit{j.v}, p.todo...)
	default:
		p.looking--
	}
	if j.v != nil {
		if j.v.begun.IsZero() || begin.Before(j.v.begun) {
			j.v.begun = begin
		}
		j.v.ended = time.Now()
	}
	p.wake()
	return err
}

// wake tells the work connection to look again.
func (p *pass) wake() {
	select {
	case p.more <- struct{}{}:
	default:
	}
}

// look brings the headers of a folder in step. On the first look at the inbox
// the newest bodies come at once, so that there is something to read.
func (p *pass) look(ctx context.Context, s *session, v *visit, mine bool) error {
	if mine && !p.inside {
		if err := p.r.serve(ctx, s); err != nil {
			return err
		}
	}
	err := p.r.headers(ctx, s, v)
	v.expect(0)
	if err != nil {
		if isRefused(err) && ctx.Err() == nil && !s.lost() && (v.Role != mail.Inbox || !isTemporary(err)) {
			if v.Role == mail.Inbox { // who cannot have that wants to know, after all the others
				p.mu.Lock()
				p.refused = fmt.Errorf("folder %d: %w", v.ID, err)
				p.mu.Unlock()
			}
			p.r.Log.Warn("folder passed over", "folder", v.ID, "err", err) // no right to read it, or just removed
			return nil
		}
		return fmt.Errorf("folder %d: %w", v.ID, err)
	}
	if v.Role == mail.Inbox && v.first && mine && p.r.mayFetch() {
		return p.r.earlyBodies(ctx, s, v)
	}
	return nil
}

// settle comes after the headers: see Remote.settle. Then it is known which
// bodies are missing.
func (p *pass) settle(ctx context.Context) error {
	err := p.r.settle(ctx, p.visits, p.whole)
	if errors.Is(err, errMany) && p.inside {
		p.again, err = true, nil // the next pass looks at all folders
	}
	if err != nil || !p.r.mayFetch() {
		return err
	}
	for _, v := range p.visits {
		if v.first || v.absent {
			continue
		}
		missing, err := p.missing(ctx, v)
		if err != nil {
			return err
		}
		v.enqueue(missing)
	}
	return nil
}

// missing are the bodies to fetch. Where only one folder is looked at these
// are of what came new: the others are for a pass over all folders.
func (p *pass) missing(ctx context.Context, v *visit) ([]store.Missing, error) {
	keep := v.Keep.Or(p.keep)
	if p.whole {
		return p.r.Store.MissingBodies(ctx, v.ID, keep, time.Now(), maxMessages)
	}
	fresh := map[mail.MessageID]bool{}
	for _, m := range v.newest {
		fresh[m.ID] = true
	}
	var found []store.Missing
	for _, limit := range []int{len(fresh), maxMessages} { // most often they are the newest
		if len(found) == len(fresh) {
			break
		}
		all, err := p.r.Store.MissingBodies(ctx, v.ID, keep, time.Now(), limit)
		if err != nil {
			return nil, err
		}
		found = nil
		for _, m := range all {
			if fresh[m.ID] {
				found = append(found, m)
			}
		}
	}
	return found, nil
}

// mayGoOn reports whether bodies are still what is due: not when headers are
// to be looked at, or the pass is over.
func (p *pass) mayGoOn() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.todo) == 0 && p.err == nil
}

// fail ends the pass.
func (p *pass) fail(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err == nil && err != nil {
		p.err = err
		p.wake()
	}
}

func (p *pass) failure() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.err
}
