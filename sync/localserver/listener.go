package localserver

import (
	"crypto/tls"
	"fmt"
	"net"
	"strconv"
	"sync"

	"godwit/accounts"
)

// listener hands out connections and remembers them, so that they can be cut.
type listener struct {
	net.Listener
	protocol accounts.Protocol
	server   *Server

	mu     sync.Mutex
	closed bool
	conns  map[*conn]struct{}
}

type conn struct {
	net.Conn
	owner *listener
}

func (s *Server) listen(p accounts.Protocol, port int) (*listener, error) {
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p, err)
	}
	return &listener{Listener: l, protocol: p, server: s, conns: map[*conn]struct{}{}}, nil
}

// Accept returns the next connection for which no fault is planned.
func (l *listener) Accept() (net.Conn, error) {
	for {
		raw, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		c := &conn{Conn: raw, owner: l}
		l.mu.Lock()
		if l.closed {
			l.mu.Unlock()
			raw.Close()
			return nil, net.ErrClosed
		}
		l.conns[c] = struct{}{}
		l.mu.Unlock()

		if f := l.server.fault(l.protocol, StepConnect, ""); f != nil {
			l.refuse(c, f)
			continue
		}
		if l.server.options.Security == accounts.TLS {
			return tls.Server(c, l.server.options.TLS), nil
		}
		return c, nil
	}
}

// refuse greets a connection as the fault says. One that hangs is left open
// until the server closes.
func (l *listener) refuse(c *conn, f *Fault) {
	if f.Hang {
		return
	}
	if f.Reply != "" {
		fmt.Fprintf(c, "%s\r\n", f.Reply)
	}
	c.Close()
}

// Close stops accepting and cuts every connection.
func (l *listener) Close() error {
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	err := l.Listener.Close()
	l.cut()
	return err
}

func (l *listener) cut() {
	l.mu.Lock()
	conns := make([]*conn, 0, len(l.conns))
	for c := range l.conns {
		conns = append(conns, c)
	}
	l.mu.Unlock()
	for _, c := range conns {
		c.Close()
	}
}

func (c *conn) Close() error {
	c.owner.mu.Lock()
	delete(c.owner.conns, c)
	c.owner.mu.Unlock()
	return c.Conn.Close()
}
