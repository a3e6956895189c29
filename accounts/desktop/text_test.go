package desktop

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPlain(t *testing.T) {
	for _, c := range []struct {
		name, text string
		most       int
		lines      int
		want       string
	}{
		{"as it is", "Rechnung für März", 50, 1, "Rechnung für März"},
		{"no breaks in a title", "one\r\ntwo\tthree", 50, 1, "one two three"},
		{"breaks in a body", "one\ntwo\nthree", 50, 2, "one\ntwo three"},
		{"control characters", "a\x00b\x1b[31mc\u0007", 50, 1, "ab[31mc"},
		{"turned text", "invoice\u202Efdp.exe\u2066x", 50, 1, "invoicefdp.exex"},
		{"not UTF-8", "caf\xe9", 50, 1, "caf\uFFFD"},
		{"too long", strings.Repeat("ü", 20), 5, 1, "üüüüü…"},
		{"nothing", " \n ", 5, 1, ""},
	} {
		got := plain(c.text, c.most, c.lines)
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{"a\nb", "\xff\x00<b>", strings.Repeat("x", 2000), "\u202e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lines := range []int{1, maxLines} {
			got := plain(s, maxTitle, lines)
			if !utf8.ValidString(got) || strings.ContainsAny(got, "\x00\r\t\x1b\u202e") || strings.Count(got, "\n") >= lines || utf8.RuneCountInString(got) > maxTitle+1 {
				t.Errorf("plain(%q) = %q", s, got)
			}
			if e := escaped(got); strings.ContainsAny(e, "<>") {
				t.Errorf("escaped(%q) = %q", got, e)
			}
		}
	})
}

func TestAutostart(t *testing.T) {
	dir := t.TempDir()
	a, err := AutostartOf("godwit-test", dir)
	if err != nil {
		t.Skip(err)
	}
	if a.On() {
		t.Error("on before it was set")
	}
	if err := a.Set(true, `/opt/my "programs"/god$wit%`, "--profile", "/home/a b", "--hidden"); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, "autostart", "godwit-test.desktop"))
	want := "Exec=" + `"/opt/my \\"programs\\"/god\\$wit%%" "--profile" "/home/a b" "--hidden"` + "\n"
	if err != nil || !strings.Contains(string(b), want) || !a.On() {
		t.Errorf("%v\n%s\nwant %s", err, b, want)
	}
	for range 2 { // taking it away twice is no error
		if err := a.Set(false, ""); err != nil || a.On() {
			t.Errorf("after removal: %v, on: %v", err, a.On())
		}
	}
}

func isNone(err error) bool { return errors.Is(err, ErrNone) }
