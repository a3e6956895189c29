package kit

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"godwit/app/gui/edit"
)

func newEditorWindow(tb testing.TB, text string) *Editor {
	e := NewEditor("Write here")
	w := newTextWindow(tb, e)
	e.SetText(text)
	w.Canvas().Focus(e)
	return e
}

func key(e *Editor, names ...fyne.KeyName) {
	for _, n := range names {
		e.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func held(e *Editor, mod fyne.KeyModifier, names ...fyne.KeyName) {
	for _, n := range names {
		e.TypedShortcut(&desktop.CustomShortcut{KeyName: n, Modifier: mod})
	}
}

const (
	ctrlKey  = fyne.KeyModifierControl
	shiftKey = fyne.KeyModifierShift
)

func TestEditorKeys(t *testing.T) {
	e := newEditorWindow(t, "")
	changes := 0
	e.OnChanged = func() { changes++ }
	for _, r := range "Hello world" {
		e.TypedRune(r)
	}
	key(e, fyne.KeyReturn)
	held(e, ctrlKey, fyne.KeyBackspace, fyne.KeyBackspace)
	if got := e.Text(); got != "Hello " || changes != 14 {
		t.Fatalf("%q after %d changes", got, changes)
	}
	fyne.CurrentApp().Clipboard().SetContent("two\r\nlines")
	e.TypedShortcut(&fyne.ShortcutPaste{})
	if line, col := e.Caret(); e.Text() != "Hello two\nlines" || line != 1 || col != 5 {
		t.Fatalf("%q, caret at %d, %d", e.Text(), line, col)
	}
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	e.TypedShortcut(&fyne.ShortcutCut{})
	if e.Text() != "" || fyne.CurrentApp().Clipboard().Content() != "Hello two\nlines" {
		t.Fatalf("cut leaves %q", e.Text())
	}
	e.TypedShortcut(&fyne.ShortcutUndo{})
	if e.Text() != "Hello two\nlines" {
		t.Fatalf("undo gives %q", e.Text())
	}
	held(e, ctrlKey|shiftKey, fyne.KeyZ)
	if e.Text() != "" {
		t.Fatalf("redo gives %q", e.Text())
	}
	var passed []fyne.KeyName
	e.OnKey = func(k *fyne.KeyEvent) { passed = append(passed, k.Name) }
	key(e, fyne.KeyEscape)
	if !slices.Equal(passed, []fyne.KeyName{fyne.KeyEscape}) {
		t.Fatalf("passed on %v", passed)
	}
}

// TestEditorTab: Tab must leave the editor, but for lines that are selected.
func TestEditorTab(t *testing.T) {
	e := newEditorWindow(t, "one\ntwo")
	if e.AcceptsTab() {
		t.Fatal("Tab does not leave the editor")
	}
	e.SelectAll()
	if !e.AcceptsTab() {
		t.Fatal("Tab leaves selected lines")
	}
	key(e, fyne.KeyTab)
	if e.Text() != "    one\n    two" {
		t.Fatalf("Tab gives %q", e.Text())
	}
	held(e, ctrlKey, fyne.KeyLeftBracket)
	held(e, ctrlKey|shiftKey, fyne.KeyPeriod)
	if e.Text() != "> one\n> two" {
		t.Fatalf("quoted %q", e.Text())
	}
}

// TestEditorShowsCaret: the caret must stay on screen wherever keys take it.
func TestEditorShowsCaret(t *testing.T) {
	e := newEditorWindow(t, strings.Repeat("a line that is long enough to take more than one row of a window which is not as wide as it\nshort\n", 1500))
	p := e.pane
	look := func(after string) {
		t.Helper()
		y := p.yOf(p.doc.CaretRow())
		if y < p.scroll.Offset.Y || y+p.rowHeight > p.scroll.Offset.Y+p.scroll.Size().Height {
			t.Fatalf("after %s the caret is at %g, the view at %g", after, y, p.scroll.Offset.Y)
		}
	}
	held(e, ctrlKey, fyne.KeyEnd)
	look("the end")
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyPageUp, fyne.KeyPageUp, fyne.KeyUp, fyne.KeyHome} {
		key(e, k)
		look(string(k))
	}
	e.SetCaret(1400, 3)
	look("a jump")
	for range 300 {
		key(e, fyne.KeyUp)
		look("Up")
	}
	held(e, ctrlKey, fyne.KeyHome)
	look("the start")
}

// TestEditorHolds: what is on screen stays where it is when lines above it turn
// out to be taller than was thought.
func TestEditorHolds(t *testing.T) {
	e := newEditorWindow(t, strings.Repeat(strings.Repeat("iiiii ", 40)+"\n\n", 2000))
	p := e.pane
	e.SetCaret(2000, 0)
	for range 200 {
		line, y := p.held.line, p.held.y
		p.scrollTo(p.scroll.Offset.Y - 30)
		if now := p.yOf(p.doc.Rows.First(line)) - p.scroll.Offset.Y; now < y+29 || now > y+31 {
			t.Fatalf("line %d moved from %g to %g", line, y, now)
		}
	}
}

func TestEditorMouse(t *testing.T) {
	e := newEditorWindow(t, "Hello there\nsecond line\nthird")
	p := e.pane
	row := func(i int) float32 { return editTop + (float32(i)+0.5)*p.rowHeight }
	x := func(s string) float32 { return editLeft + p.measure(s, edit.Plain) }
	p.MouseDown(primary(x("Hello th"), row(0)))
	p.MouseUp(primary(0, 0))
	if _, col := e.Caret(); col != 8 {
		t.Fatalf("a click puts the caret at %d", col)
	}
	p.MouseDown(primary(x("Hello th"), row(0)))
	if got := e.SelectedText(); got != "there" {
		t.Fatalf("double click selects %q", got)
	}
	p.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x("sec"), row(1))}})
	if got := e.SelectedText(); got != "there\nsecond" {
		t.Fatalf("dragging by words selects %q", got)
	}
	p.DragEnd()
	p.MouseDown(primary(x("Hello th"), row(0)))
	if got := e.SelectedText(); got != "Hello there\n" {
		t.Fatalf("triple click selects %q", got)
	}
	p.mouse = editMouse{}
	p.MouseDown(primary(x("Hello"), row(0)))
	p.MouseUp(primary(x("Hello"), row(0)))
	p.mouse = editMouse{}
	shifted := primary(x("sec"), row(1))
	shifted.Modifier = shiftKey
	p.MouseDown(shifted)
	if got := e.SelectedText(); got != " there\nsec" {
		t.Fatalf("Shift and a click select %q", got)
	}
	middle := primary(x("third"), row(2))
	middle.Button = desktop.MouseButtonTertiary
	p.MouseDown(middle)
	if got := e.Text(); got != "Hello there\nsecond line\nthird there\nsec" {
		t.Fatalf("the middle button gives %q", got)
	}
}

