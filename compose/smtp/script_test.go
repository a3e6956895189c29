package smtp

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"godwit/accounts"
)

// script says how a server departs from good behaviour. The keys are "greeting",
// verbs, "RCPT 2" for the second of a connection, "AUTH 2" for the second line of a
// sign-in, "body" for the first line of the message and "." or ". 2" for its end, be it a
// dot or the last chunk. The
// values are lines, or one of: DROP closes the connection, RST resets it, HANG
// says nothing until the client leaves, DEAF reads no more either, HALF x says x
// without a line end and closes, DRIP x says x an octet at a time for ever, x
// THEN y says x and does y.
type script map[string]string

// peer is a scripted server for one connection after another.
type peer struct {
	script   script
	listener net.Listener
	tls      *tls.Config // for STARTTLS, or from the first byte
	implicit bool

	mu       sync.Mutex
	commands []string      // what the client said, without the message
	messages []string      // complete messages, dots unstuffed
	closing  bool          // the script ends the connection within a message
	cut      chan struct{} // closed when the script has answered within a message
	over     chan struct{} // closed at the end of the test
	done     chan struct{}
}

// wait waits for the script to have had its way within a message.
func (p *peer) wait() { <-p.cut }

func serve(t testing.TB, s script, conf *tls.Config, implicit bool) *peer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &peer{script: s, listener: l, tls: conf, implicit: implicit, cut: make(chan struct{}), over: make(chan struct{}), done: make(chan struct{})}
	go func() {
		defer close(p.done)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			p.talk(conn)
			conn.Close()
			p.mu.Lock()
			if p.closing {
				p.closing = false
				close(p.cut)
			}
			p.mu.Unlock()
		}
	}()
	t.Cleanup(func() { close(p.over); l.Close(); <-p.done })
	return p
}

func (p *peer) server() accounts.Server {
	host, port, _ := net.SplitHostPort(p.listener.Addr().String())
	n, _ := strconv.Atoi(port)
	s := accounts.Server{Protocol: accounts.SMTP, Host: host, Port: n, Security: accounts.Plain, User: "ada"}
	switch {
	case p.implicit:
		s.Security = accounts.TLS
	case p.tls != nil:
		s.Security = accounts.STARTTLS
	}
	return s
}

var good = script{
	"greeting": "220 mail.test ESMTP",
	"EHLO":     "250-mail.test\r\n250-SIZE 1000000\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250 AUTH PLAIN LOGIN",
	"HELO":     "250 mail.test",
	"STARTTLS": "220 2.0.0 go ahead",
	"AUTH":     "235 2.7.0 welcome",
	"MAIL":     "250 2.1.0 ok",
	"RCPT":     "250 2.1.5 ok",
	"DATA":     "354 go on",
	"BDAT":     "250 2.0.0 more",
	".":        "250 2.0.0 queued as 42",
	"QUIT":     "221 2.0.0 bye",
	"RSET":     "250 ok",
	"*":        "501 cancelled",
}

func (p *peer) talk(conn net.Conn) {
	raw := conn
	if p.implicit {
		conn = tls.Server(conn, p.tls)
	}
	in := bufio.NewReader(conn)
	// say reports whether the session goes on.
	say := func(key string) bool {
		reply, ok := p.script[key]
		verb, _, _ := strings.Cut(key, " ")
		if !ok {
			if reply, ok = p.script[verb]; !ok || key == "RCPT" {
				reply = good[verb]
			}
		}
		reply, then, _ := strings.Cut(reply, " THEN ")
		switch {
		case reply == "DROP", reply == "RST", reply == "HANG", reply == "DEAF":
			then, reply = reply, ""
		case strings.HasPrefix(reply, "DRIP "):
			return p.drip(conn, strings.TrimPrefix(reply, "DRIP "))
		case strings.HasPrefix(reply, "HALF "):
			fmt.Fprint(conn, strings.TrimPrefix(reply, "HALF "))
			return false
		}
		if reply != "" {
			fmt.Fprintf(conn, "%s\r\n", reply)
		}
		switch then {
		case "DROP":
			return false
		case "RST":
			raw.(*net.TCPConn).SetLinger(0)
			return false
		case "DEAF":
			<-p.over
			return false
		case "HANG":
			for {
				if _, err := in.ReadByte(); err != nil {
					return false
				}
			}
		}
		return true
	}
	if !say("greeting") {
		return
	}
	count := map[string]int{}
	dots := 0
	var chunks strings.Builder
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		p.mu.Lock()
		p.commands = append(p.commands, line)
		p.mu.Unlock()
		verb, _, _ := strings.Cut(strings.ToUpper(line), " ")
		if good[verb] == "" { // a response of a sign-in
			verb = "AUTH"
		}
		if verb == "BDAT" {
			last, err := p.chunk(in, line, &chunks)
			if err != nil {
				return
			}
			if last {
				verb = "."
			}
		}
		count[verb]++
		key := verb
		if n := count[verb]; n > 1 || verb == "RCPT" {
			if _, ok := p.script[fmt.Sprintf("%s %d", verb, n)]; ok {
				key = fmt.Sprintf("%s %d", verb, n)
			}
		}
		if !say(key) {
			return
		}
		switch {
		case verb == "STARTTLS" && strings.HasPrefix(p.reply("STARTTLS"), "220") && p.tls != nil:
			conn = tls.Server(conn, p.tls)
			in = bufio.NewReader(conn)
		case verb == "DATA" && strings.HasPrefix(p.reply(key), "354"):
			dots++
			if !p.message(in, dots, say) {
				return
			}
		case verb == "QUIT":
			return
		}
	}
}

func (p *peer) reply(key string) string {
	if r, ok := p.script[key]; ok {
		return r
	}
	return good[key]
}

// drip is never silent for long, and never done.
func (p *peer) drip(conn net.Conn, text string) bool {
	for {
		for _, c := range []byte(text) {
			if _, err := conn.Write([]byte{c}); err != nil {
				return false
			}
			select {
			case <-p.over:
				return false
			case <-time.After(20 * time.Millisecond):
			}
		}
	}
}

// chunk takes in what comes after a BDAT.
func (p *peer) chunk(in *bufio.Reader, line string, all *strings.Builder) (last bool, err error) {
	words := strings.Fields(line)
	n, err := strconv.ParseInt(words[1], 10, 64)
	if err == nil {
		_, err = io.CopyN(all, in, n)
	}
	if err != nil || len(words) < 3 {
		return false, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.messages = append(p.messages, all.String())
	all.Reset()
	return true, nil
}

func (p *peer) message(in *bufio.Reader, nth int, say func(string) bool) bool {
	var text strings.Builder
	for first := true; ; first = false {
		line, err := in.ReadString('\n')
		if err != nil {
			return false
		}
		if line == ".\r\n" {
			break
		}
		if _, ok := p.script["body"]; ok && first {
			if !say("body") {
				p.mu.Lock()
				p.closing = true
				p.mu.Unlock()
				return false
			}
			close(p.cut)
		}
		text.WriteString(strings.TrimPrefix(line, "."))
	}
	p.mu.Lock()
	p.messages = append(p.messages, text.String())
	p.mu.Unlock()
	if key := fmt.Sprintf(". %d", nth); p.script[key] != "" {
		return say(key)
	}
	return say(".")
}

func (p *peer) seen() (commands, messages []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.commands...), append([]string(nil), p.messages...)
}
