package kit

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestFindLinks(t *testing.T) {
	for _, tt := range []struct{ line, text, url string }{
		{"see https://example.org/a_(b)?c=d#e.", "https://example.org/a_(b)?c=d#e", "https://example.org/a_(b)?c=d#e"},
		{"(https://example.org/a)", "https://example.org/a", "https://example.org/a"},
		{"<http://x.example/>, then", "http://x.example/", "http://x.example/"},
		{"go to www.example.org!", "www.example.org", "https://www.example.org"},
		{"write to anna.b+c@example.co.uk, please", "anna.b+c@example.co.uk", "mailto:anna.b+c@example.co.uk"},
		{"mailto:anna@example.org?subject=x", "mailto:anna@example.org?subject=x", "mailto:anna@example.org?subject=x"},
		{"HTTPS://EXAMPLE.ORG", "HTTPS://EXAMPLE.ORG", "HTTPS://EXAMPLE.ORG"},
	} {
		links := findLinks(tt.line)
		if len(links) != 1 || tt.line[links[0].from:links[0].to] != tt.text || links[0].url != tt.url {
			t.Errorf("%q: %+v", tt.line, links)
		}
	}
	for _, line := range []string{"no link", "a.b.c", "at @ home", "javascript:alert(1)", "file:///etc/passwd", "10:30"} {
		if links := findLinks(line); len(links) != 0 {
			t.Errorf("%q: %+v", line, links)
		}
	}
}

func TestSignature(t *testing.T) {
	if got := signatureLine([]string{"text", "-- ", "name"}); got != 1 {
		t.Error(got)
	}
	if got := signatureLine([]string{"text", "--", "name"}); got != 3 {
		t.Error(got)
	}
}

func TestEllipsize(t *testing.T) {
	measure := func(s string) float32 { return float32(utf8.RuneCountInString(s)) }
	for _, tt := range []struct {
		s     string
		width float32
		want  string
	}{
		{"short", 5, "short"}, {"longer", 5, "long…"}, {"two words", 5, "two…"}, {"äöüäöü", 3, "äö…"}, {"x", 0.5, "…"},
	} {
		if got := ellipsize(tt.s, tt.width, measure); got != tt.want {
			t.Errorf("%q in %g: %q, want %q", tt.s, tt.width, got, tt.want)
		}
	}
	var f fitter
	if got := f.fit(strings.Repeat("ä", 100_000), 90, 14, plainStyle); !utf8.ValidString(got) || len(got) > 40 {
		t.Errorf("a monster is cut to %q", got)
	}
	if got := f.fit("moc.live\u202e@example.org", 900, 14, plainStyle); got != "moc.live@example.org" {
		t.Errorf("a turned address is shown as %q", got)
	}
	if got := f.fit("two\nlines\x00", 900, 14, plainStyle); got != "two lines " {
		t.Errorf("%q", got)
	}
}

func newTextWindow(tb testing.TB, o fyne.CanvasObject) fyne.Window {
	test.NewTempApp(tb).Settings().SetTheme(NewTheme(AlwaysLight, Shore))
	w := test.NewTempWindow(tb, NewStage(o))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(700, 600))
	return w
}

func primary(x, y float32) *desktop.MouseEvent {
	return &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}}
}

func TestTextViewMouse(t *testing.T) {
	v := NewTextView()
	newTextWindow(t, v)
	v.SetText("Hello there\nsee https://example.org/x now\n> quoted words")
	var opened string
	v.OnLink = func(url string) { opened = url }
	p := v.pane
	row := func(i int) float32 { return p.textTop() + (float32(i)+0.5)*p.rowHeight }

	x := p.left + p.measure("see http")
	p.MouseDown(primary(x, row(1)))
	p.MouseUp(primary(x, row(1)))
	if opened != "https://example.org/x" {
		t.Fatalf("opened %q", opened)
	}
	x = p.left + p.measure("Hello th")
	p.MouseDown(primary(x, row(0)))
	p.MouseUp(primary(x, row(0)))
	p.MouseDown(primary(x, row(0)))
	if got := v.SelectedText(); got != "there" {
		t.Fatalf("double click selects %q", got)
	}
	p.MouseUp(primary(x, row(0)))
	p.MouseDown(primary(x, row(0)))
	if got := v.SelectedText(); got != "Hello there\n" {
		t.Fatalf("triple click selects %q", got)
	}
	v.TypedShortcut(&fyne.ShortcutCopy{})
	if got := fyne.CurrentApp().Clipboard().Content(); got != "Hello there\n" {
		t.Fatalf("copied %q", got)
	}
	p.mouse = paneMouse{}
	p.MouseDown(primary(p.left, row(0)))
	p.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(p.left+quoteIndent+p.measure("quoted"), row(2))}})
	if got := v.SelectedText(); got != "Hello there\nsee https://example.org/x now\n> quoted" {
		t.Fatalf("dragging selects %q", got)
	}
}

