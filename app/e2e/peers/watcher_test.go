package peers

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"strings"
	"testing"
	"time"

	"godwit/app/e2e/servers"
)

// watcher is a bare connection in IDLE: it tells when the server says that a
// message came. Dovecot itself waits half a second before it does.
type watcher struct{ said chan time.Time }

func watch(b testing.TB, server *servers.Dovecot) *watcher {
	b.Helper()
	conn, err := tls.Dial("tcp", fmt.Sprintf("localhost:%d", server.IMAPS), nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { conn.Close() })
	w := &watcher{make(chan time.Time, 100)}
	r := bufio.NewReader(conn)
	for _, c := range []struct{ say, until string }{
		{"", "* OK"}, {fmt.Sprintf("a LOGIN %s %q", login, servers.Password), "a OK"}, {"b SELECT INBOX", "b OK"}, {"c IDLE", "+"},
	} {
		if c.say != "" {
			fmt.Fprintf(conn, "%s\r\n", c.say)
		}
		for line := ""; !strings.HasPrefix(line, c.until); {
			if line, err = r.ReadString('\n'); err != nil {
				b.Fatal(err)
			}
		}
	}
	go func() {
		for {
			line, err := r.ReadString('\n')
			if err != nil {
				return
			}
			if strings.HasSuffix(line, " EXISTS\r\n") {
				w.said <- time.Now()
			}
		}
	}()
	return w
}
