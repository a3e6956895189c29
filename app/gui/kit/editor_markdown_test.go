package kit

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"godwit/app/gui/edit"
)

func typed(e *Editor, s string) {
	for _, r := range s {
		e.TypedRune(r)
	}
}

// TestMarkdownKeys: lists go on by themselves, and marks come and go, in Markdown
// only.
func TestMarkdownKeys(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(e *Editor)
		want string
	}{
		"list": {func(e *Editor) {
			typed(e, "1. one")
			key(e, fyne.KeyReturn)
			typed(e, "two")
			key(e, fyne.KeyReturn, fyne.KeyReturn)
			typed(e, "end")
		}, "1. one\n2. two\n\nend"},
		"item in": {func(e *Editor) {
			typed(e, "- one")
			key(e, fyne.KeyReturn)
			if !e.AcceptsTab() {
				t.Error("Tab leaves an item that has begun")
			}
			key(e, fyne.KeyTab)
			typed(e, "two")
			if e.AcceptsTab() {
				t.Error("Tab is held within the words of an item")
			}
		}, "- one\n    - two"},
		"bold": {func(e *Editor) {
			typed(e, "a word")
			held(e, ctrlKey, fyne.KeyB)
			held(e, ctrlKey, fyne.KeyI)
		}, "a ***word***"},
		"bold and back": {func(e *Editor) {
			typed(e, "a word")
			held(e, ctrlKey, fyne.KeyB, fyne.KeyB)
			key(e, fyne.KeyEnd)
			typed(e, " ")
			held(e, ctrlKey, fyne.KeyB)
			typed(e, "x")
		}, "a word **x**"},
		"link": {func(e *Editor) {
			fyne.CurrentApp().Clipboard().SetContent("https://example.org/a")
			typed(e, "see")
			e.SelectAll()
			held(e, ctrlKey, fyne.KeyK)
		}, "[see](https://example.org/a)"},
		"plain": {func(e *Editor) {
			e.SetMarkup(false)
			typed(e, "- one")
			held(e, ctrlKey, fyne.KeyB)
			key(e, fyne.KeyReturn)
		}, "- one\n"},
		"quote": {func(e *Editor) {
			e.SetText("Hello\n> one\n> two\n\nBye\n> three")
			held(e, ctrlKey, fyne.KeyJ)
			e.EraseQuote()
			held(e, ctrlKey, fyne.KeyJ)
			fyne.CurrentApp().Clipboard().SetContent("four")
			e.PasteQuote()
		}, "Hello\n\nBye\n> four\n> three"},
	} {
		e := newEditorWindow(t, "")
		c.do(e)
		if e.Text() != c.want {
			t.Errorf("%s gives %q", name, e.Text())
		}
	}
}

// TestNextMisspelled: F7 goes from one wrong word to the next, around the end, and
// past code, quotes, addresses and the signature.
func TestNextMisspelled(t *testing.T) {
	text := "right wrnog\n```\ncoed\n```\n> quoet\nhttps://exmaple.org `coed`\n" + strings.Repeat("right\n", 900) + "also wrnog\n-- \nsignatuer"
	e := newEditorWindow(t, text)
	var asked []string
	e.SetSpeller(&Speller{Check: func(words []string, done func([]string)) {
		asked = append(asked, words...)
		done(slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == "right" || w == "also" }))
	}})
	found := true
	e.OnSpelled = func(ok bool) { found = ok }
	var lines []int
	for range 3 {
		key(e, fyne.KeyF7)
		line, _ := e.Caret()
		lines = append(lines, line)
		if e.SelectedText() != "wrnog" || !found {
			t.Fatalf("F7 selects %q", e.SelectedText())
		}
	}
	if !slices.Equal(lines, []int{0, 906, 0}) {
		t.Errorf("F7 goes to lines %v", lines)
	}
	e.SetText("all right")
	e.SetCaret(0, 4)
	e.spell.known["all"] = true
	e.SetSpeller(&Speller{Check: func(_ []string, done func([]string)) { done(nil) }})
	if key(e, fyne.KeyF7); found {
		t.Error("a wrong word in what is all right")
	}
	for _, w := range []string{"coed", "quoet", "exmaple", "signatuer"} {
		if slices.Contains(asked, w) {
			t.Errorf("%q is checked", w)
		}
	}
}

// TestEditorDragsText: what is selected goes where it is dragged, in one step; a
// press on it without a drag puts the caret there.
func TestEditorDragsText(t *testing.T) {
	e := newEditorWindow(t, "Hello there\nsecond line")
	p := e.pane
	at := func(s string, i int) fyne.Position {
		return fyne.NewPos(editLeft+p.measure(s, edit.Plain), editTop+(float32(i)+0.5)*p.rowHeight)
	}
	p.doc.Select(edit.Pos{Col: 5}, edit.Pos{Col: 11})
	p.MouseDown(primary(at("Hello th", 0).X, at("", 0).Y))
	p.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at("second", 1)}})
	if p.mouse.drop == nil || e.SelectedText() != " there" {
		t.Fatalf("dragging selects %q", e.SelectedText())
	}
	p.DragEnd()
	if e.Text() != "Hello\nsecond there line" || e.SelectedText() != " there" {
		t.Fatalf("%q, selected %q", e.Text(), e.SelectedText())
	}
	e.Undo()
	if e.Text() != "Hello there\nsecond line" {
		t.Fatalf("undo gives %q", e.Text())
	}
	p.doc.Select(edit.Pos{Col: 5}, edit.Pos{Col: 11})
	p.mouse = editMouse{}
	p.MouseDown(primary(at("Hello th", 0).X, at("", 0).Y))
	p.MouseUp(primary(at("Hello th", 0).X, at("", 0).Y))
	if _, col := e.Caret(); col != 8 || e.SelectedText() != "" {
		t.Fatalf("the caret is at %d, selected %q", col, e.SelectedText())
	}
}

// TestHeadingsFit: the rows of a long heading, in bold letters, end before the edge.
func TestHeadingsFit(t *testing.T) {
	line := "## " + strings.Repeat("Migration of waders and whimbrels ", 20)
	e := newEditorWindow(t, line)
	rows := e.pane.doc.Rows
	_, parts := rows.LineOf(rows.Count() - 1)
	if parts < 3 {
		t.Fatalf("%d rows", parts+1)
	}
	for part := range parts + 1 {
		from, to := rows.Span(0, part)
		if wide := e.pane.measure(strings.TrimRight(line[from:to], " "), edit.Heading); wide > rows.Width() {
			t.Errorf("row %d is %v wide, there is room for %v", part, wide, rows.Width())
		}
	}
}
