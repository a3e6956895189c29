package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Editor is where plain text is written: soft wrap, selection, undo, quotes
// coloured. A key costs the same in a short mail and in ten thousand lines.
// Tab leaves it, so that the keyboard can; it takes no tab characters but pasted
// ones.
type Editor struct {
	widget.BaseWidget

	// OnChanged is called after every change by the user, and not for SetText.
	OnChanged func()
	// OnMenu asks for a context menu.
	OnMenu func(at fyne.Position)
	// OnKey gets keys the editor has no use for, such as Escape.
	OnKey func(e *fyne.KeyEvent)

	pane *textPane
}

// NewEditor is an empty editor; hint is shown in grey while it is empty.
func NewEditor(hint string) *Editor {
	e := &Editor{}
	e.pane = newTextPane(e, true)
	e.pane.hint = hint
	e.ExtendBaseWidget(e)
	return e
}

// SetText replaces the text, forgets what could be undone, and puts the caret
// at the beginning.
func (e *Editor) SetText(s string) { e.pane.setText(s) }

// Text is the text with line feeds as line breaks.
func (e *Editor) Text() string { return e.pane.doc.String() }

// Insert types s at the caret, in place of the selection, as one step of undo.
func (e *Editor) Insert(s string) {
	e.pane.doc.replace(s, false)
	e.edited()
}

// SetCaret puts the caret at a line, counted from 0, and a byte of it; both are
// clamped to what exists. A negative line counts from the end.
func (e *Editor) SetCaret(line, col int) {
	if line < 0 {
		line += len(e.pane.doc.lines)
	}
	e.pane.doc.moveTo(pos{line, col}, false)
	e.caretMoved()
}

// Caret is the line and the byte of it the caret is at, counted from 0.
func (e *Editor) Caret() (line, col int) { return e.pane.doc.caret.line, e.pane.doc.caret.col }

// SelectedText is what is selected.
func (e *Editor) SelectedText() string { return e.pane.doc.selectedText() }

// SelectAll selects the whole text.
func (e *Editor) SelectAll() {
	e.pane.doc.selectAll()
	e.pane.update()
}

// Undo takes the last change back.
func (e *Editor) Undo() {
	if e.pane.doc.undo() {
		e.edited()
	}
}

// Redo does an undone change again.
func (e *Editor) Redo() {
	if e.pane.doc.redo() {
		e.edited()
	}
}

// Copy puts the selection on the clipboard.
func (e *Editor) Copy() {
	if e.pane.doc.hasSelection() {
		fyne.CurrentApp().Clipboard().SetContent(e.SelectedText())
	}
}

// Cut copies the selection and removes it.
func (e *Editor) Cut() {
	if e.pane.doc.hasSelection() {
		e.Copy()
		e.Insert("")
	}
}

// Paste inserts the clipboard.
func (e *Editor) Paste() {
	if s := fyne.CurrentApp().Clipboard().Content(); s != "" {
		e.Insert(s)
	}
}

// SetZoom scales the text; the value is kept between MinZoom and MaxZoom.
func (e *Editor) SetZoom(z float32) {
	e.pane.zoom = max(MinZoom, min(z, MaxZoom))
	e.pane.setFont()
}

// edited follows a change of the text.
func (e *Editor) edited() {
	e.pane.textChanged()
	e.pane.fit()
	e.caretMoved()
	if e.OnChanged != nil {
		e.OnChanged()
	}
}

// CreateRenderer implements fyne.Widget.
func (e *Editor) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(e.pane.scroll)
}

// MinSize implements fyne.CanvasObject.
func (e *Editor) MinSize() fyne.Size { return fyne.NewSize(160, 80) }

// Resize implements fyne.CanvasObject.
func (e *Editor) Resize(s fyne.Size) {
	e.BaseWidget.Resize(s)
	e.pane.scroll.Resize(s)
	e.pane.layout()
}

// Cursor implements desktop.Cursorable.
func (e *Editor) Cursor() desktop.Cursor { return desktop.TextCursor }

func (e *Editor) openLink(string) {}

func (e *Editor) openMenu(at fyne.Position, _ string) {
	if e.OnMenu != nil {
		e.OnMenu(at)
	}
}

func (e *Editor) caretMoved() {
	e.pane.show(e.pane.doc.caret)
	e.pane.update()
}
