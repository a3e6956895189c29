package kit

import (
	"image/color"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func newTable(t *testing.T, width float32) *MessageList {
	t.Helper()
	l, w := newListWindow(t, sampleRows())
	w.Resize(fyne.NewSize(width, 400))
	l.SetTable(UsualColumns(), ColumnDate, false)
	return l
}

func (l *MessageList) spanOf(id ColumnID) (span, bool) {
	i := slices.IndexFunc(l.table.spans, func(s span) bool { return s.id == id })
	if i < 0 {
		return span{}, false
	}
	return l.table.spans[i], true
}

// TestTableFits: columns never overlap nor stick out; what has no room goes.
func TestTableFits(t *testing.T) {
	all := UsualColumns()
	for _, c := range ColumnChoices() {
		all = WithColumn(all, c.ID, true)
	}
	for _, width := range []float32{100, 300, 480, 600, 900, 2000} {
		tab := table{columns: all}
		tab.fit(width)
		x := rowTextX
		for _, s := range tab.spans {
			if s.x != x || s.w <= 0 {
				t.Errorf("%g wide: column %s at %g, want %g", width, s.id, s.x, x)
			}
			x += s.w
		}
		if width >= 480 && x > width {
			t.Errorf("%g wide: the columns end at %g", width, x)
		}
		if width == 2000 && len(tab.spans) != len(all) {
			t.Errorf("%d of %d columns where there is room", len(tab.spans), len(all))
		}
	}
}

func TestTableHead(t *testing.T) {
	l := newTable(t, 1000)
	var sorted []ColumnID
	var kept []Column
	l.OnSort = func(c ColumnID) { sorted = append(sorted, c) }
	l.OnColumns = func(c []Column) { kept = c }
	size, _ := l.spanOf(ColumnSize)
	l.head.Tapped(&fyne.PointEvent{Position: fyne.NewPos(size.x+20, 10)})
	thread, _ := l.spanOf(ColumnThread)
	l.head.Tapped(&fyne.PointEvent{Position: fyne.NewPos(thread.x+10, 10)}) // no order of its own
	if !slices.Equal(sorted, []ColumnID{ColumnSize}) {
		t.Errorf("sorted by %v", sorted)
	}
	// The edge left of a column that stands right of the subject changes that one.
	people, _ := l.spanOf(ColumnPeople)
	edge := fyne.NewPos(people.x, 10)
	l.head.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: edge}})
	l.head.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(-50, 0)})
	l.head.DragEnd()
	after, _ := l.spanOf(ColumnPeople)
	if after.w != people.w+50 || after.x != people.x-50 || len(kept) == 0 {
		t.Errorf("dragged from %+v to %+v, kept %v", people, after, kept)
	}
}

func TestTableNeedsRoom(t *testing.T) {
	l := newTable(t, 1000)
	if h := l.layer.rows[0].Size().Height; h != DensityCompact.RowHeight() || l.head.Hidden {
		t.Errorf("a row of the table is %g high, its head hidden: %t", h, l.head.Hidden)
	}
	if got := l.layer.rows[0]; got.subject.Text == "" || got.sender.Text == "" || got.date.Text == "" {
		t.Errorf("the row shows %q, %q, %q", got.subject.Text, got.sender.Text, got.date.Text)
	}
	l.Resize(fyne.NewSize(300, 400))
	if h := l.layer.rows[0].Size().Height; h == DensityCompact.RowHeight() || !l.head.Hidden {
		t.Errorf("300 wide: rows are %g high, the head hidden: %t", h, l.head.Hidden)
	}
}

func TestColumnsAreChosen(t *testing.T) {
	columns := WithColumn(UsualColumns(), ColumnSize, false)
	columns = WithColumn(columns, ColumnTags, true)
	columns = WithColumn(columns, ColumnTags, true)
	columns = WithColumn(columns, ColumnSubject, false) // stays
	var ids []string
	for _, c := range columns {
		ids = append(ids, string(c.ID))
	}
	if got := strings.Join(ids, " "); got != "thread star attachment subject people date tags" {
		t.Errorf("columns %s", got)
	}
}

// TestRowsTellWhatIsCut: the tooltip has all of a text that is cut short, and
// none for one that is not.
func TestRowsTellWhatIsCut(t *testing.T) {
	l, _ := newListWindow(t, sampleRows())
	long := rowOn(t, l, 3)
	if got := long.cutAt(long.subject.Position().AddXY(10, 5)); got != long.state.msg.Subject {
		t.Errorf("the long subject: %q", got)
	}
	short := rowOn(t, l, 2)
	if got := short.cutAt(short.subject.Position().AddXY(10, 5)); got != "" {
		t.Errorf("the short subject: %q", got)
	}
}

// TestRowTags: as many tags as fit, none beyond the row.
func TestRowTags(t *testing.T) {
	rows := sampleRows()
	rows.rows[0].Tags = [maxRowTags]RowTag{{"Work", color.NRGBA{200, 0, 0, 255}}, {"A tag with a very long name", color.NRGBA{0, 200, 0, 255}}, {"To do", color.NRGBA{0, 0, 200, 255}}}
	l, _ := newListWindow(t, rows)
	for _, d := range []Density{DensityCards, DensityPreview, DensityCompact} {
		l.SetDensity(d)
		r, shown := rowOn(t, l, 0), 0
		for _, tag := range r.tags {
			if tag.back.Hidden {
				continue
			}
			shown++
			if end := tag.back.Position().X + tag.back.Size().Width; end > r.Size().Width-rowRight {
				t.Errorf("density %d: a tag ends at %g of %g", d, end, r.Size().Width)
			}
		}
		if shown == 0 {
			t.Errorf("density %d: no tag is shown", d)
		}
	}
}
