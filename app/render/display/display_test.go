package display

import (
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2/theme"

	"godwit/app/render/text"
)

var fonts = text.New(text.Options{Bundled: []text.Bundled{{Family: "noto sans", Data: theme.DefaultTextFont().Content()}}})

// write is s at x, y: y is the top of its line.
func write(s string, x, y float32, before Joint) Op {
	f := fonts.Font(text.Style{Family: "Noto Sans", Size: 16, Weight: 400})
	t := &TextLine{Text: s, Font: f, Baseline: y + f.Ascent, Before: before}
	levels, _ := text.Levels([]rune(s), text.LeftToRight)
	// One piece for each direction, as layout makes them.
	type part struct {
		from, to int
		level    text.Level
	}
	var parts []part
	for i, l := range levels {
		if n := len(parts); n > 0 && parts[n-1].level == l {
			parts[n-1].to = i + 1
			continue
		}
		parts = append(parts, part{i, i + 1, l})
	}
	order := make([]text.Level, len(parts))
	for i, p := range parts {
		order[i] = p.level
	}
	w := float32(0)
	for _, i := range text.Visual(order) {
		p := parts[i]
		run := f.Shape(string([]rune(s)[p.from:p.to]), p.level.RTL())
		t.Pieces = append(t.Pieces, Piece{X: w, Run: run, At: p.from})
		w += run.Width
	}
	return Op{Kind: Text, Color: color.NRGBA{A: 255}, Rect: Rect{x, y, w, f.Ascent + f.Descent}, Text: t}
}

func letter() *List {
	l := &List{Width: 400, Height: 300}
	link := write("the page", 120, 50, Space)
	link.Link = "https://a.example/"
	mark := write("•", 0, 100, NewLine)
	mark.Text.Mark = true
	for _, o := range []Op{
		write("Hello dear", 0, 0, Joined),
		write("friend,", 0, 25, Space),
		write("please see", 0, 50, Paragraph),
		link,
		write("s", 190, 50, Joined),
		mark,
		write("first", 20, 100, NewLine),
		write("cell", 150, 100, Tab),
		write("The END", 0, 150, Paragraph),
		{Kind: Image, Rect: Rect{0, 200, 100, 50}, Link: "https://b.example/", Image: &Picture{Ref: "x", Alt: "A ship", Opacity: 1}},
		{Kind: Clip, Rect: Rect{200, 200, 10, 10}},
		{Kind: Area, Rect: Rect{200, 200, 100, 50}, Link: "https://c.example/"},
		{Kind: Unclip},
	} {
		l.Add(o)
	}
	return l.Done()
}

func TestPlain(t *testing.T) {
	want := "Hello dear friend,\n\nplease see the pages\n• first\tcell\n\nThe END\n[A ship]"
	if got := letter().Plain(); got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}

func TestSelectedText(t *testing.T) {
	l := letter()
	for _, c := range []struct {
		a, b Pos
		want string
	}{
		{Pos{0, 6}, Pos{1, 6}, "dear friend"},
		{Pos{1, 6}, Pos{0, 6}, "dear friend"},
		{Pos{2, 7}, Pos{4, 1}, "see the pages"},
		{Pos{6, 0}, Pos{7, 4}, "first\tcell"},
		{Pos{0, 3}, Pos{0, 3}, ""},
		{Pos{0, 0}, Pos{0, 99}, "Hello dear"},
	} {
		if got := l.Text(c.a, c.b); got != c.want {
			t.Errorf("%v to %v says %q, want %q", c.a, c.b, got, c.want)
		}
	}
	a, _ := l.Start()
	b, _ := l.End()
	if got := l.Text(a, b); !strings.HasPrefix(got, "Hello") || !strings.HasSuffix(got, "END") {
		t.Errorf("all says %q", got)
	}
}

func TestTextAt(t *testing.T) {
	l := letter()
	for _, c := range []struct {
		x, y float32
		want Pos
		on   bool
	}{
		{1, 5, Pos{0, 0}, true},
		{390, 5, Pos{0, 10}, false}, // right of a line: its end
		{1, 30, Pos{1, 0}, true},
		{-20, 30, Pos{1, 0}, false},
		{1, 105, Pos{6, 0}, false}, // a list's mark is no text
		{5, 1000, Pos{8, 1}, false},
	} {
		got, on, ok := l.TextAt(c.x, c.y)
		if !ok || got != c.want || on != c.on {
			t.Errorf("at %v, %v is %v %v, want %v %v", c.x, c.y, got, on, c.want, c.on)
		}
	}
	if _, _, ok := new(List).Done().TextAt(0, 0); ok {
		t.Error("an empty list has text")
	}
}

