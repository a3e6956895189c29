package wire

import (
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"testing"

	"godwit/accounts"
	"godwit/accounts/dial"
)

// TestBegin: what is asked for between sign-in and the first command.
func TestBegin(t *testing.T) {
	login := []string{"* OK [CAPABILITY IMAP4rev1] hi\r\n", "C: LOGIN"}
	for _, c := range []struct {
		name  string
		steps []string
		check func(*Conn) bool
	}{
		{"ENABLE", []string{
			"TAG OK [CAPABILITY IMAP4rev1 ENABLE QRESYNC CONDSTORE UTF8=ACCEPT] in\r\n",
			"C: ENABLE QRESYNC UTF8=ACCEPT", "* ENABLED QRESYNC utf8=accept\r\nTAG OK x\r\n",
		}, func(w *Conn) bool { return w.Enabled("QRESYNC") && w.Enabled("UTF8=ACCEPT") }},
		{"no ENABLED, nothing enabled", []string{
			"TAG OK [CAPABILITY IMAP4rev1 ENABLE QRESYNC] in\r\n", "C: ENABLE QRESYNC", "TAG OK x\r\n",
		}, func(w *Conn) bool { return !w.Enabled("QRESYNC") }},
		{"ENABLE refused", []string{
			"TAG OK [CAPABILITY IMAP4rev1 ENABLE QRESYNC] in\r\n", "C: ENABLE QRESYNC", "* ENABLED QRESYNC\r\nTAG BAD x\r\n",
		}, func(w *Conn) bool { return !w.Enabled("QRESYNC") }},
		{"iCloud", []string{
			"TAG OK [CAPABILITY IMAP4rev1 ENABLE QRESYNC CONDSTORE X-SUN-IMAP] in\r\n",
		}, func(w *Conn) bool { return !w.Has("QRESYNC") && w.Has("CONDSTORE") && !w.Enabled("QRESYNC") }},
		{"iCloud by ID", []string{
			"TAG OK [CAPABILITY IMAP4rev1 ENABLE QRESYNC ID] in\r\n", "C: ID (\"name\" \"Godwit\" \"version\"",
			"* ID (\"NAME\" \"iCloud IMAP\" \"version\" NIL \"x\" \"y\")\r\nTAG OK x\r\n",
		}, func(w *Conn) bool {
			return !w.Has("QRESYNC") && w.serverID["name"] == "iCloud IMAP" && len(w.serverID) == 2
		}},
		{"NOTIFY", []string{
			"TAG OK [CAPABILITY IMAP4rev1 NOTIFY] in\r\n",
			"C: NOTIFY SET (selected-delayed (MessageNew MessageExpunge FlagChange)) (personal (MessageNew MessageExpunge FlagChange MailboxName))", "TAG OK x\r\n",
		}, func(w *Conn) bool { return w.notifies.Load() }},
		{"NOTIFY without names", []string{
			"TAG OK [CAPABILITY IMAP4rev1 NOTIFY] in\r\n", "C: NOTIFY SET", "TAG NO [BADEVENT (MessageNew)] x\r\n",
			"C: (personal (MessageNew MessageExpunge FlagChange))", "TAG OK x\r\n",
		}, func(w *Conn) bool { return w.notifies.Load() }},
		{"NOTIFY refused", []string{
			"TAG OK [CAPABILITY IMAP4rev1 NOTIFY] in\r\n", "C: NOTIFY SET", "TAG BAD x\r\n", "C: NOTIFY SET", "TAG BAD x\r\n",
		}, func(w *Conn) bool { return !w.notifies.Load() }},
		{"COMPRESS refused", []string{
			"TAG OK [CAPABILITY IMAP4rev1 COMPRESS=DEFLATE] in\r\n", "C: COMPRESS DEFLATE", "TAG NO [COMPRESSIONACTIVE] x\r\n",
		}, func(w *Conn) bool { return !w.compressed }},
		{"LITERAL + with a space", []string{
			"TAG OK [CAPABILITY IMAP4rev1 LITERAL + IDLE] in\r\n",
		}, func(w *Conn) bool { return w.Has("LITERAL+") && w.Has("IDLE") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			heard, w, err := scriptWith(t, accounts.Plain, Options{Resync: true, Notify: true, Compress: true}, append(slices.Clone(login), c.steps...)...)
			if err != nil || !c.check(w) {
				t.Errorf("err = %v; said %q", err, heard())
			}
		})
	}
}

// TestHiddenByHost: a server is known by its name, and not by its greeting
// from before TLS.
func TestHiddenByHost(t *testing.T) {
	all := func() Caps { return Caps{"QRESYNC": true, "MOVE": true, "LIST-STATUS": true} }
	for _, c := range []struct{ host, greeting, hidden string }{
		{"imap.mail.me.com", "", "QRESYNC"},
		{"p42-IMAP.mail.me.com", "", "QRESYNC"},
		{"imap.mail.yahoo.co.jp", "", "MOVE"},
		{"imap.example.org", "The Microsoft Exchange IMAP4 service is ready.", "LIST-STATUS"},
		{"imap.example.org", "(2428B47) p00-iscream-f9f7bf749-qjr87", "QRESYNC"},
	} {
		caps := all()
		caps.hide(c.host, c.greeting, nil)
		if caps[c.hidden] || len(caps) != 2 {
			t.Errorf("%+v: %v", c, caps)
		}
	}
	caps := all()
	caps.hide("notmail.me.com.example.org", "", map[string]string{"name": "Dovecot"})
	if len(caps) != 3 {
		t.Errorf("%v", caps)
	}
}

// TestBrokenCompression: a stream that is none ends in a clear error.
func TestBrokenCompression(t *testing.T) {
	_, w, err := scriptWith(t, accounts.Plain, Options{Compress: true}, "* OK [CAPABILITY IMAP4rev1] hi\r\n", "C: LOGIN",
		"TAG OK [CAPABILITY IMAP4rev1 COMPRESS=DEFLATE] in\r\n", "C: COMPRESS DEFLATE", "TAG OK go\r\n\xff\xff\xff\xff* 1 EXISTS\r\n")
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.Copy(io.Discard, struct{ io.Reader }{w})
	if err == nil || !strings.Contains(err.Error(), "compressed stream is broken") {
		t.Errorf("err = %v", err)
	}
}

// TestBombs: limits count what comes out of the decompressor.
func TestBombs(t *testing.T) {
	near, far := net.Pipe()
	w := testSession(&dial.Conn{Conn: near}, strings.NewReader(""), Options{Limits: Limits{Line: 1000, Literal: 1000}}, nil, nil)
	r := &raw{conn: &dial.Conn{Conn: near}, out: near, in: w.in}
	r.in.r.Reset(near)
	go func() {
		server := &raw{conn: &dial.Conn{Conn: far}}
		buf := make([]byte, 100)
		_, _ = far.Read(buf)
		_, _ = far.Write([]byte("A1 OK go\r\n"))
		z := newDeflater(server.conn)
		for range 100 {
			if _, err := z.Write([]byte("* OK " + strings.Repeat("x", 1<<20))); err != nil {
				return
			}
		}
	}()
	done, err := r.compress()
	if err != nil || !done {
		t.Fatal(err)
	}
	w.in = r.in
	w.in.begin(w.lim.Line)
	w.in.text(10)
	if !errors.Is(w.in.err, ErrBound) {
		t.Errorf("err = %v", w.in.err)
	}
	_ = near.Close()
}
