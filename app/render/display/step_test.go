package display

import "testing"

func TestWordStep(t *testing.T) {
	l := letter()
	at := Pos{0, 0}
	for _, want := range []string{"Hello", "Hello dear", "Hello dear friend", "Hello dear friend,\n\nplease"} {
		at = l.WordStep(at, 1)
		if got := l.Text(Pos{0, 0}, at); got != want {
			t.Fatalf("to %q, want %q", got, want)
		}
	}
	at = Pos{1, 3}
	for _, want := range []string{"fri", "dear fri", "Hello dear fri", "Hello dear fri"} {
		at = l.WordStep(at, -1)
		if got := l.Text(at, Pos{1, 3}); got != want {
			t.Fatalf("back to %q, want %q", got, want)
		}
	}
	// A word of two operations is one, and no step goes beyond the end.
	at = l.WordStep(l.WordStep(Pos{3, 0}, 1), 1)
	if got := l.Text(Pos{3, 0}, at); got != "the pages" {
		t.Errorf("to %q", got)
	}
	end, _ := l.End()
	if got := l.WordStep(end, 1); got != end {
		t.Errorf("beyond the end: %v", got)
	}
}

func TestLineAt(t *testing.T) {
	l := letter()
	for _, c := range []struct {
		at   Pos
		want string
	}{{Pos{0, 3}, "Hello dear"}, {Pos{1, 0}, "friend,"}, {Pos{3, 2}, "please see the pages"}, {Pos{4, 1}, "please see the pages"}} {
		from, to := l.LineAt(c.at)
		if got := l.Text(from, to); got != c.want {
			t.Errorf("%v: %q, want %q", c.at, got, c.want)
		}
	}
}
