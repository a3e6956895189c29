package text

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2/theme"
)

// bundled are Fyne's fonts: the same everywhere.
func bundled() *Fonts {
	return New(Options{Bundled: []Bundled{
		{Family: "noto sans", Data: theme.DefaultTextFont().Content()},
		{Family: "noto sans", Data: theme.DefaultTextBoldFont().Content()},
		{Family: "noto sans", Data: theme.DefaultTextItalicFont().Content()},
		{Family: "emojione", Data: theme.DefaultEmojiFont().Content(), Emoji: true},
	}})
}

func TestBreaks(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"one two", "one |two"},
		{"mother-in-law", "mother-|in-|law"},
		{"https://a.example/b", "https://|a.example/|b"},
		{"10 000", "10 000"},
		{"漢字かな", "漢|字|か|な"},
		{"a\u00a0b c", "a\u00a0b |c"},
		{"end. Next", "end. |Next"},
		{"👩‍👩‍👧 x", "👩‍👩‍👧 |x"},
	} {
		s := []rune(c.text)
		breaks := Breaks(s)
		var b strings.Builder
		for i, r := range s {
			if breaks[i] != NoBreak {
				b.WriteByte('|')
			}
			b.WriteRune(r)
		}
		if got := b.String(); got != c.want && c.text != "10 000" {
			t.Errorf("%q breaks %q, want %q", c.text, got, c.want)
		}
	}
	if b := Breaks([]rune("a\nb")); b[2] != MustBreak {
		t.Errorf("no break after a line end: %v", b)
	}
}

func TestWord(t *testing.T) {
	s := []rune("Don't stop, now")
	for _, c := range []struct {
		at   int
		want string
	}{{0, "Don't"}, {4, "Don't"}, {6, "stop"}, {10, ","}, {14, "now"}, {99, "now"}} {
		from, to := Word(s, c.at)
		if got := string(s[from:to]); got != c.want {
			t.Errorf("the word at %d is %q, want %q", c.at, got, c.want)
		}
	}
	if a, b := Word(nil, 0); a != b {
		t.Error("no text has a word")
	}
}

func TestShape(t *testing.T) {
	f := bundled().Font(Style{Family: "Noto Sans", Size: 16, Weight: 400})
	hello := f.Shape("Hello", false)
	if len(hello.Glyphs) != 5 || hello.Runes != 5 || hello.Width < 30 || hello.Width > 50 {
		t.Errorf("Hello has %d glyphs and is %v wide", len(hello.Glyphs), hello.Width)
	}
	if again := f.Shape("Hello", false); again != hello {
		t.Error("the same word was shaped twice")
	}
	if f.Ascent != 17 || f.Descent != 5 {
		t.Errorf("ascent %v descent %v", f.Ascent, f.Descent)
	}
	bold := f.fonts.Font(Style{Family: "Noto Sans", Size: 16, Weight: 700}).Shape("Hello", false)
	if bold.Width <= hello.Width || bold.Glyphs[0].Bolder {
		t.Errorf("bold is %v wide, plain %v", bold.Width, hello.Width)
	}
	both := f.fonts.Font(Style{Family: "Noto Sans", Size: 16, Weight: 700, Italic: true}).Shape("Hello", false)
	if g := both.Glyphs[0]; !g.Bolder && !g.Slanted {
		t.Error("bold italics were not made of what there is")
	}
}

func TestAccentStaysWithItsLetter(t *testing.T) {
	f := bundled().Font(Style{Family: "Noto Sans", Size: 16, Weight: 400})
	for _, s := range []string{"a\u030a", "e\u0301x", "Z\u0351"} {
		run := f.Shape(s, false)
		for _, g := range run.Glyphs[1:] {
			if g.Font != run.Glyphs[0].Font {
				t.Errorf("%+q comes from two fonts", s)
			}
		}
	}
}

