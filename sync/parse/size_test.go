package parse

import (
	"encoding/base64"
	"strings"
	"testing"
)

func TestSize(t *testing.T) {
	big := strings.Repeat("0123456789abcdef", 20_000)
	for _, c := range []struct{ name, encoding, body string }{
		{"none", "", "as it is\r\n"},
		{"empty", "base64", ""},
		{"base64", "base64", base64.StdEncoding.EncodeToString([]byte(big))},
		{"broken base64", "base64", "QUJD!!!!REVG\r\n=Q"},
		{"quoted-printable", "quoted-printable", strings.Repeat("=C3=A4 soft=\r\n", 10_000)},
		{"uuencode", "x-uuencode", "begin 644 a\r\n#86)C\r\n`\r\nend\r\n"},
	} {
		m := Parse([]byte("Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: " + c.encoding + "\r\n\r\n" + c.body))
		p := m.Leaves()[0]
		if got, want := m.Size(p), int64(len(m.Bytes(p))); got != want || c.body != "" && got == 0 {
			t.Errorf("%s: %d octets, decoded are %d", c.name, got, want)
		}
	}
	m := Parse([]byte("Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(big))))
	p := m.Leaves()[0]
	if n := testing.AllocsPerRun(5, func() { m.Size(p) }); n > 20 {
		t.Errorf("%v allocations", n)
	}
}
