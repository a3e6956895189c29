package parse

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
)

// TestBombs reads what would take for ever if anything were quadratic; the test
// binary's own time limit is the judge.
func TestBombs(t *testing.T) {
	deep := "Subject: s\r\n"
	for i := range 3000 {
		deep += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	const million = 1_000_000
	cases := map[string]string{
		"deep":            deep + "Content-Type: text/plain\r\n\r\nx\r\n",
		"parts":           "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + strings.Repeat("--b\r\n\r\nx\r\n", 200_000) + "--b--\r\n",
		"fields":          strings.Repeat("X-A: b\r\n", 120_000) + "Subject: s\r\n\r\nx",
		"folds":           "Subject: x" + strings.Repeat("\r\n a", 200_000) + "\r\n\r\nx",
		"header":          "Subject: s\r\nX: " + strings.Repeat("x", 20*million) + "\r\n\r\nx",
		"words":           "Subject: " + strings.Repeat("=?utf-8?q?a?= ", 60_000) + "\r\n\r\nx",
		"open words":      "Subject: " + strings.Repeat("=?x?q?y ", 100_000) + "\r\n\r\nx",
		"half words":      "From: " + strings.Repeat("=?x?q?y", 100_000) + "\r\n\r\nx",
		"addresses":       "From: " + strings.Repeat("a@b.c, ", 100_000) + "z@b.c\r\n\r\nx",
		"quotes":          "From: " + strings.Repeat(`\"`, million/4) + "\r\n\r\nx",
		"stray quotes":    "From: " + strings.Repeat(`"a@b>,`, million/8) + "\r\n\r\nx",
		"comments":        "From: " + strings.Repeat("(", million/2) + "\r\nDate: " + strings.Repeat("(", million/4) + "\r\n\r\nx",
		"brackets":        "From: " + strings.Repeat("<", million/2) + "\r\n\r\nx",
		"open brackets":   "From: " + strings.Repeat("<a\"", million/4) + "\r\n\r\nx",
		"route":           "From: " + strings.Repeat("<@a:", million/4) + "\r\n\r\nx",
		"dots":            "From: " + strings.Repeat("a . ", million/4) + "@b\r\n\r\nx",
		"ats":             "From: " + strings.Repeat("@ ", million/4) + "\r\n\r\nx",
		"literals":        "From: " + strings.Repeat("@[", million/4) + "\r\n\r\nx",
		"held names":      "From: " + strings.Repeat("a,", million/4) + "\r\n\r\nx",
		"spec comments":   "From: <" + strings.Repeat("(a)", million/4) + ">\r\n\r\nx",
		"parameters":      "Content-Type: a/b" + strings.Repeat("; a*1=b", 100_000) + "\r\n\r\nx",
		"parameter space": "Content-Type: a/b; x=" + strings.Repeat("y ", million/4) + strings.Repeat(" ", million/4) + "\r\n\r\nx",
		"open parameters": "Content-Type: a/b; x=" + strings.Repeat("y (", million/4) + "\r\n\r\nx",
		"ids":             "References: " + strings.Repeat("<a@b>", 100_000) + "\r\n\r\nx",
		"open ids":        "References: " + strings.Repeat("<", million/2) + "\r\n\r\nx",
		"delimiters":      "Content-Type: multipart/mixed; boundary=" + strings.Repeat("b", million/2) + "\r\n\r\n" + strings.Repeat("--"+strings.Repeat("b", 100)+"\r\n", 100_000),
		"no boundary":     strings.Repeat("Content-Type: multipart/mixed\r\n\r\n--b\r\n", 10_000) + strings.Repeat("--b x\r\n", 100_000),
		"bad lines":       strings.Repeat("no field\r\nA: b\r\n", 60_000) + "\r\nx",
		"uuencoded":       "\r\n" + strings.Repeat("begin 644 a\r\n#86)C\r\nend\r\n", 100_000),
		"begins":          "\r\n" + strings.Repeat("begin 644 a\r\n", 200_000),
		"yEnc":            "\r\n" + strings.Repeat("=ybegin line=1 size=1 name=a\r\n", 100_000),
		"carriage":        "\r\n" + strings.Repeat("begin 644 a\r#86)C\r", 100_000),
		"TNEF":            "Content-Type: application/ms-tnef\r\n\r\n" + tnefStream(strings.Repeat(attribute(2, tnefNewFile, nil), 200_000)),
		"properties":      "Content-Type: application/ms-tnef\r\n\r\n" + tnefStream(strings.Repeat(attribute(1, tnefProps, []byte("\xff\xff\xff\xff\x02\x10\x00\x10\xff\xff\xff\xff")), 100_000)),
		"RTF":             "Content-Type: application/ms-tnef\r\n\r\n" + tnefStream(attribute(1, tnefProps, properties(property{kindBinary, propRTF, storedRTF(strings.Repeat("{", million) + strings.Repeat("x{}\\u1 ", million/8))}))),
		"spaces":          strings.Repeat(" \r\n", 300_000) + "A: b\r\n\r\nx",
	}
	for name, raw := range cases {
		t.Run(name, func(t *testing.T) {
			m := Parse([]byte(raw))
			m.Header.Envelope()
			if n := len(m.Leaves()); n > maxParts {
				t.Errorf("%d leaves", n)
			}
			m.Text()
			m.Attachments()
		})
	}
}

// ordinary is mail of the usual kind: a text and an HTML alternative and now
// and then a file.
func ordinary() [][]byte {
	line := "The quick brown fox jumps over the lazy dog, and does so every day of the week.\r\n"
	headers := head + "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= from the workshop\r\nMessage-ID: <1@example.org>\r\nReferences: <0@example.org> <2@example.org>\r\n" +
		strings.Repeat("Received: from a.example (a.example [192.0.2.1])\r\n\tby b.example with ESMTPS id 1;\r\n\tMon, 2 Jan 2006 15:04:05 +0000\r\n", 4)
	alternative := "--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + strings.Repeat(line, 20) +
		"\r\n--a\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
		strings.Repeat("<p style=3D\"margin:0\">The quick brown fox jumps =\r\nover the lazy dog.</p>\r\n", 60) + "\r\n--a--\r\n"
	file := strings.Repeat("VGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIHRoZSBsYXp5IGRvZywgYW5kIGRvZXMgc28u\r\n", 1000)
	return [][]byte{
		[]byte(headers + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + strings.Repeat(line, 30)),
		[]byte(headers + "Content-Type: multipart/alternative; boundary=a\r\n\r\n" + alternative),
		[]byte(headers + "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n" + alternative +
			"\r\n--m\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"a.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + file + "--m--\r\n"),
	}
}

// BenchmarkParse builds the tree and the envelope, as a list needs them.
func BenchmarkParse(b *testing.B) {
	benchmark(b, ordinary(), func(raw []byte) { Parse(raw).Header.Envelope() })
}

// BenchmarkRead decodes every part as well, and picks the body.
func BenchmarkRead(b *testing.B) {
	benchmark(b, ordinary(), func(raw []byte) {
		m := Parse(raw)
		m.Header.Envelope()
		m.Text()
		for _, p := range m.Leaves() {
			if p.text() {
				m.PartText(p)
			} else {
				m.Bytes(p)
			}
		}
	})
}

// BenchmarkText is mail without files, a text in each of the charsets and
// encodings that are common, read as the index and the reader do.
func BenchmarkText(b *testing.B) {
	for _, c := range texts() {
		b.Run(c.name, func(b *testing.B) {
			benchmark(b, [][]byte{c.raw}, func(raw []byte) {
				m := Parse(raw)
				m.Header.Envelope()
				m.Text()
				m.Attachments()
			})
		})
	}
}

type namedText struct {
	name string
	raw  []byte
}

func texts() []namedText {
	german := strings.Repeat("Der schnelle braune Fuchs \xfcberspringt t\xe4glich den faulen Hund, und das jeden Tag der Woche.\r\n", 40)
	english := strings.Repeat("The quick brown fox jumps over the lazy dog, and does so every day of the week.\r\n", 40)
	russian := strings.Repeat("\xd3\xdf\xc5\xdb\xd8 \xc5\xdd\xc5 \xdc\xd4\xc9\xc8 \xcd\xd1\xc7\xcb\xc9\xc8 \xc6\xd2\xc1\xce\xc3\xd5\xda\xd3\xcb\xc9\xc8 \xc2\xd5\xcc\xcf\xcb\r\n", 40)
	japanese := strings.Repeat("\x1b$B2q5D$N7o$K$D$-$^$7$F$4O\"MmCW$7$^$9!#\x1b(B\r\n", 60)
	headers := head + "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMessage-ID: <1@example.org>\r\nContent-Type: text/plain; charset="
	quoted := strings.NewReplacer("\xfc", "=C3=BC", "\xe4", "=C3=A4").Replace(german)
	wrapped := base64.StdEncoding.EncodeToString([]byte(english))
	var lines strings.Builder
	for ; len(wrapped) > 76; wrapped = wrapped[76:] {
		lines.WriteString(wrapped[:76] + "\r\n")
	}
	lines.WriteString(wrapped + "\r\n")
	return []namedText{
		{"ascii", []byte(headers + "us-ascii\r\n\r\n" + english)},
		{"latin-1", []byte(headers + "iso-8859-1\r\n\r\n" + german)},
		{"quoted-printable", []byte(headers + "utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted)},
		{"base64", []byte(headers + "utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + lines.String())},
		{"koi8-r", []byte(headers + "koi8-r\r\n\r\n" + russian)},
		{"iso-2022-jp", []byte(headers + "iso-2022-jp\r\n\r\n" + japanese)},
		{"mislabelled", []byte(headers + "utf-8\r\n\r\n" + german)},
	}
}

func benchmark(b *testing.B, messages [][]byte, f func([]byte)) {
	var size int64
	for _, raw := range messages {
		size += int64(len(raw))
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, raw := range messages {
			f(raw)
		}
	}
}
