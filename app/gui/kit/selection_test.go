package kit

import (
	"slices"
	"testing"
)

func numbered(ids ...int64) *rowsOf {
	r := &rowsOf{}
	for _, id := range ids {
		r.rows = append(r.rows, MessageRow{ID: id, Sender: "Someone"})
	}
	return r
}

func TestSelectionClicks(t *testing.T) {
	type click struct {
		row         int
		ctrl, shift bool
	}
	for _, tt := range []struct {
		name   string
		clicks []click
		want   []int64
	}{
		{"plain replaces", []click{{0, false, false}, {3, false, false}}, []int64{13}},
		{"ctrl adds", []click{{0, false, false}, {3, true, false}}, []int64{10, 13}},
		{"ctrl toggles", []click{{0, false, false}, {3, true, false}, {0, true, false}}, []int64{13}},
		{"shift takes the range", []click{{1, false, false}, {4, false, true}}, []int64{11, 12, 13, 14}},
		{"shift upwards", []click{{4, false, false}, {2, false, true}}, []int64{12, 13, 14}},
		{"shift again shrinks", []click{{1, false, false}, {4, false, true}, {2, false, true}}, []int64{11, 12}},
		{"ctrl and shift add a range", []click{{0, false, false}, {3, true, false}, {5, true, true}}, []int64{10, 13, 14, 15}},
		{"range from the last toggled", []click{{0, false, false}, {4, true, false}, {2, false, true}}, []int64{12, 13, 14}},
		{"outside does nothing", []click{{1, false, false}, {9, false, false}, {-1, false, true}}, []int64{11}},
		{"shift with no anchor", []click{{2, false, true}}, []int64{12}},
	} {
		s := newSelection(numbered(10, 11, 12, 13, 14, 15))
		for _, c := range tt.clicks {
			s.click(c.row, c.ctrl, c.shift)
		}
		if got := s.selected(); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestSelectionMoves(t *testing.T) {
	type move struct {
		by          int
		ctrl, shift bool
	}
	for _, tt := range []struct {
		name   string
		moves  []move
		want   []int64
		cursor int64
	}{
		{"down into an unselected list", []move{{1, false, false}}, []int64{10}, 10},
		{"up into an unselected list", []move{{-1, false, false}}, []int64{13}, 13},
		{"down twice", []move{{1, false, false}, {1, false, false}}, []int64{11}, 11},
		{"past the end", []move{{1, false, false}, {99, false, false}}, []int64{13}, 13},
		{"extend down and back", []move{{1, false, false}, {2, false, true}, {-1, false, true}}, []int64{10, 11}, 11},
		{"ctrl keeps the selection", []move{{1, false, false}, {2, true, false}}, []int64{10}, 12},
	} {
		s := newSelection(numbered(10, 11, 12, 13))
		for _, m := range tt.moves {
			s.move(m.by, m.ctrl, m.shift)
		}
		if got := s.selected(); !slices.Equal(got, tt.want) || s.cursor != tt.cursor {
			t.Errorf("%s: %v at %d, want %v at %d", tt.name, got, s.cursor, tt.want, tt.cursor)
		}
	}
}

// TestSelectionFollowsMessages: sorting, arrival and removal keep what was meant.
func TestSelectionFollowsMessages(t *testing.T) {
	rows := numbered(10, 11, 12, 13, 14)
	s := newSelection(rows)
	s.click(1, false, false)
	s.click(3, true, false) // 11 and 13, cursor on 13

	rows.rows = numbered(14, 13, 99, 12, 11, 10).rows
	if s.drop(3) || !slices.Equal(s.selected(), []int64{13, 11}) {
		t.Fatalf("after sorting: %v", s.selected())
	}
	rows.rows = numbered(14, 99, 12, 11, 10).rows // 13, where the cursor was, is gone from row 1
	if !s.drop(1) || !slices.Equal(s.selected(), []int64{11}) || s.cursor != 99 {
		t.Fatalf("after removal: %v, cursor %d", s.selected(), s.cursor)
	}
	rows.rows = nil
	if !s.drop(1) || s.has || len(s.selected()) != 0 {
		t.Fatal("an empty list still has a cursor")
	}
}

func TestSelectAllIsInListOrder(t *testing.T) {
	rows := &rowsOf{}
	for i := range 3000 {
		rows.rows = append(rows.rows, MessageRow{ID: int64(5000 - i)})
	}
	s := newSelection(rows)
	s.all()
	got := s.selected()
	if len(got) != 3000 || got[0] != 5000 || got[2999] != 2001 {
		t.Fatalf("%d selected, from %d to %d", len(got), got[0], got[len(got)-1])
	}
}

// pairs is a list in which each row stands for two ids and is called by the
// even one, or by the odd one.
type pairs struct{ odd int64 }

func (p *pairs) Count() int     { return 10 }
func (p *pairs) ID(i int) int64 { return int64(2*i) + p.odd }
func (p *pairs) IndexOf(id int64) (int, bool) {
	return int(id / 2), id >= 0 && id < 20
}

func TestSelectionFollowsNames(t *testing.T) {
	rows := &pairs{}
	s := newSelection(rows)
	s.set([]int64{5, 8})
	if got := s.selected(); !slices.Equal(got, []int64{4, 8}) || s.cursor != 4 {
		t.Fatalf("selected %v, cursor on %d", got, s.cursor)
	}
	rows.odd = 1
	if s.drop(0) {
		t.Error("a row with another name is no loss")
	}
	if got := s.selected(); !slices.Equal(got, []int64{5, 9}) || s.cursor != 5 || s.anchor != 5 {
		t.Errorf("selected %v, cursor on %d", got, s.cursor)
	}
}
