package parse

import (
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzParse(f *testing.F) {
	f.Add([]byte(withSubject("=?utf-8?b?w6nDqcM=?= =?utf-8?b?qQ==?=")))
	f.Add([]byte(withFile("; filename*0*=UTF-8''d%C3%B6; filename*1=c.pdf", "; name=\"x\"")))
	f.Add([]byte(withEncoding("x-uuencode", "begin 644 a\r\n#86)C\r\n`\r\nend\r\n")))
	f.Add([]byte(withEncoding("base64", "aGVs\r\n bG8!gd29y\r\nbGQ\r\n")))
	f.Add([]byte(withEncoding("quoted-printable", "a=C3=A9=\r\nb= \t\r\n=")))
	f.Add([]byte("Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\n--B--\n--B--"))
	f.Add([]byte("Content-Type: multipart/alternative; boundary=a\r\rx\r--a\rContent-Type: text/html; charset=utf-16\r\r<p>\r--a--"))
	f.Add([]byte(" x\n\x00: \xff\nFrom:<@a,@b:c@d>, \"x (y, z: <w\nDate: 31 Feb 99 25:61 PM\n\nb"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := Parse(raw)
		nested(t, m.Root, 0, len(raw))
		leaves := m.Leaves()
		if len(leaves) > maxParts {
			t.Fatalf("%d leaves", len(leaves))
		}
		for _, p := range leaves {
			whole := m.Bytes(p)
			piecemeal, err := io.ReadAll(m.Decode(p))
			if err != nil || string(whole) != string(piecemeal) {
				t.Fatalf("part %s: Bytes has %d octets, Decode %d, error %v", p.ID, len(whole), len(piecemeal), err)
			}
			valid(t, "text", m.PartText(p))
			valid(t, "filename", p.Filename)
			if strings.ContainsAny(p.Filename, "/\\\x00\r\n") {
				t.Fatalf("filename %q", p.Filename)
			}
		}
		text, _ := m.Text()
		valid(t, "body", text)
		for _, p := range m.Attachments() {
			unpacked(t, m, p)
		}
		if p := m.HTML(); p != nil {
			valid(t, "HTML", m.PartText(p))
		}
		Report("", raw)
		envelope(t, m.Header)
	})
}

// unpacked fails if an attachment lies about itself or cannot be found again.
func unpacked(t *testing.T, m *Message, p *Part) {
	valid(t, "attachment", p.Filename+p.Type+p.ContentID)
	if strings.ContainsAny(p.Filename, "/\\\x00\r\n\u202e") {
		t.Fatalf("filename %q", p.Filename)
	}
	if again := m.Find(p.ID); again == nil || string(m.Bytes(again)) != string(m.Bytes(p)) || m.Size(p) != int64(len(m.Bytes(p))) {
		t.Fatalf("part %q is not found again", p.ID)
	}
	if p.text() {
		valid(t, "attached text", m.PartText(p))
	}
}

func FuzzEmbedded(f *testing.F) {
	f.Add([]byte("see\r\n" + uuABC + yABC))
	f.Add([]byte("=ybegin part=2 total=3 line=128 size=9 name=x\r\n=ypart begin=4 end=6\r\n\x8b=}\r\n..=\r\n=ybegin line= name=y\r\n"))
	f.Add([]byte("begin 0644 \xe9/..\rM86)C\r\rend\rbegin 600 \n \nend"))
	f.Fuzz(func(t *testing.T, body []byte) {
		m := Parse(append([]byte("Content-Type: text/plain\r\n\r\n"), body...))
		text, _ := m.Text()
		valid(t, "text", text)
		size := len(text)
		for _, p := range m.Attachments() {
			unpacked(t, m, p)
			size += len(p.data)
		}
		if size > 3*len(body)+1 {
			t.Fatalf("%d octets out of %d", size, len(body))
		}
	})
}

func FuzzTNEF(f *testing.F) {
	file := attribute(2, tnefNewFile, nil) + attribute(2, tnefFileTitle, []byte("A.TXT\x00")) + attribute(2, tnefFileData, []byte("abc"))
	html := attribute(1, tnefProps, properties(property{kindUnicode, 0x8001, wideText("x")}, property{3, propInternetCodepage, number(65001)}, property{kindBinary, propHTML, []byte("<p>")}))
	rtf := attribute(1, tnefProps, properties(property{kindBinary, propRTF, storedRTF(`{\rtf1\ansi\fromhtml1 {\*\htmltag <p>}\htmlrtf x\htmlrtf0 \u-3?\'e9{\b y}}`)}))
	f.Add([]byte(tnefStream(html, file)))
	f.Add([]byte(tnefStream(rtf, attribute(1, tnefCodepage, number(1251)), file)))
	f.Add([]byte(tnefStream(file, attribute(2, tnefFileProps, properties(property{3, propAttachMethod, number(tnefMessage)},
		property{kindObject, propAttachData, append(make([]byte, 16), tnefStream(html, file)...)})))))
	f.Add([]byte(tnefStream(attribute(1, tnefProps, properties(property{kindBinary, propRTF, []byte("-\x00\x00\x00+\x00\x00\x00LZFu\xf1\xc5\xc7\xa7\x03\x00\n\x00rcpg125B2\n\xf3 hel\t\x00 bw\x05\xb0ld}\n\x80\x0f\xa0")})))))
	f.Fuzz(func(t *testing.T, data []byte) {
		m := Parse(append([]byte("Content-Type: application/ms-tnef\r\n\r\n"), data...))
		text, _ := m.Text()
		valid(t, "text", text)
		for _, p := range m.Attachments() {
			unpacked(t, m, p)
		}
		if p := m.HTML(); p != nil {
			valid(t, "HTML", m.PartText(p))
		}
	})
}

func FuzzAddresses(f *testing.F) {
	f.Add("\"=?utf-8?q?J=C3=B6rg?=\" <j@x.y>, (c) a . b @ c, g: h@i;, Foo, Inc. <k@l>, a@b c@d")
	f.Add("Ada <<a@b.c>>; 'x' <'y@z'>, <@r,@s:t@u>, root (Root), <\"v@w\">, \"a b\"@[1.2.3.4]")
	f.Fuzz(func(t *testing.T, s string) {
		for _, a := range ParseAddresses(s) {
			valid(t, "address", a.Name+a.Email)
			if a.Name == "" && a.Email == "" || strings.ContainsAny(a.Name+a.Email, "\x00\r\n\x1b\u202e") {
				t.Fatalf("%+v", a)
			}
		}
	})
}

func FuzzDate(f *testing.F) {
	f.Add("Tue, 1 Jul 2003 10 : 52:37.5 +0200 (CEST)")
	f.Add("12/25/03 10.52.37 PM GMT-02:30")
	f.Add("20030701T105237Z")
	f.Fuzz(func(t *testing.T, s string) {
		d := parseDate(s)
		if !d.IsZero() && (d.Year() < 1899 || d.Year() > 10000) {
			t.Fatalf("%q: %v", s, d)
		}
	})
}

// nested fails unless the parts lie inside each other and in order.
func nested(t *testing.T, p *Part, start, end int) {
	if p.Start < start || p.End < p.Start || p.End > end {
		t.Fatalf("part %q at %d to %d, outside of %d to %d", p.ID, p.Start, p.End, start, end)
	}
	if p.Type == "" {
		t.Fatalf("part %q without a type", p.ID)
	}
	start = p.Start
	for _, child := range p.Parts {
		nested(t, child, start, p.End)
		start = child.End
	}
}

func FuzzHeader(f *testing.F) {
	f.Add("From: \"=?utf-8?q?J=C3=B6rg?=\" <j@x.y>, (c) a . b @ c, g: h@i;, Foo, Inc. <k@l>\nDate: Tue, 1 Jul 2003 10:52:37 +0200 (CEST)\n")
	f.Add("Subject: =?utf-8*en?b?w6k=?= =?utf-7?q?+AGE-?= \x1b$BF|K\\\x1b(B \xe9\nReferences: <a@b> <c@d\n")
	f.Add("From: =?utf-8?b?PGFAYi5jPg==?= <x@y>\x00, <<z@w>>, a b@c (d\nList-Id: x <y.z>\nList-Post: <mailto:a%40b?c>\n")
	f.Add("Content-Type: text/plain; charset*0*=us'en'a%20; charset*1=b; (x) y = \"z\\\"\nReceived: by x; Mon Jan 2 15:04:05 2006\n")
	f.Fuzz(func(t *testing.T, s string) {
		envelope(t, ParseHeader([]byte(s)))
		ParseAddresses(s)
		valid(t, "decoded text", DecodeText(s))
		parseParams(s)
		parseDate(s)
	})
}

// envelope fails if anything that is shown holds what must not be shown.
func envelope(t *testing.T, h Header) {
	e := h.Envelope()
	shown := []string{e.Subject, e.MessageID, e.ListID, e.ListPost}
	for _, list := range [][]string{e.References, e.InReplyTo} {
		shown = append(shown, list...)
	}
	for _, a := range append(append(e.From, e.To...), e.Cc...) {
		shown = append(shown, a.Name, a.Email)
	}
	for _, s := range shown {
		valid(t, "envelope", s)
		if strings.ContainsAny(s, "\x00\r\n\x1b\x7f\u202e") {
			t.Fatalf("control character in %q", s)
		}
	}
	h.Received()
}

func valid(t *testing.T, what, s string) {
	if !utf8.ValidString(s) {
		t.Fatalf("%s is not UTF-8: %q", what, s)
	}
}
