package wire

import (
	"bytes"
	"context"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/accounts/protolog"
)

// told are answers of extensions, good and bad.
var told = []string{
	"* VANISHED (EARLIER) 1:3,7\r\n* VANISHED 5\r\n", "* VANISHED (EARLIER 1:*\r\n", "* VANISHED ,,:\r\n",
	"* 1 FETCH (UID 1 X-GM-LABELS (\"\\\\Inbox\" {1}\r\na NIL) X-GM-MSGID 1 X-GM-THRID 2 EMAILID (M) THREADID NIL)\r\n",
	"* 1 FETCH (X-GM-LABELS (((\r\n", "* 1 FETCH (EMAILID ((M)) UID 1)\r\n",
	"* STATUS x (MAILBOXID (F1) APPENDLIMIT NIL)\r\n", "* LIST () \"/\" new\r\n", "* OK [NOTIFICATIONOVERFLOW] x\r\n",
	"* OK [ALERT] x\r\n", "* OK [MAILBOXID (x)] x\r\n", "* OK [NOMODSEQ] x\r\n", "* QUOTAROOT INBOX \"\"\r\n* QUOTA \"\" (STORAGE 1 2)\r\n", "* QUOTA (\r\n",
}

// FuzzExtensions: with every extension on, and a protocol log, go-imap still
// ends the session only because the stream does.
func FuzzExtensions(f *testing.F) {
	for _, server := range append(told, awkward...) {
		f.Add(server)
	}
	log, err := protolog.Open(f.TempDir(), "1")
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = log.Close() })
	f.Fuzz(func(t *testing.T, server string) {
		o := Options{
			Limits:   Limits{Line: 4096, Literal: 4096, Dropped: 50},
			Protocol: log.Conn("x", "secret"), Alert: func(string) {}, News: func(News) {},
		}
		w := testSession(&dial.Conn{Conn: hungUp{}}, strings.NewReader(server), o, everything, []string{"QRESYNC"})
		w.notifies.Store(true)
		w.Resync(1, 1)
		w.sent.watch([]byte("T99 SELECT x (CONDSTORE)\r\n"), &w.name)
		c := imapclient.New(w, nil)
		<-c.Closed()
		err := c.Close()
		if err != nil && (w.Err() == nil || !strings.Contains(err.Error(), w.Err().Error())) {
			t.Errorf("%q: %v", server, err)
		}
		w.Vanished()
		w.Changed()
		w.Extra(1)
	})
}

// FuzzOpen: whatever a server says before and during sign-in, Open ends.
func FuzzOpen(f *testing.F) {
	f.Add("* OK [CAPABILITY IMAP4rev1] hi\r\nA1 OK [CAPABILITY IMAP4rev1 ID ENABLE QRESYNC NAMESPACE COMPRESS=DEFLATE NOTIFY] in\r\n" +
		"* ID (\"name\" \"x\")\r\nA2 OK x\r\n* NAMESPACE ((\"\" \"/\")) NIL NIL\r\nA3 OK x\r\n* ENABLED QRESYNC\r\nA4 OK x\r\nA5 OK x\r\n")
	f.Add("* PREAUTH [CAPABILITY IMAP4rev1 ID] hi\r\n* ID ({3}\r\nabc NIL)\r\nA1 OK x\r\n")
	f.Fuzz(func(t *testing.T, server string) {
		near, far := net.Pipe()
		go func() {
			go func() { _, _ = io.Copy(io.Discard, far) }()
			_, _ = io.Copy(far, bytes.NewReader([]byte(server)))
			_ = far.Close()
		}()
		s := accounts.Server{Protocol: accounts.IMAP, Host: "mail.example.org", Port: 143, Security: accounts.Plain, User: "ada"}
		o := Options{Limits: Limits{Line: 4096, Literal: 4096, Dropped: 50}, Resync: true, Compress: true, Notify: true}
		if w, err := Open(context.Background(), &dial.Conn{Conn: near}, s, "s3cret", o); err == nil {
			_ = w.Close()
		}
	})
}
