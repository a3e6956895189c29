package wire

import (
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/accounts/protolog"
)

// kept is everything in the files of a log.
func kept(t *testing.T, dir string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) == 0 {
		t.Fatal("no log", err)
	}
	var all []byte
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, b...)
	}
	return string(all)
}

// TestNoPasswordIsKept signs in, in every way, to servers that repeat what they
// hear, and looks for the password in the files, in every spelling.
func TestNoPasswordIsKept(t *testing.T) {
	b64 := base64.StdEncoding.EncodeToString
	for _, secret := range []string{"marker-s3cret", `mar"ker\s3`, "märker-größe", "日本語のしるし"} {
		plain := b64([]byte("\x00ada\x00" + secret))
		bearer := b64([]byte("user=ada\x01auth=Bearer " + secret + "\x01\x01"))
		echo := secret + " " + plain + " " + b64([]byte(secret)) + " " + bearer + " " + quote(secret)
		after := []string{"* OK [ALERT] you said " + echo + "\r\n* BAD " + echo + "\r\n* XYZ " + echo + "\r\n"}
		ends := append([]string{"TAG OK [CAPABILITY IMAP4rev1] " + echo + "\r\n"}, after...)
		for name, c := range map[string]struct {
			auth  string
			steps []string
		}{
			"PLAIN at once":      {"", append([]string{"* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\r\n", "C: AUTHENTICATE", "* OK " + echo + "\r\n"}, ends...)},
			"PLAIN in two":       {"", append([]string{"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\r\n", "C: AUTHENTICATE", "+ " + plain + "\r\n", "C: ", "A1 OK [CAPABILITY IMAP4rev1] " + echo + "\r\n"}, after...)},
			"LOGIN mechanism":    {"", append([]string{"* OK [CAPABILITY IMAP4rev1 AUTH=LOGIN] hi\r\n", "C: AUTHENTICATE LOGIN", "+ VXNlcm5hbWU6\r\n", "C: ", "+ UGFzc3dvcmQ6\r\n", "C: ", "A1 OK [CAPABILITY IMAP4rev1] " + echo + "\r\n"}, after...)},
			"XOAUTH2":            {"XOAUTH2", append([]string{"* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] hi\r\n", "C: AUTHENTICATE XOAUTH2"}, ends...)},
			"refused":            {"", []string{"* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\r\n", "C: AUTHENTICATE", "TAG NO no, not " + echo + "\r\n"}},
			"refused with words": {"", []string{"* OK [CAPABILITY IMAP4rev1] hi\r\n", "C: LOGIN", "* BYE " + echo + "\r\n"}},
		} {
			if name == "XOAUTH2" && strings.ContainsAny(secret, "ä日\"") {
				continue // no token looks like that
			}
			dir := t.TempDir()
			log, err := protolog.Open(dir, "1")
			if err != nil {
				t.Fatal(err)
			}
			var alerts []string
			o := Options{Protocol: log.Conn("imap work", secret), Alert: func(s string) { alerts = append(alerts, s) }}
			heard, w, err := secretScript(t, secret, c.auth, o, c.steps...)
			if w != nil {
				for range len(after) * 3 {
					_ = w.await()
					w.received()
					w.response()
				}
			}
			said := heard()
			if err := log.Close(); err != nil {
				t.Fatal(err)
			}
			all := kept(t, dir)
			for _, form := range []string{secret, quote(secret), strings.Trim(quote(secret), `"`), plain, b64([]byte(secret)), bearer, b64([]byte("ada"))[:3] + "QA"} {
				if strings.Contains(all, form) {
					t.Errorf("%s: %q is kept in\n%s", name, form, all)
				}
			}
			if n := len([]rune(secret)); strings.Contains(all, string([]rune(secret)[:n/2])) {
				t.Errorf("%s: half of it is kept in\n%s", name, all)
			}
			if !strings.Contains(all, "***") || strings.HasPrefix(name, "refused") != (err != nil) {
				t.Errorf("%s: %v; said %q, kept\n%s", name, err, said, all)
			}
			if strings.Contains(strings.Join(alerts, ""), secret) {
				t.Errorf("%s: alert %q", name, alerts)
			}
		}
	}
}

func secretScript(t *testing.T, secret, auth string, o Options, steps ...string) (func() string, *Conn, error) {
	s := accounts.Server{Protocol: accounts.IMAP, Host: "mail.example.org", Port: 143, Security: accounts.Plain, User: "ada", Auth: accounts.Mechanism(auth)}
	return scriptAs(t, s, secret, o, steps...)
}

