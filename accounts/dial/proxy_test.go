package dial

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
)

// proxied is a proxy that leads every connection to one server, and remembers
// what it was asked for.
type proxied struct {
	to    string // where it really goes
	asked chan string
}

func (p proxied) pass(c net.Conn, in io.Reader) {
	out, err := net.Dial("tcp", p.to)
	if err != nil {
		return
	}
	defer out.Close()
	go func() { _, _ = io.Copy(out, in); _ = out.(*net.TCPConn).CloseWrite() }()
	_, _ = io.Copy(c, out)
}

func (p proxied) http(c net.Conn) {
	r := bufio.NewReader(c)
	req, err := http.ReadRequest(r)
	if err != nil {
		return
	}
	p.asked <- req.Method + " " + req.Host + " " + req.Header.Get("Proxy-Authorization")
	_, _ = io.WriteString(c, "HTTP/1.1 200 Go on\r\nVia: test\r\n\r\n")
	p.pass(c, r)
}

func (p proxied) socks(c net.Conn) {
	head := make([]byte, 2)
	_, _ = io.ReadFull(c, head)
	_, _ = io.ReadFull(c, make([]byte, head[1]))
	user := ""
	if head[1] > 1 { // with a user
		_, _ = c.Write([]byte{5, 2})
		_, _ = io.ReadFull(c, head)
		name := make([]byte, head[1]+1)
		_, _ = io.ReadFull(c, name)
		secret := make([]byte, name[head[1]])
		_, _ = io.ReadFull(c, secret)
		user = string(name[:head[1]]) + ":" + string(secret)
		_, _ = c.Write([]byte{1, 0})
	} else {
		_, _ = c.Write([]byte{5, 0})
	}
	ask := make([]byte, 5)
	_, _ = io.ReadFull(c, ask)
	rest := make([]byte, int(ask[4])+2)
	_, _ = io.ReadFull(c, rest)
	p.asked <- fmt.Sprintf("%d %s:%d %s", ask[3], rest[:ask[4]], binary.BigEndian.Uint16(rest[ask[4]:]), user)
	_, _ = c.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
	p.pass(c, c)
}

func TestProxy(t *testing.T) {
	ca := newAuthority(t)
	ca.trust(t)
	config := &tls.Config{Certificates: []tls.Certificate{ca.issue(t, leaf{names: []string{"mail.nowhere.invalid"}})}}
	for _, c := range []struct{ scheme, user, asked string }{
		{"http", "", "CONNECT mail.nowhere.invalid:993 "},
		{"http", "ann@", "CONNECT mail.nowhere.invalid:993 Basic YW5uOnMzY3JldA=="},
		{"socks5", "", "3 mail.nowhere.invalid:993 "},
		{"socks5", "ann@", "3 mail.nowhere.invalid:993 ann:s3cret"},
	} {
		for _, security := range []accounts.Security{accounts.TLS, accounts.STARTTLS} {
			t.Run(c.scheme+" "+c.user+string(security), func(t *testing.T) {
				peer := speakTLS(config)
				if security == accounts.STARTTLS {
					peer = agree(peer)
				}
				server := serve(t, peer)
				p := proxied{server.Address(), make(chan string, 1)}
				way := p.http
				if c.scheme == "socks5" {
					way = p.socks
				}
				s := accounts.Server{
					Protocol: accounts.IMAP, Host: "mail.nowhere.invalid", Port: 993, Security: security,
					Proxy: c.scheme + "://" + c.user + serve(t, way).Address(),
				}
				d := Dialer{Timeout: 20 * time.Second, ProxySecret: func(context.Context, accounts.Server) (string, error) { return "s3cret", nil }}
				conn, err := connect(t, d, s)
				if err != nil {
					t.Fatal(err)
				}
				defer conn.Close()
				if got := <-p.asked; got != c.asked {
					t.Errorf("asked %q, want %q", got, c.asked)
				}
				if line, err := bufio.NewReader(conn).ReadString('\n'); err != nil || line != "* OK ready\r\n" {
					t.Errorf("heard %q, %v", line, err)
				}
				if conn.Loopback() {
					t.Error("a server behind a proxy counts as this machine")
				}
			})
		}
	}
}

func TestProxyFailures(t *testing.T) {
	say := func(text string) func(net.Conn) {
		return func(c net.Conn) {
			_, _ = http.ReadRequest(bufio.NewReader(c))
			_, _ = io.WriteString(c, text)
		}
	}
	for name, c := range map[string]struct {
		scheme string
		peer   func(net.Conn)
	}{
		"wants a password":    {"http", say("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")},
		"refuses":             {"http", say("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")},
		"is no proxy":         {"http", say("* OK IMAP4rev1\r\n\r\n")},
		"says no end":         {"http", say("HTTP/1.1 200 OK\r\n" + strings.Repeat("X-A: b\r\n", 9000))},
		"hangs up":            {"http", func(net.Conn) {}},
		"hangs":               {"http", hang},
		"SOCKS 4":             {"socks5", func(c net.Conn) { _, _ = c.Write([]byte{4, 90}) }},
		"SOCKS without a way": {"socks5", func(c net.Conn) { _, _ = c.Write([]byte{5, 0xff}) }},
		"SOCKS hangs":         {"socks5", hang},
	} {
		t.Run(name, func(t *testing.T) {
			s := accounts.Server{
				Protocol: accounts.IMAP, Host: "mail.nowhere.invalid", Port: 993, Security: accounts.TLS,
				Proxy: c.scheme + "://" + serve(t, c.peer).Address(),
			}
			_, err := connect(t, Dialer{Timeout: 300 * time.Millisecond}, s)
			wantKind(t, err, ProxyFailed)
		})
	}
}

// TestNothingPlainThroughAProxy: "localhost" behind a proxy is another machine.
func TestNothingPlainThroughAProxy(t *testing.T) {
	s := accounts.Server{Protocol: accounts.IMAP, Host: "localhost", Port: 143, Security: accounts.Plain, Proxy: "socks5://127.0.0.1:1"}
	_, err := Dialer{}.Connect(t.Context(), s)
	wantKind(t, err, Unprotected)
}
