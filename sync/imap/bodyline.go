package imap

import (
	"context"
	"runtime"
	"sync"

	"godwit/sync/mail"
	"godwit/sync/store"
)

const (
	inFlight    = 28 << 20 // octets of bodies between the network and the disk
	commitBytes = 10 << 20
	commitCount = 1000
	committers  = 2 // one packs and writes bytes while the other writes rows and words
)

// bodyLine parses and stores bodies beside the fetching: some goroutines
// parse, two commit. What is on the line is bounded in octets.
type bodyLine struct {
	r      *Remote
	raw    chan rawBody
	parsed chan store.Body
	parse  sync.WaitGroup
	commit sync.WaitGroup

	mu   sync.Mutex
	room *sync.Cond
	used int64
	err  error
}

type rawBody struct {
	id  mail.MessageID
	raw []byte
}

func (r *Remote) newBodyLine(ctx context.Context) *bodyLine {
	l := &bodyLine{r: r, raw: make(chan rawBody, 16), parsed: make(chan store.Body, 16)}
	l.room = sync.NewCond(&l.mu)
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
	n := int64(len(raw))
	l.mu.Lock()
	for l.used > 0 && l.used+n > inFlight && l.err == nil {
		l.room.Wait()
	}
	l.used += n
	err := l.err
	l.mu.Unlock()
	if err != nil {
		return err
	}
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
		l.used -= size
		l.room.Broadcast()
		l.mu.Unlock()
		clear(batch) // the bytes are free
		batch, size = batch[:0], 0
	}
	for b := range l.parsed {
		batch = append(batch, b)
		size += int64(len(b.Raw))
		if size >= commitBytes || len(batch) >= commitCount {
			flush()
		}
	}
	flush()
}
