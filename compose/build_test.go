package compose

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"godwit/compose/flowed"
	"godwit/sync/mail"
)

var (
	when = time.Date(2026, 11, 3, 9, 30, 0, 0, time.FixedZone("", 3600))
	id   = "k3jq5x7@example.org"
	ada  = mail.Address{Name: "Ada Lovelace", Email: "ada@example.org"}
	bob  = mail.Address{Name: "Bob", Email: "bob@example.net"}
)

func simple() Draft {
	return Draft{From: ada, To: []mail.Address{bob}, Subject: "Hello", Body: "Dear Bob,\n\nhow are you?\n"}
}

func mustBuild(t *testing.T, d Draft) Final {
	t.Helper()
	f, err := Build(d, when, id)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestBuildReadsBack(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("word ", 500))
	tests := map[string]Draft{
		"plain":        simple(),
		"empty":        {From: ada, To: []mail.Address{bob}},
		"utf8":         {From: mail.Address{Name: "Zoë \"Z\" Ünal", Email: "zoe@example.org"}, To: []mail.Address{bob}, Subject: "Grüße aus 東京 – ✓", Body: "Grüße,\n日本語\n"},
		"long lines":   {From: ada, To: []mail.Address{bob}, Subject: "x", Body: long + "\n" + strings.Repeat("a", 5000) + "\n"},
		"dots":         {From: ada, To: []mail.Address{bob}, Subject: "x", Body: ".\n..\n.dot\nFrom here\n"},
		"trailing":     {From: ada, To: []mail.Address{bob}, Subject: "x", Body: "a  \n\t\n \n=3D =\n"},
		"long subject": {From: ada, To: []mail.Address{bob}, Subject: strings.Repeat("x", 3000), Body: "b\n"},
		"odd subject":  {From: ada, To: []mail.Address{bob}, Subject: " two  blanks =?utf-8?q?x?= ", Body: "b\n"},
		"long name":    {From: ada, To: []mail.Address{{Name: strings.Repeat("ü", 90), Email: "u@example.org"}}, Subject: "s", Body: "b\n"},
	}
	for name, d := range tests {
		t.Run(name, func(t *testing.T) {
			f := mustBuild(t, d)
			m, err := netmail.ReadMessage(bytes.NewReader(f.Bytes()))
			if err != nil {
				t.Fatal(err)
			}
			subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
			if err != nil || subject != d.Subject {
				t.Errorf("subject %q, want %q (%v)", subject, d.Subject, err)
			}
			to, err := m.Header.AddressList("To")
			if err != nil || to[0].Name != d.To[0].Name || to[0].Address != d.To[0].Email {
				t.Errorf("to %v, want %v (%v)", to, d.To, err)
			}
			body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
			got := strings.ReplaceAll(string(body), "\r\n", "\n")
			if strings.Contains(m.Header.Get("Content-Type"), "flowed") {
				got = flowed.Join(got)
			}
			if err != nil || got != d.Body {
				t.Errorf("body %q, want %q (%v)", got, d.Body, err)
			}
		})
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	d := simple()
	d.Markdown = true
	d.Attachments = []Attachment{{Name: "a.txt", Data: []byte("text\n")}, {Name: "b.bin", Data: []byte{0, 1, 2}}}
	first := mustBuild(t, d)
	for range 5 {
		if next := mustBuild(t, d); !bytes.Equal(first.Bytes(), next.Bytes()) {
			t.Fatalf("two builds differ:\n%s\n----\n%s", first.Bytes(), next.Bytes())
		}
	}
}

func TestBuildParts(t *testing.T) {
	d := simple()
	d.Markdown = true
	d.Body = "Some *emphasis* <script>alert(1)</script> [x](javascript:alert(2))\n\n-- \nAda\n"
	name := "Übersicht " + strings.Repeat("長", 80) + ".pdf"
	d.Attachments = []Attachment{
		{Name: "../../etc/pass\"wd.txt", Data: []byte("text\n")},
		{Name: name, Data: bytes.Repeat([]byte{0xff, 0x00, '\n'}, 1000)},
		{Name: "fwd.eml", Data: []byte("Subject: inner\n\nbare LF\n.\n")},
	}
	f := mustBuild(t, d)
	m, err := netmail.ReadMessage(bytes.NewReader(f.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	leaves := leavesOf(t, m.Header.Get("Content-Type"), m.Body)
	var types []string
	for _, l := range leaves {
		types = append(types, l.kind)
	}
	want := "text/plain text/html text/plain application/pdf message/rfc822"
	if got := strings.Join(types, " "); got != want {
		t.Fatalf("parts %s, want %s", got, want)
	}
	html := leaves[1].data
	if !strings.Contains(html, "<em>emphasis</em>") || strings.Contains(html, "<script") || strings.Contains(html, "javascript") {
		t.Errorf("html: %s", html)
	}
	if leaves[2].name != "pass\"wd.txt" || leaves[3].name != name {
		t.Errorf("names %q, %q", leaves[2].name, leaves[3].name)
	}
	if leaves[3].data != string(d.Attachments[1].Data) {
		t.Error("the attachment's bytes changed")
	}
	if leaves[4].data != "Subject: inner\r\n\r\nbare LF\r\n.\r\n" {
		t.Errorf("message attachment: %q", leaves[4].data)
	}
}

type leaf struct{ kind, name, data string }

func leavesOf(t *testing.T, contentType string, body io.Reader) []leaf {
	t.Helper()
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		t.Fatal(err)
	}
	var out []leaf
	r := multipart.NewReader(body, params["boundary"])
	for {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		kind, _, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(kind, "multipart/") {
			out = append(out, leavesOf(t, p.Header.Get("Content-Type"), p)...)
			continue
		}
		var in io.Reader = p
		switch p.Header.Get("Content-Transfer-Encoding") {
		case "quoted-printable":
			in = quotedprintable.NewReader(p)
		case "base64":
			in = base64Reader(p)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		_, disposition, _ := mime.ParseMediaType(p.Header.Get("Content-Disposition"))
		out = append(out, leaf{kind, disposition["filename"], string(data)})
	}
}

func TestBuildSaysNothingOfTheSender(t *testing.T) {
	d := simple()
	d.Bcc = []mail.Address{{Email: "secret@example.com"}}
	f := mustBuild(t, d)
	for _, word := range []string{"bcc", "secret", "x-mailer", "user-agent", "go-mail"} {
		if bytes.Contains(bytes.ToLower(f.Bytes()), []byte(word)) {
			t.Errorf("%q is in the message:\n%s", word, f.Bytes())
		}
	}
	if got := fmt.Sprint(f.Recipients); got != "[bob@example.net secret@example.com]" {
		t.Errorf("recipients %s", got)
	}
}

func TestBuildAddresses(t *testing.T) {
	d := simple()
	d.To = []mail.Address{
		{Email: "max@bücher.example"},
		{Email: `"odd @ one"@example.org`},
		{Email: "two..dots@example.org"},
		{Email: "MAX@xn--bcher-kva.example"},
		{Email: "δοκιμή@example.org"},
	}
	f := mustBuild(t, d)
	want := []string{"max@xn--bcher-kva.example", `"odd @ one"@example.org`, `"two..dots"@example.org`, "δοκιμή@example.org"}
	if fmt.Sprint(f.Recipients) != fmt.Sprint(want) {
		t.Errorf("recipients %q, want %q", f.Recipients, want)
	}
}

func TestBuildRefuses(t *testing.T) {
	for name, change := range map[string]func(*Draft){
		"no recipient": func(d *Draft) { d.To = nil },
		"no sender":    func(d *Draft) { d.From.Email = "" },
		"no at":        func(d *Draft) { d.To[0].Email = "bob" },
		"blank":        func(d *Draft) { d.To[0].Email = "bob smith@example.org" },
		"line break":   func(d *Draft) { d.To[0].Email = "bob\r\nRCPT TO:<x@y>@example.org" },
		"quoted break": func(d *Draft) { d.To[0].Email = "\"bob\r\nDATA\"@example.org" },
		"domain":       func(d *Draft) { d.To[0].Email = "bob@exa mple.org" },
		"long name":    func(d *Draft) { d.To[0].Name = strings.Repeat("x", 1500) },
	} {
		d := simple()
		d.To = []mail.Address{bob}
		change(&d)
		if _, err := Build(d, when, id); err == nil {
			t.Errorf("%s: built", name)
		}
	}
	if _, err := Build(simple(), when, "a b@c"); err == nil {
		t.Error("a bad identifier was taken")
	}
}
