package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"godwit/app/gui/edit"
	"godwit/app/gui/lang"
)

// Editor is where plain text is written: soft wrap, selection, undo, quotes
// coloured and folded, Markdown and links told apart, words that are spelled
// wrong underlined. A key costs the same in a short mail and in a hundred
// thousand lines. Tab leaves it, so that the keyboard can, unless lines are
// selected, which it moves in; it takes no tab characters but pasted ones.
//
// What a person types arrives as characters: input methods compose in a window
// of their own, since the toolkit offers no other way.
type Editor struct {
	widget.BaseWidget

	// OnChanged is called after every change by the user, and not for SetText.
	OnChanged func()
	// OnSpelled tells what NextMisspelled came to: whether a word was found.
	OnSpelled func(found bool)
	// OnPaste gets the text that is to be pasted, "" where the clipboard has none,
	// and tells whether it took it; nil: it is put in as it is.
	OnPaste func(text string) bool
	// OnScrolled is called when another part of the text comes into view.
	OnScrolled func()
	// OnKey gets keys the editor has no use for, such as Escape.
	OnKey func(e *fyne.KeyEvent)

	pane   *editPane
	spell  spelling
	finder *editFinder
}

// NewEditor is an empty editor; hint is shown in grey while it is empty.
func NewEditor(hint string) *Editor {
	e := &Editor{}
	e.pane = newEditPane(e, hint)
	e.finder = newEditFinder(e)
	e.spell.known = make(map[string]bool)
	e.ExtendBaseWidget(e)
	return e
}

func (e *Editor) doc() *edit.Document { return e.pane.doc }

// SetText replaces the text, forgets what could be undone, and puts the caret
// at the beginning.
func (e *Editor) SetText(s string) { e.pane.setText(s) }

// Text is the text with line feeds as line breaks.
func (e *Editor) Text() string { return e.doc().Text.String() }

// Snapshot is the text as it is now, for another goroutine to read: of a long one
// it costs far less than Text.
func (e *Editor) Snapshot() edit.Snapshot { return e.doc().Snapshot() }

// Sample is up to n bytes of what is written here, and of what is quoted only
// where that is little: enough to tell the language.
func (e *Editor) Sample(n int) string {
	var own, quoted strings.Builder
	e.doc().Text.Each(0, func(_ int, s string) bool {
		to := &own
		if level, _ := edit.QuoteLevel(s); level > 0 {
			to = &quoted
		}
		to.WriteString(s[:min(len(s), n)])
		to.WriteByte('\n')
		return own.Len()+quoted.Len() < n
	})
	if own.Len() < sampleLeast {
		return own.String() + quoted.String()
	}
	return own.String()
}

// sampleLeast is how much of one's own words tells a language.
const sampleLeast = 60

// Insert types s at the caret, in place of the selection, as one step of undo.
func (e *Editor) Insert(s string) {
	e.doc().Insert(s)
	e.edited()
}

// SetCaret puts the caret at a line, counted from 0, and a byte of it; both are
// clamped to what exists. A negative line counts from the end.
func (e *Editor) SetCaret(line, col int) {
	if line < 0 {
		line += e.doc().Text.Lines()
	}
	e.doc().MoveTo(edit.Pos{Line: line, Col: col}, false)
	e.caretMoved()
}

// Caret is the line and the byte of it the caret is at, counted from 0.
func (e *Editor) Caret() (line, col int) {
	c := e.doc().Caret()
	return c.Line, c.Col
}

// SelectedText is what is selected.
func (e *Editor) SelectedText() string { return e.doc().SelectedText() }

// SelectAll selects the whole text.
func (e *Editor) SelectAll() {
	e.doc().SelectAll()
	e.pane.update()
}

// Undo takes the last change back.
func (e *Editor) Undo() {
	if e.doc().Undo() {
		e.edited()
	}
}

// Redo does an undone change again.
func (e *Editor) Redo() {
	if e.doc().Redo() {
		e.edited()
	}
}

// Copy puts the selection on the clipboard.
func (e *Editor) Copy() {
	if e.doc().HasSelection() {
		fyne.CurrentApp().Clipboard().SetContent(e.SelectedText())
	}
}

