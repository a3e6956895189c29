package wire

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/accounts"
	"godwit/accounts/dial"
)

// drip says text an octet at a time with a wait before each, then what says
// next returns, until the connection ends.
func drip(c net.Conn, wait time.Duration, text string, next func() string) {
	for {
		for i := range len(text) {
			time.Sleep(wait)
			if _, err := c.Write([]byte{text[i]}); err != nil {
				return
			}
		}
		text = next()
	}
}

// TestDripEndsTheCommand: an octet now and then keeps no command alive for ever.
func TestDripEndsTheCommand(t *testing.T) {
	for name, text := range map[string]string{
		"a line":    "* LIST () \"/\" " + strings.Repeat("x", 10_000),
		"a literal": "* 1 FETCH (UID 7 BODY[] {100000}\r\n" + strings.Repeat("x", 10_000),
		"a list":    "* 1 FETCH (UID 7 FLAGS (" + strings.Repeat("x ", 10_000),
		"NULs":      strings.Repeat("\x00", 10_000),
		"noise":     "* OK still here\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, server := net.Pipe()
				var wg sync.WaitGroup
				defer wg.Wait()
				defer server.Close()
				w := testConn(&dial.Conn{Conn: client}, nil, Limits{}.withDefaults())
				w.in.r.Reset(w.Conn)
				c := imapclient.New(w, nil)
				defer c.Close()
				wg.Go(func() { _, _ = io.Copy(io.Discard, server) })
				wg.Go(func() { drip(server, 30*time.Second, text, func() string { return text }) })
				began := time.Now()
				cmd := c.Fetch(imap.UIDSetNum(7), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{{Peek: true}}})
				if err := cmd.Close(); err == nil || !errors.Is(w.Err(), ErrBound) {
					t.Errorf("err = %v, %v", err, w.Err())
				}
				if d := time.Since(began); d > 2*time.Hour {
					t.Errorf("it took %v", d)
				}
			})
		})
	}
}

// TestDripEndsTheSetup: nor a session that never begins.
func TestDripEndsTheSetup(t *testing.T) {
	for name, texts := range map[string][2]string{
		"greeting": {strings.Repeat("* OK ", 10_000), ""},
		"noise":    {"* OK [CAPABILITY IMAP4rev1] hi\r\n", "* OK still here\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, server := net.Pipe()
				var wg sync.WaitGroup
				defer wg.Wait()
				defer server.Close()
				wg.Go(func() { _, _ = io.Copy(io.Discard, server) })
				wg.Go(func() { drip(server, time.Second, texts[0], func() string { return texts[1] }) })
				s := accounts.Server{Protocol: accounts.IMAP, User: "ada", Security: accounts.Plain}
				_, err := Open(context.Background(), &dial.Conn{Conn: client}, s, "secret", Options{})
				if !errors.Is(err, ErrBound) {
					t.Errorf("err = %v", err)
				}
			})
		})
	}
}

// TestMemoryDoesNotFollowTheServer: what is held is bound, whatever the server
// announces or says.
func TestMemoryDoesNotFollowTheServer(t *testing.T) {
	const fetch = "T1 UID FETCH 1:* (UID FLAGS BODY.PEEK[HEADER])\r\n"
	for name, server := range map[string]func(i int) string{
		"literal announced": func(i int) string { return "* 1 FETCH (BODY[HEADER] {99999999}\r\nabc" + strings.Repeat("x", 1000*i) },
		"flags volunteered": func(i int) string {
			return fmt.Sprintf("* 1 FETCH (UID %d FLAGS (%s))\r\n", i+1, strings.Repeat("flag ", 2000))
		},
		"headers without flags": func(i int) string {
			return fmt.Sprintf("* 1 FETCH (UID %d BODY[HEADER] {10000}\r\n%s)\r\n", i+1, strings.Repeat("x", 10_000))
		},
		"keywords without end": func(i int) string {
			return fmt.Sprintf("* 1 FETCH (UID 1 FLAGS (\"%s %d\"))\r\n", strings.Repeat("x", 200), i)
		},
		"names without end": func(i int) string { return fmt.Sprintf("* LIST () \"/\" \"%s&%d\"\r\n", strings.Repeat("x", 3000), i) },
		"long names": func(i int) string {
			return fmt.Sprintf("* LIST () \"/\" \"%s&%d\"\r\n", strings.Repeat("x", 100_000), i)
		},
		"attributes": func(int) string { return "* LIST (" + strings.Repeat("\\x ", 100_000) + ") \"/\" x\r\n" },
		"text":       func(int) string { return "* OK " + strings.Repeat("x", 1<<19) + "\r\n" },
		"found":      func(int) string { return "* SEARCH" + strings.Repeat(" 4294967295", 50_000) + "\r\n" },
	} {
		t.Run(name, func(t *testing.T) {
			i := 0
			r := &endless{next: func() string { i++; return server(i) }, left: 32 << 20}
			w := testConn(&dial.Conn{}, r, Limits{}.withDefaults())
			w.sent.watch([]byte(fetch), &w.name)
			buf := make([]byte, 32<<10)
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			for {
				if _, err := w.read(buf); err != nil {
					break
				}
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 20<<20 {
				t.Errorf("%d MiB are held after %d MiB", grown>>20, 32)
			}
			runtime.KeepAlive(w)
		})
	}
}

// endless reads what next says, again and again.
type endless struct {
	next func() string
	text string
	left int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	for e.text == "" {
		e.text = e.next()
	}
	n := copy(p, e.text)
	e.text = e.text[n:]
	e.left -= n
	return n, nil
}
