package pdftext

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files")

// TestRead reads files of several producers: Chromium (packed by qpdf),
// ReportLab, cairo, and Godwit's own. What is expected was compared with what
// pdftotext says of them.
func TestRead(t *testing.T) {
	files, err := filepath.Glob("testdata/*.pdf")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		got := Read(data, 1<<20)
		golden := strings.TrimSuffix(name, ".pdf") + ".txt"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
		if short := Read(data, 50); len(short) > 50 || !strings.HasPrefix(strings.ReplaceAll(got, "\n", " "), strings.ReplaceAll(short[:len(short)/2], "\n", " ")) {
			t.Errorf("%s, of 50 octets: %q", name, short)
		}
	}
}

// file writes a PDF with one page that shows content, and with more objects.
func made(content string, more ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Type/Pages/Kids[3 0 R]/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>> endobj\n" +
		"3 0 obj <</Type/Page/Parent 2 0 R/Contents 4 0 R>> endobj\n")
	fmt.Fprintf(&b, "4 0 obj <</Length %d>> stream\n%s\nendstream endobj\n", len(content), content)
	b.WriteString(strings.Join(more, "\n"))
	return b.Bytes()
}

const plainFont = "5 0 obj <</Type/Font/Subtype/Type1/Encoding<</Differences[1/fi/adieresis/uni20AC/f_f/g12]>>>> endobj"

func TestText(t *testing.T) {
	for _, tt := range []struct{ content, want string }{
		{"BT /F 10 Tf (one) Tj (two) Tj ET", "onetwo"},
		{"BT /F 10 Tf (one) Tj 30 0 Td (two) Tj ET", "one two"},
		{"BT /F 10 Tf (one) Tj 0 -12 Td (two) Tj T* ET", "one\ntwo"},
		{"BT /F 10 Tf [(on) -20 (e) -300 (two)] TJ ET", "one two"},
		{"BT /F 10 Tf 12 TL (one) Tj (two) ' ET", "one\ntwo"},
		{"BT /F 10 Tf (a\\(b\\)\\\nc\\101\\1) Tj ET", "a(b)cAfi"},
		{"BT /F 10 Tf <01 02 03 4> Tj ET", "fiä€@"},
		{"BT /F 10 Tf (\x04\x05) Tj ET", "ff"},
		{"q 2 0 0 2 0 0 cm BT /F 10 Tf (one) Tj ET Q BT /F 10 Tf 1 0 0 1 300 0 Tm (two) Tj ET", "one two"},
		{"BT /F 10 Tf (one) Tj ET BI /W 1 ID \x00(xx) EI BT 1 0 0 1 0 50 Tm (two) Tj ET", "one\ntwo"},
		{"/X Do", "inside"},
		{"BT /F 10 Tf (a) Tj (un", "a"},
		{"BT /None 10 Tf (x) Tj ET", ""},
		{"BT /F 10 Tf (\xe1) Tj ET % (no)", "á"},
	} {
		form := "6 0 obj <</Subtype/Form/Length 30>> stream\nBT /F 10 Tf (inside) Tj ET /X Do\nendstream endobj"
		if got := Read(made(tt.content, plainFont, form), 1000); got != tt.want {
			t.Errorf("%s is read as %q, want %q", tt.content, got, tt.want)
		}
	}
}

func TestToUnicode(t *testing.T) {
	font := "5 0 obj <</Subtype/Type0/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts[<</DW 500/W[1[600 700] 10 20 400]>>]>> endobj\n" +
		"7 0 obj <</Length 0>> stream\nbegincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0001> <00E4> <0002> <D83DDE00> endbfchar\n" +
		"2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0058> <00660066>] endbfrange endcmap\nendstream endobj"
	if got := Read(made("BT /F 10 Tf <00010002001000110012002000210099> Tj ET", font), 1000); got != "ä😀ABCXff" {
		t.Errorf("read as %q", got)
	}
}

// TestHostile reads files that are made to take long or much.
func TestHostile(t *testing.T) {
	bomb := made("", "5 0 obj [ 5 0 R ] endobj")
	for name, data := range map[string][]byte{
		"deep":     []byte("1 0 obj " + strings.Repeat("[", 1<<20) + " endobj"),
		"dicts":    []byte("1 0 obj " + strings.Repeat("<</A ", 1<<18)),
		"objects":  []byte(strings.Repeat("1 0 obj ", 1<<18)),
		"loop":     made("/X Do", "6 0 obj <</Subtype/Form>> stream\n/X Do /X Do /X Do\nendstream endobj"),
		"kids":     []byte("1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Kids[2 0 R 2 0 R]>> endobj"),
		"contents": made("", "4 0 obj [4 0 R 4 0 R] endobj", plainFont),
		"self":     bomb,
		"strings":  []byte(strings.Repeat("1 0 obj (", 1<<18)),
		"comments": []byte(strings.Repeat("1 0 obj %", 1<<18)),
		"streams":  []byte(strings.Repeat("1 0 obj <<>> stream ", 1<<18)),
		"ranges":   made("BT /F 1 Tf (x) Tj", "5 0 obj <</Subtype/Type0/ToUnicode 7 0 R>> endobj 7 0 obj <<>> stream\n"+strings.Repeat("<0000> <FFFF> <0000> endbfrange ", 1<<12)+"\nendstream"),
		"widths":   made("BT /F 1 Tf (x) Tj", "5 0 obj <</Subtype/Type0/DescendantFonts[<</W["+strings.Repeat("0 65535 1 ", 1<<12)+"]>>]>> endobj"),
	} {
		f := &file{data: data, inflate: maxInflate, steps: maxSteps, most: 1 << 20}
		f.scan()
		f.pages()
		if text := Read(data, 1<<20); len(text) > 1<<20 {
			t.Errorf("%s: %d octets", name, len(text))
		}
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.pdf")
	for _, name := range files {
		if data, err := os.ReadFile(name); err == nil {
			f.Add(data)
		}
	}
	f.Add(made("BT /F 10 Tf [(on) -20 (e)] TJ ET", plainFont))
	f.Fuzz(func(t *testing.T, data []byte) {
		if text := Read(data, 1000); len(text) > 1000+len("\n") {
			t.Errorf("%d octets", len(text))
		}
	})
}

func TestLogical(t *testing.T) {
	hello, world := "שלום", "עולם"
	back := []rune(hello + " " + world)
	slices.Reverse(back)
	if got := logical("a " + string(back) + " 42\nb"); got != "a "+hello+" "+world+" 42\nb" {
		t.Errorf("%q", got)
	}
}
