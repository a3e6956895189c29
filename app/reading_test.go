package app

import (
	"strings"
	"testing"
)

func TestReadBytes(t *testing.T) {
	for _, c := range []struct {
		name, raw, text string
		fromHTML        bool
		parts           []Part
	}{
		{"plain", "Subject: x\r\n\r\nHello\r\n", "Hello", false, nil},
		{"html only", "Content-Type: text/html\r\n\r\n<p>Hello</p>", "Hello", true, nil},
		{"only an attachment", "Content-Type: application/pdf; name=\"../a.pdf\"\r\nContent-Disposition: attachment\r\n" +
			"Content-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n", "", false, []Part{{"1", "a.pdf", "application/pdf", 5}}},
		{
			"attachments without names", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/zip\r\n\r\nPK\r\n" +
				"--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment\r\n\r\nPNG\r\n--b--\r\n", "", false,
			[]Part{{"1", "part-1", "application/zip", 2}, {"2", "part-2", "image/png", 3}},
		},
		{
			"messages without names", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: Re: a/b ..\r\n\r\nx\r\n" +
				"--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@b\r\n\r\nx\r\n--b--\r\n", "", false,
			[]Part{{"1", "Re a b ...eml", "message/rfc822", 24}, {"2", "part-2", "message/rfc822", 14}},
		},
		{"nothing", "", "", false, nil},
	} {
		r := ReadBytes([]byte(c.raw))
		if strings.TrimSpace(r.Text) != c.text || r.FromHTML != c.fromHTML || len(r.Parts) != len(c.parts) {
			t.Errorf("%s: %+v", c.name, r)
			continue
		}
		for i, p := range c.parts {
			if r.Parts[i] != p {
				t.Errorf("%s: %+v, not %+v", c.name, r.Parts[i], p)
			}
		}
	}
}
