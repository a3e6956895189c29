package kit

import (
	"math/rand/v2"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
)

// TestRuler holds the ruler to what one gets by laying rows and headings below
// each other.
func TestRuler(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 1))
	for range 200 {
		r := ruler{rows: rnd.IntN(40), height: 56, head: 28}
		for first := 0; first <= r.rows && rnd.IntN(8) > 0; first += rnd.IntN(9) {
			r.groups = append(r.groups, RowGroup{First: first})
		}
		y, g := 0.0, 0
		check := func(what string, got, want float64) {
			if got != want {
				t.Fatalf("%s at %g, want %g: %+v", what, got, want, r)
			}
		}
		heads := func(i int) {
			for ; g < len(r.groups) && r.groups[g].First == i; g++ {
				check("heading", r.heading(g), y)
				if at := r.at(y + 1); at != i {
					t.Fatalf("the heading of row %d is taken for row %d: %+v", i, at, r)
				}
				y += r.head
			}
		}
		for i := range r.rows {
			heads(i)
			check("row", r.row(i), y)
			if a, b := r.at(y), r.at(y+55.9); a != i || b != i {
				t.Fatalf("row %d is taken for %d and %d: %+v", i, a, b, r)
			}
			y += r.height
		}
		heads(r.rows)
		check("end", r.total(), y)
	}
}

// TestMillionRows: the last rows of a long list are as exact as the first.
func TestMillionRows(t *testing.T) {
	l, _ := newListWindow(t, &many{newest: 1_000_000, n: 1_000_000})
	l.scrollTo(999_000 * l.ruler.height)
	before := rowOn(t, l, 999_003).Position().Y
	l.layer.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -1)})
	if after := rowOn(t, l, 999_003).Position().Y; after != before-1 {
		t.Errorf("a step of one moved a row from %g to %g", before, after)
	}
	l.MoveCursor(2_000_000)
	if y := rowOn(t, l, 999_999).Position().Y; y != l.layer.Size().Height-l.rowHeight() {
		t.Errorf("the last row stands at %g", y)
	}
	if n := len(l.layer.rows) + len(l.layer.free); n > 20 {
		t.Errorf("%d row widgets", n)
	}
}

// TestListHoldsWhatIsOnScreen lets rows come and go at random, and the list be
// scrolled: whatever was in sight and is still there must stay where it was,
// unless the list ends before.
func TestListHoldsWhatIsOnScreen(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 9))
	rows := &rowsOf{}
	next := int64(0)
	insert := func(at int) {
		next++
		rows.rows = slices.Insert(rows.rows, at, MessageRow{ID: next})
	}
	for range 300 {
		insert(0)
	}
	l, _ := newListWindow(t, rows)
	group := func() []RowGroup {
		var groups []RowGroup
		for first := 0; first < len(rows.rows); first += 1 + rnd.IntN(60) {
			groups = append(groups, RowGroup{Title: "g", First: first})
		}
		return groups
	}
	for step := range 3000 {
		if rnd.IntN(4) == 0 {
			l.scrollTo(rnd.Float64() * l.ruler.total())
		}
		seen := map[int64]float32{}
		for _, r := range l.layer.rows {
			if y := r.Position().Y; y > -r.Size().Height && y < l.layer.Size().Height {
				seen[r.state.msg.ID] = y
			}
		}
		wasTop := l.top
		for range rnd.IntN(5) {
			insert(rnd.IntN(len(rows.rows) + 1))
		}
		for range min(len(rows.rows)-20, rnd.IntN(5)) {
			at := rnd.IntN(len(rows.rows))
			rows.rows = slices.Delete(rows.rows, at, at+1)
		}
		if step%3 == 0 {
			l.SetGroups(group())
		}
		l.RowsChanged()
		if wasTop == 0 || l.top == l.clamp(1e12) || l.top == 0 {
			continue
		}
		first, moved := true, float32(0)
		for i := l.ruler.at(l.top); i < min(l.ruler.rows, l.ruler.at(l.top)+30); i++ {
			y, ok := seen[rows.ID(i)]
			if !ok {
				continue
			}
			if now := float32(l.ruler.row(i) - l.top); first {
				first, moved = false, now-y
			}
		}
		if moved > 0.01 || moved < -0.01 {
			t.Fatalf("step %d: what was at the top moved by %g", step, moved)
		}
	}
}

func TestListFoldsGroups(t *testing.T) {
	rows := &many{newest: 100, n: 100}
	l, w := newListWindow(t, rows)
	w.Canvas().Focus(l)
	var asked []string
	l.OnGroup = func(title string, fold bool) {
		asked = append(asked, title)
		rows.newest, rows.n = 60, 60 // the first group had 40
		l.SetGroups([]RowGroup{{Title: "Today", Count: 40, Folded: fold}, {Title: "Yesterday", Count: 60}})
		l.RowsFolded()
	}
	l.SetGroups([]RowGroup{{Title: "Today", Count: 40}, {Title: "Yesterday", First: 40, Count: 60}})
	l.RowsChanged()
	l.scrollTo(20 * l.ruler.height)
	h := l.layer.heads[0]
	if h.group.Title != "Today" || h.Position().Y != 0 {
		t.Fatalf("the heading of what is in sight is %q at %g", h.group.Title, h.Position().Y)
	}
	h.Tapped(&fyne.PointEvent{})
	if !slices.Equal(asked, []string{"Today"}) || l.top != 0 || l.arrived != 0 {
		t.Fatalf("asked %v, at %g, %d said to be new", asked, l.top, l.arrived)
	}
	if id := rowOn(t, l, 0).state.msg.ID; id != 60 {
		t.Errorf("first row is %d", id)
	}
}

func TestListTellsWhatArrivedAbove(t *testing.T) {
	rows := &many{newest: 1000, n: 1000}
	l, _ := newListWindow(t, rows)
	l.scrollTo(4000)
	rows.newest, rows.n = 1003, 1003
	l.RowsChanged()
	if l.arrived != 3 || l.pill.Hidden || l.pill.text.Text != "3 new" {
		t.Fatalf("%d arrived, the pill says %q", l.arrived, l.pill.text.Text)
	}
	l.pill.Tapped(nil)
	if l.top != 0 || !l.pill.Hidden {
		t.Errorf("at %g, pill hidden: %t", l.top, l.pill.Hidden)
	}
}

// A list of what one wrote oneself has no pill on it, and holds still all the same.
func TestListHidesArrivals(t *testing.T) {
	rows := &many{newest: 1000, n: 1000}
	l, _ := newListWindow(t, rows)
	l.HideArrivals()
	l.scrollTo(4000)
	rows.newest, rows.n = 1003, 1003
	l.RowsChanged()
	if !l.pill.Hidden || l.top <= 4000 {
		t.Errorf("the pill says %q, at %g", l.pill.text.Text, l.top)
	}
}
