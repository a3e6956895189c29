package parse

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// leaf is a part of a test message.
func leaf(header, body string) string { return header + "\r\n\r\n" + body + "\r\n" }

// multi is a multipart of parts; each level needs a boundary of its own.
func multi(subtype, boundary string, parts ...string) string {
	out := "Content-Type: multipart/" + subtype + "; boundary=\"" + boundary + "\"\r\n\r\n"
	for _, p := range parts {
		out += "--" + boundary + "\r\n" + p
	}
	return out + "--" + boundary + "--\r\n"
}

func TestBody(t *testing.T) {
	plain := leaf("Content-Type: text/plain", "plain")
	html := leaf("Content-Type: text/html", "<p>html")
	footer := leaf("Content-Type: text/plain", "footer")
	picture := leaf("Content-Type: image/png\r\nContent-ID: <pic>", "x")
	photo := leaf("Content-Type: image/jpeg; name=photo.jpg\r\nContent-Disposition: inline", "x")
	pdf := leaf("Content-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment", "x")
	notes := leaf("Content-Type: text/plain; name=notes.txt\r\nContent-Disposition: attachment", "notes")
	flowed := leaf("Content-Type: text/plain; format=flowed", "one \r\ntwo")
	delsp := leaf("Content-Type: text/plain; format=flowed; delsp=yes", "one t\r\n> quo \r\n> ted\r\nsp \r\nlit\r\n-- \r\nme")
	calendar := leaf("Content-Type: text/calendar; method=REQUEST", "BEGIN:VCALENDAR")
	signature := leaf("Content-Type: application/pgp-signature; name=signature.asc", "x")
	forwarded := leaf("Content-Type: message/rfc822", "From: a@b.c\r\n\r\nx")
	cases := []struct {
		name, raw, text string
		flowed          bool
		html            string
		attachments     string
	}{
		{"plain", plain, "plain", false, "", ""},
		{"html only", html, "", false, "<p>html", ""},
		{"alternative", multi("alternative", "a", plain, html), "plain", false, "<p>html", ""},
		{"with a file", multi("mixed", "m", multi("alternative", "a", plain, html), pdf), "plain", false, "<p>html", "a.pdf"},
		{"related", multi("alternative", "a", plain, multi("related", "r", html, picture)), "plain", false, "<p>html", ""},
		{"related, with a file inside", multi("related", "r", multi("alternative", "a", plain, html), picture, pdf), "plain", false, "<p>html", "a.pdf"},
		{"footer of a list", multi("mixed", "m", plain, footer), "plain\n\nfooter", false, "", ""},
		{"html and a footer", multi("mixed", "m", html, footer), "", false, "<p>html", ""},
		{"photo between texts", multi("mixed", "m", plain, photo, footer), "plain\n\nfooter", false, "", "photo.jpg"},
		{"attached text", multi("mixed", "m", plain, notes), "plain", false, "", "notes.txt"},
		{"flowed", flowed, "one \ntwo", true, "", ""},
		{"delsp", delsp, "one t\n> quoted\nsplit\n-- \nme", true, "", ""},
		{"invitation", multi("alternative", "a", plain, html, calendar), "plain", false, "<p>html", "text/calendar"},
		{"signed", multi("signed", "s", plain, signature), "plain", false, "", ""},
		{"forwarded", multi("mixed", "m", plain, forwarded), "plain", false, "", "message/rfc822"},
		{"nothing", "", "", false, "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := Parse([]byte(c.raw))
			text, flowed := m.Text()
			html := ""
			if p := m.HTML(); p != nil {
				html = strings.TrimSpace(m.PartText(p))
			}
			var files []string
			for _, p := range m.Attachments() {
				name := p.Filename
				if name == "" {
					name = p.Type
				}
				files = append(files, name)
			}
			if got := strings.TrimSpace(text); got != c.text || flowed != c.flowed && c.text != "" && c.raw != "" {
				t.Errorf("text %q, flowed %v; want %q, %v", got, flowed, c.text, c.flowed)
			}
			if html != c.html {
				t.Errorf("html %q, want %q", html, c.html)
			}
			if got := strings.Join(files, ","); got != c.attachments {
				t.Errorf("attachments %q, want %q", got, c.attachments)
			}
		})
	}
}

