package compose

import (
	"bytes"
	"strings"
	"testing"
	"unicode"

	"godwit/compose/flowed"
	"godwit/sync/mail"
	"godwit/sync/parse"
)

// FuzzCanonical: whatever comes in, what comes out can be sent, names no hidden
// recipient and is stable.
func FuzzCanonical(f *testing.F) {
	for _, seed := range []string{
		"From: a@b.example\nTo: c@d.example\nBcc: e@f.example\n\nbody\n",
		"From a\nSubject: x\r\n y\r\r\n\nz",
		"Bcc : e@f.example\nBCC:\n x@y.example\nX: y\n\n.\n",
		"A: b\n \n c\n\n" + strings.Repeat("x", 1000),
		"Content-Type: text/plain\nContent-Transfer-Encoding: 8bit\n\n\xff\xfe" + strings.Repeat("y", 999),
		"X: " + strings.Repeat("long ", 400) + "\n\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		out, err := canonical(in, when)
		if err != nil {
			return
		}
		if err := wireDefect(out.Bytes()); err != nil {
			t.Fatalf("%v in %q", err, out.Bytes())
		}
		head, body := splitHead(out.Bytes())
		fields, err := headFields(head)
		if err != nil {
			t.Fatalf("%v in %q", err, out.Bytes())
		}
		if hasField(fields, "bcc") || !hasField(fields, "date") || !hasField(fields, "message-id") {
			t.Fatalf("fields %q", fields)
		}
		again, err := canonical(out.Bytes(), when)
		if err != nil || !bytes.Equal(again.Bytes(), out.Bytes()) {
			t.Fatalf("a second time: %q, %v; first %q", again.Bytes(), err, out.Bytes())
		}
		_, original := splitHead(crlf(in))
		if !bytes.HasPrefix(in, []byte("From ")) && longest(original) <= maxLine && !bytes.Equal(body, original) {
			t.Fatalf("the body changed: %q to %q", original, body)
		}
	})
}

// FuzzBuild: what is typed comes back from the bytes, and nothing else does.
func FuzzBuild(f *testing.F) {
	f.Add("Hello", "text\n", "Bob", "bob@example.net", "a.txt", false)
	f.Add("=?utf-8?q?x?= \r\nBcc: x@y", ".\r\n..\nFrom x\n"+strings.Repeat("long ", 500), "\"B\\", "b+c@bücher.example", "../ü.eml", true)
	f.Add(strings.Repeat("x", 999), "-- \n\n=\xff\x00", strings.Repeat("ü ", 60), `"a b"@c.example`, strings.Repeat("長", 90), true)
	f.Fuzz(func(t *testing.T, subject, body, name, email, file string, markdown bool) {
		d := Draft{
			From: ada, To: []mail.Address{{Name: name, Email: email}}, Bcc: []mail.Address{{Email: "hidden@bcc.example"}},
			Subject: subject, Body: body, Markdown: markdown,
			Attachments: []Attachment{{Name: file, Data: []byte(body)}},
		}
		out, err := Build(d, when, id)
		if err != nil {
			if len(Check(d)) == 0 {
				t.Fatalf("Check finds nothing, Build says %v", err)
			}
			return
		}
		if again, _ := Build(d, when, id); !bytes.Equal(again.Bytes(), out.Bytes()) {
			t.Fatal("two builds differ")
		}
		if err := wireDefect(out.Bytes()); err != nil {
			t.Fatalf("%v in %q", err, out.Bytes())
		}
		m := parse.Parse(out.Bytes())
		if got, want := shown(m.Header.Text("Subject")), shown(subject); got != want {
			t.Fatalf("subject %q, want %q", got, want)
		}
		if len(m.Header.All("Bcc")) != 0 || !ascii(m.Header.Get("Subject")) {
			t.Fatalf("header %q", m.Header)
		}
		leaves := m.Leaves()
		if want := 2 + btoi(markdown); len(leaves) != want {
			t.Fatalf("%d parts, want %d: %q", len(leaves), want, out.Bytes())
		}
		text := strings.ToValidUTF8(lines(body), "\uFFFD")
		if leaves[0].Params["format"] == "flowed" { // see the fuzz test of compose/flowed
			if got := flowed.Join(lines(string(m.Bytes(leaves[0])))); shown(got) != shown(text) {
				t.Fatalf("text %q, want %q", got, text)
			}
		} else if got := lines(string(m.Bytes(leaves[0]))); strings.TrimSuffix(got, "\n") != strings.TrimSuffix(text, "\n") {
			t.Fatalf("text %q, want %q", got, text)
		}
		last := leaves[len(leaves)-1]
		if last.Type != "message/rfc822" && string(m.Bytes(last)) != body {
			t.Fatalf("attachment %q, want %q", m.Bytes(last), body)
		}
		if got := len(m.Header.Addresses("To")); got != 1 {
			t.Fatalf("%d recipients in %q", got, m.Header.Get("To"))
		}
	})
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// shown is what a reader sees of a subject: blanks and invisible characters
// aside.
func shown(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
