package store

import (
	"testing"

	"godwit/sync/parse"
)

func TestBodyOf(t *testing.T) {
	raw := []byte("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nTea at four\r\n> Tea?\r\n" +
		"--x\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nfile\r\n--x--\r\n")
	b := BodyOf(parse.Parse(raw))
	if string(b.Raw) != string(raw) || b.Text != "Tea at four\n> Tea?" || b.Preview != "Tea at four" || b.Attachments != 1 {
		t.Errorf("%+v", b)
	}
}
