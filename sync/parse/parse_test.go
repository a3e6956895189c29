package parse

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
)

const head = "From: A <a@b.c>\r\nTo: x@y.z\r\nDate: Mon, 02 Jan 2006 15:04:05 -0700\r\nMIME-Version: 1.0\r\n"

func withSubject(s string) string {
	return head + "Subject: " + s + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nx\r\n"
}

func withText(charset, body string) string {
	return head + "Subject: s\r\nContent-Type: text/plain; charset=" + charset + "\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body + "\r\n"
}

func withEncoding(encoding, body string) string {
	return head + "Subject: s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n" + body
}

func withFile(disposition, contentType string) string {
	return head + "Subject: s\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: text/plain\r\n\r\nhi\r\n" +
		"--B\r\nContent-Type: application/pdf" + contentType + "\r\nContent-Disposition: attachment" + disposition +
		"\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj\r\n--B--\r\n"
}

func encode(t *testing.T, e interface{ String(string) (string, error) }, s string) string {
	t.Helper()
	out, err := e.String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestHardCases holds one odd thing that senders do in each case.
func TestHardCases(t *testing.T) {
	subject := func(m *Message) string { return m.Header.Text("Subject") }
	text := func(m *Message) string { s, _ := m.Text(); return strings.TrimSpace(s) }
	from := func(m *Message) string {
		for _, a := range m.Header.Addresses("From") {
			return a.Name + "|" + a.Email
		}
		return ""
	}
	file := func(m *Message) string {
		var names []string
		for _, p := range m.Attachments() {
			names = append(names, p.Filename)
		}
		return strings.Join(names, ",")
	}
	gb := encode(t, simplifiedchinese.GB18030.NewEncoder(), "中国𠀀")
	jp := encode(t, japanese.ISO2022JP.NewEncoder(), "会議の件")
	quotes := encode(t, charmap.Windows1252.NewEncoder(), "“hi” €5")
	koi := encode(t, charmap.KOI8R.NewEncoder(), "Привет")
	const mixed = head + "Subject: s\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n"
	cases := []struct {
		name string
		raw  string
		get  func(*Message) string
		want string
	}{
		{"encoded word, Q", withSubject("=?utf-8?q?caf=C3=A9?="), subject, "café"},
		{"character split between words", withSubject("=?utf-8?b?w6nDqcM=?= =?utf-8?b?qQ==?="), subject, "ééé"},
		{"base64 group split between words", withSubject("=?utf-8?b?w6nD?= =?utf-8?b?qcOp?= =?utf-8?b?w6?= =?utf-8?b?k=?="), subject, "éééé"},
		{"inside a quoted string", "From: \"=?utf-8?q?J=C3=B6rg?=\" <j@x.y>\r\n\r\nx\r\n", from, "Jörg|j@x.y"},
		{"no space between words", withSubject("=?utf-8?q?a?==?utf-8?q?b?="), subject, "ab"},
		{"space in a Q word", withSubject("=?utf-8?q?hello world?="), subject, "hello world"},
		{"unencoded question mark in a Q word", withSubject("=?utf-8?Q?What?=20is?="), subject, "What? is"},
		{"charset nobody knows", withSubject("=?x-nope?q?abc?="), subject, "abc"},
		{"iso-2022-jp word", withSubject("=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?="), subject, "日本"},
		{"gb2312 that is gbk", withSubject("=?gb2312?B?1tC5+g==?="), subject, "中国"},
		{"language suffix", withSubject("=?utf-8*en?q?hi?="), subject, "hi"},
		{"words of two charsets", withSubject("=?utf-8?q?a?= =?iso-8859-1?q?=E9?="), subject, "aé"},
		{"raw UTF-8", withSubject("Grüße"), subject, "Grüße"},
		{"raw latin-1", withSubject("Gr\xfc\xdfe"), subject, "Grüße"},
		{"raw, in the charset of the body", "From: a@b.c\r\nSubject: " + koi + "\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\nx", subject, "Привет"},
		{"raw iso-2022-jp", withSubject("\x1b$BF|K\\\x1b(B"), subject, "日本"},
		{"folded", withSubject("one\r\n two\r\n\tthree"), subject, "one two three"},

		{"gb18030", withText("gb18030", gb), text, "中国𠀀"},
		{"gb2312 label, gbk content", withText("gb2312", "\xe9\x46"), text, "镕"},
		{"iso-2022-jp", withText("iso-2022-jp", jp), text, "会議の件"},
		{"latin-1 label, windows-1252 quotes", withText("iso-8859-1", quotes), text, "“hi” €5"},
		{"us-ascii label, UTF-8 content", withText("us-ascii", "naïve"), text, "naïve"},
		{"utf-8 label, latin-1 content", withText("utf-8", "na\xefve"), text, "naïve"},
		{"utf-8 with one broken byte", withText("utf-8", "äöü \xff ß"), text, "äöü \ufffd ß"},
		{"no charset", head + "Content-Type: text/plain\r\n\r\nnaïve\r\n", text, "naïve"},
		{"utf-7", withText("utf-7", "Hi +AGEA6Q- +Jjo-"), text, "Hi aé ☺"},
		{"unknown-8bit", withText("unknown-8bit", "abc"), text, "abc"},
		{"x-foo", withText("x-foo", "abc"), text, "abc"},
		{"cp-850", withText("cp-850", "\x82"), text, "é"},
		{"junk in the label", withText("\"UTF-8;\"", "é"), text, "é"},
		{"single quotes", withText("'utf8'", "é"), text, "é"},
		{"utf8mb4", withText("utf8mb4", "é"), text, "é"},
		{"ks_c_5601-1987", withText("ks_c_5601-1987", "\xb0\xa1"), text, "가"},
		{"iso-2022-kr", withText("iso-2022-kr", "\x1b$)C\x0e0!\x0f"), text, "가"},
		{"x-sjis", withText("x-sjis", "\x83e\x83X\x83g"), text, "テスト"},
		{"windows-874", withText("windows-874", "\xa1"), text, "ก"},
		{"iso-8859-8-i", withText("iso-8859-8-i", "\xe0"), text, "א"},

		{"utf-16 with a mark", strings.Replace(withEncoding("base64", "//5oAGkA\r\n"), "utf-8", "utf-16", 1), text, "hi"},
		{"utf-16, little endian without a mark", strings.Replace(withEncoding("base64", "aABpAA==\r\n"), "utf-8", "utf-16", 1), text, "hi"},
		{"utf-16, big endian", strings.Replace(withEncoding("base64", "AGgAaQ==\r\n"), "utf-8", "utf-16", 1), text, "hi"},
		{"utf-16 label, ASCII content", withText("utf-16", "hi"), text, "hi"},

		{"quoted-printable", withEncoding("quoted-printable", "a=C3=A9=\r\nb\r\n"), text, "aéb"},
		{"quoted-printable, broken", withEncoding("quoted-printable", "ok =ZZ 100= done=\r\nend="), text, "ok =ZZ 100= doneend"},
		{"quoted-printable, lower case", withEncoding("Quoted-Printable", "a=c3=a9\r\n"), text, "aé"},
		{"quoted-printable, padded lines", withEncoding("quoted-printable", "a  \r\nb= \t\r\nc"), text, "a\nbc"},
		{"base64 with junk, no padding", withEncoding("base64", "aGVs\r\n bG8!gd29y\r\nbGQ\r\n"), text, "hello world"},
		{"base64, concatenated", withEncoding("base64", "aGVsbG8=\r\nd29ybGQ=\r\n"), text, "helloworld"},
		{"unknown encoding", withEncoding("x-foo", "abc\r\n"), text, "abc"},
		{"a charset for an encoding", withEncoding("utf-8", "abc\r\n"), text, "abc"},
		{"8 bit", withEncoding("8 bit", "é\r\n"), text, "é"},
		{"uuencode", withEncoding("x-uuencode", "begin 644 a.txt\r\n#86)C\r\n`\r\nend\r\n"), text, "abc"},

		{"filename*", withFile("; filename*=UTF-8''d%C3%B6c.pdf", ""), file, "döc.pdf"},
		{"filename* in pieces", withFile("; filename*0*=UTF-8''d%C3%B6; filename*1=c.pdf", ""), file, "döc.pdf"},
		{"pieces out of order, character split", withFile("; filename*1*=%B6c.pdf; filename*0*=UTF-8''d%C3", ""), file, "döc.pdf"},
		{"filename* latin-1", withFile("; filename*=iso-8859-1''d%F6c.pdf", ""), file, "döc.pdf"},
		{"encoded word as a filename", withFile("; filename=\"=?utf-8?q?d=C3=B6c.pdf?=\"", ""), file, "döc.pdf"},
		{"raw filename", withFile("; filename=\"döc.pdf\"", ""), file, "döc.pdf"},
		{"unquoted filename", withFile("; filename=my doc.pdf", ""), file, "my doc.pdf"},
		{"forgotten semicolon", withFile("; filename=my.pdf size=3", ""), file, "my.pdf"},
		{"name of the type", withFile("", "; name=\"doc.pdf\""), file, "doc.pdf"},
		{"two filenames", withFile("; filename=a.pdf; filename=b.pdf", ""), file, "a.pdf"},
		{"path", withFile("; filename=\"../../etc/passwd\"", ""), file, "passwd"},
		{"Windows path", withFile(`; filename="C:\temp\a.pdf"`, ""), file, "a.pdf"},
		{"only dots", withFile(`; filename=".."`, ""), file, "unnamed"},
		{"bidi override", withFile("; filename*=utf-8''invoice%E2%80%AEfdp.exe", ""), file, "invoicefdp.exe"},

		{"no closing boundary", mixed + "--B\r\nContent-Type: text/plain\r\n\r\nhi there\r\n", text, "hi there"},
		{"no boundary parameter", head + "Content-Type: multipart/mixed\r\n\r\n--B\r\nContent-Type: text/plain\r\n\r\nhi\r\n--B--\r\n", text, "hi"},
		{"another boundary than declared", mixed + "--C\r\nContent-Type: text/plain\r\n\r\nhi\r\n--C--\r\n", text, "hi"},
		{"ruler in a multipart without a boundary", head + "Content-Type: multipart/mixed\r\n\r\none\r\n-----\r\n\r\ntwo\r\n", text, "one\n-----\n\ntwo"},
		{"words behind a delimiter", mixed + "--B and more\r\n\r\nhi\r\n--B-- end\r\nepilogue\r\n", text, "hi"},
		{"outer boundary begins an inner one", mixed + "--B\r\nContent-Type: multipart/mixed; boundary=BB\r\n\r\n--BB\r\n\r\none\r\n--BB\r\n\r\ntwo\r\n--BB--\r\n--B--\r\n", text, "one\n\ntwo"},
		{"inner multipart left open", mixed + "--B\r\nContent-Type: multipart/mixed; boundary=C\r\n\r\n--C\r\n\r\none\r\n--B\r\n\r\ntwo\r\n--B--\r\n", text, "one\n\ntwo"},
		{"boundary nowhere", mixed + "only text\r\n", text, "only text"},
		{"LF only", strings.ReplaceAll(mixed+"--B\r\n\r\nhi\r\n--B--\r\n", "\r\n", "\n"), text, "hi"},
		{"CR only", strings.ReplaceAll(mixed+"--B\r\n\r\nhi\r\n--B--\r\n", "\r\n", "\r"), text, "hi"},
		{"mixed line ends", "From: a@b.c\r\nSubject: s\n\r\nhi\r\n", text, "hi"},
		{"mbox line", "From a@b Mon Jan  2 15:04:05 2006\r\nFrom: a@b.c\r\nSubject: s\r\n\r\nhi\r\n", subject, "s"},
		{"line without a colon", "From: a@b.c\r\nthis is junk\r\nSubject: s\r\n\r\nhi\r\n", subject, "s"},
		{"no empty line", "From: a@b.c\r\nSubject: s\r\nthis is the body\r\nof it\r\n", text, "this is the body\nof it"},
		{"space before the colon", "From: a@b.c\r\nSubject : s\r\n\r\nhi\r\n", subject, "s"},
		{"first line a continuation", " junk\r\nFrom: a@b.c\r\nSubject: s\r\n\r\nhi\r\n", subject, "s"},
		{"no header", "\r\njust text\r\n", text, "just text"},
		{"no body", "From: a@b.c\r\nSubject: s", subject, "s"},
		{"nothing", "", subject, ""},
		{"NUL in a field", "From: a@b.c\r\nSubject: a\x00b\r\n\r\nhi\r\n", subject, "ab"},
		{"8-bit field name", "From: a@b.c\r\nS\xfcbject: x\r\nSubject: s\r\n\r\nhi\r\n", subject, "s"},
		{"two subjects", "From: a@b.c\r\nSubject: one\r\nSubject: two\r\n\r\nhi\r\n", subject, "one"},
		{"From without an address", "From: Mailer Daemon\r\n\r\nhi\r\n", from, "Mailer Daemon|"},
		{"specials in a name", "From: Foo, Inc. [x] <a@b.c>\r\n\r\nhi\r\n", from, "Foo, Inc. [x]|a@b.c"},
		{"group in From", "From: Friends: a@b.c, d@e.f;\r\n\r\nhi\r\n", from, "|a@b.c"},
		{"type without subtype", "From: a@b.c\r\nContent-Type: text\r\n\r\nhi\r\n", text, "hi"},
		{"parameter without a value", "From: a@b.c\r\nContent-Type: text/plain; charset\r\n\r\nhi\r\n", text, "hi"},
		{"empty type", "From: a@b.c\r\nContent-Type: \r\n\r\nhi\r\n", text, "hi"},
		{"doubled semicolons", "From: a@b.c\r\nContent-Type: text/plain;; charset=iso-8859-1;\r\n\r\n\xe9\r\n", text, "é"},
		{"base64 on a multipart", head + "Content-Type: multipart/mixed; boundary=B\r\nContent-Transfer-Encoding: base64\r\n\r\n--B\r\n\r\nhi\r\n--B--\r\n", text, "hi"},
		{"one boundary for two levels", mixed + "--B\r\nContent-Type: multipart/alternative; boundary=B\r\n\r\n--B\r\n\r\nhi\r\n--B--\r\n", text, "hi"},
		{"boundary ends in a space", strings.Replace(mixed, "=B", "=\"B \"", 1) + "--B\r\n\r\nhi\r\n--B--\r\n", text, "hi"},
		{
			"attached message", head + "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nRnJvbTogYUBiLmMKU3ViamVjdDogaW5uZXIKCmhp\r\n",
			func(m *Message) string { return string(m.Bytes(m.Leaves()[0])) }, "From: a@b.c\nSubject: inner\n\nhi",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := Parse([]byte(c.raw))
			if got := c.get(m); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
