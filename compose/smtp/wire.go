package smtp

import (
	"bufio"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"godwit/accounts"
	"godwit/accounts/dial"
)

// Bounds of what a server may say to one command. RFC 5321 4.5.3.1.5 has 512
// octets for a line; real ones are longer.
const (
	maxLine  = 4096
	maxLines = 256
)

var (
	errLine  = errors.New("the server's answer has a line that is too long")
	errLines = errors.New("the server's answer does not end")
)

// wire sits between the connection and the SMTP library. It bounds each answer
// in length and time, keeps what was said for the transcript, and mends an
// answer that is a bare code, which the library does not take.
type wire struct {
	*dial.Conn
	in      *bufio.Reader
	out     []byte    // of a mended line, what the library has not read yet
	until   time.Time // when the answer under way must be complete
	said    []string  // lines of the answer under way
	records []string  // the transcript
	shown   bool      // what the server says may be shown
	secret  bool      // what the server says may hold a secret
}

func newWire(conn *dial.Conn) *wire {
	return &wire{Conn: conn, in: bufio.NewReaderSize(conn, maxLine), shown: conn.TLS() != "" || conn.Loopback()}
}

// expect begins an answer that must be complete after wait.
func (w *wire) expect(wait time.Duration) {
	w.said = w.said[:0]
	w.until = time.Now().Add(wait)
	w.SetWait(wait)
}

// unread is how many bytes the server sent ahead of being asked.
func (w *wire) unread() int { return len(w.out) + w.in.Buffered() }

// early reports whether the server has spoken or hung up without being asked.
func (w *wire) early() bool {
	if w.unread() > 0 {
		return true
	}
	if w.SetReadDeadline(time.Now().Add(time.Millisecond)) != nil {
		return true
	}
	_, err := w.in.Peek(1)
	_ = w.SetReadDeadline(time.Time{})
	var d *dial.Error
	return err == nil || !errors.As(dial.Classify(err, accounts.Server{}), &d) || d.Kind != dial.Timeout
}

// Read hands the library one line at a time.
func (w *wire) Read(p []byte) (int, error) {
	if len(w.out) == 0 {
		line, err := w.line()
		if err != nil {
			return 0, err
		}
		w.out = []byte(line + "\r\n")
	}
	n := copy(p, w.out)
	w.out = w.out[n:]
	return n, nil
}

func (w *wire) line() (string, error) {
	if len(w.said) >= maxLines {
		return "", errLines
	}
	var line []byte
	for {
		// One octet at a time, so that a server that drips does not outlast the limit.
		left := time.Until(w.until)
		if left <= 0 {
			return "", &dial.Error{Kind: dial.Timeout, Err: errors.New("the answer was not complete in time")}
		}
		w.SetWait(left)
		b, err := w.in.ReadByte()
		if err != nil {
			return "", err
		}
		if b == '\n' {
			break
		}
		if line = append(line, b); len(line) > maxLine {
			return "", errLine
		}
	}
	text := strings.TrimSuffix(string(line), "\r")
	w.said = append(w.said, text)
	if w.shown || len(text) < 4 || text[3] != '-' { // of what is not shown, one line will do
		w.record("S: ", w.visible(text))
	}
	if len(text) == 3 { // a bare code is an answer (RFC 5321 4.2)
		text += " "
	}
	return text, nil
}

// visible is a line of the server's as the transcript shows it.
func (w *wire) visible(line string) string {
	switch {
	case !w.shown:
		return cutText(line, 3) + " (said before the connection was protected; not shown)"
	case w.secret && strings.HasPrefix(line, "334"):
		return "334 ***"
	}
	return printable(line)
}

func (w *wire) record(side, line string) {
	const most = 2000 // lines; a message to a thousand recipients has as many
	if len(w.records) < most {
		w.records = append(w.records, side+line)
	}
}

// replyCode is the code that a line begins with, 0 if none.
func replyCode(line string) int {
	if len(line) < 3 {
		return 0
	}
	code := 0
	for _, c := range []byte(line[:3]) {
		if c < '0' || c > '9' {
			return 0
		}
		code = code*10 + int(c-'0')
	}
	return code
}

// printable makes a server's words safe to show and bounds them.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
	return cutText(s, 1000)
}

func cutText(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

// traffic describes the body in the transcript.
func traffic(n int64) string { return fmt.Sprintf("(%d octets of message)", n) }