func TestAt(t *testing.T) {
	l := letter()
	for _, c := range []struct {
		x, y  float32
		link  string
		image bool
	}{
		{130, 60, "https://a.example/", false},
		{130, 5, "", false},
		{50, 220, "https://b.example/", true},
		{205, 205, "https://c.example/", false},
		{220, 220, "", false}, // clipped away
	} {
		if h := l.At(c.x, c.y); h.Link != c.link || (h.Image != nil) != c.image {
			t.Errorf("at %v, %v is %+v", c.x, c.y, h)
		}
	}
	links := l.Links()
	if len(links) != 3 || links[0].Target != "https://a.example/" || len(links[0].Areas) != 1 {
		t.Errorf("the links are %+v", links)
	}
}

func TestRects(t *testing.T) {
	l := letter()
	r := l.Rects(Pos{0, 6}, Pos{2, 6})
	if len(r) != 3 {
		t.Fatalf("three lines make %d areas", len(r))
	}
	if r[0].X <= 0 || r[0].Right() != l.Ops[0].Rect.Right() || r[1] != l.Ops[1].Rect || r[2].X != 0 {
		t.Errorf("the areas are %v", r)
	}
	// Of text in both directions, what follows each other when read may lie apart.
	mixed := new(List)
	mixed.Add(write("ab אבגד cd", 0, 0, Joined))
	mixed.Done()
	if r := mixed.Rects(Pos{0, 1}, Pos{0, 5}); len(r) != 2 {
		t.Errorf("the areas are %v", r)
	}
	if r := mixed.Rects(Pos{0, 0}, Pos{0, 10}); len(r) != 1 || r[0].W < mixed.Ops[0].Rect.W-1 {
		t.Errorf("all of it is %v of %v", r, mixed.Ops[0].Rect)
	}
}

func TestWordAndBlock(t *testing.T) {
	l := letter()
	for _, c := range []struct {
		at          Pos
		word, block string
	}{
		{Pos{0, 7}, "dear", "Hello dear friend,"},
		{Pos{3, 5}, "pages", "please see the pages"},
		{Pos{4, 0}, "pages", "please see the pages"},
		{Pos{7, 1}, "cell", "cell"},
	} {
		if a, b := l.WordAt(c.at); l.Text(a, b) != c.word {
			t.Errorf("the word at %v is %q, want %q", c.at, l.Text(a, b), c.word)
		}
		if a, b := l.BlockAt(c.at); l.Text(a, b) != c.block {
			t.Errorf("the block at %v is %q, want %q", c.at, l.Text(a, b), c.block)
		}
	}
}

func TestSteps(t *testing.T) {
	l := letter()
	p, _ := l.Start()
	seen := 0
	for {
		next := l.Step(p, 1)
		if next == p {
			break
		}
		if !p.Before(next) {
			t.Fatalf("after %v comes %v", p, next)
		}
		if back := l.Step(next, -1); back != p {
			t.Fatalf("before %v is %v, not %v", next, back, p)
		}
		p = next
		if seen++; seen > 1000 {
			t.Fatal("no end")
		}
	}
	if end, _ := l.End(); p != end {
		t.Errorf("the last step is %v, want %v", p, end)
	}
	if got := l.Row(Pos{0, 2}, 1, 5); got.Op != 1 {
		t.Errorf("below the first line is %v", got)
	}
	if got := l.Row(Pos{2, 0}, -1, 5); got.Op != 1 {
		t.Errorf("above the third line is %v", got)
	}
	if got := l.Row(Pos{0, 2}, -1, 5); got != (Pos{0, 2}) {
		t.Errorf("above the first line is %v", got)
	}
}

func TestFind(t *testing.T) {
	l := letter()
	for _, c := range []struct {
		words string
		want  int
	}{
		{"the", 2},          // The END as well
		{"DEAR  friend", 1}, // over the end of a line
		{"see the pages", 1},
		{"absent", 0},
		{"", 0},
		{" ", 0},
		{"e", 12},
	} {
		got := l.Find(c.words, 100)
		if len(got) != c.want {
			t.Errorf("%q is found %d times, want %d", c.words, len(got), c.want)
		}
		for _, m := range got {
			if s := l.Text(m.From, m.To); !strings.EqualFold(strings.Join(strings.Fields(s), " "), strings.Join(strings.Fields(c.words), " ")) {
				t.Errorf("%q was found as %q", c.words, s)
			}
		}
	}
	if got := l.Find("e", 3); len(got) != 3 {
		t.Errorf("at most three are %d", len(got))
	}
}

func TestBetween(t *testing.T) {
	l := &List{}
	for i := range 1000 {
		l.Add(Op{Kind: Fill, Rect: Rect{0, float32(i) * 10, 10, 10}})
	}
	l.Done()
	n := 0
	l.Between(5000, 5099, func(_ int, o *Op) { n++ })
	if n < 10 || n > 12 {
		t.Errorf("%d of 1000 are in sight", n)
	}
}

func BenchmarkBetween(b *testing.B) {
	l := &List{}
	for i := range 20_000 {
		l.Add(Op{Kind: Fill, Rect: Rect{0, float32(i) * 10, 10, 10}})
	}
	l.Done()
	for b.Loop() {
		l.Between(100_000, 100_500, func(int, *Op) {})
	}
}
