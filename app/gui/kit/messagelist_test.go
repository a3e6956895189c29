package kit

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// many is a long list whose newest row has the highest id, and where ids are
// looked up without a search.
type many struct {
	newest, n int64
	asked     int // rows asked for since it was set to 0
}

func (m *many) Count() int     { return int(m.n) }
func (m *many) ID(i int) int64 { return m.newest - int64(i) }
func (m *many) Row(i int) (MessageRow, bool) {
	m.asked++
	return MessageRow{
		ID: m.ID(i), Sender: fmt.Sprintf("Sender %d", i%50), Date: "3 Nov",
		Subject: fmt.Sprintf("Subject number %d of a list that is long", m.ID(i)), Unread: i%3 == 0, Starred: i%7 == 0,
	}, true
}

func (m *many) IndexOf(id int64) (int, bool) {
	i := m.newest - id
	return int(i), i >= 0 && i < m.n
}

func newListWindow(tb testing.TB, rows MessageRows) (*MessageList, fyne.Window) {
	test.NewTempApp(tb).Settings().SetTheme(NewTheme(AlwaysLight, Shore))
	l := NewMessageList(rows)
	w := test.NewTempWindow(tb, NewStage(l))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, 800))
	return l, w
}

// rowOn is the widget that shows row i.
func rowOn(tb testing.TB, l *MessageList, i int) *listRow {
	tb.Helper()
	r, ok := l.layer.rows[i]
	if !ok {
		tb.Fatalf("row %d is not on screen", i)
	}
	return r
}

func press(tb testing.TB, l *MessageList, i int, mod fyne.KeyModifier) {
	tb.Helper()
	r := rowOn(tb, l, i)
	r.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: mod})
	r.MouseUp(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: mod})
}

func TestListHoldsVisibleRowsOnly(t *testing.T) {
	l, _ := newListWindow(t, &many{newest: 100_000, n: 100_000})
	for _, y := range []float64{0, 1, 12_345, 5_599_999, 99_999_999} {
		l.scrollTo(y)
		if n := len(l.layer.rows) + len(l.layer.free); n > 18 {
			t.Fatalf("%d row widgets at %g", n, y)
		}
	}
	if _, ok := l.layer.rows[99_999]; !ok {
		t.Fatal("the end is not shown")
	}
}

func TestListMouse(t *testing.T) {
	l, w := newListWindow(t, &many{newest: 1000, n: 1000})
	var opened int64
	var told, menus int
	l.OnSelected = func() { told++ }
	l.OnOpen = func(id int64) { opened = id }
	l.OnMenu = func(fyne.Position) { menus++ }

	press(t, l, 2, 0)
	press(t, l, 5, fyne.KeyModifierShift)
	if got := l.Selected(); !slices.Equal(got, []int64{998, 997, 996, 995}) || told != 2 {
		t.Fatalf("selected %v, told %d times", got, told)
	}
	if w.Canvas().Focused() != l {
		t.Fatal("a click does not take the keyboard")
	}
	rowOn(t, l, 4).MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonSecondary})
	rowOn(t, l, 4).TappedSecondary(&fyne.PointEvent{})
	if len(l.Selected()) != 4 || menus != 1 {
		t.Fatal("a menu on a selected row must keep the selection")
	}
	press(t, l, 8, 0)
	press(t, l, 8, 0)
	if opened != 992 {
		t.Fatalf("double click opened %d", opened)
	}
}

func TestListStar(t *testing.T) {
	l, _ := newListWindow(t, &many{newest: 70, n: 70})
	var starred []int64
	l.OnStar = func(id int64) { starred = append(starred, id) }
	r := rowOn(t, l, 7)
	at := r.star.Position().AddXY(8, 8)
	r.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary, PointEvent: fyne.PointEvent{Position: at}})
	if !slices.Equal(starred, []int64{63}) || len(l.Selected()) != 0 {
		t.Fatalf("starred %v, selected %v", starred, l.Selected())
	}
}

func TestListKeys(t *testing.T) {
	l, w := newListWindow(t, &many{newest: 1000, n: 1000})
	w.Canvas().Focus(l)
	var runes []rune
	var keys []fyne.KeyName
	l.OnRune = func(r rune) { runes = append(runes, r) }
	l.OnKey = func(e *fyne.KeyEvent) { keys = append(keys, e.Name) }
	typed := func(names ...fyne.KeyName) {
		for _, n := range names {
			l.TypedKey(&fyne.KeyEvent{Name: n})
		}
	}
	typed(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
	if got := l.Selected(); !slices.Equal(got, []int64{999}) {
		t.Fatalf("arrows: %v", got)
	}
	typed(fyne.KeyEnd)
	if _, ok := l.layer.rows[999]; !ok || !slices.Equal(l.Selected(), []int64{1}) {
		t.Fatal("End")
	}
	typed(fyne.KeyHome, fyne.KeyPageDown)
	if got := l.Selected(); !slices.Equal(got, []int64{1000 - int64(l.pageRows())}) {
		t.Fatalf("PageDown: %v", got)
	}
	l.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierControl})
	l.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeySpace, Modifier: fyne.KeyModifierControl})
	if n := len(l.Selected()); n != 2 {
		t.Fatalf("Ctrl+Down, Ctrl+Space: %d selected", n)
	}
	l.TypedShortcut(&fyne.ShortcutSelectAll{})
	if n := len(l.Selected()); n != 1000 {
		t.Fatalf("Ctrl+A: %d", n)
	}
	l.TypedRune('a')
	typed(fyne.KeyA, desktop.KeyShiftLeft, fyne.KeyDelete)
	l.TypedShortcut(&fyne.ShortcutCut{Secondary: true}) // how Shift+Delete arrives
	if string(runes) != "a" || !slices.Equal(keys, []fyne.KeyName{fyne.KeyDelete, fyne.KeyDelete}) {
		t.Fatalf("passed on %q and %v", string(runes), keys)
	}
}

