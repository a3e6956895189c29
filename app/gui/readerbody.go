package gui

// showBody shows the message from its beginning: as HTML when it has some, unless
// plain text is asked for.
func (r *reader) showBody() {
	if r.asText() {
		r.html.clear()
		r.turn(r.text)
		r.text.ScrollToTop()
		r.search()
		return
	}
	r.turn(r.html.view)
	r.html.show(r.id, r.reading.HTML) // calls search when it is there
}

func (r *reader) asText() bool {
	return r.reading == nil || r.reading.HTML == "" || r.s.prefs.PlainText
}

// turn shows the one or the other, with the head above it.
func (r *reader) turn(to bodyView) {
	r.head.showNotes(r.reading, to == bodyView(r.text))
	if r.view != to {
		focused := r.s.win.Canvas().Focused() == r.view
		r.view.SetHeader(nil)
		r.view = to
		r.view.SetHeader(r.head.object)
		r.find.view = to
		r.page.Objects[1] = to
		r.page.Refresh()
		if focused {
			r.s.win.Canvas().Focus(to)
		}
	}
	r.view.HeaderChanged()
}

// htmlShown is called when the HTML of a message is there to be seen.
func (r *reader) htmlShown() {
	r.search()
	r.allowedImages()
}

// search marks the words that the bar, or the search that led here, is about.
func (r *reader) search() {
	if r.find.object.Visible() {
		r.find.search()
	} else if r.words != nil {
		if words := r.words(); len(words) == 1 {
			r.view.Find(words[0])
		}
	}
}

// switchText goes from HTML to plain text for all messages, or back.
func (r *reader) switchText() {
	r.s.prefs.PlainText = !r.s.prefs.PlainText
	value := ""
	if r.s.prefs.PlainText {
		value = "1"
	}
	r.s.setPref(prefPlainText, value)
	if r.reading != nil && r.reading.HTML != "" {
		r.showBody()
	}
}

// switchColours shows this message in the colours it was sent in, or in those
// of the theme again.
func (r *reader) switchColours() {
	if r.view == bodyView(r.html.view) {
		r.html.setOriginal(!r.html.original)
	}
}
