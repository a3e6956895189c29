package kit

import (
	"fyne.io/fyne/v2"

	"godwit/app/gui/edit"
	"godwit/app/gui/lang"
)

// Speller knows how words are spelled. It works away from the UI goroutine and
// calls done on it.
type Speller struct {
	Check   func(words []string, done func(wrong []string))
	Suggest func(word string, done func([]string))
	Learn   func(word string) // it is right from now on
}

// spelling is what an editor knows about words so far.
type spelling struct {
	by     *Speller
	known  map[string]bool // word → it is right, or not answered yet
	turn   int             // answers to questions of an earlier one are late
	passed map[string]bool // words a person does not want to hear of in this text
}

// spellMemory bounds how many words are remembered.
const spellMemory = 50_000

// SetSpeller has words checked from now on, all of them anew; nil ends it.
func (e *Editor) SetSpeller(s *Speller) {
	e.spell.by = s
	e.spell.turn++
	clear(e.spell.known)
	e.pane.update()
	e.checkSpelling()
}

// checkSpelling asks about the words on screen that are not known yet. The one
// that is being typed can wait.
func (e *Editor) checkSpelling() {
	if e.spell.by == nil {
		return
	}
	if len(e.spell.known) > spellMemory {
		clear(e.spell.known)
	}
	var ask []string
	first, _ := e.pane.topRow()
	line, _ := e.doc().Rows.LineOf(first)
	rows := int(e.pane.scroll.Size().Height/e.pane.rowHeight) + 2
	e.doc().Text.Each(line, func(i int, s string) bool {
		if e.doc().Rows.Hidden(i) || e.doc().Rows.Folded(i) > 0 {
			return true
		}
		for _, w := range e.doc().Words(i) {
			word := s[w[0]:w[1]]
			if _, known := e.spell.known[word]; !known && !e.typing(i, w) {
				e.spell.known[word] = true
				ask = append(ask, word)
			}
		}
		rows--
		return rows > 0
	})
	if len(ask) == 0 {
		return
	}
	turn := e.spell.turn
	e.spell.by.Check(ask, func(wrong []string) {
		if turn != e.spell.turn || len(wrong) == 0 {
			return
		}
		for _, w := range wrong {
			e.spell.known[w] = false
		}
		e.pane.update()
	})
}

// typing says whether a word of a line is the one the caret is at.
func (e *Editor) typing(line int, word [2]int) bool {
	c := e.doc().Caret()
	return e.pane.focused && c.Line == line && c.Col == word[1]
}

// wrong says whether a word is underlined.
func (s *spelling) wrong(word string) bool {
	right, known := s.known[word]
	return known && !right && !s.passed[word]
}

// drawWrong underlines the words of a row that are spelled wrong.
func (p *editPane) drawWrong(line, from, to int, runs []edit.Run, y float32, n int) int {
	if p.owner.spell.by == nil {
		return n
	}
	s := p.doc.Text.Line(line)
	for _, w := range p.doc.Words(line) {
		if w[1] <= from || w[0] >= to || !p.owner.spell.wrong(s[w[0]:w[1]]) || p.owner.typing(line, w) {
			continue
		}
		for _, box := range p.doc.Boxes(runs, line, max(w[0], from), min(w[1], to)) {
			n = p.box(box[0], y+p.rowHeight-3, box[1], 1.5, ColorError, n)
		}
	}
	return n
}

// wrongAt is the word at a place, if it is spelled wrong.
func (e *Editor) wrongAt(at edit.Pos) (from, to edit.Pos, ok bool) {
	s := e.doc().Text.Line(at.Line)
	for _, w := range e.doc().Words(at.Line) {
		if at.Col >= w[0] && at.Col <= w[1] && e.spell.by != nil && e.spell.wrong(s[w[0]:w[1]]) {
			return edit.Pos{Line: at.Line, Col: w[0]}, edit.Pos{Line: at.Line, Col: w[1]}, true
		}
	}
	return at, at, false
}

