package pop3

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"

	"godwit/accounts"
)

// oddServer is a POP3 server with habits.
type oddServer struct {
	uids    []string // nil: no UIDL
	noTop   bool
	letters []string
	sizes   string // what LIST says of every size; "true": what it is
	said    []string
}

// serve listens until the test ends.
func (o *oddServer) serve(t *testing.T) accounts.Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			o.session(c)
			c.Close()
		}
	}()
	t.Cleanup(func() {
		l.Close()
		<-done
	})
	return accounts.Server{Protocol: accounts.POP3, Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, Security: accounts.Plain}
}

func (o *oddServer) session(c net.Conn) {
	r := bufio.NewReader(c)
	fmt.Fprint(c, "+OK odd\r\n")
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		o.said = append(o.said, strings.TrimSpace(line))
		words := strings.Fields(line)
		n := 0
		if len(words) > 1 {
			fmt.Sscan(words[1], &n)
		}
		switch words[0] {
		case "USER", "PASS":
			fmt.Fprint(c, "+OK\r\n")
		case "LIST":
			fmt.Fprint(c, "+OK\r\n")
			for i, letter := range o.letters {
				if o.sizes == "true" {
					fmt.Fprintf(c, "%d %d\r\n", i+1, len(letter))
					continue
				}
				fmt.Fprintf(c, "%d %s\r\n", i+1, o.sizes)
			}
			fmt.Fprint(c, ".\r\n")
		case "UIDL":
			if o.uids == nil {
				fmt.Fprint(c, "-ERR what?\r\n")
				continue
			}
			fmt.Fprint(c, "+OK\r\n")
			for i := range o.letters {
				fmt.Fprintf(c, "%d %s\r\n", i+1, o.uids[i])
			}
			fmt.Fprint(c, ".\r\n")
		case "TOP":
			head, _, _ := strings.Cut(o.letters[n-1], "\r\n\r\n")
			if o.noTop {
				fmt.Fprint(c, "-ERR what?\r\n")
			} else {
				fmt.Fprintf(c, "+OK\r\nStatus: changes each time %p\r\n%s\r\n\r\n.\r\n", c, head)
			}
		case "RETR":
			fmt.Fprintf(c, "+OK\r\n%s.\r\n", o.letters[n-1])
		case "QUIT":
			fmt.Fprint(c, "+OK\r\n")
			return
		default:
			fmt.Fprint(c, "-ERR what?\r\n")
		}
	}
}

func letters(n int) (list []string) {
	for i := range n {
		id := fmt.Sprintf("Message-ID: <%d@x>\r\n", i)
		if i%2 == 1 {
			id = ""
		}
		list = append(list, fmt.Sprintf("Subject: %d\r\n%s\r\nText %d\r\n", i, id, i))
	}
	return list
}

func collectFrom(t *testing.T, o *oddServer) *fixture {
	t.Helper()
	quiet(t)
	f := &fixture{t: t}
	f.open(o.serve(t), "odd", "pass")
	return f
}

func TestServerWithoutUIDL(t *testing.T) {
	o := &oddServer{letters: letters(6), sizes: "0"}
	f := collectFrom(t, o)
	if n := f.once(); n != 6 {
		t.Errorf("%d new, want 6", n)
	}
	o.letters = append(o.letters[1:], letters(8)[7]) // numbers move up
	if n := f.once(); n != 1 {
		t.Errorf("%d new, want 1", n)
	}
	o.noTop = true
	if err := f.Once(t.Context()); !errors.Is(err, ErrNoUIDs) {
		t.Errorf("without UIDL and TOP: %v", err)
	}
}

func TestSharedUIDs(t *testing.T) {
	o := &oddServer{letters: letters(4), uids: []string{"a", "b", "a", "a"}, sizes: "99"}
	f := collectFrom(t, o)
	if n := f.once(); n != 4 {
		t.Errorf("%d new, want 4", n)
	}
	if n := f.once(); n != 0 {
		t.Errorf("%d came twice", n)
	}
}

func TestTooLargeStaysThere(t *testing.T) {
	o := &oddServer{letters: letters(2), uids: []string{"a", "b"}, sizes: "999999999999"}
	f := collectFrom(t, o)
	if n := f.once(); n != 0 {
		t.Errorf("%d collected", n)
	}
	f.once()
	notices, err := f.Store.Notices(t.Context())
	if err != nil || len(notices) != 1 || notices[0].Code != "GW-POP3-TOO-LARGE" {
		t.Errorf("notices %+v, %v", notices, err)
	}
	// Sizes that mean nothing do no harm.
	o.sizes = "1"
	f.tooLarge = map[string]bool{}
	if n := f.once(); n != 2 {
		t.Errorf("%d new, want 2", n)
	}
}

// A message that turns out too large costs a session, and the others come.
func TestLargerThanSaid(t *testing.T) {
	o := &oddServer{letters: letters(5), uids: []string{"a", "b", "c", "d", "e"}, sizes: "1"}
	o.letters[2] += strings.Repeat("more\r\n", 1000)
	f := collectFrom(t, o)
	f.limit = 1000
	f.once()
	if n := len(f.inbox()); n != 4 || !f.tooLarge["c"] {
		t.Errorf("%d collected, want 4; passed over %v", n, f.tooLarge)
	}
	f.once()
	if n := len(f.inbox()); n != 4 {
		t.Errorf("%d collected, want 4", n)
	}
}
