package kit

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// parts are lines of 40 units, but for some texts.
type parts struct {
	n     int
	texts map[int]*TextView
	tall  map[int]float32
	asked map[int]bool
}

func (p *parts) Count() int     { return p.n }
func (p *parts) ID(i int) int64 { return int64(i + 1) }

func (p *parts) Part(i int) fyne.CanvasObject {
	p.asked[i] = true
	if v, ok := p.texts[i]; ok {
		return v
	}
	return canvas.NewRectangle(nil)
}

func (p *parts) Height(i int) float32 {
	if v, ok := p.texts[i]; ok {
		return Natural(v)
	}
	if h := p.tall[i]; h > 0 {
		return h
	}
	return 40
}

func newParts(t *testing.T, n int, texts ...int) (*Pile, *parts) {
	t.Helper()
	p := &parts{n: n, texts: map[int]*TextView{}, tall: map[int]float32{}, asked: map[int]bool{}}
	for _, i := range texts {
		p.texts[i] = NewTextView()
		p.texts[i].SetText(strings.Repeat(fmt.Sprintf("a line of text %d\n", i), 100))
	}
	pile := NewPile(p)
	w := test.NewTempWindow(t, pile)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, 300))
	return pile, p
}

func TestPileShowsWhatIsInSight(t *testing.T) {
	pile, p := newParts(t, 500)
	clear(p.asked)
	pile.Begin(250, 40)
	if got := pile.Offset(); got != 249*40 {
		t.Errorf("begins at %v", got)
	}
	if len(p.asked) > 12 || !p.asked[250] {
		t.Errorf("%d parts were made for a screen of 300", len(p.asked))
	}
	pile.End()
	if first, last := pile.InSight(); last != 499 || first != 492 {
		t.Errorf("at the end %d to %d are in sight", first, last)
	}
	if pile.Page(1) {
		t.Error("something was left after the end")
	}
	if !pile.Page(-1) {
		t.Error("nothing was left above")
	}
}

// A text scrolls with the pile, and draws no more than can be seen of it.
func TestPileWindow(t *testing.T) {
	pile, p := newParts(t, 5, 2)
	v := p.texts[2]
	pile.Begin(2, 40)
	if got := v.Size().Height; got != 260 {
		t.Errorf("the window is %v high", got)
	}
	top := v.Position().Y
	pile.ScrollBy(200)
	if v.Position().Y != top+160 || v.Size().Height != 300 || v.pane.scroll.Offset.Y != 160 {
		t.Errorf("scrolled: window at %v of %v, text at %v", v.Position().Y, v.Size().Height, v.pane.scroll.Offset.Y)
	}
	if n := len(v.pane.rows); n > 20 {
		t.Errorf("%d rows are drawn", n)
	}
	v.Find("text 2")
	for at, of := 0, 1; at != of; {
		at, of = v.FindNext(1)
	}
	if y := pile.Offset(); y < v.natural()-300 {
		t.Errorf("what was found last is not in sight: %v", y)
	}
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	if pile.Offset() != 0 {
		t.Error("Home did not go to the beginning")
	}
	for range 30 {
		v.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	}
	if y := pile.Offset(); y != p.Height(2)+4*40-300 {
		t.Errorf("Space ends at %v", y)
	}
}

// What one reads stays in place when something above it grows, is folded or
// comes.
func TestPileKeepsPlace(t *testing.T) {
	pile, p := newParts(t, 100)
	pile.Begin(50, 40)
	at := func() float32 { return pile.tops[pile.indexOf(51)] - pile.Offset() }
	before := at()
	p.tall[10], p.tall[49] = 400, 90
	pile.Changed()
	if at() != before {
		t.Errorf("moved from %v to %v", before, at())
	}
	pile.ShowPart(50)
	p.tall[60] = 1000
	pile.Changed()
	if at() != before {
		t.Errorf("moved by what is below: %v", at())
	}
}

func TestPileGivesTheLastTheRest(t *testing.T) {
	pile, p := newParts(t, 2, 1)
	p.texts[1].SetText("short")
	pile.Begin(0, 0)
	if got := p.texts[1].Size().Height; got != 260 {
		t.Errorf("the last part is %v high", got)
	}
}

func TestWheelReachesThePile(t *testing.T) {
	pile, p := newParts(t, 3, 1)
	pile.Begin(0, 0)
	pile.layer.wheel.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -100)})
	if pile.Offset() != 100 || p.texts[1].pane.scroll.Offset.Y != 60 {
		t.Errorf("scrolled to %v, the text to %v", pile.Offset(), p.texts[1].pane.scroll.Offset.Y)
	}
}

func BenchmarkPileScroll(b *testing.B) {
	test.NewTempApp(b)
	p := &parts{n: 500, texts: map[int]*TextView{}, tall: map[int]float32{}, asked: map[int]bool{}}
	for i := range 20 {
		p.texts[i*20] = NewTextView()
		p.texts[i*20].SetText(strings.Repeat("a line of text\n", 1000))
	}
	pile := NewPile(p)
	pile.Resize(fyne.NewSize(600, 700))
	for i := 0; b.Loop(); i++ {
		pile.ScrollTo(float32(i*37) - float32(i*37/300000)*300000)
	}
}

func TestTextLinksByTab(t *testing.T) {
	v := NewTextView()
	v.SetText("one https://a.example and https://b.example\n\nfold me\nmail ada@x.example")
	v.SetLineButton(2, "fold:1")
	w := test.NewTempWindow(t, v)
	w.Resize(fyne.NewSize(400, 300))
	var told, opened []string
	v.OnHover = func(url string) { told = append(told, url) }
	v.OnLink = func(url string) { opened = append(opened, url) }
	for v.AcceptsTab() {
		v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
		v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	want := "https://a.example https://b.example fold:1 mailto:ada@x.example"
	if got := strings.Join(opened, " "); got != want {
		t.Errorf("opened %s", got)
	}
	if got := strings.Join(told, " "); got != want {
		t.Errorf("told %s", got)
	}
	v.FocusLost()
	if told[len(told)-1] != "" {
		t.Error("the note stays")
	}
}

func TestTokenCutsNoAddress(t *testing.T) {
	test.NewTempApp(t)
	k := NewToken(TextNormal, false)
	k.Set("Ada Lovelace of the Analytical Engine Works", "a.very.long.address.of.somebody@a-very-long-domain.example.org", "")
	k.Resize(fyne.NewSize(200, 20))
	k.CreateRenderer()
	all := ""
	for _, r := range k.rows {
		all += r.Text
		if w := r.MinSize().Width; w > 200 {
			t.Errorf("%q is %v wide", r.Text, w)
		}
	}
	if all != k.text || len(k.rows) < 2 || k.MinSize().Height < float32(len(k.rows)+1)*k.rowHeight() {
		t.Errorf("shown: %q in %d rows", all, len(k.rows))
	}
	k.Resize(fyne.NewSize(1000, 20))
	if len(k.rows) != 1 || !k.beside {
		t.Error("not in one row, with room for it")
	}
}
