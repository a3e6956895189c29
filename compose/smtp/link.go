package smtp

import (
	"errors"
	"fmt"
	"net/textproto"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"

	"godwit/accounts/dial"
)

// link is an open connection and what is known of the server. Only one
// goroutine uses it, but for the watch over a context, which may close it.
type link struct {
	conn       *dial.Conn
	wire       *wire
	smtp       *smtp.Client      // over the wire; nil before the server has greeted
	extensions map[string]string // by keyword, in upper case
	greeted    string            // the server's first words
	mechanism  string            // that signed in
	begun      bool              // a transaction may be open
	gone       bool              // nothing more can be said on it
}

// newLink is not of use before it is greeted and signed in.
func newLink(conn *dial.Conn, log *transcript) *link {
	return &link{conn: conn, wire: newWire(conn, log), extensions: map[string]string{}, gone: true}
}

// command sends one line and reads the answer. shown replaces the line in the
// transcript where it holds a secret. The error is of the connection only.
func (l *link) command(wait time.Duration, line, shown string) (reply, error) {
	if shown == "" {
		shown = line
	}
	if err := l.send(wait, line+"\r\n", shown); err != nil {
		return reply{}, err
	}
	return l.answer(wait)
}

// greet reads the server's greeting.
func (l *link) greet(wait time.Duration, host string) (reply, error) {
	l.wire.expect(wait)
	client, err := smtp.NewClient(l.wire, host)
	l.smtp = client
	r, err := l.heard(err)
	if err == nil && client == nil && r.code == 220 {
		return reply{}, fmt.Errorf("%w: a greeting with two codes", errNotSMTP)
	}
	return r, err
}

// answer reads one answer, which must be complete after wait.
func (l *link) answer(wait time.Duration) (reply, error) {
	l.wire.expect(wait)
	_, _, err := l.smtp.Text.ReadResponse(0)
	return l.heard(err)
}

// heard is the answer that the library has read to its end. That it says no is
// not an error.
func (l *link) heard(err error) (reply, error) {
	var refusal *textproto.Error
	if err != nil && !errors.As(err, &refusal) {
		return reply{}, err
	}
	return readReply(l.wire.said), nil
}

// say sends lines at once.
func (l *link) say(wait time.Duration, lines ...string) error {
	return l.send(wait, strings.Join(lines, "\r\n")+"\r\n", lines...)
}

func (l *link) send(wait time.Duration, text string, shown ...string) error {
	for _, line := range shown {
		l.wire.log.record("C: ", printable(line))
	}
	l.wire.SetWait(wait)
	_, err := l.smtp.Text.W.WriteString(text)
	if err == nil {
		err = l.smtp.Text.W.Flush()
	}
	return err
}

func (l *link) learn(r reply) {
	for _, line := range r.lines[1:] {
		keyword, args, _ := strings.Cut(strings.TrimSpace(line), " ")
		keyword = strings.ToUpper(keyword)
		if mechanism, ok := strings.CutPrefix(keyword, "AUTH="); ok { // before RFC 2554
			keyword, args = "AUTH", mechanism+" "+args
		}
		if keyword == "AUTH" {
			args = l.extensions["AUTH"] + " " + args
		}
		l.extensions[keyword] = strings.TrimSpace(args)
	}
}

func (l *link) offers(extension string) bool {
	_, ok := l.extensions[extension]
	return ok
}
