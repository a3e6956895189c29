package wire

import (
	"bufio"
	"context"
	"net"
	"strings"
	"testing"

	"godwit/accounts"
	"godwit/accounts/dial"
)

// server is the account of the scripted sessions: plain text on loopback.
func server() accounts.Server {
	return accounts.Server{Protocol: accounts.POP3, Host: "127.0.0.1", Port: 110, Security: accounts.Plain, User: "mira"}
}

// play answers as the script says: a line "C: x" is expected of the client,
// "S: x" is sent, and at the end the connection is closed. The client's
// failure to say a line shows when the test ends.
func play(t *testing.T, script string) *dial.Conn {
	t.Helper()
	near, far := pair(t)
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer far.Close()
		r := bufio.NewReader(far)
		for line := range strings.Lines(strings.TrimSpace(script)) {
			line = strings.TrimRight(line, "\n")
			if text, ok := strings.CutPrefix(line, "S: "); ok {
				if _, err := far.Write([]byte(strings.ReplaceAll(text, `\n`, "\r\n") + "\r\n")); err != nil {
					return // the client has had enough; its test knows whether it may
				}
				continue
			}
			want, _ := strings.CutPrefix(line, "C: ")
			got, err := r.ReadString('\n')
			if err != nil || got != want+"\r\n" {
				t.Errorf("the client said %q (%v), want %q", got, err, want)
				return
			}
		}
	}()
	t.Cleanup(func() {
		near.Close()
		<-done
	})
	return &dial.Conn{Conn: near}
}

// pair is both ends of a connection. It is a real one: a pipe in memory fails
// a read that begins after the other end has closed, with data still to come.
func pair(t *testing.T) (near, far net.Conn) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if near, err = net.Dial("tcp", l.Addr().String()); err != nil {
		t.Fatal(err)
	}
	if far, err = l.Accept(); err != nil {
		t.Fatal(err)
	}
	return near, far
}

// signedIn is a script's usual beginning.
const signedIn = `
S: +OK ready
C: CAPA
S: +OK
S: PIPELINING
S: .
C: USER mira
S: +OK
C: PASS secret
S: +OK
`

// with opens a session and goes on with the script.
func with(t *testing.T, script string) *Client {
	t.Helper()
	c, err := Open(context.Background(), play(t, signedIn+strings.TrimSpace(script)), server(), "secret", nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