// TestEditorAutoscroll: a drag below the view goes on scrolling by itself.
func TestEditorAutoscroll(t *testing.T) {
	e := newEditorWindow(t, strings.Repeat("line\n", 500))
	p := e.pane
	p.MouseDown(primary(editLeft, editTop+2))
	p.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(editLeft, p.scroll.Size().Height+40)}})
	before := p.scroll.Offset.Y
	for range 10 {
		p.creepOn(50 * time.Millisecond)
	}
	if p.scroll.Offset.Y <= before || strings.Count(e.SelectedText(), "\n") < 30 {
		t.Fatalf("scrolled from %g to %g, %d lines selected", before, p.scroll.Offset.Y, strings.Count(e.SelectedText(), "\n"))
	}
	p.DragEnd()
	if p.mouse.creep != nil {
		t.Fatal("goes on after the drag")
	}
}

func TestEditorFold(t *testing.T) {
	e := newEditorWindow(t, "Dear all,\n> one\n> two\n> three\nbye")
	p := e.pane
	rows := p.doc.Rows.Count()
	p.MouseDown(primary(5, editTop+1.5*p.rowHeight))
	if p.doc.Rows.Count() != rows-2 || e.Text() != "Dear all,\n> one\n> two\n> three\nbye" {
		t.Fatalf("%d rows of %q", p.doc.Rows.Count(), e.Text())
	}
	if r := p.rows[1]; r.texts[0].Text != "3 quoted lines" {
		t.Fatalf("the fold says %q", r.texts[0].Text)
	}
	key(e, fyne.KeyDown, fyne.KeyDown)
	if line, _ := e.Caret(); line != 4 {
		t.Fatalf("Down goes to line %d", line)
	}
	p.MouseDown(primary(60, editTop+1.5*p.rowHeight))
	if p.doc.Rows.Count() != rows {
		t.Fatalf("%d rows when shown again", p.doc.Rows.Count())
	}
}

func TestEditorFindAndReplace(t *testing.T) {
	e := newEditorWindow(t, "One two one\ntwo one")
	held(e, ctrlKey, fyne.KeyH)
	f := e.finder
	if c := fyne.CurrentApp().Driver().CanvasForObject(e); c.Focused() != f.words {
		t.Fatalf("the keyboard is in %T", c.Focused())
	}
	f.words.SetText("one")
	if f.count.Text() != "1 of 3" || e.SelectedText() != "One" {
		t.Fatalf("%s, selected %q", f.count.Text(), e.SelectedText())
	}
	f.step(true)
	if f.count.Text() != "3 of 3" {
		t.Fatal(f.count.Text())
	}
	f.with.SetText("1")
	f.replace()
	if e.Text() != "One two one\ntwo 1" || e.SelectedText() != "One" {
		t.Fatalf("%q, selected %q", e.Text(), e.SelectedText())
	}
	f.cased.button.Tapped(nil)
	f.replaceAll()
	if e.Text() != "One two 1\ntwo 1" {
		t.Fatalf("%q", e.Text())
	}
	e.Undo()
	f.words.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if f.object.Visible() || e.Text() != "One two one\ntwo 1" {
		t.Fatalf("%q", e.Text())
	}
	e.Find(false)
	key(e, fyne.KeyEscape)
	if f.object.Visible() {
		t.Fatal("Escape in the text leaves the bar")
	}
}

