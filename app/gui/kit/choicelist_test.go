package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestChoiceList(t *testing.T) {
	test.NewTempApp(t)
	l := NewChoiceList()
	list := []Choice{{Title: "Recent", Head: true}, {Title: "a"}, {Title: "b", Off: true}, {Title: "More", Head: true}, {Title: "c"}}
	for range 1000 {
		list = append(list, Choice{Title: "many"})
	}
	w := test.NewTempWindow(t, l)
	w.Resize(fyne.NewSize(300, 5*choiceHeight))
	l.Resize(fyne.NewSize(300, 5*choiceHeight))
	taken := -1
	l.OnChosen = func(i int) { taken = i }
	l.SetChoices(list)
	for _, c := range []struct {
		do     func()
		marked int
		taken  int
	}{
		{func() { l.Take() }, 1, 1},
		{func() { l.Step(-1) }, 1, -1},
		{func() { l.Step(1); l.Take() }, 2, -1}, // cannot be chosen
		{func() { l.Step(1); l.Take() }, 4, 4},  // past the heading
		{func() { l.Step(-1) }, 2, -1},
		{func() { l.Page(1) }, 6, -1},
		{func() { l.Step(5000) }, len(list) - 1, -1},
		{func() { l.Step(-5000) }, 1, -1},
		{func() { l.SetChoices(nil); l.Take() }, -1, -1},
	} {
		taken = -1
		c.do()
		if l.Marked() != c.marked || taken != c.taken {
			t.Errorf("marked %d, took %d; want %d and %d", l.Marked(), taken, c.marked, c.taken)
		}
		if m := l.Marked(); m >= 0 && (m < l.top || m >= l.top+l.inSight()) {
			t.Errorf("the mark at %d is out of sight, the first row is %d", m, l.top)
		}
	}
	l.SetChoices(list)
	l.rows[4].MouseMoved(&desktop.MouseEvent{})
	l.rows[4].MouseDown(&desktop.MouseEvent{})
	if taken != 4 || len(l.rows) > 6 {
		t.Errorf("the pointer took %d; %d rows exist", taken, len(l.rows))
	}
}

func TestStressed(t *testing.T) {
	for _, c := range []struct {
		text  string
		marks []int
		want  string
	}{{"Reply", nil, "Reply"}, {"Reply", []int{0, 1}, "|Re|ply"}, {"Größe", []int{2, 4}, "Gr|ö|ß|e"}, {"Mo…", []int{0, 9}, "|M|o…"}} {
		if got := strings.Join(stressed(c.text, c.marks), "|"); got != c.want {
			t.Errorf("%q %v: %q, want %q", c.text, c.marks, got, c.want)
		}
	}
}