func TestIDs(t *testing.T) {
	raw := multi("mixed", "m", multi("alternative", "a", leaf("", "x"), leaf("Content-Type: text/html", "y")), leaf("", "z"))
	var ids []string
	for _, p := range Parse([]byte(raw)).Leaves() {
		ids = append(ids, p.ID)
	}
	if got := strings.Join(ids, " "); got != "1.1 1.2 2" {
		t.Errorf("section numbers %q", got)
	}
	if id := Parse([]byte("A: b\n\nx")).Leaves()[0].ID; id != "1" {
		t.Errorf("section number %q of a message with one part", id)
	}
}

func TestEnvelope(t *testing.T) {
	h := ParseHeader([]byte("From: A <a@b.c>\r\nFrom: E <e@evil.example>\r\nTo: b@c.d\r\nTo: c@d.e\r\nMessage-ID: <m\r\n @x>\r\n" +
		"In-Reply-To: Your message of Monday <r@x>\r\nReferences: <q@x><r@x>\r\nList-Id: A list <list.example.org>\r\n" +
		"List-Post: <mailto:list%40example.org?subject=x>\r\nReceived: from a; by b; Tue, 1 Jul 2003 10:52:37 +0200\r\nReceived: x; 1 Jan 1999\r\n"))
	e := h.Envelope()
	for _, c := range []struct{ what, got, want string }{
		{"from", addressLines(e.From), "A <a@b.c>"},
		{"to", addressLines(e.To), " <b@c.d>\n <c@d.e>"},
		{"message id", e.MessageID, "m@x"},
		{"in reply to", strings.Join(e.InReplyTo, " "), "r@x"},
		{"references", strings.Join(e.References, " "), "q@x r@x"},
		{"list", e.ListID, "list.example.org"},
		{"list post", e.ListPost, "list@example.org"},
		{"received", stamp(h.Received()), "2003-07-01T08:52:37Z"},
		{"date", stamp(e.Date), ""},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, c.got, c.want)
		}
	}
}

func TestReport(t *testing.T) {
	raw := head + "Subject: =?utf-8?q?caf=C3=A9?=\r\nMessage-ID: <1@x>\r\n" +
		multi("mixed", "m", leaf("Content-Type: text/plain; charset=ISO-8859-1", "caf\xe9 \r\n"),
			leaf("Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\nContent-Transfer-Encoding: base64", "YWJj"))
	got, err := json.MarshalIndent(Report("a.eml", []byte(raw)), "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/report.json")
	if err != nil {
		t.Fatal(err)
	}
	if string(got)+"\n" != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestPage(t *testing.T) {
	part := func(kind, s string) string {
		return "--b\nContent-Type: " + kind + "\n\n" + s + "\n"
	}
	for _, c := range []struct{ name, raw, want string }{
		{"text", "Content-Type: text/plain\n\nx", ""},
		{"HTML", "Content-Type: text/html\n\n<p>x", "<p>x"},
		{"alternatives", "Content-Type: multipart/alternative; boundary=b\n\n" + part("text/plain", "x") + part("text/html", "<p>x") + "--b--", "<p>x"},
		{"HTML around an attachment", "Content-Type: multipart/mixed; boundary=b\n\n" + part("text/html", "<p>x") + part("application/pdf", "z") + part("text/html", "<p>y") + "--b--", "<p>x\n<p>y"},
		{"a text below", "Content-Type: multipart/mixed; boundary=b\n\n" + part("text/html", "<p>x") + part("text/plain", "a < b") + "--b--", "<p>x\n<div style=\"white-space: pre-wrap\">a &lt; b</div>"},
		{"an empty text above", "Content-Type: multipart/mixed; boundary=b\n\n" + part("text/plain", " ") + part("text/html", "<p>x") + "--b--", "<p>x"},
		{"an attached page", "Content-Type: multipart/mixed; boundary=b\n\n" + part("text/plain", "x") + part("text/html\nContent-Disposition: attachment", "<p>y") + "--b--", ""},
	} {
		if got := Parse([]byte(c.raw)).Page(); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