// TestListDoesNotJump: mail that arrives above must not move what is being read.
func TestListDoesNotJump(t *testing.T) {
	rows := &many{newest: 1000, n: 1000}
	l, _ := newListWindow(t, rows)
	l.Select(990)
	l.scrollTo(100*l.ruler.height + 13)
	rows.newest, rows.n = 1025, 1025
	l.RowsChanged()
	if want := 125*l.ruler.height + 13; l.top != want {
		t.Fatalf("at %g, want %g", l.top, want)
	}
	if !slices.Equal(l.Selected(), []int64{990}) {
		t.Fatalf("selected %v", l.Selected())
	}
	l.scrollTo(0)
	rows.newest, rows.n = 1030, 1030
	l.RowsChanged()
	if l.top != 0 {
		t.Fatal("at the top the list must show what arrives")
	}
	rows.n = 3
	l.RowsChanged()
	if l.top != 0 || len(l.layer.rows) != 3 {
		t.Fatalf("%d rows at %g", len(l.layer.rows), l.top)
	}
}

func TestListDragsSelection(t *testing.T) {
	l, _ := newListWindow(t, &many{newest: 100, n: 100})
	var dragged, dropped fyne.Position
	l.OnDrag = func(at fyne.Position) { dragged = at }
	l.OnDrop = func(at fyne.Position) { dropped = at }
	press(t, l, 0, 0)
	press(t, l, 1, fyne.KeyModifierControl)
	r := rowOn(t, l, 1)
	r.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	at := fyne.NewPos(20, 300)
	r.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: at}})
	r.MouseUp(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	r.DragEnd()
	if dragged != at || dropped != at || len(l.Selected()) != 2 {
		t.Fatalf("dragged to %v, dropped at %v, %d selected", dragged, dropped, len(l.Selected()))
	}
}

// TestRowsChangedIsCheap: it must ask for no more than what is on screen, and
// must redraw only what differs.
func TestRowsChangedIsCheap(t *testing.T) {
	rows := &many{newest: 100_000, n: 100_000}
	l, _ := newListWindow(t, rows)
	rows.asked = 0
	l.RowsChanged()
	if rows.asked == 0 || rows.asked > 16 {
		t.Fatalf("asked for %d rows", rows.asked)
	}
}

func BenchmarkListScrollRow(b *testing.B) {
	l, _ := newListWindow(b, &many{newest: 100_000, n: 100_000})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		l.scrollTo(float64(i%99_000) * l.ruler.height)
	}
}

func BenchmarkListRowsChanged(b *testing.B) {
	l, _ := newListWindow(b, &many{newest: 100_000, n: 100_000})
	l.scrollTo(3000)
	b.ReportAllocs()
	for b.Loop() {
		l.RowsChanged()
	}
}

func BenchmarkListSelectionMove(b *testing.B) {
	l, _ := newListWindow(b, &many{newest: 100_000, n: 100_000})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		l.MoveCursor(1 - 2*(i&1))
	}
}

func TestListKeysWaitForRows(t *testing.T) {
	rows := &many{newest: 100}
	l, _ := newListWindow(t, rows)
	var typed []int64
	l.OnRune = func(rune) { typed = append(typed, l.Selected()...) }
	l.Reset()
	l.SetLoading(true)
	l.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	l.TypedRune('s')
	if len(typed) > 0 {
		t.Fatal("a key acted on a list that is not there")
	}
	rows.n = 50
	l.RowsChanged()
	l.SetLoading(false)
	if !slices.Equal(typed, []int64{100}) {
		t.Errorf("s acted on %v, want the first message", typed)
	}
	l.SetLoading(true)
	l.TypedRune('s')
	l.Reset() // another folder: what was meant for the one before is not done there
	l.SetLoading(false)
	if len(typed) != 1 {
		t.Errorf("a key was done to another folder: %v", typed)
	}
}

func TestListHomeAndEndFromNowhere(t *testing.T) {
	for key, want := range map[fyne.KeyName]int64{fyne.KeyHome: 100, fyne.KeyEnd: 51, fyne.KeyDown: 100, fyne.KeyUp: 51} {
		l, _ := newListWindow(t, &many{newest: 100, n: 50})
		l.TypedKey(&fyne.KeyEvent{Name: key})
		if got := l.Selected(); !slices.Equal(got, []int64{want}) {
			t.Errorf("%s selects %v, want %d", key, got, want)
		}
	}
}
