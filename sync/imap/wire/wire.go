// Package wire is the tolerant layer between an IMAP server and go-imap.
//
// [Open] sets a session up on a connection: greeting, STARTTLS, sign-in, ID,
// extensions, compression. The [Conn] it returns is handed to imapclient.New.
// It reads the server's stream response by response and says each one again in
// the strict grammar that go-imap understands, or leaves it out. So go-imap
// never sees a response, an item or a spelling that it would end the
// connection for.
//
// Extensions that go-imap does not know are spoken here: what they ask for is
// added to its commands, what they tell is taken out of the answers and kept,
// within bounds, until the session's owner takes it ([Conn.Vanished],
// [Conn.Extra] and others). An extension counts as enabled when the server has
// said so, and one that it is known to have wrongly is not seen at all.
//
// It never buffers more than its [Limits] allow, whatever sizes the server
// announces, never recurses into what the server nests, and never waits
// without a deadline while a command is under way: not for an octet, not for a
// response that drips, not through noise. What go-imap could not say again, a
// mailbox's or a keyword's odd name, has an alias in commands. Nothing that was said
// before TLS outlives the handshake, not even as the text of an error.
//
// When a bound is exceeded, or the server says BYE, the stream ends: Read
// fails, go-imap fails every command under way, and [Conn.Err] says why.
package wire

import (
	"errors"
	"fmt"
	"time"
)

// Limits bound what the server can make a client hold or wait for. A zero
// field takes its default.
type Limits struct {
	Line    int           // octets of a response outside its literals; 1 MiB (SEARCH answers may be 16 times that)
	Literal int64         // octets of one literal; 100 MiB
	Depth   int           // parentheses inside parentheses; 64
	Dropped int           // responses in a row that mean nothing to us; 10,000
	Wait    time.Duration // for the next octet while a command is under way; 2 minutes
}

func (l Limits) withDefaults() Limits {
	if l.Line == 0 {
		l.Line = 1 << 20
	}
	if l.Literal == 0 {
		l.Literal = 100 << 20
	}
	if l.Depth == 0 {
		l.Depth = 64
	}
	if l.Dropped == 0 {
		l.Dropped = 10_000
	}
	if l.Wait == 0 {
		l.Wait = 2 * time.Minute
	}
	return l
}

// ErrBound is wrapped by the error for a server that exceeds a limit.
var ErrBound = errors.New("the server's answer is out of bounds")

// ErrSlow is the ErrBound of an answer that drips: it is about no single message.
var ErrSlow = fmt.Errorf("%w: it drips", ErrBound)

func bound(format string, args ...any) error {
	return fmt.Errorf("imap: %w: %s", ErrBound, fmt.Sprintf(format, args...))
}

// ByeError is the server ending the session of its own accord (RFC 9051 7.1.5).
type ByeError struct{ Code, Text string }

func (e *ByeError) Error() string {
	if e.Text == "" {
		return "imap: the server said goodbye"
	}
	return "imap: the server said goodbye: " + e.Text
}
