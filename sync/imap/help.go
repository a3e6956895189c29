package imap

import (
	"context"
	"sync"
	"time"
)

// A helper is a connection beside the work connection, for what is left of a
// pass.
const (
	helpAfter  = time.Second // of a pass, and between one helper and the next
	helpVisits = 3           // folders to look at that are worth a helper
	helpBodies = 300         // or bodies to fetch
	helpOctets = 16 << 20    // or their size
)

// callHelp opens helpers while there is work worth one, until the function it
// returns is called, which waits for them. That the server refuses one, or
// drops it, is no failure of the pass: what it had is done by others.
func (p *pass) callHelp(ctx context.Context) (dismiss func()) {
	if p.inside {
		return func() {}
	}
	var wg sync.WaitGroup
	quit := make(chan struct{})
	wg.Go(func() {
		timer := time.NewTicker(p.r.helpAfter)
		defer timer.Stop()
		for {
			select {
			case <-timer.C:
			case <-quit:
				return
			case <-ctx.Done():
				return
			}
			if !p.worthHelp() || !p.r.lines.more() {
				continue
			}
			s, err := p.r.connect(ctx, "help")
			if err != nil {
				p.r.lines.refused()
				p.r.Log.Info("no further connection; going on with what there is", "err", err)
				return
			}
			wg.Go(func() {
				defer p.r.lines.less()
				p.help(ctx, s)
			})
		}
	})
	return func() {
		close(quit)
		wg.Wait()
	}
}

// help works on a connection of its own until there is nothing to do.
func (p *pass) help(ctx context.Context, s *session) {
	defer s.close()
	err := p.work(ctx, s, false)
	switch {
	case err == nil:
		s.logout()
	case ctx.Err() != nil:
	case s.lost():
		p.r.lines.lost()
		p.r.Log.Info("a helping connection was lost", "err", err)
	default: // the store, not the server
		p.fail(err)
	}
}

// worthHelp reports whether there is enough to do for one more connection.
func (p *pass) worthHelp() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err != nil {
		return false
	}
	visits := 0
	for _, v := range p.todo {
		if !v.absent && !v.unchanged() {
			visits++
		}
	}
	if visits >= helpVisits {
		return true
	}
	if !p.r.mayFetch() {
		return false
	}
	count, octets := 0, int64(0)
	for _, v := range p.visits {
		n, size := v.queue.waiting()
		count, octets = count+n, octets+size
	}
	return count >= helpBodies || octets >= helpOctets
}
