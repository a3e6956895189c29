package gui

import (
	"context"

	"fyne.io/fyne/v2"

	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

// findInText opens the bar that finds words in the message.
func (c *conversation) findInText() {
	if c.now.reading == nil {
		return
	}
	c.now.unfoldAll()
	c.find.open()
	c.page.Refresh()
	c.s.win.Canvas().Focus(c.find.field)
}

// changed shows a message's new flags.
func (c *conversation) changed(row mail.Row) {
	i := c.index(row.ID)
	if i < 0 {
		return
	}
	k := c.cards[i]
	k.row = row
	k.fill()
	if k.r != nil && k.r.reading != nil {
		k.r.reading.Row = row
		k.r.head.setStar(row.Flags&mail.Flagged != 0)
	}
}

// refresh asks for the conversation again after mail has come, gone or changed.
func (c *conversation) refresh() {
	if len(c.cards) == 0 {
		return
	}
	if c.again = c.busy; c.busy {
		return
	}
	c.busy = true
	gen, row := c.gen, c.cards[max(0, c.index(c.chosen))].row
	load(c.s.pump, func(ctx context.Context) ([]mail.Row, error) { return c.rows(ctx, row) }, func(rows []mail.Row, err error) {
		c.busy = false
		if c.gen == gen && err == nil && len(rows) > 0 { // else it is gone: the list goes on to another
			c.put(rows)
		}
		if c.again {
			c.refresh()
		}
	})
}

// put shows the cards of rows; those that were there stay as they are, and what
// came is folded: nobody has looked at it.
func (c *conversation) put(rows []mail.Row) {
	before := make(map[mail.MessageID]*card, len(c.cards))
	for _, k := range c.cards {
		before[k.row.ID] = k
	}
	cards := make([]*card, len(rows))
	for i, row := range rows {
		if cards[i] = before[row.ID]; cards[i] == nil {
			cards[i] = newCard(c, row)
		}
		delete(before, row.ID)
	}
	several := (len(cards) > 1) != (len(c.cards) > 1)
	c.cards = cards
	for _, k := range before {
		if k.r != c.now {
			c.release(k)
		}
	}
	if gone := before[c.now.id]; gone != nil && c.index(c.chosen) >= 0 { // what was read
		c.back()
		c.release(gone)
	}
	for _, row := range rows {
		c.changed(row)
	}
	c.title.count.SetText(lang.N(len(cards), "{n} message", "{n} messages"))
	if several && c.now.reading != nil {
		c.title.show(c.now.reading, len(cards))
		c.now.head.show(c.now.reading)
		c.now.view.HeaderChanged()
	}
	c.pile.Changed()
}

// all calls f with every reader there is.
func (c *conversation) all(f func(*reader)) {
	for _, k := range c.cards {
		if k.r != nil {
			f(k.r)
		}
	}
	for _, r := range c.idle {
		f(r)
	}
}

func (c *conversation) zoom(by float32) {
	c.now.text.SetZoom(c.now.text.Zoom() + by) // which knows the bounds
	c.s.prefs.Zoom = c.now.text.Zoom()
	c.all(func(r *reader) { r.setZoom(c.s.prefs.Zoom) })
	c.s.setPrefNumber(prefZoom, float64(c.s.prefs.Zoom))
}

// switchText goes from HTML to plain text for all messages, or back.
func (c *conversation) switchText() {
	c.s.prefs.PlainText = !c.s.prefs.PlainText
	value := ""
	if c.s.prefs.PlainText {
		value = "1"
	}
	c.s.setPref(prefPlainText, value)
	c.all(func(r *reader) {
		if r.reading != nil && r.reading.HTML != "" {
			r.showBody()
		}
	})
}

// switchConversations shows messages alone, or with what belongs to them again.
func (c *conversation) switchConversations() {
	c.s.prefs.Conversations = !c.s.prefs.Conversations
	value := "off"
	if c.s.prefs.Conversations {
		value = ""
	}
	c.s.setPref(prefConversations, value)
	c.s.tell(map[bool]string{true: lang.T("Messages are shown with their conversation."), false: lang.T("Messages are shown alone.")}[c.s.prefs.Conversations])
	if id := c.chosen; id != 0 {
		had := c.s.win.Canvas().Focused() == fyne.Focusable(c.now.view)
		c.leave()
		c.open(id)
		if had {
			c.waits = true
		}
	}
}

// findNext goes to another of the marked places of the message.
func (c *conversation) findNext(step int) {
	if c.now.reading != nil {
		c.now.view.FindNext(step)
	}
}
