package imap

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/sync/imap/wire"
)

// watch is the second connection of a run. It IDLEs on the inbox and tells the
// work connection's owner, who alone talks to the store.
type watch struct {
	r    *Remote
	lost chan error // once: why the watch ended; nil if the server refuses a second connection
	wg   sync.WaitGroup
}

func (r *Remote) newWatch() *watch {
	return &watch{r: r, lost: make(chan error, 1)}
}

func (w *watch) run(ctx context.Context) {
	if !w.r.lines.more() {
		w.lost <- nil
		return
	}
	s, err := w.r.connectWith(ctx, "watch", wire.Options{Notify: true, News: w.hear})
	if err != nil {
		w.r.lines.refused()
		if ctx.Err() == nil {
			w.r.Log.Info("no second connection; the first will watch", "err", err)
		}
		w.lost <- nil
		return
	}
	defer w.r.lines.less()
	defer s.close()
	err = w.idle(ctx, s)
	if w.r.endedIdle(err) {
		w.r.Log.Warn("the server ends each IDLE; asking every minute instead", "err", err)
		err = nil
	}
	w.lost <- err
}

// endedIdle counts a session that the server ended during IDLE, and reports
// whether it has done so too often.
func (r *Remote) endedIdle(err error) bool {
	var bye *wire.ByeError
	return errors.As(err, &bye) && r.byes.Add(1) >= maxByes
}

// maxByes is how many connections in a row the server may end during IDLE,
// none having lasted, before it is not asked to IDLE any more.
const maxByes = 3

// idle watches until something fails.
func (w *watch) idle(ctx context.Context, s *session) error {
	_, err := s.open("INBOX")
	if isRefused(err) {
		return nil
	}
	if err != nil {
		return err
	}
	w.tell() // what came before the watch began
	for {
		cmd, err := s.c.Idle()
		if err != nil {
			if err = s.failed("IDLE", err); isRefused(err) {
				return nil
			}
			return err
		}
		if err := w.idleOnce(ctx, s, cmd); err != nil {
			return err
		}
	}
}

func (w *watch) idleOnce(ctx context.Context, s *session, cmd *imapclient.IdleCommand) error {
	begin := time.Now()
	timer := time.NewTimer(w.r.idle.after())
	defer timer.Stop()
	for {
		select {
		case <-s.news:
			w.r.byes.Store(0)
			w.tell()
		case <-timer.C:
			w.r.byes.Store(0)
			err := s.endIdle(cmd)
			if err != nil && ctx.Err() == nil && !s.dropped.Load() {
				w.r.idle.lost(time.Since(begin))
			}
			return err
		case <-s.check:
			return s.endIdle(cmd)
		case <-ctx.Done():
			return ctx.Err()
		case <-s.c.Closed():
			if ctx.Err() == nil && !s.dropped.Load() {
				w.r.idle.lost(time.Since(begin))
			}
			return s.failed("IDLE", s.wire.Err())
		}
	}
}

// hear takes what the server tells of its own accord: with NOTIFY of every
// mailbox, else of the inbox.
func (w *watch) hear(n wire.News) {
	switch {
	case n.List, n.Overflow:
		w.r.Poke()
	case n.Mailbox == "":
		w.tell()
	default:
		w.r.news.tell(n.Mailbox)
	}
}

// tell says that the inbox is to be looked at.
func (w *watch) tell() { w.r.news.tell("INBOX") }

func (s *session) endIdle(cmd *imapclient.IdleCommand) error {
	err := cmd.Close()
	if err == nil {
		err = cmd.Wait()
	}
	return s.failed("IDLE", err)
}

// idleAlone begins an IDLE on the inbox on the work connection. News goes the
// way it does from a watch. The function it returns ends it.
func (r *Remote) idleAlone(ctx context.Context, s *session, w *watch) (stop func() error, err error) {
	if s.selected != "INBOX" { // nothing may happen between looking and IDLE
		if err := r.visitOne(ctx, s, "INBOX"); err != nil {
			return nil, err
		}
	}
	cmd, err := s.c.Idle()
	if err != nil {
		return nil, s.failed("IDLE", err)
	}
	quit := make(chan struct{})
	w.wg.Go(func() {
		select {
		case <-s.news:
			w.tell()
		case <-quit:
		case <-s.c.Closed():
		}
	})
	return func() error {
		close(quit)
		return s.endIdle(cmd)
	}, nil
}
