package gui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// wordsSheet shows the words that a person has added to the dictionary, to add
// one and to take some out again.
type wordsSheet struct {
	p    *speller
	rows *fyne.Container
	word *kit.Field
}

// showWords opens the list of a person's own words.
func (p *speller) showWords() {
	w := &wordsSheet{p: p, rows: container.New(column{0}), word: kit.NewField(lang.T("A word"))}
	w.word.OnSubmitted = func(string) { w.add() }
	add := kit.NewButton(kit.Plain, kit.IconPlus, lang.T("Add"), w.add)
	line := container.New(layout.NewBorderLayout(nil, nil, nil, add), add, w.word)
	list := container.NewVScroll(w.rows)
	body := container.New(layout.NewBorderLayout(line, nil, nil, nil), line, container.New(layout.NewCustomPaddedLayout(kit.Space3, 0, 0, 0), list))
	w.show()
	showSheet(p.c.win, sheet{
		Title: lang.T("Own words"), Body: body, Width: 420, Height: 420, Close: lang.T("Close"), Focus: w.word,
		Closing: func() { p.body.CheckAgain() },
	})
}

// add takes the word in the field; more than one are taken each for itself.
func (w *wordsSheet) add() {
	for word := range strings.FieldsSeq(w.word.Text) {
		w.p.s.setPref(prefWords, w.p.s.words.add(word))
	}
	w.word.SetText("")
	w.show()
}

func (w *wordsSheet) show() {
	var rows []fyne.CanvasObject
	for _, word := range w.p.s.words.all() {
		remove := kit.NewIconButton(kit.IconClose, lang.T("Remove {word}", "word", word), func() {
			w.p.s.setPref(prefWords, w.p.s.words.remove(word))
			w.show()
		}).SetSmall()
		rows = append(rows, container.New(layout.NewBorderLayout(nil, nil, nil, remove), remove,
			container.New(middle{}, kit.NewText(word, kit.TextNormal, kit.ColorText).SetFlexible())))
	}
	if len(rows) == 0 {
		rows = []fyne.CanvasObject{kit.NewParagraph(lang.T("You have added no words yet. The menu of a misspelled word adds it."), kit.TextNormal, kit.ColorDim)}
	}
	w.rows.Objects = rows
	w.rows.Refresh()
}
