package imap

import (
	"context"
	"time"

	"godwit/sync/mail"
)

const (
	pollEvery  = 5 * time.Minute // mailboxes that nobody watches
	quietPolls = 3               // of these, one is made while it is to be quiet
	inboxEvery = time.Minute     // the inbox, where the server has no IDLE
)

// live is one run: sign in, a full pass, then news as it comes.
func (r *Remote) live(ctx context.Context) error {
	r.Progress(mail.Progress{Stage: mail.Connecting})
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	r.lines.more()
	defer r.lines.less()
	s, err := r.connect(ctx, "work")
	if err != nil {
		return err
	}
	w := r.newWatch()
	if r.mayIdle(s) {
		w.wg.Go(func() { w.run(ctx) })
	} else {
		w.lost <- nil
	}
	defer w.wg.Wait()
	defer s.close()
	defer cancel() // first: it ends the watch
	if err := r.pass(ctx, s, true); err != nil {
		return err
	}
	return r.follow(ctx, s, w)
}

// mayIdle reports whether the server can IDLE, and does not end the session at it.
func (r *Remote) mayIdle(s *session) bool { return s.wire.Has("IDLE") && r.byes.Load() < maxByes }

// follow keeps everything in step after the first pass.
func (r *Remote) follow(ctx context.Context, s *session, w *watch) error {
	poll := time.NewTicker(pollEvery)
	defer poll.Stop()
	var inbox <-chan time.Time // ticks where nobody watches the inbox
	alone := false             // the work connection has to IDLE itself
	polls := 0
	for {
		r.Progress(mail.Progress{Stage: mail.Live})
		var err error
		var stopIdle func() error
		if alone {
			if stopIdle, err = r.idleAlone(ctx, s, w); err != nil {
				return err
			}
		}
		why, wanted, err := r.wait(ctx, s, w, poll.C, inbox)
		if stopIdle != nil && ctx.Err() == nil && !s.lost() {
			if ierr := stopIdle(); err == nil {
				err = ierr
			}
		}
		if err != nil {
			if alone {
				r.endedIdle(err)
			}
			if wanted != nil {
				wanted.done <- err
			}
			return err
		}
		switch why {
		case somethingWanted:
			err = r.fetchOne(ctx, s, wanted.id)
			wanted.done <- err
			if !s.lost() {
				err = nil
			}
		case someNews:
			if alone {
				r.byes.Store(0)
			}
			for _, name := range r.news.take() {
				if err = r.visitOne(ctx, s, name); err != nil && (!isRefused(err) || name == "INBOX") {
					break
				}
				err = nil
			}
		case checked:
			err = s.answer()
		case watchRefused:
			if r.mayIdle(s) {
				alone = true
			} else {
				t := time.NewTicker(r.inboxEvery)
				defer t.Stop() // at most once: the watch ends once
				inbox = t.C
			}
		case polled:
			if polls++; r.Quiet() && polls%quietPolls != 0 {
				continue
			}
			err = r.pass(ctx, s, false)
		case poked:
			err = r.pass(ctx, s, false)
		}
		if err != nil {
			return err
		}
	}
}

// reason is why the wait is over.
type reason int

const (
	poked reason = iota
	polled
	someNews
	checked
	somethingWanted
	watchRefused
)

// wait returns when there is something to do.
func (r *Remote) wait(ctx context.Context, s *session, w *watch, poll, inbox <-chan time.Time) (reason, *want, error) {
	select {
	case <-ctx.Done():
		return 0, nil, ctx.Err()
	case <-s.c.Closed():
		return 0, nil, s.failed("wait for news", s.wire.Err())
	case err := <-w.lost:
		if err != nil {
			return 0, nil, err
		}
		return watchRefused, nil, nil
	case wanted := <-r.wants:
		return somethingWanted, &wanted, nil
	case <-s.check:
		return checked, nil, nil
	case <-r.news.C:
		return someNews, nil, nil
	case <-inbox:
		r.news.tell("INBOX")
		return someNews, nil, nil
	case <-r.poke:
		return poked, nil, nil
	case <-poll:
		return polled, nil, nil
	}
}
