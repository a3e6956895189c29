package localserver

import (
	"bufio"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"net"
	"strings"
	"time"

	"godwit/accounts"
)

// maxPOP3Line is the longest command taken, in octets: RFC 2449 4 allows 255,
// RFC 5034 4 more for an answer to AUTH.
const maxPOP3Line = 12 << 10

func (s *Server) servePOP3() {
	s.work.Go(func() {
		for {
			c, err := s.pop3.Accept()
			if err != nil {
				return
			}
			if !s.begin() {
				c.Close()
				return
			}
			go func() {
				defer s.work.Done()
				defer c.Close()
				d := &maildrop{server: s}
				defer d.release()
				d.open(c)
				d.serve()
			}()
		}
	})
}

func (s *Server) closePOP3() error {
	if s.pop3 == nil {
		return nil
	}
	return s.pop3.Close()
}

// maildrop is one POP3 session (RFC 1939). It sees INBOX as it was at sign-in.
type maildrop struct {
	server *Server
	conn   net.Conn
	r      *bufio.Reader
	w      *bufio.Writer

	name     string // given with USER
	inbox    *mailbox
	messages []*message
	deleted  map[*message]bool
}

func (d *maildrop) open(c net.Conn) {
	d.conn, d.r, d.w = c, bufio.NewReaderSize(c, maxPOP3Line), bufio.NewWriter(c)
}

// serve answers until the client leaves. Answers to commands that have come
// together go out together (PIPELINING, RFC 2449 6.6).
func (d *maildrop) serve() {
	d.ok("Godwit's own POP3 server is ready")
	for {
		line, err := d.line()
		if err != nil {
			return
		}
		verb, arg, _ := strings.Cut(line, " ")
		if !d.answer(strings.ToUpper(verb), arg) {
			d.w.Flush()
			return
		}
	}
}

func (d *maildrop) line() (string, error) {
	if d.r.Buffered() == 0 {
		if err := d.w.Flush(); err != nil {
			return "", err
		}
	}
	d.conn.SetDeadline(time.Now().Add(10 * time.Minute)) // RFC 1939 3
	line, err := d.r.ReadSlice('\n')
	return strings.TrimRight(string(line), "\r\n"), err
}

// answer carries out one command and reports whether the session goes on.
func (d *maildrop) answer(verb, arg string) bool {
	switch verb {
	case "QUIT":
		d.quit()
		return false
	case "CAPA":
		d.capabilities()
		return true
	case "NOOP":
		d.ok("")
		return true
	}
	if d.inbox == nil {
		return d.authorize(verb, arg)
	}
	return d.transact(verb, arg)
}

func (d *maildrop) capabilities() {
	d.ok("")
	words := []string{"TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING"}
	if d.mayStartTLS() {
		words = append(words, "STLS")
	}
	if d.inbox == nil && d.mayAuth() {
		words = append(words, "USER", "SASL PLAIN")
	}
	d.w.WriteString(strings.Join(words, "\r\n") + "\r\n.\r\n")
}

func (d *maildrop) protected() bool {
	_, yes := d.conn.(*tls.Conn)
	return yes
}

func (d *maildrop) mayStartTLS() bool {
	return d.server.options.Security == accounts.STARTTLS && !d.protected() && d.inbox == nil
}

func (d *maildrop) mayAuth() bool {
	return d.server.options.Security == accounts.Plain || d.protected()
}

func (d *maildrop) authorize(verb, arg string) bool {
	switch {
	case verb == "STLS" && d.mayStartTLS():
		return d.startTLS()
	case !d.mayAuth():
		d.err("Use STLS first")
	case verb == "USER":
		d.name = arg
		d.ok("")
	case verb == "PASS" && d.name != "":
		return d.signIn(d.name, arg)
	case verb == "AUTH":
		return d.auth(arg)
	default:
		d.err("Not before you sign in")
	}
	return true
}

// startTLS drops what came in plain text behind the command.
func (d *maildrop) startTLS() bool {
	d.ok("Begin TLS")
	if d.r.Buffered() > 0 || d.w.Flush() != nil {
		return false
	}
	t := tls.Server(d.conn, d.server.options.TLS)
	if t.Handshake() != nil {
		return false
	}
	d.open(t)
	d.name = ""
	return true
}

// auth is SASL PLAIN, with or without an initial response (RFC 5034).
func (d *maildrop) auth(arg string) bool {
	mechanism, initial, _ := strings.Cut(arg, " ")
	if !strings.EqualFold(mechanism, "PLAIN") {
		d.err("That mechanism is not known here")
		return true
	}
	if initial == "" {
		d.w.WriteString("+ \r\n")
		var err error
		if initial, err = d.line(); err != nil {
			return false
		}
	}
	raw, err := base64.StdEncoding.DecodeString(initial)
	parts := strings.Split(string(raw), "\x00")
	if err != nil || len(parts) != 3 {
		d.err("That is no answer to PLAIN")
		return true
	}
	return d.signIn(parts[1], parts[2])
}

func (d *maildrop) signIn(name, password string) bool {
	d.name = ""
	if f := d.server.fault(accounts.POP3, StepLogin, name); f != nil {
		return d.carryOut(f)
	}
	u := d.server.signIn(name, password)
	if u == nil {
		d.err("[AUTH] Name or password is wrong")
		return true
	}
	m := u.inbox()
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.pop3 {
		d.err("[IN-USE] Another session has the mailbox")
		return true
	}
	m.pop3 = true
	d.inbox, d.deleted = m, map[*message]bool{}
	d.messages = append([]*message(nil), m.messages...)
	d.ok("Welcome")
	return true
}

func (d *maildrop) carryOut(f *Fault) bool {
	if f.Hang {
		d.w.Flush()
		<-d.server.closing
		return false
	}
	if f.Reply != "" {
		d.w.WriteString(f.Reply + "\r\n")
	}
	return !f.Drop
}

// quit removes what was marked. Nothing else does: a session that breaks off
// has deleted nothing.
func (d *maildrop) quit() {
	if d.inbox != nil {
		d.inbox.remove(func(m *message) bool { return d.deleted[m] })
		d.release() // before the answer: the client may come back at once
	}
	d.ok("Bye")
}

func (d *maildrop) release() {
	if d.inbox == nil {
		return
	}
	d.inbox.mu.Lock()
	d.inbox.pop3 = false
	d.inbox.mu.Unlock()
	d.inbox = nil
}

func (d *maildrop) ok(text string)  { fmt.Fprintf(d.w, "+OK %s\r\n", text) }
func (d *maildrop) err(text string) { fmt.Fprintf(d.w, "-ERR %s\r\n", text) }
