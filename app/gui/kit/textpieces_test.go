package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

func TestPieces(t *testing.T) {
	for in, want := range map[string][]string{
		"":              nil,
		"plain  words ": {"plain  words "},
		"é ü – “x” …":   {"é ü – “x” …"},
		"→ x":           {"→", " x"},
		"a 😀 😀 b":       {"a 😀", " 😀", " b"},
		"❤️  b":         {"❤️", "  b"},
		"漢字 x→":         {"漢字", " x→"},
		" → ":           {" →", " "},
		"שלום לכם ok":   {"שלום לכם ok"},
		"ﷺ مرحبا بكم":   {"ﷺ مرحبا بكم"},
	} {
		if got := slices.Collect(pieces(in)); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// A line of a view is drawn in pieces, one behind the other, and goes back to
// one text when the next needs no more.
func TestTextDrawsPieces(t *testing.T) {
	test.NewTempApp(t)
	x := NewText("to → here", TextNormal, ColorText)
	r := test.TempWidgetRenderer(t, x)
	x.Resize(fyne.NewSize(300, 20))
	objs := r.Objects()
	if len(objs) != 2 {
		t.Fatalf("%d texts, want 2", len(objs))
	}
	a, b := objs[0].(*canvas.Text), objs[1].(*canvas.Text)
	if a.Text != "to →" || b.Text != " here" || b.Position().X != a.Position().X+a.Size().Width {
		t.Errorf("%q at %v, %q at %v", a.Text, a.Position(), b.Text, b.Position())
	}
	if got := x.MinSize().Width; got < b.Position().X+b.Size().Width-0.5 || got > 300 {
		t.Errorf("least width %v", got)
	}
	x.SetText("to here")
	if n := len(r.Objects()); n != 1 {
		t.Errorf("%d texts after that, want 1", n)
	}
}
