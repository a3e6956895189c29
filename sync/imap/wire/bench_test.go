package wire

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/accounts/dial"
)

// answered is a connection whose server answers the first command with text.
type answered struct {
	hungUp
	greeting, text io.Reader
	asked          chan struct{}
}

func (a *answered) Read(p []byte) (int, error) {
	if n, _ := a.greeting.Read(p); n > 0 {
		return n, nil
	}
	<-a.asked
	return a.text.Read(p)
}

func (a *answered) Write(p []byte) (int, error) {
	if bytes.HasSuffix(p, []byte("\n")) {
		select {
		case <-a.asked:
		default:
			close(a.asked)
		}
	}
	return len(p), nil
}

func (a *answered) SetReadDeadline(time.Time) error  { return nil }
func (a *answered) SetWriteDeadline(time.Time) error { return nil }

// fetchAll has go-imap read an answer to one FETCH, with a Conn between or
// without one.
func fetchAll(b *testing.B, direct bool, text string, messages int, section *imap.FetchItemBodySection) {
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	sink := make([]byte, 64<<10)
	for b.Loop() {
		a := &answered{text: strings.NewReader(text), greeting: strings.NewReader(""), asked: make(chan struct{})}
		var conn net.Conn = testConn(&dial.Conn{Conn: a}, a, Limits{}.withDefaults())
		conn.(*Conn).to = a
		if direct {
			a.greeting = strings.NewReader("* PREAUTH [CAPABILITY IMAP4rev1] ready\r\n")
			conn = a
		}
		c := imapclient.New(conn, nil)
		cmd := c.Fetch(imap.UIDSet{{Start: 1}}, &imap.FetchOptions{UID: true, Flags: true, BodySection: []*imap.FetchItemBodySection{section}})
		n := 0
		for m := cmd.Next(); m != nil; m = cmd.Next() {
			for item := m.Next(); item != nil; item = m.Next() {
				if body, ok := item.(imapclient.FetchItemDataBodySection); ok {
					for {
						if _, err := body.Literal.Read(sink); err != nil {
							break
						}
					}
					n++
				}
			}
		}
		if err := cmd.Close(); err != nil || n != messages {
			b.Fatalf("%d messages, %v", n, err)
		}
		_ = c.Close()
	}
}

func compare(b *testing.B, text string, messages int, section *imap.FetchItemBodySection) {
	b.Run("direct", func(b *testing.B) { fetchAll(b, true, text, messages, section) })
	b.Run("tolerant", func(b *testing.B) { fetchAll(b, false, text, messages, section) })
}

func BenchmarkBodies(b *testing.B) {
	body := strings.Repeat("All work and no play makes Jack a dull boy.\r\n", 19_000/45)
	var text strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&text, "* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n", i+1, i+1, len(body), body)
	}
	text.WriteString("T1 OK done\r\n")
	compare(b, text.String(), 1000, &imap.FetchItemBodySection{Peek: true})
}

func BenchmarkHeaders(b *testing.B) {
	header := strings.Repeat("Received: from here by there; Thu, 26 Nov 2026 01:00:00 +0000\r\n", 40) + "\r\n"
	var text strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&text, "* %d FETCH (UID %d FLAGS (\\Seen $Forwarded) INTERNALDATE \"17-Jul-2023 02:44:25 -0700\" RFC822.SIZE 19000 BODY[HEADER] {%d}\r\n%s)\r\n", i+1, i+1, len(header), header)
	}
	text.WriteString("T1 OK done\r\n")
	compare(b, text.String(), 1000, &imap.FetchItemBodySection{Specifier: imap.PartSpecifierHeader, Peek: true})
}

func BenchmarkFlags(b *testing.B) {
	var text strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&text, "* %d FETCH (UID %d FLAGS (\\Seen $Forwarded))\r\n", i+1, i+1)
	}
	text.WriteString("T1 OK done\r\n")
	compare(b, text.String(), 0, &imap.FetchItemBodySection{Specifier: imap.PartSpecifierMIME, Peek: true})
}
