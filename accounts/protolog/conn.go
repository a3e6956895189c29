package protolog

import (
	"os"
	"strconv"
)

// maxLine is how much of a line is kept, in octets as they were said.
const maxLine = 500

// Conn is the log of one connection.
type Conn struct {
	log *Log
	n   int
	not Secrets
}

// Conn begins the log of a connection. label says what it is for, "imap work";
// secrets are what must not be found in it.
func (l *Log) Conn(label string, secret ...string) *Conn {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	l.conns++
	n := os.Getpid()%1000*1000 + l.conns // so that two processes' connections are told apart
	l.mu.Unlock()
	c := &Conn{log: l, n: n, not: Spellings(secret...)}
	c.Note(label + " " + strconv.Itoa(n))
	return c
}

// Sent takes a line that was said to the server.
func (c *Conn) Sent(line []byte) { c.add('>', line) }

// Received takes a line that the server said.
func (c *Conn) Received(line []byte) { c.add('<', line) }

// Note takes a remark of ours.
func (c *Conn) Note(text string) { c.add('*', []byte(text)) }

func (c *Conn) add(dir byte, line []byte) {
	if c != nil {
		c.log.add(c.n, dir, visible(c.not.replace(line, maxLine)))
	}
}
