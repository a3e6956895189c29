package smtp

import (
	"strings"
	"time"

	"godwit/accounts/dial"
)

// link is an open connection and what is known of the server. Only one
// goroutine uses it, but for the watch over a context, which may close it.
type link struct {
	conn       *dial.Conn
	wire       *wire
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
	return l.wire.answer(wait)
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
	_, err := l.wire.out.WriteString(text)
	if err == nil {
		err = l.wire.out.Flush()
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
