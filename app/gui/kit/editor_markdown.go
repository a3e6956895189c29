package kit

import (
	"net/url"
	"strings"

	"fyne.io/fyne/v2"

	"godwit/app/gui/edit"
)

// SetMarkup says whether the text is Markdown: it is told apart, lists go on by
// themselves, and there are keys for what it marks.
func (e *Editor) SetMarkup(on bool) {
	e.doc().Markup = on
	e.pane.redraw()
}

// Bold marks what is selected, or the word the caret is in, or takes the marks off.
func (e *Editor) Bold() { e.enclose("**") }

// Italic is Bold for emphasis.
func (e *Editor) Italic() { e.enclose("*") }

// Code is Bold for code.
func (e *Editor) Code() { e.enclose("`") }

func (e *Editor) enclose(mark string) {
	if e.doc().Markup {
		e.doc().Enclose(mark)
		e.edited()
	}
}

// Link makes the selection a link, to the address on the clipboard where there is
// one.
func (e *Editor) Link() {
	if e.doc().Markup {
		e.doc().Link(addressIn(fyne.CurrentApp().Clipboard().Content()))
		e.edited()
	}
}

// addressIn is a text that is the address of a page and nothing else, or "".
func addressIn(s string) string {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || strings.ContainsAny(s, " ()<>\n") || len(s) > 2000 {
		return ""
	}
	return s
}

// NextQuote goes to where the next quote begins, PrevQuote to the one before.
func (e *Editor) NextQuote() { e.toQuote(e.doc().NextQuote) }

// PrevQuote goes to where the quote before the caret begins.
func (e *Editor) PrevQuote() { e.toQuote(e.doc().PrevQuote) }

func (e *Editor) toQuote(to func(edit.Pos) edit.Pos) {
	e.doc().Go(to, false)
	e.caretMoved()
	e.pane.reveal()
}

// EraseQuote removes the rest of the quote that the caret is in.
func (e *Editor) EraseQuote() {
	if e.doc().EraseQuote() {
		e.edited()
	}
}

// PasteQuote inserts the clipboard as a quote.
func (e *Editor) PasteQuote() {
	if s := fyne.CurrentApp().Clipboard().Content(); s != "" {
		e.doc().InsertQuote(s)
		e.edited()
	}
}
