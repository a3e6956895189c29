package imap

import (
	"context"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

var headerSection = &imap.FetchItemBodySection{Specifier: imap.PartSpecifierHeader, Peek: true}

const maxHeader = 256 << 10 // of a header that is parsed; the rest says nothing about the message

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
	again  bool // what came without something is asked for once more

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

// headerCommand is a command under way.
type headerCommand struct {
	batch []store.Missing
	take  func() headerAnswer // waits
}

// headerAnswer is what came of a command.
type headerAnswer struct {
	short []uint32                 // came without what was asked for
	left  map[uint32]store.Missing // did not come
	err   error
}

// fetch sends one command. Its answer is read on a goroutine of its own, since
// a server may mix the answers to commands under way, or end them together
// (Dovecot does), and go-imap stands still until each message is read.
func (l *headerLine) fetch(s *session, batch []store.Missing) headerCommand {
	cmd := s.c.Fetch(setOf(uidsOf(batch)), &imap.FetchOptions{
		UID: true, Flags: true, InternalDate: true, RFC822Size: true,
		BodySection: []*imap.FetchItemBodySection{headerSection},
	})
	var got []fetched
	var a headerAnswer
	done := make(chan struct{})
	go func() {
		defer close(done)
		got, a = s.readHeaders(cmd, batch, l.again)
	}()
	return headerCommand{batch, func() headerAnswer {
		<-done
		if len(got) > 0 && l.failure() == nil { // also what came before it broke
			l.in <- got
			l.taken += len(got)
			l.r.Progress(mail.Progress{Stage: mail.Syncing, Folder: l.v.ID, Path: l.v.Path, Done: l.taken, Total: l.total})
		}
		return a
	}}
}

// readHeaders reads the answer to one command. When flags were asked for again
// and do not come, there are none.
func (s *session) readHeaders(cmd *imapclient.FetchCommand, asked []store.Missing, again bool) (got []fetched, a headerAnswer) {
	got = make([]fetched, 0, len(asked))
	a.left = make(map[uint32]store.Missing, len(asked))
	for _, m := range asked {
		a.left[m.UID] = m
	}
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		f, err := s.read(m)
		if err != nil {
			break // Close tells
		}
		if _, ok := a.left[f.uid]; !ok {
			continue // not asked for, or said before
		}
		delete(a.left, f.uid)
		if len(f.body) == 0 || !f.hasFlags && !again {
			a.short = append(a.short, f.uid)
			continue
		}
		if len(f.body) > maxHeader {
			f.body = f.body[:maxHeader:maxHeader]
		}
		got = append(got, f)
	}
	a.err = cmd.Close()
	return got, a
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
		m := store.NewMessage{
			UID: f.uid, Envelope: h.Envelope(), Flags: flags, Tags: tags, Received: f.date, Size: max(f.size, 0),
			BodyFollows: !l.r.HeadersOnly,
		}
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
	if err := l.v.words.late(ctx, time.Now()); err != nil {
		return err
	}
	for i, id := range ids {
		if id != 0 {
			l.v.new++
			l.v.newest = append(l.v.newest, store.Missing{ID: id, UID: msgs[i].UID, Size: msgs[i].Size, MessageID: msgs[i].Envelope.MessageID})
		}
	}
	return nil
}
