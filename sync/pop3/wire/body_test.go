package wire

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestBody(t *testing.T) {
	long := strings.Repeat("x", 200_000)
	for _, c := range []struct{ name, wire, want, rest string }{
		{"empty", ".\r\n+OK", "", "+OK"},
		{"one line", "a\r\n.\r\n+OK", "a\r\n", "+OK"},
		{"stuffed", "..\r\n..a\r\n...\r\n.\r\n", ".\r\n.a\r\n..\r\n", ""},
		{"a dot within a line", "a.\r\n.\r\n", "a.\r\n", ""},
		{"a bare LF ends nothing", "a\n.\nb\r\n.\r\n", "a\n.\nb\r\n", ""},
		{"nor with CRLF behind the dot", "a\n.\r\n-ERR\r\n.\r\n", "a\n.\r\n-ERR\r\n", ""},
		{"bare CR", "a\r.\r\n.\r\n", "a\r.\r\n", ""},
		{"a dot that was not stuffed", ".a\r\n.\r\n", "a\r\n", ""},
		{"a long line", long + "\r\n.\r\n", long + "\r\n", ""},
		{"a long stuffed line", ".." + long + "\r\n.\r\n", "." + long + "\r\n", ""},
		{"bytes as they are", "\x00\xff\x80\r\n.\r\n", "\x00\xff\x80\r\n", ""},
	} {
		r := bufio.NewReaderSize(strings.NewReader(c.wire), 16)
		got, err := io.ReadAll(newBody(r, false, 1<<20))
		rest, _ := io.ReadAll(r)
		if err != nil || string(got) != c.want || string(rest) != c.rest {
			t.Errorf("%s: %.60q, rest %q, %v", c.name, got, rest, err)
		}
	}
	got, err := io.ReadAll(newBody(bufio.NewReader(strings.NewReader("a\n..b\n.\n+OK")), true, 100))
	if err != nil || string(got) != "a\n.b\n" {
		t.Errorf("a server of bare LF: %q %v", got, err)
	}
}

func TestBodyBounds(t *testing.T) {
	if _, err := io.ReadAll(newBody(bufio.NewReader(strings.NewReader("abcdef\r\n.\r\n")), false, 7)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("over the limit: %v", err)
	}
	if b, err := io.ReadAll(newBody(bufio.NewReader(strings.NewReader("abcdef\r\n.\r\n")), false, 8)); err != nil || len(b) != 8 {
		t.Errorf("at the limit: %q %v", b, err)
	}
	for _, cut := range []string{"", "a", "a\r\n", "a\r\n.", "a\r\n.\r"} {
		if _, err := io.ReadAll(newBody(bufio.NewReader(strings.NewReader(cut)), false, 99)); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("cut after %q: %v", cut, err)
		}
	}
}

// stuff is what a server does to a message that ends with CRLF.
func stuff(raw []byte) []byte {
	out := bytes.ReplaceAll(raw, []byte("\r\n."), []byte("\r\n.."))
	if bytes.HasPrefix(raw, []byte(".")) {
		out = append([]byte("."), out...)
	}
	return append(out, ".\r\n"...)
}

// FuzzBody: what was stuffed comes back, however it arrives, and the next
// answer is left alone; and any bytes at all are read to an end.
func FuzzBody(f *testing.F) {
	for _, s := range []string{"", ".", "..", "\r\n.\r\n", "a\n.\nb", ".\n", "\r.\r\n.", "x\r\n..\r\n", strings.Repeat("longer than the buffer ", 3)} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		message := append(bytes.Clone(raw), "\r\n"...)
		answer := "+OK next\r\n"
		r := bufio.NewReaderSize(iotest.OneByteReader(io.MultiReader(bytes.NewReader(stuff(message)), strings.NewReader(answer))), 16)
		got, err := io.ReadAll(newBody(r, false, int64(len(message))))
		if err != nil || !bytes.Equal(got, message) {
			t.Fatalf("%q came back as %q, %v", message, got, err)
		}
		if rest, err := io.ReadAll(r); err != nil || string(rest) != answer {
			t.Fatalf("behind %q: %q, %v", message, rest, err)
		}
		for _, lf := range []bool{false, true} {
			got, _ := io.ReadAll(newBody(bufio.NewReaderSize(bytes.NewReader(raw), 16), lf, 1000))
			if len(got) > 1000 {
				t.Fatalf("%d bytes over the limit", len(got))
			}
		}
	})
}
