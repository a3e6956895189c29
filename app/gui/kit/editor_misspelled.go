package kit

import "godwit/app/gui/edit"

// checkedAhead is how many lines are asked about at once when the next word that
// is spelled wrong is looked for.
const checkedAhead = 200

// NextMisspelled selects the next word that is spelled wrong, from the caret on
// and around the end of the text; OnSpelled is told.
func (e *Editor) NextMisspelled() {
	if e.spell.by == nil {
		e.spelled(false)
		return
	}
	_, from := e.doc().Selected()
	e.lookAhead(from, e.doc().Text.Lines(), e.doc().Snapshot().Version)
}

func (e *Editor) spelled(found bool) {
	if e.OnSpelled != nil {
		e.OnSpelled(found)
	}
}

// lookAhead asks about some lines from a place on, and goes on with the next ones
// where all is right in them. left is how many lines were not looked at yet.
func (e *Editor) lookAhead(from edit.Pos, left, version int) {
	text := e.doc().Text
	ask := make(map[string]bool)
	for i := from.Line; i < min(from.Line+checkedAhead, text.Lines()); i++ {
		s := text.Line(i)
		for _, w := range e.doc().Words(i) {
			ask[s[w[0]:w[1]]] = true
		}
	}
	words := make([]string, 0, len(ask))
	for w := range ask {
		words = append(words, w)
	}
	turn := e.spell.turn
	e.spell.by.Check(words, func(wrong []string) {
		if turn != e.spell.turn || version != e.doc().Snapshot().Version {
			return // it is another text by now, or another language
		}
		for _, w := range wrong {
			e.spell.known[w] = false
		}
		if a, b, ok := e.firstWrong(from); ok {
			e.doc().Select(a, b)
			e.caretMoved()
			e.pane.reveal()
			e.spelled(true)
			return
		}
		next := edit.Pos{Line: from.Line + checkedAhead}
		if left -= checkedAhead; left <= -checkedAhead {
			e.spelled(false)
			return
		}
		if next.Line >= text.Lines() {
			next.Line = 0
		}
		e.lookAhead(next, left, version)
	})
}

// firstWrong is the first word that is known to be wrong in the lines after a place.
func (e *Editor) firstWrong(from edit.Pos) (a, b edit.Pos, ok bool) {
	text := e.doc().Text
	for i := from.Line; i < min(from.Line+checkedAhead, text.Lines()); i++ {
		s := text.Line(i)
		for _, w := range e.doc().Words(i) {
			if (i > from.Line || w[0] >= from.Col) && e.spell.wrong(s[w[0]:w[1]]) {
				return edit.Pos{Line: i, Col: w[0]}, edit.Pos{Line: i, Col: w[1]}, true
			}
		}
	}
	return a, b, false
}
