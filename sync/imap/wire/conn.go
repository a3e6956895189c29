package wire

import (
	"errors"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"godwit/accounts/dial"
)

// Conn is a signed-in session as go-imap may see it: a net.Conn that begins
// with a PREAUTH greeting and then speaks strict IMAP4rev1.
//
// One goroutine reads (go-imap's), one at a time writes. Deadlines are the
// Conn's own: while a command is under way each octet is due within
// Limits.Wait, between commands and during IDLE the wait is open, and go-imap's
// wishes are ignored.
type Conn struct {
	*dial.Conn
	lim  Limits
	caps Caps
	in   scanner
	sent sent    // what the client has under way
	name aliases // mailbox names that do not survive decoding

	personal   Namespace
	serverID   map[string]string
	compressed bool
	notifies   atomic.Bool
	told       learned
	opt        Options
	alerts     *alerts
	spoken     spoken
	to         io.Writer // the connection, or what compresses for it
	wait       *patience // nil without compression

	out      []byte // for the client
	pos      int    // of which it has had so many
	lit      int64  // octets of a literal that follow out, straight from the server
	fetch    *fetchAnswer
	held     map[uint32]*fetchAnswer // FETCH answers that lack something
	heldSize int
	dropped  int
	since    time.Time // when the first of the dropped came
	kept     bool      // the response was for us
	tally    tally
	most     uint32      // messages that a mailbox was said to have
	counted  atomic.Bool // see Counted
	readOnly atomic.Bool // see ReadOnly

	mu    sync.Mutex
	ended error
}

// start makes a session of what begin has set up.
func (w *Conn) start(r *raw, o Options, caps Caps, enabled map[string]bool) {
	w.Conn, w.to, w.wait = r.conn, r.out, r.wait
	w.lim, w.caps, w.in, w.opt = r.in.lim, caps, r.in, o
	w.alerts, w.spoken.log = r.alerts, o.Protocol
	w.told.enabled = enabled
	w.sent = sent{tags: map[string]string{}, log: o.Protocol}
	w.sent.ask.itemsFor(caps)
	w.sent.ask.vanished = enabled["QRESYNC"]
	w.sent.ask.utf8 = enabled["UTF8=ACCEPT"]
	w.name = aliases{raw: map[string]string{}, utf8: enabled["UTF8=ACCEPT"]}
	w.held = map[uint32]*fetchAnswer{}
	if w.wait != nil {
		w.wait.overdue = func() bool { return w.sent.overdue(w.lim.Wait) }
	}
	w.out = append(w.out, "* PREAUTH [CAPABILITY "+caps.forClient()+"] ready\r\n"...)
}

// Has reports whether the server offers a capability, by its name in upper case.
func (w *Conn) Has(capability string) bool { return w.caps.Has(capability) }

// Personal is where the server keeps the user's own mailboxes.
func (w *Conn) Personal() Namespace { return w.personal }

// Counted reports whether the server said how many messages there are, before
// the command that ended last. Of SELECT that is a duty.
func (w *Conn) Counted() bool { return w.counted.Load() }

// ReadOnly reports whether the mailbox that was opened last cannot be changed,
// as the server says (RFC 9051 7.1).
func (w *Conn) ReadOnly() bool { return w.readOnly.Load() }

// MaxLiteral is the size of the largest message that can come through.
func (w *Conn) MaxLiteral() int64 { return w.lim.Literal }

// Err says why the stream ended: a *ByeError, an error that wraps ErrBound, or
// what the network said. It is nil while the session lives.
func (w *Conn) Err() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.ended
}

// end keeps the first reason and returns it.
func (w *Conn) end(err error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended == nil {
		w.ended = err
	}
	return w.ended
}

// tally counts what the server has said since a command last ended, for bounds.
type tally struct {
	finds   int  // messages
	listed  int  // octets of names
	fetched int  // answers
	counted bool // EXISTS was among them
}

const keepBuffer = 1 << 20

// Read gives go-imap what the server said, in strict grammar.
func (w *Conn) Read(p []byte) (int, error) {
	if err := w.Err(); err != nil {
		return 0, err // what comes after an error has no beginning
	}
	n, err := w.read(p)
	if err != nil {
		err = w.end(err)
	}
	return n, err
}

func (w *Conn) read(p []byte) (int, error) {
	for {
		switch {
		case w.pos < len(w.out):
			n := copy(p, w.out[w.pos:])
			w.pos += n
			return n, nil
		case w.lit > 0:
			if !w.in.more() {
				return 0, w.in.err
			}
			n, _ := w.in.r.Read(p[:min(int64(len(p)), w.lit)])
			w.lit -= int64(n)
			return n, nil
		}
		w.out, w.pos = w.out[:0], 0
		if cap(w.out) > keepBuffer {
			w.out = nil
		}
		if w.fetch != nil {
			w.fetchItems() // the rest of an answer whose literal has gone through
		} else if err := w.await(); err != nil {
			return 0, err
		} else {
			w.received()
			w.response()
		}
		if w.in.err != nil && len(w.out) == 0 {
			return 0, w.in.err
		}
	}
}

// await waits for the first octet of a response. Silence is no error while
// no command waits for an answer.
func (w *Conn) await() error {
	for {
		w.SetWait(w.lim.Wait)
		if w.wait != nil {
			w.wait.between = true
		}
		_, err := w.in.r.Peek(1)
		if w.wait != nil {
			w.wait.between = false
		}
		switch {
		case err == nil:
			return nil
		case err == io.EOF:
			return io.ErrUnexpectedEOF
		case !errors.Is(err, os.ErrDeadlineExceeded) || w.sent.overdue(w.lim.Wait):
			return err
		}
	}
}

// Write passes on what the client says, watching for commands.
func (w *Conn) Write(p []byte) (int, error) {
	if err := w.Err(); err != nil {
		return 0, err
	}
	out := w.sent.watch(p, &w.name)
	if _, err := w.to.Write(out); err != nil {
		return 0, w.end(err)
	}
	return len(p), nil
}

// SetDeadline, SetReadDeadline and SetWriteDeadline do nothing: see Conn.
func (w *Conn) SetDeadline(time.Time) error      { return nil }
func (w *Conn) SetReadDeadline(time.Time) error  { return nil }
func (w *Conn) SetWriteDeadline(time.Time) error { return nil }
