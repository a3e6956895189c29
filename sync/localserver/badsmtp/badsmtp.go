// Package badsmtp is an SMTP server on loopback that does what a script says: a
// good server but for the faults that are named, at any stage of a submission.
// It remembers what it has accepted, so that a test can count deliveries. Only
// tests use it, and the programs that they start.
package badsmtp

import (
	"crypto/tls"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"

	"godwit/accounts"
)

// Script says how the server departs from good behaviour. The keys are
// "greeting", verbs, "RCPT 2" for the second of a transaction, "MAIL 2" for the
// second of a connection, "AUTH 2" for the second line of a sign-in, "tls" for
// the handshake, "body" for the first line of a message and "." for its end.
//
// The values are answers, or one of: DROP closes the connection, RST resets it,
// HANG says nothing until the client leaves, DEAF reads no more, HALF x says x
// without a line end and closes, DRIP x says x an octet at a time, FLOOD says
// 64 kB of nothing; x THEN y says x and does y. With KEEP before it, what is
// done at the end of a message is done after the message was accepted.
type Script map[string]string

// Delivery is a message that the server has accepted, for one recipient.
type Delivery struct {
	To  string
	Raw string // dots unstuffed
}

// Server plays a script.
type Server struct {
	listener net.Listener
	tls      *tls.Config
	implicit bool
	work     sync.WaitGroup
	closed   chan struct{}

	mu        sync.Mutex
	script    Script
	open      map[net.Conn]bool
	calls     int
	delivered []Delivery
	said      []string
}

// Start listens on a free port of this computer. conf is for STARTTLS, or with
// implicit for TLS from the first octet; nil: no protection.
func Start(s Script, conf *tls.Config, implicit bool) (*Server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	b := &Server{listener: l, tls: conf, implicit: implicit, script: s, open: map[net.Conn]bool{}, closed: make(chan struct{})}
	b.work.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			b.mu.Lock()
			b.calls++
			b.open[conn] = true
			b.mu.Unlock()
			b.work.Go(func() {
				b.talk(conn)
				conn.Close()
				b.mu.Lock()
				delete(b.open, conn)
				b.mu.Unlock()
			})
		}
	})
	return b, nil
}

// Close ends every connection and waits for its end.
func (b *Server) Close() {
	b.listener.Close()
	close(b.closed)
	b.mu.Lock()
	for c := range b.open {
		c.Close()
	}
	b.mu.Unlock()
	b.work.Wait()
}

// Play changes the script for what is said from now on.
func (b *Server) Play(s Script) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.script = s
}

// Hangs reports whether the script has a client wait for nothing.
func (b *Server) Hangs() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, line := range b.script {
		if strings.Contains(line, "HANG") || strings.Contains(line, "DEAF") {
			return true
		}
	}
	return false
}

// Delivered counts how often an address got a message.
func (b *Server) Delivered(to string) int {
	n := 0
	for _, d := range b.Deliveries() {
		if strings.EqualFold(d.To, to) {
			n++
		}
	}
	return n
}

// Deliveries are in the order of their acceptance.
func (b *Server) Deliveries() []Delivery {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.delivered)
}

// Calls is how often the server was called.
func (b *Server) Calls() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.calls
}

// Commands are what clients have said, without messages.
func (b *Server) Commands() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.said)
}

// Address is where the server is, for an account that does not sign in.
func (b *Server) Address() accounts.Server {
	host, port, _ := net.SplitHostPort(b.listener.Addr().String())
	n, _ := strconv.Atoi(port)
	s := accounts.Server{Protocol: accounts.SMTP, Host: host, Port: n, Security: accounts.Plain, User: "ada", Auth: accounts.AuthNone}
	switch {
	case b.implicit:
		s.Security = accounts.TLS
	case b.tls != nil:
		s.Security = accounts.STARTTLS
	}
	return s
}
