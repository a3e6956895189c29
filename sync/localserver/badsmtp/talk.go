package badsmtp

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

var good = Script{
	"greeting": "220 mail.test ESMTP",
	"EHLO":     "250-mail.test\r\n250-SIZE 50000000\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250 AUTH PLAIN LOGIN",
	"HELO":     "250 mail.test",
	"STARTTLS": "220 2.0.0 go ahead",
	"AUTH":     "235 2.7.0 welcome",
	"MAIL":     "250 2.1.0 ok",
	"RCPT":     "250 2.1.5 ok",
	"DATA":     "354 go on",
	".":        "250 2.0.0 queued as 42",
	"QUIT":     "221 2.0.0 bye",
	"RSET":     "250 2.0.0 ok",
	"NOOP":     "250 2.0.0 ok",
}

// call is one connection.
type call struct {
	b     *Server
	raw   net.Conn
	conn  net.Conn
	in    *bufio.Reader
	count map[string]int
	to    []string // accepted in this transaction
}

func (b *Server) talk(conn net.Conn) {
	c := &call{b: b, raw: conn, conn: conn, count: map[string]int{}}
	if b.implicit {
		c.conn = tls.Server(conn, b.tls)
	}
	c.in = bufio.NewReader(c.conn)
	if _, ok := c.say("greeting"); !ok {
		return
	}
	for {
		line, err := c.in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		b.mu.Lock()
		b.said = append(b.said, line)
		b.mu.Unlock()
		if !c.answer(line) {
			return
		}
	}
}

// answer reports whether the connection goes on.
func (c *call) answer(line string) bool {
	verb, _, _ := strings.Cut(strings.ToUpper(line), " ")
	if good[verb] == "" { // a response of a sign-in
		verb = "AUTH"
	}
	switch verb {
	case "MAIL", "RSET":
		c.to = nil
		c.count["RCPT"] = 0
	}
	c.count[verb]++
	code, ok := c.say(fmt.Sprintf("%s %d", verb, c.count[verb]))
	if !ok {
		return false
	}
	switch {
	case verb == "STARTTLS" && code == "220" && c.b.tls != nil:
		return c.protect()
	case verb == "RCPT" && code[0] == '2':
		c.to = append(c.to, strings.TrimSuffix(strings.TrimPrefix(line[len("RCPT TO:"):], "<"), ">"))
	case verb == "DATA" && code == "354":
		return c.message()
	case verb == "QUIT":
		return false
	}
	return true
}

// protect begins TLS.
func (c *call) protect() bool {
	if line := c.line("tls"); line != "" {
		_, ok := c.do(line)
		return ok
	}
	c.conn = tls.Server(c.raw, c.b.tls)
	c.in = bufio.NewReader(c.conn)
	return true
}

// message takes in a message.
func (c *call) message() bool {
	var text strings.Builder
	for first := true; ; first = false {
		line, err := c.in.ReadString('\n')
		if err != nil {
			return false
		}
		if line == ".\r\n" {
			break
		}
		if first && c.line("body") != "" {
			if _, ok := c.say("body"); !ok {
				return false
			}
		}
		text.WriteString(strings.TrimPrefix(line, "."))
	}
	c.count["."]++
	what := c.line(fmt.Sprintf(". %d", c.count["."]))
	after, kept := strings.CutPrefix(what, "KEEP ")
	if kept || strings.HasPrefix(strings.TrimPrefix(what, "DRIP "), "2") {
		c.b.mu.Lock()
		for _, to := range c.to {
			c.b.delivered = append(c.b.delivered, Delivery{to, text.String()})
		}
		c.b.mu.Unlock()
	}
	c.to = nil
	_, ok := c.do(after)
	return ok
}

// line is what the script has for a key, "MAIL 2" or else "MAIL".
func (c *call) line(key string) string {
	c.b.mu.Lock()
	defer c.b.mu.Unlock()
	verb, _, _ := strings.Cut(key, " ")
	for _, script := range []Script{c.b.script, good} {
		for _, k := range []string{key, verb} {
			if line, ok := script[k]; ok {
				return line
			}
		}
	}
	return ""
}

func (c *call) say(key string) (code string, ok bool) { return c.do(c.line(key)) }

// do says or does one thing. The code is that of the answer, "000" for none.
func (c *call) do(what string) (code string, ok bool) {
	what, then, _ := strings.Cut(what, " THEN ")
	word, rest, _ := strings.Cut(what, " ")
	switch word {
	case "DROP", "RST", "HANG", "DEAF":
		what, then = "", word
	case "HALF":
		_, _ = io.WriteString(c.conn, rest)
		return "000", false
	case "FLOOD":
		_, err := io.WriteString(c.conn, strings.Repeat("garbage ", 8<<10)+"\r\n")
		return "000", err == nil
	case "DRIP":
		for i := range rest {
			if _, err := io.WriteString(c.conn, rest[i:i+1]); err != nil {
				return "000", false
			}
			time.Sleep(time.Millisecond)
		}
		what = ""
		code = rest
		_, _ = io.WriteString(c.conn, "\r\n")
	}
	if what != "" {
		code = what
		if _, err := io.WriteString(c.conn, what+"\r\n"); err != nil {
			return "000", false
		}
	}
	switch then {
	case "DROP":
		return "000", false
	case "RST":
		_ = c.raw.(*net.TCPConn).SetLinger(0)
		return "000", false
	case "HANG":
		_, _ = io.Copy(io.Discard, c.conn)
		return "000", false
	case "DEAF":
		<-c.b.closed
		return "000", false
	}
	if len(code) < 3 {
		code = "000"
	}
	return code[:3], true
}
