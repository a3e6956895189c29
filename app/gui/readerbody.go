package gui

import (
	"strconv"
	"strings"

	"godwit/app/gui/lang"
	"godwit/sync/quote"
)

// foldLink is the target of a button in a message that folds what it repeats, or
// shows it. No mail can hold such a link.
const foldLink = "fold:"

// showBody shows the message from its beginning: as HTML when it has some, unless
// plain text is asked for.
func (r *reader) showBody() {
	page := r.page()
	if page == "" {
		r.html.clear()
		r.folds, r.unfolded = quote.Text(r.reading.Text), nil
		r.setText()
		r.turn(r.text)
		r.search()
		return
	}
	r.turn(r.html.view)
	r.html.show(r.id, page) // calls search when it is there
}

// setText shows the text with its folds.
func (r *reader) setText() {
	text := r.reading.Text
	if text == "" {
		text = lang.T("(This message has no text.)")
	}
	text, buttons := quote.Show(text, r.folds, func(fold int) bool { return r.unfolded[fold] })
	r.text.SetText(text)
	for _, b := range buttons {
		r.text.SetLineButton(b.Line, foldLink+strconv.Itoa(b.Fold))
	}
}

// follow opens a link, or a fold.
func (r *reader) follow(target string) {
	fold, ok := strings.CutPrefix(target, foldLink)
	switch {
	case !ok:
		askLink(r.s, target, r.reading.Pretences)
	case r.view == bodyView(r.html.view):
		r.html.unfold(!r.html.unfolded)
	default:
		n, _ := strconv.Atoi(fold)
		if r.unfolded == nil {
			r.unfolded = make(map[int]bool)
		}
		r.unfolded[n] = !r.unfolded[n]
		r.setText()
	}
}

// unfoldAll shows all that the message repeats, as for a search.
func (r *reader) unfoldAll() {
	if r.view == bodyView(r.html.view) {
		r.html.unfold(true)
		return
	}
	folded := false
	for i := range r.folds {
		folded = folded || !r.unfolded[i]
	}
	if !folded {
		return
	}
	r.unfolded = make(map[int]bool)
	for i := range r.folds {
		r.unfolded[i] = true
	}
	r.setText()
}

// page is the page that is shown of the message, or "" for its text.
func (r *reader) page() string {
	switch {
	case r.reading == nil:
		return ""
	case r.reading.HTML == "":
		return textPage(r.reading.Text)
	case r.s.prefs.PlainText:
		return ""
	}
	return r.reading.HTML
}

// turn shows the one or the other, with the head above it.
func (r *reader) turn(to bodyView) {
	r.head.showNotes(r.reading, to == bodyView(r.text))
	r.head.showColours(to == bodyView(r.html.view))
	if r.view != to {
		focused := r.s.win.Canvas().Focused() == r.view
		r.view.SetHeader(nil)
		r.view = to
		r.view.SetHeader(r.head.object)
		if r.c.now == r {
			r.c.find.view = to
		}
		if focused {
			r.s.win.Canvas().Focus(to)
		}
	}
	r.view.HeaderChanged()
	r.c.pile.Changed()
}

// htmlShown is called when the HTML of a message is there to be seen.
func (r *reader) htmlShown() {
	r.search()
	r.allowedImages()
}

// search marks the words that the bar, or the search that led here, is about.
func (r *reader) search() {
	if r.c.now != r {
		return
	}
	if r.c.find.object.Visible() {
		r.c.find.search()
	} else if r.c.words != nil {
		r.mark(r.c.words())
	}
}

// mark marks what find finds in the message, also where it is folded.
func (r *reader) mark(find func(text string) [][2]int) {
	if find != nil && r.view.Mark(find) == 0 {
		r.unfoldAll()
		r.view.Mark(find)
	}
}

// switchColours shows this message in the colours it was sent in, or in those
// of the theme again.
func (r *reader) switchColours() {
	if r.view == bodyView(r.html.view) {
		r.html.setOriginal(!r.html.original)
	}
}
