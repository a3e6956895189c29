package imap

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

var headerSection = &imap.FetchItemBodySection{Specifier: imap.PartSpecifierHeader, Peek: true}

const maxHeader = 256 << 10 // of a header that is parsed; the rest says nothing about the message

// fetchHeaders fetches and stores messages by their UIDs, in the order given.
// Storing goes on beside the fetching. complete is false when the server did
// not deliver all of them.
func (r *Remote) fetchHeaders(ctx context.Context, s *session, v *visit, uids []uint32) (complete bool, err error) {
	if len(uids) == 0 {
		return true, nil
	}
	line := r.newHeaderLine(ctx, v, len(uids), !s.wire.Has("UIDPLUS"))
	lacking, err := s.inBatches(chunks(uids, headerBatch), line.fetch)
	if err == nil && len(lacking) > 0 { // asked once more, alone
		r.Log.Info("messages came without what was asked for", "folder", v.ID, "messages", len(lacking))
		lacking, err = s.inBatches(chunks(lacking, headerBatch), line.fetch)
	}
	if serr := line.close(); serr != nil {
		return false, serr
	}
	slices.SortFunc(v.newest, func(a, b store.Missing) int { return cmp.Compare(b.UID, a.UID) })
	if err != nil {
		return false, s.failed("UID FETCH", err)
	}
	return len(lacking) == 0, nil
}

// inBatches sends a command for each batch, the next before the answer to the
// last is read, so that the server never waits for us. fetch sends one; take
// waits for its answer and returns the UIDs that came short.
func (s *session) inBatches(batches [][]uint32, fetch func(*session, []uint32) (take func() ([]uint32, error))) ([]uint32, error) {
	var lacking []uint32
	var waiting []func() ([]uint32, error)
	for len(batches) > 0 || len(waiting) > 0 {
		for len(batches) > 0 && len(waiting) < 2 {
			waiting = append(waiting, fetch(s, batches[0]))
			batches = batches[1:]
		}
		short, err := waiting[0]()
		if err != nil {
			for _, take := range waiting[1:] {
				_, _ = take()
			}
			return nil, err
		}
		lacking = append(lacking, short...)
		waiting = waiting[1:]
	}
	return lacking, nil
}

// headerLine parses and stores what was fetched, on a goroutine of its own.
type headerLine struct {
	r *Remote
	v *visit
	// hidden: a message marked as deleted is as good as gone. So it is where a
	// server without UIDPLUS keeps what was moved or deleted here.
	hidden bool
	in     chan []fetched
	wg     sync.WaitGroup
	total  int
	taken  int

	mu  sync.Mutex
	err error
}

func (r *Remote) newHeaderLine(ctx context.Context, v *visit, total int, hidden bool) *headerLine {
	l := &headerLine{r: r, v: v, hidden: hidden, in: make(chan []fetched, 2), total: total}
	l.wg.Go(func() {
		for batch := range l.in {
			if l.failure() == nil {
				l.fail(l.store(ctx, batch))
			}
		}
	})
	return l
}

func (l *headerLine) failure() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}

func (l *headerLine) fail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil {
		l.err = err
	}
}

// close waits until everything is stored.
func (l *headerLine) close() error {
	close(l.in)
	l.wg.Wait()
	return l.err
}

// fetch sends one command. Its answer is read on a goroutine of its own, since
// a server may mix the answers to commands under way, or end them together
// (Dovecot does), and go-imap stands still until each message is read.
func (l *headerLine) fetch(s *session, uids []uint32) (take func() ([]uint32, error)) {
	cmd := s.c.Fetch(setOf(uids), &imap.FetchOptions{UID: true, Flags: true, InternalDate: true, RFC822Size: true,
		BodySection: []*imap.FetchItemBodySection{headerSection}})
	var short []uint32
	var batch []fetched
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		batch, short, err = s.readHeaders(cmd, len(uids))
	}()
	return func() ([]uint32, error) {
		<-done
		if err == nil {
			err = l.failure()
		}
		if err != nil {
			return nil, err
		}
		l.in <- batch
		l.taken += len(batch)
		l.r.Progress(mail.Progress{Stage: mail.Syncing, Folder: l.v.ID, Path: l.v.Path, Done: l.taken, Total: l.total})
		return short, nil
	}
}

// readHeaders reads the answer to one command: whole messages, and the UIDs of
// those that came short.
func (s *session) readHeaders(cmd *imapclient.FetchCommand, asked int) (batch []fetched, short []uint32, err error) {
	batch = make([]fetched, 0, asked)
	answered := make(map[uint32]bool, asked)
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		f, err := s.read(m)
		if err != nil {
			break // Close tells
		}
		if f.uid == 0 || answered[f.uid] {
			continue
		}
		answered[f.uid] = true
		if len(f.body) == 0 || !f.hasFlags {
			short = append(short, f.uid)
			continue
		}
		if len(f.body) > maxHeader {
			f.body = f.body[:maxHeader:maxHeader]
		}
		batch = append(batch, f)
	}
	return batch, short, cmd.Close()
}

// store parses a batch and commits it.
func (l *headerLine) store(ctx context.Context, batch []fetched) error {
	msgs := make([]store.NewMessage, 0, len(batch))
	for _, f := range batch {
		h := parse.ParseHeader(f.body)
		flags, tags := mail.ParseFlags(f.flags)
		if l.hidden && flags&mail.Deleted != 0 {
			continue
		}
		m := store.NewMessage{UID: f.uid, Envelope: h.Envelope(), Flags: flags, Tags: tags, Received: f.date, Size: max(f.size, 0)}
		if m.Received.IsZero() {
			if m.Received = h.Received(); m.Received.IsZero() {
				m.Received = m.Envelope.Date
			}
		}
		msgs = append(msgs, m)
	}
	ids, err := l.r.Store.AddMessages(ctx, l.v.ID, msgs)
	if err != nil {
		return err
	}
	for i, id := range ids {
		if id != 0 {
			l.v.new++
			l.v.newest = append(l.v.newest, store.Missing{ID: id, UID: msgs[i].UID, Size: msgs[i].Size})
		}
	}
	return nil
}
