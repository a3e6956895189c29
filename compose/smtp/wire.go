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

// wire sits between the connection and the SMTP library. It bounds each answer
// in length and time, keeps what was said for the transcript, and hands the
// library answers as the standard has them, whatever the server made of it.
type wire struct {
	*dial.Conn
	in     *bufio.Reader
	ready  []byte    // of a line, what the library has not read yet
	until  time.Time // when the answer under way must be complete
	said   []string  // lines of the answer under way
	log    *transcript
	shown  bool   // what the server says may be shown
	secret string // was sent to the server, which may repeat it
}

func newWire(conn *dial.Conn, log *transcript) *wire {
	return &wire{Conn: conn, in: bufio.NewReaderSize(conn, maxLine), log: log, shown: conn.TLS() != "" || conn.Loopback()}
}

// expect begins an answer, which must be complete after wait.
func (w *wire) expect(wait time.Duration) {
	w.said = nil
	w.until = time.Now().Add(wait)
}

// Read hands the library one line at a time: no answer is read before it is
// asked for. A bare code gets its blank, and all lines of an answer the code of
// its first.
func (w *wire) Read(p []byte) (int, error) {
	if len(w.ready) == 0 {
		line, err := w.next()
		if err != nil {
			return 0, err
		}
		w.ready = []byte(line + "\r\n")
	}
	n := copy(p, w.ready)
	w.ready = w.ready[n:]
	return n, nil
}

// next reads a line of an answer.
func (w *wire) next() (string, error) {
	line, err := w.line()
	if err != nil {
		return "", err
	}
	if len(w.said) == maxLines {
		return "", errLines
	}
	w.said = append(w.said, line)
	last := ending(line)
	if w.shown || last { // of what is not shown, one line will do
		w.log.record("S: ", w.visible(line))
	}
	code, text := w.said[0], ""
	if replyCode(code) == 0 {
		return "", fmt.Errorf("%w: %q", errNotSMTP, cutText(printable(line), 80))
	}
	if len(line) > 4 {
		text = line[4:]
	}
	if last {
		return code[:3] + " " + text, nil
	}
	return code[:3] + "-" + text, nil
}

// ending: the line is an answer's last (RFC 5321 4.2.1). A bare code is one.
func ending(line string) bool {
	return replyCode(line) != 0 && (len(line) == 3 || line[3] != '-')
}

// line reads octet by octet, so that a server that drips does not outlast the limit.
func (w *wire) line() (string, error) {
	var line []byte
	for {
		if w.in.Buffered() == 0 {
			left := time.Until(w.until)
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
func (w *wire) unread() int { return len(w.ready) + w.in.Buffered() }

// early reports whether the server has spoken or hung up without being asked.
func (w *wire) early() bool {
	if w.unread() > 0 {
		return true
	}
	until, quiet := time.Now(), w.Quiet()
	switch {
	case quiet && w.TLS() == "":
		return false // else TLS may hold what has come already
	case !quiet:
		until = until.Add(time.Millisecond)
	}
	if w.SetReadDeadline(until) != nil {
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