// TestNoMessageIsKept: whatever way a server sends a message in.
func TestNoMessageIsKept(t *testing.T) {
	dir := t.TempDir()
	log, err := protolog.Open(dir, "1")
	if err != nil {
		t.Fatal(err)
	}
	w := testSession(&dial.Conn{}, strings.NewReader(""), Options{Protocol: log.Conn("imap work")}, nil, nil)
	said(w, "T1 UID FETCH 1:9 (UID BODY.PEEK[])\r\n")
	long := strings.Repeat("private line\r\n", 3000)
	reads(t, w, "* 1 FETCH (UID 1 INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" BODY[] {7}\r\nprivate)\r\n"+
		"* 2 FETCH (UID 2 BODY[] \"private \\\" body\" FLAGS ())\r\n"+
		"* 4 FETCH (UID 4 BODY[] {"+strconv.Itoa(len(long))+"}\r\n"+long+" FLAGS (\\Seen))\r\n"+
		"private text behind a wrong size\r\n* private text\r\nT1 OK done\r\n* 1 FETCH (ENVELOPE (NIL \"private\" NIL))\r\n* 3 FETCH (UID 3 BODY[] \"private\r\n")
	said(w, "T2 APPEND INBOX {7+}\r\nprivate\r\n")
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	all := kept(t, dir)
	if strings.Contains(all, "private") {
		t.Error(all)
	}
	for _, want := range []string{"{7 octets}", "{42000 octets}", `"17-Jul-1996 02:44:25 -0700"`, "T2 APPEND INBOX {7 octets}", "octets that are no answer"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not kept in\n%s", want, all)
		}
	}
}

func TestLongRowsAreCut(t *testing.T) {
	dir := t.TempDir()
	log, err := protolog.Open(dir, "1")
	if err != nil {
		t.Fatal(err)
	}
	w := testSession(&dial.Conn{}, strings.NewReader(""), Options{Protocol: log.Conn("imap work")}, nil, nil)
	said(w, "T1 UID FETCH 1:* (UID FLAGS)\r\n")
	reads(t, w, strings.Repeat("* 1 FETCH (UID 1 FLAGS ())\r\n", 1000)+"T1 OK done\r\n")
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	all := kept(t, dir)
	if strings.Count(all, "FETCH (UID") != maxRun || !strings.Contains(all, "950 more FETCH\n") {
		t.Error(all)
	}
}

// BenchmarkDrain reads 20,000 messages of 19 KB through a session, and the same
// with a protocol log.
func BenchmarkDrain(b *testing.B) {
	var mailbox bytes.Buffer
	body := strings.Repeat(strings.Repeat("x", 76)+"\r\n", 250)
	for n := range 200 {
		mailbox.WriteString("* 1 FETCH (UID " + strconv.Itoa(n+1) + " FLAGS (\\Seen) BODY[] {" + strconv.Itoa(len(body)) + "}\r\n" + body + ")\r\n")
	}
	for _, with := range []bool{false, true} {
		b.Run(map[bool]string{false: "plain", true: "logged"}[with], func(b *testing.B) {
			o := Options{}
			if with {
				log, err := protolog.Open(b.TempDir(), "1")
				if err != nil {
					b.Fatal(err)
				}
				defer log.Close()
				o.Protocol = log.Conn("imap work", "marker-password")
			}
			buf := make([]byte, 64<<10)
			for b.Loop() {
				w := testSession(&dial.Conn{}, strings.NewReader(""), o, nil, nil)
				w.sent.watch([]byte("T1 UID FETCH 1:* (UID FLAGS BODY.PEEK[])\r\n"), &w.name)
				for range 100 {
					w.in.r.Reset(bytes.NewReader(mailbox.Bytes()))
					for {
						if _, err := w.read(buf); err != nil {
							w.in.err = nil
							break
						}
					}
				}
			}
		})
	}
}

// BenchmarkReceived is what the log costs for each of many answers.
func BenchmarkReceived(b *testing.B) {
	log, err := protolog.Open(b.TempDir(), "1")
	if err != nil {
		b.Fatal(err)
	}
	defer log.Close()
	w := testSession(&dial.Conn{}, strings.NewReader("* 17 FETCH (UID 17 FLAGS (\\Seen) BODY[] {12345}\r\n"), Options{Protocol: log.Conn("imap work")}, nil, nil)
	_, _ = w.in.r.Peek(1)
	for b.Loop() {
		w.received()
	}
}
