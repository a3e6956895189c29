package dial

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/proxy"

	"godwit/accounts"
)

// maxProxyAnswer bounds what a proxy says before it lets a connection through.
const maxProxyAnswer = 16 << 10

// errProxy: the proxy did not do what it was asked.
type errProxy struct{ error }

func (e errProxy) Unwrap() error { return e.error }

// connectProxy connects to a server through its proxy. The server's name goes to
// the proxy as it is: this machine asks nobody about it.
func (d Dialer) connectProxy(ctx context.Context, s accounts.Server, host string) (net.Conn, []string, error) {
	p, err := s.ProxyURL()
	if err != nil {
		return nil, nil, errProxy{err}
	}
	ctx, cancel := context.WithTimeout(ctx, shorter(connectWait, d.Timeout))
	defer cancel()
	port, _ := strconv.Atoi(p.Port()) // ProxyURL has looked at it
	c, resolved, err := d.connectTCP(ctx, p.Hostname(), port, shorter(connectWait, d.Timeout))
	if err != nil {
		return nil, resolved, errProxy{fmt.Errorf("proxy %s: %w", p.Host, err)}
	}
	stop := context.AfterFunc(ctx, func() { _ = c.Close() })
	secret, err := d.proxySecret(ctx, s, p)
	to := net.JoinHostPort(host, strconv.Itoa(s.Port))
	if err == nil {
		_ = c.SetDeadline(time.Now().Add(shorter(connectWait, d.Timeout)))
		if p.Scheme == "socks5" {
			err = socks(ctx, c, p, secret, to)
		} else {
			err = tunnel(c, p, secret, to)
		}
	}
	if !stop() && err == nil {
		err = ctx.Err()
	}
	if err != nil {
		_ = c.Close()
		return nil, resolved, errProxy{fmt.Errorf("proxy %s: %w", p.Host, err)}
	}
	return c, resolved, c.SetDeadline(time.Time{})
}

func (d Dialer) proxySecret(ctx context.Context, s accounts.Server, p *url.URL) (string, error) {
	if p.User.Username() == "" || d.ProxySecret == nil {
		return "", nil
	}
	return d.ProxySecret(ctx, s)
}

// through hands out a connection that is there already.
type through struct{ net.Conn }

func (t through) Dial(string, string) (net.Conn, error) { return t.Conn, nil }

func (t through) DialContext(context.Context, string, string) (net.Conn, error) { return t.Conn, nil }

// socks asks a SOCKS 5 proxy to connect (RFC 1928, RFC 1929).
func socks(ctx context.Context, c net.Conn, p *url.URL, secret, to string) error {
	var auth *proxy.Auth
	if user := p.User.Username(); user != "" {
		auth = &proxy.Auth{User: user, Password: secret}
	}
	d, err := proxy.SOCKS5("tcp", p.Host, auth, through{c})
	if err != nil {
		return err
	}
	dialer, ok := d.(proxy.ContextDialer)
	if !ok {
		return errors.New("no SOCKS with a context")
	}
	_, err = dialer.DialContext(ctx, "tcp", to) // the connection it returns only repeats what c does
	return err
}

// tunnel asks an HTTP proxy to connect (RFC 9110 9.3.6). Not a byte behind its
// answer is read: it is the mail server's.
func tunnel(c net.Conn, p *url.URL, secret, to string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "CONNECT %s HTTP/1.1\r\nHost: %[1]s\r\n", to)
	if user := p.User.Username(); user != "" {
		fmt.Fprintf(&b, "Proxy-Authorization: Basic %s\r\n", base64.StdEncoding.EncodeToString([]byte(user+":"+secret)))
	}
	b.WriteString("\r\n")
	if _, err := c.Write([]byte(b.String())); err != nil {
		return err
	}
	head, err := readHead(c)
	if err != nil {
		return err
	}
	answer, err := http.ReadResponse(bufio.NewReader(strings.NewReader(head)), &http.Request{Method: http.MethodConnect})
	if err != nil {
		return errors.New("it does not answer as an HTTP proxy")
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("it refused: %d %s", answer.StatusCode, http.StatusText(answer.StatusCode))
	}
	return nil
}

// readHead reads up to the empty line, an octet at a time.
func readHead(c net.Conn) (string, error) {
	head := make([]byte, 0, 512)
	one := make([]byte, 1)
	for !strings.HasSuffix(string(head), "\r\n\r\n") {
		if len(head) == maxProxyAnswer {
			return "", errors.New("its answer has no end")
		}
		if _, err := c.Read(one); err != nil {
			return "", err
		}
		head = append(head, one[0])
	}
	return string(head), nil
}
