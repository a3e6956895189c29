package smtp

import (
	"bufio"
	"errors"
	"fmt"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/accounts/auth"
	"godwit/accounts/dial"
)

// Bounds of what a server may say to one command. RFC 5321 4.5.3.1.5 has 512
// octets for a line; real ones are longer.
const (
	maxLine  = 4096
	maxLines = 256
)

var (
	errLine    = errors.New("the server's answer has a line that is too long")
	errLines   = errors.New("the server's answer does not end")
	errNotSMTP = errors.New("that is not an SMTP answer")
)

// wire reads answers, bounded in length and time, and keeps what was said for
// the transcript.
type wire struct {
	*dial.Conn
	in     *bufio.Reader
	out    *bufio.Writer
	log    *transcript
	shown  bool   // what the server says may be shown
	secret string // was sent to the server, which may repeat it
}

func newWire(conn *dial.Conn, log *transcript) *wire {
	return &wire{
		Conn: conn, in: bufio.NewReaderSize(conn, maxLine), out: bufio.NewWriterSize(conn, 16<<10),
		log: log, shown: conn.TLS() != "" || conn.Loopback(),
	}
}

// answer reads one answer, which must be complete after wait.
func (w *wire) answer(wait time.Duration) (reply, error) {
	until := time.Now().Add(wait)
	var said []string
	for {
		line, err := w.line(until)
		if err != nil {
			return reply{}, err
		}
		if len(said) == maxLines {
			return reply{}, errLines
		}
		said = append(said, line)
		last := ending(line)
		if w.shown || last { // of what is not shown, one line will do
			w.log.record("S: ", w.visible(line))
		}
		if len(said) == 1 && replyCode(line) == 0 {
			return reply{}, fmt.Errorf("%w: %q", errNotSMTP, cutText(printable(line), 80))
		}
		if last {
			return readReply(said), nil
		}
	}
}

// ending: the line is an answer's last (RFC 5321 4.2.1). A bare code is one.
func ending(line string) bool {
	return replyCode(line) != 0 && (len(line) == 3 || line[3] != '-')
}

// line reads octet by octet, so that a server that drips does not outlast the limit.
func (w *wire) line(until time.Time) (string, error) {
	var line []byte
	for {
		if w.in.Buffered() == 0 {
			left := time.Until(until)
			if left <= 0 {
				return "", &dial.Error{Kind: dial.Timeout, Err: errors.New("the answer was not complete in time")}
			}
			w.SetWait(left)
		}
		b, err := w.in.ReadByte()
		if err != nil {
			return "", err
		}
		if b == '\n' {
			return strings.TrimSuffix(string(line), "\r"), nil
		}
		if line = append(line, b); len(line) > maxLine {
			return "", errLine
		}
	}
}

// unread is how many bytes the server sent ahead of being asked.
func (w *wire) unread() int { return w.in.Buffered() }

// early reports whether the server has spoken or hung up without being asked.
func (w *wire) early() bool {
	if w.unread() > 0 {
		return true
	}
	if w.Quiet() {
		return false
	}
	if w.SetReadDeadline(time.Now().Add(time.Millisecond)) != nil {
		return true
	}
	_, err := w.in.Peek(1)
	_ = w.SetReadDeadline(time.Time{})
	var d *dial.Error
	return err == nil || !errors.As(dial.Classify(err, accounts.Server{}), &d) || d.Kind != dial.Timeout
}

// visible is a line of the server's as the transcript shows it.
func (w *wire) visible(line string) string {
	switch {
	case !w.shown:
		return cutText(line, 3) + " (said before the connection was protected; not shown)"
	case w.secret != "" && strings.HasPrefix(line, "334"):
		return "334 ***"
	}
	return printable(auth.Conceal(line, w.secret))
}

// replyCode is the code that a line begins with, 0 if none.
func replyCode(line string) int {
	if len(line) < 3 || len(line) > 3 && line[3] != ' ' && line[3] != '-' {
		return 0
	}
	code := 0
	for _, c := range []byte(line[:3]) {
		if c < '0' || c > '9' {
			return 0
		}
		code = code*10 + int(c-'0')
	}
	if code < 200 || code > 599 {
		return 0
	}
	return code
}
