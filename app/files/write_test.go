package files

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"
)

func TestSafe(t *testing.T) {
	for in, want := range map[string]string{
		"report.pdf":                        "report.pdf",
		"../../etc/passwd":                  "passwd",
		`C:\Windows\win.ini`:                "win.ini",
		"C:x.txt":                           "x.txt",
		"invoice\u202efdp.exe":              "invoicefdp.exe",
		"a\u200b\u200d\u2066b.txt":          "ab.txt",
		"a\x00\r\n\tb.txt":                  "ab.txt",
		"name.txt. . .":                     "name.txt",
		"..":                                "unnamed",
		"":                                  "unnamed",
		"/":                                 "unnamed",
		".bashrc":                           "bashrc",
		"~x":                                "x",
		"CON":                               "_CON",
		"nul.txt":                           "_nul.txt",
		"com1 .log":                         "_com1 .log",
		"LPT\u00b2":                         "_LPT\u00b2",
		"com10.txt":                         "com10.txt",
		"a<b>:\"|?*.txt":                    "a_b______.txt",
		"-rf":                               "_rf",
		"a" + strings.Repeat(" ", 90) + "b": "a b",
		"пример.txt":                        "пример.txt",
		"\xff\xfe.txt":                      "txt",
	} {
		if got := Safe(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
	long := Safe(strings.Repeat("ж", 300) + ".pdf")
	if len(long) > maxName || !strings.HasSuffix(long, ".pdf") || !utf8.ValidString(long) {
		t.Errorf("a long name became %q", long)
	}
}

func FuzzSafe(f *testing.F) {
	f.Add("a/b\\c.txt")
	f.Fuzz(func(t *testing.T, s string) {
		got := Safe(s)
		if got != Safe(got) || !filepath.IsLocal(got) || filepath.Base(got) != got || len(got) > maxName+1 || strings.HasPrefix(got, ".") || got == "" {
			t.Errorf("%q became %q, then %q", s, got, Safe(got))
		}
	})
}

func TestUnique(t *testing.T) {
	have := map[string]bool{"a.pdf": true, "a-2.pdf": true}
	if got := Unique("a.pdf", func(s string) bool { return have[s] }); got != "a-3.pdf" {
		t.Error(got)
	}
}

func names(t *testing.T, dir string) string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.bin")
	data := bytes.Repeat([]byte("godwit"), 100_000)
	var told int64
	if err := Write(t.Context(), path, bytes.NewReader(data), false, func(n int64) { told = n }); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(got, data) || told != int64(len(data)) || names(t, dir) != "a.bin" {
		t.Error(len(got), told, names(t, dir), err)
	}
	if err := Write(t.Context(), path, strings.NewReader("other"), false, nil); !errors.Is(err, fs.ErrExist) {
		t.Error("a file was written over", err)
	}
	if err := Write(t.Context(), path, strings.NewReader("other"), true, nil); err != nil {
		t.Error(err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "other" {
		t.Errorf("%q %v", got, err)
	}
}

// failing reads some octets, then fails.
type failing struct {
	left int
	err  error
}

func (f *failing) Read(p []byte) (int, error) {
	if f.left <= 0 {
		return 0, f.err
	}
	n := min(len(p), f.left)
	f.left -= n
	return n, nil
}

func TestWriteLeavesNoHalfFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.bin")
	ctx, cancel := context.WithCancel(t.Context())
	err := Write(ctx, path, &failing{10 << 20, io.EOF}, false, func(n int64) {
		if n > 1<<20 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || names(t, dir) != "" {
		t.Errorf("%v; there is %q", err, names(t, dir))
	}
	if err := Write(t.Context(), path, &failing{1 << 20, io.ErrUnexpectedEOF}, false, nil); err == nil || names(t, dir) != "" {
		t.Errorf("%v; there is %q", err, names(t, dir))
	}
	if err := Write(t.Context(), filepath.Join(dir, "none", "a"), strings.NewReader("x"), false, nil); !errors.Is(err, fs.ErrNotExist) || strings.Contains(err.Error(), ".part") {
		t.Error(err)
	}
	if err := fullness(&fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}); !errors.Is(err, ErrFull) && len(full) == 2 && full[0] == error(syscall.ENOSPC) {
		t.Error(err)
	}
}

func TestPrivate(t *testing.T) {
	base := t.TempDir()
	old := filepath.Join(base, privatePrefix+"old")
	if err := os.Mkdir(old, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(old, time.Time{}, time.Now().Add(-2*keep)); err != nil {
		t.Fatal(err)
	}
	p, err := OpenPrivate(base)
	if err != nil {
		t.Fatal(err)
	}
	a, err := p.Copy(t.Context(), "../a.txt", strings.NewReader("one"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := p.Copy(t.Context(), "a.txt", strings.NewReader("two"))
	if err != nil || a == b || filepath.Base(a) != "a.txt" || filepath.Base(b) != "a.txt" {
		t.Error(a, b, err)
	}
	info, err := os.Stat(a)
	if err != nil || info.Mode().Perm()&0o222 != 0 {
		t.Error("the copy can be changed", info, err)
	}
	if err := p.Close(); err != nil || names(t, base) != "" {
		t.Errorf("%v; left is %q", err, names(t, base))
	}
}
