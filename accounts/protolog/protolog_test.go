package protolog

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func open(t testing.TB, dir string) *Log {
	t.Helper()
	l, err := Open(dir, "1")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func read(t *testing.T, dir string, max int) []Line {
	t.Helper()
	lines, err := Read(dir, "1", max)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func closed(t testing.TB, l *Log) {
	t.Helper()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestWhatWasSaidComesBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "log")
	l := open(t, dir)
	l.now = func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 6e6, time.UTC) }
	c := l.Conn("imap work")
	c.Sent([]byte("A1 NOOP"))
	c.Received([]byte("A1 OK \x1b[31mred\r\n* Gr\xc3\xb6\xc3\x9fe \xff \xe2\x80\xa8"))
	c.Note("closed")
	closed(t, l)
	c.Note("too late")
	var got []string
	for _, line := range read(t, dir, 3) {
		if line.Conn != c.n || !line.Time.Equal(l.now()) {
			t.Errorf("%+v", line)
		}
		got = append(got, string(line.Dir)+line.Text)
	}
	want := []string{">A1 NOOP", `<A1 OK \x1b[31mred\x0d\x0a* Größe \xff \xe2\x80\xa8`, "*closed"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if info, err := os.Stat(current(dir, "1")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	if err := Remove(dir, "1"); err != nil || len(read(t, dir, 0)) != 0 {
		t.Errorf("after Remove: %v", err)
	}
	if err := Remove(dir, "1"); err != nil {
		t.Error(err)
	}
}

func TestNothingOnNil(t *testing.T) {
	var l *Log
	c := l.Conn("x", "secret")
	c.Sent([]byte("x"))
	c.Received([]byte("x"))
	c.Note("x")
	closed(t, l)
}

func TestNoNameOutside(t *testing.T) {
	for _, name := range []string{"", "../1", "a/b"} {
		if _, err := Open(t.TempDir(), name); err == nil {
			t.Errorf("%q was taken", name)
		}
	}
}

// TestNoSecret: whatever spelling a server repeats a secret in, it is not kept.
func TestNoSecret(t *testing.T) {
	for _, secret := range []string{
		"marker-password", `mar"ker\pass`, "pässwörter", "x", "ab", "日本語のパスワード",
		"ya29." + strings.Repeat("LongAccessToken0123456789", 60),
	} {
		dir := t.TempDir()
		l := open(t, dir)
		c := l.Conn("imap work", "other", secret)
		b64 := base64.StdEncoding.EncodeToString
		forms := []string{
			secret,
			strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(secret),
			string(latin1(secret)),
			b64([]byte(secret)),
			b64([]byte("\x00ada\x00" + secret)),
			b64([]byte("ada@example.org\x00ada@example.org\x00" + secret)),
			b64([]byte("user=ada@example.org\x01auth=Bearer " + secret + "\x01\x01")),
			b64([]byte("n,a=ada@example.org,\x01host=h\x01port=993\x01auth=Bearer " + secret + "\x01\x01")),
			base64.URLEncoding.EncodeToString([]byte("z" + secret + "z")),
		}
		for _, form := range forms {
			for _, before := range []int{0, 1, 480, 495, 499, 500, 510} {
				line := strings.Repeat("-", before) + form + " " + form + form
				c.Sent([]byte(line))
				c.Received([]byte(line))
				c.Note(line)
			}
		}
		closed(t, l)
		var all []byte
		for _, line := range read(t, dir, 0) {
			all = append(append(all, line.Text...), '\n')
			if len(line.Text) > 4*maxLine {
				t.Errorf("a line of %d octets", len(line.Text))
			}
		}
		if len(secret) < 3 { // stars everywhere; it is enough that it is gone
			for _, form := range forms[:4] {
				if form != "" && bytes.Contains(bytes.ReplaceAll(all, []byte("imap work"), nil), []byte(" "+form+" ")) {
					t.Errorf("%q is kept for %q", form, secret)
				}
			}
			continue
		}
		for _, form := range append(forms, secret[:len(secret)*2/3], b64([]byte(secret))[:len(secret)]) {
			if form != "" && bytes.Contains(all, []byte(form)) {
				t.Errorf("%q is kept for %q", form, secret)
			}
		}
	}
}

func TestRing(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir)
	c := l.Conn("imap work")
	line := bytes.Repeat([]byte("x"), 400)
	for n := range 12_000 {
		c.Received(fmt.Appendf(nil, "%d %s", n, line))
		if n%400 == 399 {
			if err := l.flush(); err != nil {
				t.Fatal(err)
			}
		}
	}
	closed(t, l)
	var size int64
	for _, path := range []string{current(dir, "1"), older(dir, "1")} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
	}
	if size > 2*fileSize || size < fileSize {
		t.Errorf("%d octets", size)
	}
	lines := read(t, dir, 10)
	if len(lines) != 10 || !strings.HasPrefix(lines[9].Text, "11999 ") || !strings.HasPrefix(lines[0].Text, "11990 ") {
		t.Errorf("%d lines, last %.20q", len(lines), lines[len(lines)-1].Text)
	}
}

// TestTwoProcesses: two logs of one name, as two processes have them, mix
// whole lines, and lose none while the ring has room.
func TestTwoProcesses(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for p := range 2 {
		l := open(t, dir)
		c := l.Conn("imap work")
		wg.Go(func() {
			for n := range 500 {
				c.Sent(fmt.Appendf(nil, "line %d of %d end", n, p))
				if n%10 == 0 {
					_ = l.flush()
				}
			}
			closed(t, l)
		})
	}
	wg.Wait()
	n := 0
	for _, line := range read(t, dir, 0) {
		if line.Dir == '>' {
			n++
			if !strings.HasPrefix(line.Text, "line ") || !strings.HasSuffix(line.Text, " end") {
				t.Errorf("%q", line.Text)
			}
		}
	}
	if n != 1000 {
		t.Errorf("%d lines", n)
	}
}

// TestDiskFull: what cannot be written is lost, and nothing else.
func TestDiskFull(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "log")
	l := open(t, dir)
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	c := l.Conn("imap work")
	for range 5000 {
		c.Received(bytes.Repeat([]byte("x"), 400))
	}
	l.mu.Lock()
	size := len(l.buf)
	l.mu.Unlock()
	if size > bufferSize {
		t.Errorf("%d octets wait", size)
	}
	if err := l.Close(); err == nil {
		t.Error("no error for who asks")
	}
}

// TestCutLine: the rest of a line that a full disk cut is passed over.
func TestCutLine(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir)
	l.Conn("imap work").Sent([]byte("whole"))
	closed(t, l)
	f, err := os.OpenFile(current(dir, "1"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = f.WriteString("2026-01-02T03:04:05.000Z 1\n\nnonsense\n2026-")
	_ = f.Close()
	if lines := read(t, dir, 0); len(lines) != 2 || lines[1].Text != "whole" {
		t.Errorf("%+v", lines)
	}
}

func BenchmarkReceived(b *testing.B) {
	l := open(b, b.TempDir())
	c := l.Conn("imap work", "marker-password-of-some-length")
	line := []byte(`* 17 FETCH (UID 17 FLAGS (\Seen) BODY[] {12345 octets}`)
	for b.Loop() {
		c.Received(line)
	}
	closed(b, l)
}
