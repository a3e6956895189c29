package e2e

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"godwit/app/e2e/servers"
)

// TestBrokenMail receives what no standard allows. Each is there, once, and
// can be listed, shown, searched past and shown raw.
func TestBrokenMail(t *testing.T) {
	w := newWorld(t)
	broken := map[string]string{
		"no header":        "\r\nonly a body\r\n",
		"no body":          "Subject: no body",
		"first continues":  " folded: from nothing\r\nSubject: first continues\r\n\r\nbody\r\n",
		"boundary missing": "Subject: boundary missing\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\nno part at all\r\n",
		"never ends":       "Subject: never ends\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nopen",
		"charset":          "Subject: charset\r\nContent-Type: text/plain; charset=klingon-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\xff\xfe\x80\r\n",
		"base64":           "Subject: base64\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!notbase64===\r\n",
		"encoded word":     "Subject: =?utf-8?B?/////?= =?x?Q?=ZZ?=\r\nFrom: <<>>, \"\r\nDate: yesterday\r\n\r\nbody\r\n",
		"deep":             "Subject: deep\r\n" + nested(400),
		"html":             "Subject: html\r\nContent-Type: text/html\r\n\r\n<table><tr><td>" + strings.Repeat("<div>", 3000) + "deep down",
		"long line":        "Subject: long line\r\n\r\n" + strings.Repeat("x", 300_000) + "\r\n",
	}
	for _, raw := range broken {
		w.mailbox.Deliver(t, ada, "INBOX", []byte(raw))
	}
	u := newUser(t, w.desktop, w.ca)
	u.must(servers.Password+"\n", w.add(ada, "Ada")...)
	u.must("", "sync")
	list := rows[row](t, u.must("", "list", "--folder", "inbox"))
	if len(list) != len(broken) {
		t.Errorf("%d messages, want %d", len(list), len(broken))
	}
	for _, r := range list {
		id := fmt.Sprint(r.ID)
		for _, how := range [][]string{{"--json"}, {"--text"}, {"--raw"}, {"--headers"}} {
			u.must("", append([]string{"show", id}, how...)...)
		}
	}
}

// nested is multiparts within multiparts.
func nested(depth int) string {
	var b strings.Builder
	for i := range depth {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	return b.String() + "\r\nat the bottom\r\n"
}

// TestLargeMail receives a message of 50 MB with every octet the same, and is
// told before the upload that the server does not take it back.
func TestLargeMail(t *testing.T) {
	w := newWorld(t)
	u := newUser(t, w.desktop, w.ca)
	u.must(servers.Password+"\n", w.add(ada, "Ada")...)
	file := noise(2*37<<20, 7)
	var raw bytes.Buffer
	fmt.Fprintf(&raw, "From: a@example.org\r\nSubject: Large\r\nContent-Type: application/octet-stream; name=large.bin\r\n"+
		"Content-Disposition: attachment; filename=large.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n")
	enc := base64.StdEncoding.EncodeToString(file)
	for len(enc) > 76 {
		raw.WriteString(enc[:76] + "\r\n")
		enc = enc[76:]
	}
	raw.WriteString(enc + "\r\n")
	w.mailbox.Deliver(t, ada, "INBOX", raw.Bytes())
	u.must("", "sync")
	large := find(t, rows[row](t, u.must("", "list", "--folder", "inbox")), "Large")
	if got := u.must("", "show", fmt.Sprint(large.ID), "--part", "1").out; sum(got) != sum(string(file)) {
		t.Errorf("the attachment has %d octets, want %d the same", len(got), len(file))
	}
	r := u.ctl(string(file), "send", "--to", grace, "--subject", "Too large", "--body-file", "/dev/null", "--attach", "-", "--wait")
	if r.code != 1 || !strings.Contains(r.out, `"state":"failed"`) || !strings.Contains(r.out, `"code":"GW-SEND-SIZE"`) {
		t.Errorf("sending 50 MB back: exit %d %s%s", r.code, r.out, r.err)
	}
}

func sum(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}
