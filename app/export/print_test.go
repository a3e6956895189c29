package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/theme"
	"golang.org/x/image/font/gofont/goregular"

	"godwit/app"
	"godwit/app/render"
	"godwit/app/render/display"
	"godwit/app/render/text"
)

// fonts are the same on every computer.
var fonts = text.New(text.Options{Bundled: []text.Bundled{
	{Family: "noto sans", Data: theme.DefaultTextFont().Content()},
	{Family: "go", Data: goregular.TTF},
	{Family: "emojione", Data: theme.DefaultEmojiFont().Content(), Emoji: true},
}})

func letter(html, plain string) Letter {
	return Letter{
		Subject: "Ships & tides", HTML: html, Text: plain, Sent: time.Date(2026, 11, 3, 14, 2, 0, 0, time.UTC),
		Fields: []Field{{"From", "Ada <ada@example.org>"}, {"To", "Bob <bob@example.org>"}},
	}
}

func printed(t testing.TB, l Letter, paper Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Print(t.Context(), &b, l, paper, fonts); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// says is the text that another program finds in the pages. It is among what the
// tests install; a clean computer without it is told so.
func says(t testing.TB, pdf []byte, args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	var complaints bytes.Buffer
	cmd := exec.Command("pdftotext", append(args, "-enc", "UTF-8", file, "-")...)
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if errors.Is(err, exec.ErrNotFound) {
		t.Skip("pdftotext (poppler-utils) is not installed: see .tools/install test")
	}
	if err != nil || complaints.Len() > 0 {
		t.Fatalf("pdftotext: %v %s", err, complaints.String())
	}
	return string(out)
}

func TestPrintedTextIsText(t *testing.T) {
	words := []string{"office", "efficient", "Ελληνικά", "Кириллица", "Tiếng Việt", "naïve café", "😀", "👩‍💻", "中文文本", "日本語", "한국어"}
	got := says(t, printed(t, letter("<p>"+strings.Join(words, "<p>"), ""), A4))
	for _, w := range append(words, "Ships & tides", "Ada <ada@example.org>", "1/1") {
		if !strings.Contains(got, w) {
			t.Errorf("%q is not in\n%s", w, got)
		}
	}
}

func TestPrintedTextFromRightToLeft(t *testing.T) {
	// pdftotext puts marks of direction around; what counts is the order of letters.
	got := says(t, printed(t, letter(`<p dir=rtl>שלום עולם, זה 42 מבחן</p><p dir=rtl>مرحبا يا أحمد سلام</p>`, ""), A4))
	for _, w := range []string{"שלום", "עולם", "מבחן", "42", "مرحبا", "أحمد", "سلام"} {
		if !strings.Contains(got, w) {
			t.Errorf("%q is not in\n%s", w, got)
		}
	}
}

func TestPrintedPlainText(t *testing.T) {
	var all []string
	for i := range 1000 {
		all = append(all, fmt.Sprintf("line %d of the log <b>&amp; more", i))
	}
	pdf := printed(t, letter("", strings.Join(all, "\n")+"\nsee https://a.example/x?y=1."), USLetter)
	got := says(t, pdf, "-layout")
	at := 0
	for _, line := range all { // all of them, in their order
		i := strings.Index(got[at:], line)
		if i < 0 {
			t.Fatalf("%q is missing", line)
		}
		at += i
	}
	for _, want := range []string{"/MediaBox [0 0 612 792]", fmt.Sprintf("/URI <%X>", "https://a.example/x?y=1")} {
		if !bytes.Contains(pdf, []byte(want)) {
			t.Errorf("no %s", want)
		}
	}
}

func TestLinksLeadOnlyToWebAndMail(t *testing.T) {
	pdf := string(printed(t, letter(`<a href="https://a.example/">web</a> <a href="mailto:x@y.example">mail</a> <a href="javascript:alert(1)">no</a>
		<a href="file:///etc/passwd">no</a> <a href="#top">no</a>`, ""), A4))
	if n := strings.Count(pdf, "/Subtype /Link"); n != 2 {
		t.Errorf("%d links", n)
	}
	for _, bad := range []string{"/JavaScript", "/Launch", "/EmbeddedFile", "/OpenAction", "/AA", "/AcroForm"} {
		if strings.Contains(pdf, bad) {
			t.Errorf("the pages have %s", bad)
		}
	}
}

func TestPictures(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 40, 30))
	m.SetNRGBA(1, 1, color.NRGBA{200, 0, 0, 128})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	l := letter(`<img src="cid:a"><img src="cid:a"><img src="https://t.example/b.png"><div style="background:linear-gradient(red,blue)">x</div>`, "")
	l.Pictures = map[string][]byte{"cid:a": b.Bytes(), "cid:broken": []byte("x")}
	pdf := string(printed(t, l, A4))
	if n := strings.Count(pdf, "/Width 40 /Height 30"); n != 2 { // the picture once, and its mask
		t.Errorf("the picture is there %d times", n)
	}
	if n := strings.Count(pdf, "/Subtype /Image"); n < 3 {
		t.Errorf("the gradient is missing: %d pictures", n)
	}
}

func TestHTMLTooMuchIsPrintedAsText(t *testing.T) {
	l := letter("<table>"+strings.Repeat("<tr>"+strings.Repeat("<td>x", 40), 12_000), "the plain text")
	if got := says(t, printed(t, l, A4)); !strings.Contains(got, "the plain text") {
		t.Errorf("it says %.300s", got)
	}
}

func TestPrintingEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Print(ctx, &bytes.Buffer{}, letter("<p>x", ""), A4, fonts); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := Print(t.Context(), &bytes.Buffer{}, letter("", strings.Repeat("a line\n", 2000)), Paper{300, 120}, fonts); !errors.Is(err, app.ErrLong) {
		t.Error(err)
	}
	full := errors.New("full")
	if err := Print(t.Context(), broken{full}, letter("<p>x", ""), A4, fonts); !errors.Is(err, full) {
		t.Error(err)
	}
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }

func TestPagesDivideNoLine(t *testing.T) {
	l := &display.List{Width: 100, Height: 1000}
	line := func(y, h float32) {
		l.Add(display.Op{Kind: display.Text, Rect: display.Rect{Y: y, W: 50, H: h}, Text: &display.TextLine{}})
	}
	for y := float32(0); y < 900; y += 30 {
		line(y, 20)
	}
	l.Add(display.Op{Kind: display.Image, Rect: display.Rect{X: 60, Y: 170, W: 20, H: 60}, Image: &display.Picture{}})
	line(905, 90)
	parts := []part{{list: l.Done(), scale: 1}}
	got, err := paginate(parts, 200)
	// 170: above the picture; 560: where a line ends; 750: above one; 995: the last line's end.
	if want := []float32{0, 170, 360, 560, 750, 905, 995}; err != nil || !slices.Equal(got, want) {
		t.Errorf("pages begin at %v, want %v (%v)", got, want, err)
	}
	for _, top := range got[1 : len(got)-1] {
		for _, b := range bands(parts, 200) {
			if b.top < top && b.bottom > top {
				t.Errorf("the page at %v divides what is from %v to %v", top, b.top, b.bottom)
			}
		}
	}
	high := &display.List{Width: 100, Height: 1e6}
	high.Add(display.Op{Kind: display.Text, Rect: display.Rect{Y: 1e6 - 20, W: 50, H: 20}, Text: &display.TextLine{}})
	if _, err := paginate([]part{{list: high.Done(), scale: 1}}, 200); !errors.Is(err, app.ErrLong) {
		t.Error(err)
	}
}

func TestBoxesThatOnlyTouchThePage(t *testing.T) {
	p := &press{top: 100, bottom: 200}
	for r, want := range map[display.Rect]bool{
		{Y: 100, H: 100}: true, {Y: 50, H: 60}: true, {Y: 199, H: 10}: true, {Y: 200, H: 40}: false, {Y: 199.9, H: 40}: false, {Y: 60, H: 40}: false,
	} {
		if got := p.onPage(r); got != want {
			t.Errorf("%v: %v", r, got)
		}
	}
}

func TestFileName(t *testing.T) {
	day := time.Date(2026, 11, 3, 12, 0, 0, 0, time.Local)
	for subject, want := range map[string]string{
		"Ships and tides":           "2026-11-03 Ships and tides.eml",
		"Re: a/b\\c: \u202egpj.exe": "2026-11-03 Re- a-b-c- gpj.exe.eml",
		"":                          "2026-11-03 no subject.eml",
		"..":                        "2026-11-03 ...eml",
		strings.Repeat("long ", 99): "2026-11-03 " + strings.TrimSpace(strings.Repeat("long ", 18)) + " .eml",
	} {
		if got := FileName(day, subject, ".eml"); got != want {
			t.Errorf("%q is kept as %q, want %q", subject, got, want)
		}
	}
	if got := FileName(time.Time{}, "x", ".pdf"); got != "x.pdf" {
		t.Error(got)
	}
}

func TestPaperFor(t *testing.T) {
	for locale, want := range map[string]Paper{"en_US.UTF-8": USLetter, "en-US": USLetter, "de_DE": A4, "": A4, "C": A4, "fr_CA@x": USLetter, "es-MX": USLetter, "zh_Hans_CN": A4} {
		if got := PaperFor(locale); got != want {
			t.Errorf("%q has %v", locale, got)
		}
	}
}

// What other sorts of mail make of the pages: no fault, and a file that another
// program reads without a complaint.
func TestPrintsTheMailsOfTheRenderer(t *testing.T) {
	files, err := filepath.Glob("../render/testdata/*.html")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		source, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(f), func(t *testing.T) {
			if got := says(t, printed(t, letter(string(source), ""), A4)); !strings.Contains(got, "Ships & tides") {
				t.Errorf("it says %.200s", got)
			}
		})
	}
}

func BenchmarkPrint(b *testing.B) {
	source, err := os.ReadFile("../render/testdata/newsletter.html")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		printed(b, letter(string(source), ""), A4)
	}
}

// Whatever the mail, there are pages, or an error that is no fault of ours.
func FuzzPrint(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		var b bytes.Buffer
		l := letter(s, "text")
		if err := Print(t.Context(), &b, l, A4, fonts); errors.Is(err, render.ErrFault) {
			t.Fatal(err)
		} else if err == nil && !bytes.HasSuffix(b.Bytes(), []byte("%%EOF\n")) {
			t.Fatal("half a file")
		}
	})
}

// seed adds the mails of the renderer.
func seed(f *testing.F) {
	f.Helper()
	files, err := filepath.Glob("../render/testdata/*.html")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		if b, err := os.ReadFile(name); err == nil && len(b) < 20_000 {
			f.Add(string(b))
		}
	}
}