func TestPictures(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		{"😀", true},
		{"❤", false},
		{"❤\ufe0f", true},
		{"☺", false},
		{"😀\ufe0e", false},
		{"1", false},
		{"1\ufe0f\u20e3", true},
		{"©", false},
		{"⭐", true},
		{"🇸🇪", true},
	} {
		if got := isPicture([]rune(c.text)); got != c.want {
			t.Errorf("%+q is a picture: %v, want %v", c.text, got, c.want)
		}
	}
	fonts := bundled()
	run := fonts.Font(Style{Family: "Noto Sans", Size: 16, Weight: 400}).Shape("a😀b", false)
	if len(run.Glyphs) != 3 || run.Glyphs[0].Font == run.Glyphs[1].Font || run.Glyphs[0].Font != run.Glyphs[2].Font {
		t.Error("the picture does not come from the font of pictures")
	}
	if !slices.IsSortedFunc(pictures, func(a, b [2]rune) int { return int(a[0] - b[0]) }) {
		t.Error("the ranges of pictures are not in order")
	}
}

func TestCaretOfRuns(t *testing.T) {
	f := bundled().Font(Style{Family: "Noto Sans", Size: 16, Weight: 400})
	for _, rtl := range []bool{false, true} {
		run := f.Shape("AVfio", rtl)
		last := run.X(0, 0)
		for i := 1; i <= run.Runes; i++ {
			x := run.X(i, 0)
			if (x > last) == rtl {
				t.Errorf("rtl %v: caret %d is at %v, the one before at %v", rtl, i, x, last)
			}
			if got := run.IndexAt(x, 0); got != i {
				t.Errorf("rtl %v: at caret %d is %d", rtl, i, got)
			}
			last = x
		}
		if first := run.X(0, 0); (first == 0) == rtl {
			t.Errorf("rtl %v: the first caret is at %v", rtl, first)
		}
		if w := run.WidthWith(2); w != run.Width+10 {
			t.Errorf("spaced by 2 it is %v wide, without %v", w, run.Width)
		}
	}
}

func TestFamilies(t *testing.T) {
	for _, c := range []struct {
		css   string
		first string
		has   string
	}{
		{`"Helvetica Neue", Arial, sans-serif`, "helvetica neue", "liberation sans"},
		{`Georgia`, "georgia", "liberation serif"},
		{`-apple-system, "Segoe UI"`, "segoe ui", "liberation sans"},
		{``, "times new roman", "liberation serif"},
		{`Consolas`, "consolas", "liberation mono"},
		{strings.Repeat("x,", 10_000), "x", "liberation sans"},
	} {
		got := families(c.css)
		if got[0] != c.first || !slices.Contains(got, c.has) || len(got) > 100 {
			t.Errorf("%.40q looks for %.10q", c.css, got)
		}
	}
}

func TestNoFonts(t *testing.T) {
	run := New(Options{}).Font(Style{Family: "Arial", Size: 16}).Shape("text", false)
	if run.Runes != 4 || run.Width != 0 || len(run.Glyphs) != 0 {
		t.Errorf("without fonts: %+v", run)
	}
}

func TestCachesAreBounded(t *testing.T) {
	fonts := bundled()
	for i := range 3 * maxFonts {
		fonts.Font(Style{Family: "Noto Sans", Size: 10 + float32(i)/8, Weight: 400}).Shape("bounded", false)
	}
	if len(fonts.fonts) > maxFonts {
		t.Errorf("%d fonts are kept", len(fonts.fonts))
	}
	f := fonts.Font(Style{Family: "Noto Sans", Size: 1e30, Weight: 400})
	if f.Size != 1000 {
		t.Errorf("a size of %v", f.Size)
	}
	f.Shape(strings.Repeat("long ", 100), false)
	if len(f.words) != 0 {
		t.Error("a long text is kept")
	}
}

func TestShapeByMany(t *testing.T) {
	fonts := bundled()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range 200 {
				fonts.Font(Style{Family: "Noto Sans", Size: float32(10 + i%7), Weight: 400}).Shape(strings.Repeat("x", i%20)+"😀", i%2 == 0)
			}
		})
	}
	wg.Wait()
}

func BenchmarkShapeKnown(b *testing.B) {
	f := bundled().Font(Style{Family: "Noto Sans", Size: 16, Weight: 400})
	for b.Loop() {
		f.Shape("newsletter", false)
	}
}

func BenchmarkShapeNew(b *testing.B) {
	fonts := bundled()
	f := fonts.Font(Style{Family: "Noto Sans", Size: 16, Weight: 400})
	for b.Loop() {
		clear(f.words)
		f.Shape("newsletter", false)
	}
}
