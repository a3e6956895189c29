// Package rogue is a mail server on loopback, IMAP, POP3 or SMTP, that says what a
// script tells it: broken, or hostile. It takes any password and remembers what it
// was told, apart what came before the protection began. Only tests use it.
package rogue

import (
	"bufio"
	"crypto/tls"
	"io"
	"net"
	"slices"
	"strings"
	"sync"

	"godwit/accounts"
)

// Script says how the server departs from good behaviour. The keys are "greeting",
// verbs ("CAPABILITY", "USER", "EHLO"), "tls" for what is done in place of the
// handshake, and "tls " and a verb for answers behind the protection alone.
//
// The values are lines, "\r\n" between them, with "%t" for the tag of an IMAP
// command; or HANG (nothing is said until the client leaves) or DROP. "x THEN HANG"
// says x first. RAW x says x without a line end, and drops; DRIP repeats a line
// that means nothing for ever.
type Script map[string]string

// Server plays a script.
type Server struct {
	protocol accounts.Protocol
	script   Script
	tls      *tls.Config
	implicit bool
	listener net.Listener
	work     sync.WaitGroup

	mu     sync.Mutex
	open   map[net.Conn]bool
	before []string
	behind []string
}

// Start listens on a free port of this computer. conf is for STARTTLS, or with
// implicit for TLS from the first octet; nil: no protection.
func Start(p accounts.Protocol, s Script, conf *tls.Config, implicit bool) (*Server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	r := &Server{protocol: p, script: s, tls: conf, implicit: implicit && conf != nil, listener: l, open: map[net.Conn]bool{}}
	r.work.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			r.mu.Lock()
			r.open[conn] = true
			r.mu.Unlock()
			r.work.Go(func() {
				r.talk(conn)
				conn.Close()
				r.mu.Lock()
				delete(r.open, conn)
				r.mu.Unlock()
			})
		}
	})
	return r, nil
}

// Close ends every connection and waits for its end.
func (r *Server) Close() {
	r.listener.Close()
	r.mu.Lock()
	for c := range r.open {
		c.Close()
	}
	r.mu.Unlock()
	r.work.Wait()
}

// Address is where the server is. It is on this machine, so unprotected talk is
// allowed there.
func (r *Server) Address() accounts.Server {
	at := r.listener.Addr().(*net.TCPAddr)
	s := accounts.Server{Protocol: r.protocol, Host: "127.0.0.1", Port: at.Port, Security: accounts.Plain}
	switch {
	case r.implicit:
		s.Security = accounts.TLS
	case r.tls != nil:
		s.Security = accounts.STARTTLS
	}
	return s
}

// Before is what clients said without protection.
func (r *Server) Before() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.before)
}

// Behind is what they said behind it.
func (r *Server) Behind() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.behind)
}

// call is one connection.
type call struct {
	*Server
	raw    net.Conn
	conn   net.Conn
	in     *bufio.Reader
	secure bool
}

func (r *Server) talk(conn net.Conn) {
	c := &call{Server: r, raw: conn, conn: conn}
	if r.implicit && !c.protect() {
		return
	}
	c.in = bufio.NewReader(c.conn)
	if !c.do(c.answer("greeting"), "") {
		return
	}
	for {
		line, ok := c.line()
		if !ok {
			return
		}
		tag, verb := c.verb(line)
		what := c.answer(verb)
		if !c.do(what, tag) {
			return
		}
		agreed := strings.Contains(what, "%t OK") || strings.HasPrefix(what, "+OK") || strings.HasPrefix(what, "220")
		if (verb == "STARTTLS" || verb == "STLS") && agreed && !c.secure {
			if r.tls == nil || !c.protect() {
				return
			}
			c.in = bufio.NewReader(c.conn)
		}
		if verb == "QUIT" || verb == "LOGOUT" {
			return
		}
	}
}

func (c *call) line() (string, bool) {
	line, err := c.in.ReadString('\n')
	if line != "" {
		c.mu.Lock()
		if c.secure {
			c.behind = append(c.behind, strings.TrimRight(line, "\r\n"))
		} else {
			c.before = append(c.before, strings.TrimRight(line, "\r\n"))
		}
		c.mu.Unlock()
	}
	return strings.TrimRight(line, "\r\n"), err == nil
}

// verb takes a command apart. UID COPY and the like are one verb.
func (c *call) verb(line string) (tag, verb string) {
	words := strings.Fields(strings.ToUpper(line))
	if c.protocol == accounts.IMAP && len(words) > 1 {
		tag, _, _ = strings.Cut(line, " ")
		if words[1] == "UID" && len(words) > 2 {
			return tag, "UID " + words[2]
		}
		return tag, words[1]
	}
	if len(words) > 0 {
		return "", words[0]
	}
	return "", ""
}

func (c *call) protect() bool {
	if line := c.script["tls"]; line != "" {
		return c.do(line, "")
	}
	conn := tls.Server(c.raw, c.tls)
	if conn.Handshake() != nil {
		return false
	}
	c.conn, c.secure = conn, true
	return true
}

// do says or does one thing; it reports whether the connection goes on.
func (c *call) do(what, tag string) bool {
	what, then, _ := strings.Cut(what, " THEN ")
	if what == "HANG" || what == "DROP" || what == "DRIP" {
		what, then = "", what
	}
	if rest, ok := strings.CutPrefix(what, "RAW "); ok {
		_, _ = io.WriteString(c.conn, rest)
		return false
	}
	if what != "" {
		if _, err := io.WriteString(c.conn, strings.ReplaceAll(what, "%t", tag)+"\r\n"); err != nil {
			return false
		}
	}
	switch then {
	case "DROP":
		return false
	case "HANG":
		_, _ = io.Copy(io.Discard, c.conn)
		return false
	case "DRIP":
		for {
			if _, err := io.WriteString(c.conn, c.drop()); err != nil {
				return false
			}
		}
	}
	return true
}
