package parse

import (
	"strings"
	"testing"
)

const (
	uuABC = "begin 644 a.txt\r\n#86)C\r\n`\r\nend\r\n"
	yABC  = "=ybegin line=128 size=3 name=b c.bin\r\n\x8b\x8c\x8d\r\n=yend size=3 crc32=352441c2\r\n"
)

func TestEmbedded(t *testing.T) {
	plain := func(body string) string { return leaf("Content-Type: text/plain", body) }
	cases := []struct{ name, raw, text, files string }{
		{"uuencode", plain("see\r\n\r\n" + uuABC + "bye"), "see\n\nbye", "a.txt:abc"},
		{"two of them", plain(uuABC + "and\r\n" + uuABC), "and", "a.txt:abc,a.txt:abc"},
		{"space in the name", plain(strings.Replace(uuABC, "a.txt", "my file.doc", 1)), "", "my file.doc:abc"},
		{"path in the name", plain(strings.Replace(uuABC, "a.txt", "../../x", 1)), "", "x:abc"},
		{"no end", plain("begin 644 a\r\n#86)C\r\nMore words to you, and some."), "More words to you, and some.", "a:abc"},
		{"spaces for grave accents, cut off", plain("begin 600 z\r\n&  $\"\r\n \r\nend\r\nbye"), "bye", "z:\x00\x01\x02\x00\x00\x00"},
		{"empty file", plain("begin 644 e\r\nend"), "", "e:"},
		{"a sentence", plain("begin 644 now\r\nthis is how it goes"), "begin 644 now\nthis is how it goes", ""},
		{"Outlook's own blunder", plain("begin  with two spaces\r\n#86)C\r\nend"), "begin  with two spaces\n#86)C\nend", ""},
		{"in quoted-printable", leaf("Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable", "=C3=A9\r\n"+uuABC), "é", "a.txt:abc"},
		{"in base64", leaf("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", "YmVnaW4gNjQ0IGEKIzg2KUMKYAplbmQK"), "", "a:abc"},
		{"in an attached text", multi("mixed", "m", plain("hi"), leaf("Content-Type: text/plain\r\nContent-Disposition: attachment; filename=u", uuABC)), "hi", "u:" + uuABC},
		{"yEnc", plain("see\r\n" + yABC + "bye"), "see\nbye", "b c.bin:abc"},
		{"yEnc escapes", plain("=ybegin line=128 size=4 name=e\r\n=}=J..\r\n=yend size=4"), "", "e:\x13\xe0\x04\x04"},
		{"piece of a yEnc file", plain("=ybegin part=2 total=3 line=128 size=9 name=big.iso\r\n=ypart begin=4 end=6\r\n\x8b\x8c\x8d\r\n=yend size=3 part=2 pcrc32=352441c2"), "", "big.iso.002:abc"},
		{"yEnc without an end", plain("=ybegin line=128 size=3 name=a\r\n\x8b\r\n" + yABC), "", "a:\x61,b c.bin:abc"},
		{"yEnc and uuencode", plain(yABC + "x\r\n" + uuABC), "x", "b c.bin:abc,a.txt:abc"},
		{"x-yenc", leaf("Content-Type: application/octet-stream; name=q\r\nContent-Transfer-Encoding: x-yenc", yABC), "", "q:abc"},
		{"x-uuencode names itself", leaf("Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: x-uuencode", uuABC), "", "a.txt:abc"},
		{"x-uuencode that is not", leaf("Content-Type: application/octet-stream; name=q\r\nContent-Transfer-Encoding: x-uuencode", "abc"), "", "q:abc\r\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := Parse([]byte(c.raw))
			if got, _ := m.Text(); strings.TrimSpace(got) != c.text {
				t.Errorf("text %q, want %q", got, c.text)
			}
			if got := files(m); got != c.files {
				t.Errorf("files %q, want %q", got, c.files)
			}
		})
	}
}

func TestExternal(t *testing.T) {
	cases := []struct{ params, want string }{
		{`name="BodyFormats.ps"; site="thumper.example"; mode="image"; access-type=ANON-FTP; directory="pub"`, "ftp://thumper.example/pub/BodyFormats.ps"},
		{`access-type=URL; URL="http://www.example/a/ b.txt"`, "http://www.example/a/b.txt"},
		{`access-type=mail-server; server="listserv@bogus.example"`, "mail-server listserv@bogus.example"},
		{`access-type=local-file; name="/u/nsb/Me.jpeg"`, "local-file /u/nsb/Me.jpeg"},
		{``, ""},
	}
	for _, c := range cases {
		p := Parse([]byte("Content-Type: message/external-body; " + c.params + "\r\n\r\nContent-Type: image/jpeg\r\n\r\n")).Leaves()[0]
		if got := p.External(); got != c.want {
			t.Errorf("%s: %q, want %q", c.params, got, c.want)
		}
	}
	if got := Parse([]byte("Content-Type: text/plain; access-type=URL; url=x\r\n\r\n")).Root.External(); got != "" {
		t.Errorf("%q of a text", got)
	}
}

// TestReportEmbedded: what is packed inside is told beside the MIME part, whose
// own figures it does not change.
func TestReportEmbedded(t *testing.T) {
	raw := multi("mixed", "m", leaf("Content-Type: text/plain", "see\r\n"+uuABC), leaf("Content-Type: message/external-body; access-type=URL; url=http://x.example/", "Content-Type: image/gif\r\n"))
	r := Report("f", []byte(raw))
	if len(r.Parts) != 2 || len(r.Parts[0].Embedded) != 1 || len(r.Parts[1].Embedded) != 0 {
		t.Fatalf("%+v", r.Parts)
	}
	e := r.Parts[0].Embedded[0]
	const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
	if e.ID != "1/1" || e.Filename != "a.txt" || e.Size != 3 || e.SHA256 != abc || e.Disposition != "attachment" {
		t.Errorf("embedded %+v", e)
	}
	if want := int64(len("see\r\n" + uuABC)); r.Parts[0].Size != want {
		t.Errorf("the text has %d octets, want %d", r.Parts[0].Size, want)
	}
	if r.Parts[0].External != "" || r.Parts[1].External != "http://x.example/" {
		t.Errorf("external %q and %q", r.Parts[0].External, r.Parts[1].External)
	}
}

// TestSwell has messages that a decoder could make many times as large.
func TestSwell(t *testing.T) {
	compressed := append(append(number(0), number(1<<31)...), "LZFu\x00\x00\x00\x00"...)
	compressed = append(compressed, strings.Repeat("\xff"+strings.Repeat("\x00\x0f", 8), 2_000_000)...)
	for name, raw := range map[string]string{
		"lines of zeros": "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\r\n" + strings.Repeat("M\n", 5_000_000),
		"compressed RTF": "Content-Type: application/ms-tnef\r\n\r\n" + tnefStream(attribute(1, tnefProps, properties(property{kindBinary, propRTF, compressed}))),
	} {
		t.Run(name, func(t *testing.T) {
			m := Parse([]byte(raw))
			if n, limit := m.Size(m.Root), int64(len(raw)+16<<20); n > limit {
				t.Errorf("%d octets out of %d", n, len(raw))
			}
			for _, e := range m.Embedded(m.Root) {
				if n := len(m.Bytes(e)); n > 48<<20 {
					t.Errorf("%d octets out of %d", n, len(raw))
				}
			}
		})
	}
}