// openMenu opens the context menu; on a word that is spelled wrong it begins
// with what may have been meant.
func (e *Editor) openMenu(at fyne.Position, place edit.Pos) {
	from, to, wrong := e.wrongAt(place)
	if !wrong {
		e.popUp(at, append(e.clipItems(), e.lineItems()...))
		return
	}
	word := e.doc().Text.Slice(from, to)
	e.spell.by.Suggest(word, func(meant []string) {
		if e.doc().Text.Slice(e.doc().Text.Clamp(from), e.doc().Text.Clamp(to)) != word {
			return // it was changed meanwhile
		}
		e.popUp(at, append(e.spellItems(word, from, to, meant), e.clipItems()...))
	})
}

// suggestions is how many spellings a menu offers.
const suggestionsShown = 7

func (e *Editor) spellItems(word string, from, to edit.Pos, meant []string) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, m := range meant[:min(len(meant), suggestionsShown)] {
		items = append(items, fyne.NewMenuItem(m, func() {
			e.doc().Replace(from, to, m)
			e.edited()
		}))
	}
	if len(items) == 0 {
		none := fyne.NewMenuItem(lang.T("No suggestions"), nil)
		none.Disabled = true
		items = append(items, none)
	}
	return append(items, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.T("Add “{word}” to the dictionary", "word", word), func() {
			e.spell.by.Learn(word)
			e.spell.known[word] = true
			e.pane.update()
		}),
		fyne.NewMenuItem(lang.T("Ignore in this message"), func() {
			if e.spell.passed == nil {
				e.spell.passed = make(map[string]bool)
			}
			e.spell.passed[word] = true
			e.pane.update()
		}),
		fyne.NewMenuItemSeparator())
}

func menuItem(title string, on bool, run func()) *fyne.MenuItem {
	m := fyne.NewMenuItem(title, run)
	m.Disabled = !on
	return m
}

func (e *Editor) clipItems() []*fyne.MenuItem {
	d := e.doc()
	return []*fyne.MenuItem{
		menuItem(lang.T("Undo"), d.CanUndo(), e.Undo),
		menuItem(lang.T("Redo"), d.CanRedo(), e.Redo),
		fyne.NewMenuItemSeparator(),
		menuItem(lang.T("Cut"), d.HasSelection(), e.Cut),
		menuItem(lang.T("Copy"), d.HasSelection(), e.Copy),
		menuItem(lang.T("Paste"), e.OnPaste != nil || fyne.CurrentApp().Clipboard().Content() != "", e.Paste),
		menuItem(lang.T("Paste as quote"), fyne.CurrentApp().Clipboard().Content() != "", e.PasteQuote),
		menuItem(lang.T("Select all"), true, e.SelectAll),
	}
}

func (e *Editor) lineItems() []*fyne.MenuItem {
	level, _ := edit.QuoteLevel(e.doc().Text.Line(e.doc().Caret().Line))
	return []*fyne.MenuItem{
		fyne.NewMenuItemSeparator(),
		menuItem(lang.T("Rewrap paragraph"), true, e.Reflow),
		menuItem(lang.T("Quote"), true, e.Quote),
		menuItem(lang.T("Unquote"), level > 0 || e.doc().HasSelection(), e.Unquote),
		menuItem(lang.T("Delete the rest of the quote"), level > 0, e.EraseQuote),
	}
}

func (e *Editor) popUp(at fyne.Position, items []*fyne.MenuItem) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(e); c != nil {
		showEditorMenu(c, at, items, e.TypedRune)
	}
}

// menuAtCaret opens the menu where the keyboard is.
func (e *Editor) menuAtCaret() {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(e.pane)
	e.openMenu(at.AddXY(editLeft+e.doc().CaretX(), e.pane.yOf(e.doc().CaretRow()+1)), e.doc().Caret().Pos)
}

// CheckAgain asks anew about every word, as after the dictionary has changed.
func (e *Editor) CheckAgain() { e.SetSpeller(e.spell.by) }
