package imap

import (
	"bytes"
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

// fieldsSection is what a list needs of a header (parse.Header.Envelope); the
// rest, most of it how the message came and signatures, is several times that.
var fieldsSection = &imap.FetchItemBodySection{Specifier: imap.PartSpecifierHeader, Peek: true, HeaderFields: []string{
	"DATE", "FROM", "SENDER", "REPLY-TO", "TO", "CC", "BCC", "SUBJECT", "MESSAGE-ID", "IN-REPLY-TO", "REFERENCES",
	"LIST-ID", "LIST-POST", "CONTENT-TYPE",
}}

const maxHeader = 256 << 10 // of a header that is parsed; the rest says nothing about the message

// question is what is asked of messages; the later ones are about those whose
// answer to the one before was not enough.
type question int

const (
	fewFields question = iota
	wholeHeader
	wholeMail // some servers have no header to give, only the message
)

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
	ask    question

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
	whole bool                // it asks for whole headers
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
	whole, section := s.whole || l.ask > fewFields, fieldsSection
	switch {
	case l.ask == wholeMail:
		section = wholeMessage
	case whole:
		section = headerSection
	}
	s.wire.AskExtra(true)
	cmd := s.c.Fetch(setOf(uidsOf(batch)), &imap.FetchOptions{
		UID: true, Flags: true, InternalDate: true, RFC822Size: true,
		BodySection: []*imap.FetchItemBodySection{section},
	})
	s.wire.AskExtra(false)
	var got []fetched
	var a headerAnswer
	done := make(chan struct{})
	go func() {
		defer close(done)
		got, a = s.readHeaders(cmd, batch, whole, l.ask > fewFields)
	}()
	return headerCommand{batch, whole, func() headerAnswer {
		<-done
		if len(got) > 0 && l.failure() == nil { // also what came before it broke
			l.in <- got
			l.taken += len(got)
			l.v.came(len(got))
			l.v.tell(false, l.taken, l.total)
		}
		return a
	}}
}

// readHeaders reads the answer to one command. When flags were asked for again
// and do not come, there are none. Selected fields without a single one are no
// header; and without a date of the server's own the others are needed as well,
// see parse.Header.Received.
func (s *session) readHeaders(cmd *imapclient.FetchCommand, asked []store.Missing, whole, again bool) (got []fetched, a headerAnswer) {
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
		lacks := !whole && (f.date.IsZero() || bytes.IndexByte(f.body, ':') < 0)
		if len(f.body) == 0 || !f.hasFlags && !again || lacks {
			a.short = append(a.short, f.uid)
			continue
		}
		if len(f.body) > maxHeader {
			f.body = f.body[:maxHeader:maxHeader]
		}
		f.serverID, f.threadID, f.labels = s.extra(f.uid)
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
			ServerID: f.serverID, ThreadID: f.threadID, Labels: f.labels,
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
	if err := l.v.pass.words.late(ctx, time.Now()); err != nil {
		return err
	}
	var fresh []store.Missing
	octets := int64(0)
	for i, id := range ids {
		if id != 0 {
			m := msgs[i]
			fresh = append(fresh, store.Missing{ID: id, UID: m.UID, Size: m.Size, Received: m.Received, MessageID: m.Envelope.MessageID})
			octets += m.Size
		}
	}
	l.v.new += len(fresh)
	if !l.v.pass.whole {
		l.v.newest = append(l.v.newest, fresh...)
	}
	if l.r.mayFetch() {
		l.v.pass.ahead.list(len(fresh), octets)
		if l.v.first {
			l.v.enqueue(l.v.kept(fresh))
		}
	}
	return nil
}
