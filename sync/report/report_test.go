package report

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"godwit/sync/parse"
)

var update = flag.Bool("update", false, "write testdata/want.txt anew")

func (k Kind) String() string { return [...]string{"other", "delivery", "receipt", "answer"}[k] }

// sum is a report on a few lines.
func sum(r Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s", r.Kind)
	if r.Kind == Delivery {
		fmt.Fprintf(&b, " by %s, envelope %q, of %q", r.Host, r.Envid, r.MessageIDs)
	}
	for _, p := range r.Recipients {
		fmt.Fprintf(&b, "\n\t%s %s %s %q %s", strings.Join(p.Addresses, "+"), p.State, p.Enhanced, p.Text, p.Host)
	}
	return b.String()
}

// TestSamples reads a made-up report in the shape of each of the servers that
// people meet, and mail that only looks like one.
func TestSamples(t *testing.T) {
	files, err := filepath.Glob("testdata/*.eml")
	if err != nil || len(files) < 25 {
		t.Fatal(len(files), err)
	}
	var all strings.Builder
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		lf := sum(Read(parse.Parse(raw)))
		if crlf := sum(Read(parse.Parse([]byte(strings.ReplaceAll(string(raw), "\n", "\r\n"))))); crlf != lf {
			t.Errorf("%s: with CRLF %s\nwith LF %s", f, crlf, lf)
		}
		fmt.Fprintf(&all, "%s: %s\n", filepath.Base(f), lf)
	}
	const golden = "testdata/want.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(all.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(all.String(), "\n")
	for i, line := range strings.Split(string(want), "\n") {
		if i >= len(got) || got[i] != line {
			t.Fatalf("line %d: got\n%s\nwant\n%s", i+1, strings.Join(got[min(i, len(got)):min(i+2, len(got))], "\n"), line)
		}
	}
}

func TestAddress(t *testing.T) {
	for in, want := range map[string]string{
		"rfc822; eve@far.example":                      "eve@far.example",
		"RFC822;<eve@far.example>":                     "eve@far.example",
		"eve@far.example":                              "eve@far.example",
		"rfc822; eve@far.example (Eve)":                "eve@far.example",
		"rfc822; eve+tag@far.example":                  "eve+tag@far.example",
		`utf-8; \x{E9}ve@far.example`:                  "éve@far.example",
		"utf-8; eve+2Btag@far.example":                 "eve+tag@far.example",
		"x400; /c=de/s=eve/":                           "",
		"rfc822; ":                                     "",
		"":                                             "",
		"rfc822; eve@far.example\x00":                  "",
		"unknown;eve@far.example":                      "eve@far.example",
		"rfc822;" + strings.Repeat("a", 400) + "@b.cc": "",
	} {
		if got := address(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestEnhanced(t *testing.T) {
	for in, want := range map[string]string{
		"550 5.1.1 no":                  "5.1.1",
		"host 4.3.2.1 said 550-5.7.26":  "5.7.26",
		"(#5.2.2)":                      "5.2.2",
		"from [5.1.1.4] at 10.2.2 v3.1": "",
		"ends with 4.4.7.":              "4.4.7",
	} {
		if got := enhanced(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestBounds: a report may be as large as its writer likes.
func TestBounds(t *testing.T) {
	var b strings.Builder
	b.WriteString("From: mailer-daemon@x.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n")
	for i := range 20000 {
		fmt.Fprintf(&b, "Final-Recipient: rfc822; a%d@far.example\nAction: failed\nDiagnostic-Code: smtp; %s\n\n", i, strings.Repeat("x", 1000))
	}
	r := Read(parse.Parse([]byte(b.String())))
	if n := len(r.Recipients); n == 0 || n > maxRecipients {
		t.Errorf("%d recipients", n)
	}
	for _, p := range r.Recipients {
		if len(p.Text) > maxWords+len("…") {
			t.Fatalf("%d octets of words", len(p.Text))
		}
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.eml")
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		r := Read(parse.Parse(raw))
		if (r.Kind == Delivery) != (len(r.Recipients) > 0) {
			t.Fatalf("%s with %d recipients", r.Kind, len(r.Recipients))
		}
		if len(r.Recipients) > maxRecipients || len(r.MessageIDs) > maxIDs {
			t.Fatal("too much")
		}
		if all := fmt.Sprintf("%s%s%s%v", r.Envid, r.Host, r.MessageIDs, r.Recipients); strings.ContainsFunc(all, unicode.IsControl) || !utf8.ValidString(all) {
			t.Fatalf("%q", all)
		}
		for _, p := range r.Recipients {
			if p.State == "" || len(p.Addresses) == 0 || len(p.Text) > maxWords+len("…") {
				t.Fatalf("%+v", p)
			}
			for _, a := range p.Addresses {
				if !mailbox(a) {
					t.Fatalf("%q is no address", a)
				}
			}
		}
	})
}
