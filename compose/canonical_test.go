package compose

import (
	"bytes"
	"fmt"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCanonical(t *testing.T) {
	const head = "From: Ada <ada@example.org>\nTo: bob@example.net\nDate: x\nMessage-ID: <1@example.org>\n"
	tests := []struct{ name, in, want string }{
		{"line ends", head + "\na\rb\r\nc\n", head + "\na\nb\nc\n"},
		{"no end", head + "\nlast", head + "\nlast\n"},
		{"no body", head, head + "\n"},
		{"bcc", "Bcc: x@example.org,\n y@example.org\n" + head + "\nBcc: stays\n", head + "\nBcc: stays\n"},
		{"mbox line", "From ada Mon Nov 3\n" + head + "\nx\n", head + "\nx\n"},
		{"return path", "Return-Path: <x@y>\n" + head + "\nx\n", head + "\nx\n"},
		{"8-bit", head + "\ngr\xfcn\n", head + "\ngr\xfcn\n"},
		{"dots", head + "\n.\n..\n", head + "\n.\n..\n"},
		{"long text", head + "\n" + strings.Repeat("x", 999) + "\n", head + "MIME-Version: 1.0\nContent-Transfer-Encoding: quoted-printable\n\n" +
			strings.Repeat(strings.Repeat("x", 75)+"=\n", 13) + strings.Repeat("x", 24) + "\n"},
		{"NUL", head + "\na\x00b\n", head + "MIME-Version: 1.0\nContent-Transfer-Encoding: quoted-printable\n\na=00b\n"},
		{"long field", head + "X-Long: " + strings.Repeat("word ", 300) + "\n\nx\n", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f, err := canonical([]byte(test.in), when)
			if err != nil {
				t.Fatal(err)
			}
			want := strings.ReplaceAll(test.want, "\n", "\r\n")
			if test.want != "" && string(f.Bytes()) != want {
				t.Errorf("got %q, want %q", f.Bytes(), want)
			}
			if f.From != "ada@example.org" || f.MessageID != "1@example.org" || f.Recipients[0] != "bob@example.net" {
				t.Errorf("%q %q %q", f.From, f.MessageID, f.Recipients)
			}
			again, err := canonical(f.Bytes(), when)
			if err != nil || !bytes.Equal(again.Bytes(), f.Bytes()) {
				t.Errorf("a second time: %q, %v", again.Bytes(), err)
			}
		})
	}
}

func TestCanonicalReadsTheEnvelope(t *testing.T) {
	in := "Sender: Sec <sec@example.org>\nFrom: a@example.org, b@example.org\nTo: =?utf-8?q?B=C3=B6b?= <bob@bücher.example>\n" +
		"Cc: group: eve@example.com, joe@example.com;\nBcc: hidden@example.com\nSubject: =?utf-8?b?R3LDvMOfZQ==?=\n\nx\n"
	f, err := canonical([]byte(in), when)
	if err != nil {
		t.Fatal(err)
	}
	want := "[bob@xn--bcher-kva.example eve@example.com joe@example.com hidden@example.com]"
	if f.From != "sec@example.org" || fmt.Sprint(f.Recipients) != want || f.Subject != "Grüße" {
		t.Errorf("%q %q %q", f.From, f.Recipients, f.Subject)
	}
	m, err := mail.ReadMessage(bytes.NewReader(f.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if m.Header.Get("Date") != "Tue, 03 Nov 2026 09:30:00 +0100" || m.Header.Get("Message-Id") != "<"+f.MessageID+">" {
		t.Errorf("header %v", m.Header)
	}
	if bytes.Contains(f.Bytes(), []byte("hidden")) {
		t.Error("the hidden recipient is in the message")
	}
}

func TestCanonicalRefuses(t *testing.T) {
	const head = "From: ada@example.org\nTo: bob@example.net\n"
	long := strings.Repeat("x", 1200) + "\n"
	for name, in := range map[string]string{
		"nothing":        "",
		"no head":        "just words\n\nmore\n",
		"fold first":     " folded\nFrom: x@y\n\n",
		"empty head":     "\nbody\n",
		"bad address":    "From: ada@example.org\nTo: bob@exa_mple..org\n\nx\n",
		"NUL in a field": head + "X: a\x00b\n\nx\n",
		"NUL in signed":  head + "\n-----BEGIN PGP SIGNED MESSAGE-----\na\x00b\n",
		"unfoldable":     head + "X: " + long + "\nx\n",
		"long in parts":  head + "Content-Type: multipart/signed; boundary=b\n\n--b\n\n" + long + "--b--\n",
		"long in signed": head + "\n-----BEGIN PGP SIGNED MESSAGE-----\n" + long,
		"long and DKIM":  head + "DKIM-Signature: v=1\n\n" + long,
	} {
		if f, err := canonical([]byte(in), when); err == nil {
			t.Errorf("%s: taken as %q", name, f.Bytes())
		}
	}
}

// TestCanonicalKeepsSignedBytes: in a signed message only line ends change.
func TestCanonicalKeepsSignedBytes(t *testing.T) {
	body := "--b\nContent-Type: text/plain\n\ntrailing  \n\n\n--b\nContent-Type: application/pgp-signature\n\nsig\n--b--\n\n"
	in := "From: ada@example.org\nTo: bob@example.net\nBcc: x@example.org\nContent-Type: multipart/signed; boundary=b\n\n" + body
	f, err := Canonical([]byte(in))
	if err != nil {
		t.Fatal(err)
	}
	_, got, _ := bytes.Cut(f.Bytes(), []byte("\r\n\r\n"))
	if string(got) != strings.ReplaceAll(body, "\n", "\r\n") {
		t.Errorf("body %q", got)
	}
}

// TestGolden compares whole messages; GOLDEN=write makes them anew.
func TestGolden(t *testing.T) {
	rich := simple()
	rich.Markdown = true
	rich.Body = "Hello *Bob*,\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n\nGrüße\n\n-- \nAda <ada@example.org>\n"
	rich.Attachments = []Attachment{{Name: "Übersicht.txt", Data: []byte("eins\nzwei\n")}}
	reply := Answer(ReplyAll, Original{ID: 1, Envelope: messageEnvelope(), Text: "Shall we meet?\n"}, account, nil)
	for name, d := range map[string]Draft{"plain": simple(), "rich": rich, "reply": reply} {
		f := mustBuild(t, d)
		file := filepath.Join("testdata", name+".eml")
		if os.Getenv("GOLDEN") == "write" {
			if err := os.WriteFile(file, f.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(f.Bytes(), want) {
			t.Errorf("%s:\n%s\nwant:\n%s", name, f.Bytes(), want)
		}
	}
}