// TestTextViewHostile: text made to be slow must not be.
func TestTextViewHostile(t *testing.T) {
	v := NewTextView()
	newTextWindow(t, v)
	for name, s := range map[string]string{
		"accents":  "Z" + strings.Repeat("\u0301", 300_000),
		"joiners":  strings.Repeat("\u200d", 300_000),
		"spaces":   strings.Repeat(" ", 1_000_000),
		"one word": strings.Repeat("x", 1_000_000),
		"quotes":   strings.Repeat(">", 100_000) + " text",
		"bytes":    strings.Repeat("\xff\x80", 100_000),
		"controls": strings.Repeat("\x00\x1b[2J\u202e", 50_000),
	} {
		v.SetText(s)
		v.pane.scrollTo(1_000)
		v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
		v.SelectAll()
		for _, r := range v.pane.rows {
			if len(r.text) > 2*maxRowBytes+3 {
				t.Errorf("%s: a row of %d bytes", name, len(r.text))
			}
		}
		if v.SelectedText() != s {
			t.Errorf("%s: the text is not kept", name)
		}
	}
}

func TestTextViewFind(t *testing.T) {
	v := NewTextView()
	newTextWindow(t, v)
	v.SetText(strings.Repeat("a line\n", 500) + "The Word here\n" + strings.Repeat("a line\n", 500) + "a word there")
	if n := v.Find("word"); n != 2 {
		t.Fatalf("%d hits", n)
	}
	if v.pane.scroll.Offset.Y == 0 {
		t.Fatal("does not go to the first hit")
	}
	if at, of := v.FindNext(1); at != 2 || of != 2 {
		t.Fatalf("%d of %d", at, of)
	}
	if at, _ := v.FindNext(1); at != 1 {
		t.Fatalf("does not go round: %d", at)
	}
	if n := v.Find("(["); n != 0 {
		t.Fatal("words are a pattern")
	}
}

func TestTextViewHolds(t *testing.T) {
	v := NewTextView()
	w := newTextWindow(t, v)
	v.SetText(strings.Repeat("some words that are wrapped when the window becomes narrower than they are\n", 2000))
	v.pane.scrollTo(20_000)
	line := func() int {
		l, _ := v.pane.doc.wrap.lineOf(int((v.pane.scroll.Offset.Y - v.pane.textTop()) / v.pane.rowHeight))
		return l
	}
	before := line()
	w.Resize(fyne.NewSize(300, 600))
	if after := line(); after != before {
		t.Fatalf("line %d is at the top after resizing, before it was %d", after, before)
	}
	if n := len(v.pane.rows); n > 60 {
		t.Fatalf("%d rows exist", n)
	}
}

func lines(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "> line %d of a long mail that someone has sent, with https://example.org/%d in it\n", i, i)
	}
	return b.String()
}

func BenchmarkTextViewSetText100kLines(b *testing.B) {
	v := NewTextView()
	newTextWindow(b, v)
	s := lines(100_000)
	for b.Loop() {
		v.SetText(s)
	}
}

func BenchmarkTextViewScroll(b *testing.B) {
	v := NewTextView()
	newTextWindow(b, v)
	v.SetText(lines(100_000))
	for i := 0; b.Loop(); i++ {
		v.pane.scrollTo(float32(i%90_000) * v.pane.rowHeight)
	}
}

// BenchmarkTextViewOpen is what a text of 5 MB keeps the UI goroutine busy for.
func BenchmarkTextViewOpen(b *testing.B) {
	test.NewTempApp(b)
	v := NewTextView()
	v.Resize(fyne.NewSize(700, 800))
	text := strings.Repeat("2026-11-26 04:12:13 info imap: session 4711 fetched 42 messages of https://a.example/4711 in 1.2 seconds\n", 50_000)
	for b.Loop() {
		v.SetText(text)
	}
}

// A picture that no font has leaves no sign of that behind, and the others stay.
func TestUnknownEmoji(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(AlwaysLight, Shore))
	for in, want := range map[string]string{
		"Party \U0001f389 \U0001f327\ufe0f\U0001f44d\U0001f3fd": "Party \U0001f389 \U0001f327\ufe0f\U0001f44d\U0001f3fd",
		"a\U0001f8ffb": "ab", // nothing is there in Unicode 16
		"\U0001f1e9\U0001f1ea \u260e \u2764\ufe0f \U0001f468\u200d\U0001f4bb": "\U0001f1e9\U0001f1ea \u260e \u2764\ufe0f \U0001f468\u200d\U0001f4bb",
	} {
		if got := oneLine(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

// TestMonospaceShowsAllOctets: marks of quotes stay where the source is shown.
func TestMonospaceShowsAllOctets(t *testing.T) {
	v := NewTextView()
	v.SetMonospace(true)
	newTextWindow(t, v)
	v.SetText("> quoted\n-- \nname")
	p := v.pane
	p.update()
	if r := p.rows[0]; r == nil || r.text != "> quoted" || r.bars != 0 || r.tint != ColorText {
		t.Errorf("the first row is %+v", r)
	}
	if r := p.rows[2]; r == nil || r.tint != ColorText {
		t.Errorf("the signature is %+v", r)
	}
}

// Every button and label has a fitter, for one or two texts: it is to be small.
func TestFitterIsSmall(t *testing.T) {
	fit := func() {
		var f fitter
		f.fit("Reply to all", 200, TextNormal, plainStyle)
	}
	fit() // the toolkit measures and remembers
	const times = 100
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range times {
		fit()
	}
	runtime.ReadMemStats(&after)
	if n := (after.TotalAlloc - before.TotalAlloc) / times; n > 4096 {
		t.Errorf("a fitter of one text takes %d octets", n)
	}
}