func TestEditorSpelling(t *testing.T) {
	e := newEditorWindow(t, "A wrold of wrods\n> quted\nhttps://exmaple.org/wrold")
	var asked []string
	e.SetSpeller(&Speller{
		Check: func(words []string, done func([]string)) {
			asked = append(asked, words...)
			done(slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == "of" }))
		},
		Suggest: func(word string, done func([]string)) { done([]string{"world"}) },
		Learn:   func(string) {},
	})
	if !slices.Equal(asked, []string{"wrold", "of", "wrods"}) {
		t.Fatalf("asked about %q", asked)
	}
	lines := func() (n int) {
		for _, b := range e.pane.objs {
			if b.Size().Height == 1.5 {
				n++
			}
		}
		return n
	}
	if lines() != 2 {
		t.Fatalf("%d words are underlined", lines())
	}
	from, to, ok := e.wrongAt(edit.Pos{Col: 4})
	items := e.spellItems("wrold", from, to, []string{"world"})
	if !ok || items[0].Label != "world" {
		t.Fatalf("%v", items)
	}
	items[0].Action()
	if !strings.HasPrefix(e.Text(), "A world of") {
		t.Fatalf("%q", e.Text())
	}
	e.spellItems("wrods", from, to, nil)[2].Action() // learned
	if lines() != 0 {
		t.Fatalf("%d words are underlined", lines())
	}
}

// TestEditorBlink: the caret comes and goes, and then stays and costs nothing.
func TestEditorBlink(t *testing.T) {
	e := newEditorWindow(t, "text")
	b := &e.pane.blink
	for _, tt := range []struct {
		after time.Duration
		shown bool
	}{{0, true}, {blinkHalf + 1, false}, {2*blinkHalf + 1, true}, {3 * blinkHalf, false}, {blinkFor + 1, true}} {
		b.tick(tt.after)
		if e.pane.caret.Hidden == tt.shown {
			t.Errorf("after %v the caret is shown: %v", tt.after, !e.pane.caret.Hidden)
		}
	}
	if b.run != nil {
		t.Fatal("the animation goes on")
	}
}

// TestEditorHostile: text made to be slow must not be, and only what is shown is
// drawn.
func TestEditorHostile(t *testing.T) {
	e := newEditorWindow(t, "")
	for name, s := range map[string]string{
		"accents":  "Z" + strings.Repeat("\u0301", 300_000),
		"joiners":  strings.Repeat("\u200d", 300_000),
		"spaces":   strings.Repeat(" ", 1_000_000),
		"one word": strings.Repeat("x", 1_000_000),
		"quotes":   strings.Repeat(">", 100_000) + " text",
		"bytes":    strings.Repeat("\xff\x80", 100_000),
		"controls": strings.Repeat("\x00\x1b[2J\u202e", 50_000),
		"hebrew":   strings.Repeat("שלום abc ", 20_000),
		"marks":    strings.Repeat("*_`", 100_000),
		"fences":   strings.Repeat("```\n", 20_000),
	} {
		e.SetText(s)
		e.pane.scrollTo(1_000)
		key(e, fyne.KeyEnd, fyne.KeyRight, fyne.KeyLeft)
		e.TypedRune('x')
		e.Undo()
		e.SelectAll()
		for _, r := range e.pane.rows {
			if len(r.text) > 2*maxRowBytes+3 {
				t.Errorf("%s: a row of %d bytes", name, len(r.text))
			}
		}
		if e.SelectedText() != s {
			t.Errorf("%s: the text is not kept", name)
		}
	}
}

func TestEditorAccessibility(t *testing.T) {
	e := newEditorWindow(t, "one\ntwo")
	e.SetCaret(1, 0)
	if got := e.AccessibilityLabel(); got != "Message text, line 2 of 2: two" || e.AccessibilityRole() != fyne.AccessibleRoleText {
		t.Fatal(got)
	}
}

// TestEditorKeepsTheCaretInSight: when the editor gets lower, the line that is
// written stays in sight; one that was scrolled away does not come back.
func TestEditorKeepsTheCaretInSight(t *testing.T) {
	e := newEditorWindow(t, strings.Repeat("line\n", 200))
	size := e.Size()
	e.SetCaret(200, 0)
	e.caretMoved()
	if !e.pane.seesCaret() {
		t.Fatal("the caret is out of sight")
	}
	e.Resize(size.SubtractWidthHeight(0, 60))
	if !e.pane.seesCaret() {
		t.Error("the caret went out of sight")
	}
	e.pane.scrollTo(0)
	e.Resize(size)
	if e.pane.scroll.Offset.Y != 0 {
		t.Errorf("scrolled to %g by itself", e.pane.scroll.Offset.Y)
	}
}