// Cut copies the selection and removes it.
func (e *Editor) Cut() {
	if e.doc().HasSelection() {
		e.Copy()
		e.Insert("")
	}
}

// Paste inserts the clipboard, unless OnPaste takes it.
func (e *Editor) Paste() {
	s := fyne.CurrentApp().Clipboard().Content()
	if (e.OnPaste == nil || !e.OnPaste(s)) && s != "" {
		e.Insert(s)
	}
}

// PasteText inserts the clipboard, whatever it says.
func (e *Editor) PasteText() {
	if s := fyne.CurrentApp().Clipboard().Content(); s != "" {
		e.Insert(s)
	}
}

// Quote quotes the selected lines one level deeper, Unquote takes a level off.
func (e *Editor) Quote() { e.change((*edit.Document).Quote) }

// Unquote takes one level of quoting off the selected lines.
func (e *Editor) Unquote() { e.change((*edit.Document).Unquote) }

// Indent moves the selected lines in, Outdent out again.
func (e *Editor) Indent() { e.change((*edit.Document).Indent) }

// Outdent takes one step of indentation off the selected lines.
func (e *Editor) Outdent() { e.change((*edit.Document).Outdent) }

// Reflow fills the lines of the paragraph, or of the selection, anew.
func (e *Editor) Reflow() { e.change((*edit.Document).Reflow) }

func (e *Editor) change(by func(*edit.Document)) {
	by(e.doc())
	e.edited()
}

// FoldQuotes folds what is quoted away, or shows it again.
func (e *Editor) FoldQuotes(away bool) {
	e.doc().FoldQuotes(away)
	e.pane.fit()
	e.caretMoved()
}

// Find opens the bar that finds words, and replaces them on request.
func (e *Editor) Find(replace bool) { e.finder.open(replace) }

// SetZoom scales the text; the value is kept between MinZoom and MaxZoom.
func (e *Editor) SetZoom(z float32) {
	e.pane.zoom = max(MinZoom, min(z, MaxZoom))
	e.pane.setFont()
}

// edited follows a change of the text.
func (e *Editor) edited() {
	e.pane.fit()
	e.caretMoved()
	if e.OnChanged != nil {
		e.OnChanged()
	}
}

func (e *Editor) caretMoved() {
	e.pane.show()
	e.pane.blink.restart()
	e.pane.update()
	e.checkSpelling()
}

// CreateRenderer implements fyne.Widget.
func (e *Editor) CreateRenderer() fyne.WidgetRenderer {
	return &editorRenderer{e, []fyne.CanvasObject{e.pane.scroll, e.finder.object}}
}

type editorRenderer struct {
	e       *Editor
	objects []fyne.CanvasObject
}

// Layout puts the find bar above the text. A caret that was in sight stays so: who
// writes the last line sees it when something below takes room.
func (r *editorRenderer) Layout(s fyne.Size) {
	seen := r.e.pane.seesCaret()
	top := float32(0)
	if bar := r.e.finder.object; bar.Visible() {
		top = bar.MinSize().Height
		bar.Resize(fyne.NewSize(s.Width, top))
	}
	r.e.pane.scroll.Move(fyne.NewPos(0, top))
	r.e.pane.scroll.Resize(fyne.NewSize(s.Width, max(0, s.Height-top)))
	r.e.pane.layout()
	if seen {
		r.e.pane.show()
	}
}

func (r *editorRenderer) MinSize() fyne.Size           { return fyne.NewSize(160, 80) }
func (r *editorRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *editorRenderer) Destroy()                     {}
func (r *editorRenderer) Refresh()                     { r.Layout(r.e.Size()); r.e.pane.Refresh() }

// Cursor implements desktop.Cursorable.
func (e *Editor) Cursor() desktop.Cursor { return desktop.TextCursor }

// AccessibilityLabel implements fyne.Accessible: where the caret is and the line
// it is in.
func (e *Editor) AccessibilityLabel() string {
	line, _ := e.Caret()
	return lang.T("Message text, line {line} of {lines}: {text}", "line", line+1, "lines", e.doc().Text.Lines(), "text", e.doc().Text.Line(line))
}

// AccessibilityRole implements fyne.Accessible.
func (e *Editor) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
