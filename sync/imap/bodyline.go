package imap

import (
	"context"
	"runtime"
	"sync"
	"time"

	"godwit/sync/mail"
	"godwit/sync/store"
)

const (
	inFlight    = 28 << 20 // octets of bodies between the network and the disk
	commitBytes = 10 << 20
	commitCount = 1000
	commitWait  = 2 * time.Second // that a body is kept waiting for others
	committers  = 2               // one packs and writes bytes while the other writes rows and words
)

// bodyLine parses and stores bodies beside the fetching: some goroutines
// parse, two commit. What is on the line is bounded in octets.
type bodyLine struct {
	r      *Remote
	raw    chan rawBody
	parsed chan store.Body
	parse  sync.WaitGroup
	commit sync.WaitGroup

	mu  sync.Mutex
	err error
}

// room is what all bodies of an account between the network and the disk may
// take, whatever connection they come on.
type room struct {
	mu    sync.Mutex
	freed *sync.Cond
	size  int64
	used  int64
}

func newRoom(size int64) *room {
	r := &room{size: size}
	r.freed = sync.NewCond(&r.mu)
	return r
}

// take waits until there is room for n octets; one body always has some.
func (r *room) take(n int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.used > 0 && r.used+n > r.size {
		r.freed.Wait()
	}
	r.used += n
}

func (r *room) give(n int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.used -= n
	r.freed.Broadcast()
}

type rawBody struct {
	id  mail.MessageID
	raw []byte
}

func (r *Remote) newBodyLine(ctx context.Context) *bodyLine {
	l := &bodyLine{r: r, raw: make(chan rawBody, 16), parsed: make(chan store.Body, 16)}
	for range min(runtime.GOMAXPROCS(0), 4) {
		l.parse.Go(func() {
			for b := range l.raw {
				l.parsed <- digest(b.id, b.raw)
			}
		})
	}
	for range committers {
		l.commit.Go(func() { l.commits(ctx) })
	}
	return l
}

// put hands a body over, waiting for room. It returns an error if storing has
// failed since.
func (l *bodyLine) put(id mail.MessageID, raw []byte) error {
	if err := l.failure(); err != nil {
		return err
	}
	l.r.room.take(int64(len(raw)))
	l.raw <- rawBody{id, raw}
	return nil
}

// close waits until everything that was put is stored.
func (l *bodyLine) close() error {
	close(l.raw)
	l.parse.Wait()
	close(l.parsed)
	l.commit.Wait()
	return l.err
}

func (l *bodyLine) failure() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}

func (l *bodyLine) commits(ctx context.Context) {
	var batch []store.Body
	size := int64(0)
	flush := func() {
		var err error
		if l.failure() == nil && len(batch) > 0 {
			err = l.r.Store.AddBodies(ctx, batch)
		}
		l.mu.Lock()
		if l.err == nil {
			l.err = err
		}
		l.mu.Unlock()
		l.r.room.give(size)
		clear(batch) // the bytes are free
		batch, size = batch[:0], 0
	}
	timer := time.NewTicker(commitWait)
	defer timer.Stop()
	for {
		select {
		case b, ok := <-l.parsed:
			if !ok {
				flush()
				return
			}
			batch = append(batch, b)
			size += int64(len(b.Raw))
			if size >= commitBytes || len(batch) >= commitCount {
				flush()
			}
		case <-timer.C:
			flush()
		}
	}
}
