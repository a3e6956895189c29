package gui

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// conversation shows the message that was chosen among those it belongs with:
// each is a card of a pile, folded to a line or open. Read ones are folded, the
// chosen one and what is not read are open.
//
// One of the open cards is the one that commands are about (now). An open card
// takes a reader when it comes in sight and reads its message then; readers are
// few and handed on, so that a conversation of hundreds costs what can be seen
// of it. A message alone is a pile of one, so there is one way to show mail.
type conversation struct {
	s      *session
	object *kit.Surface
	pile   *kit.Pile
	find   *findBar
	page   *fyne.Container   // the bar and the pile
	whole  fyne.CanvasObject // the page, and over it where a link leads
	note   *hoverNote
	title  *talkTitle

	wire  func(r *reader)                   // connects a new reader with the window
	moved func(r *reader)                   // another message is the one commands are about
	words func() func(text string) [][2]int // finds what to mark in the text; nil: nothing
	keys  func(*card)                       // connects a new card

	chosen mail.MessageID // what is shown or on its way; 0: nothing
	cards  []*card
	now    *reader   // never nil
	idle   []*reader // without a message
	slow   *timer    // says "Fetching" when it takes a while
	gen    int       // counts what was asked for
	waits  bool      // the keyboard, for the message to be there
	busy   bool      // a refresh is under way
	again  bool      // and another is due

	several func(n int) fyne.CanvasObject // what shows while so many messages are selected
}

// maxReaders bounds the messages of a conversation that are kept laid out.
const maxReaders = 12

func newConversation(s *session) *conversation {
	c := &conversation{s: s, moved: func(*reader) {}, wire: func(*reader) {}, keys: func(*card) {}}
	c.pile = kit.NewPile(talkParts{c})
	c.title = newTalkTitle()
	c.find = newFindBar(s.win, nil, func() {
		c.page.Refresh()
		s.win.Canvas().Focus(c.now.view)
	})
	c.page = container.New(layout.NewBorderLayout(c.find.object, nil, nil, nil), c.find.object, c.pile)
	c.note, c.whole = newHoverNote(c.page)
	c.object = kit.NewSurface(kit.ColorPaper, kit.NoEdge, nil)
	c.now = newReader(c)
	c.idle = []*reader{c.now}
	c.find.view = c.now.view
	return c
}

// blank shows that none, or several, are selected.
func (c *conversation) blank(selected int) {
	c.leave()
	if selected > 1 && c.several != nil {
		c.object.SetContent(c.several(selected))
		return
	}
	c.object.SetContent(kit.NewEmptyState(kit.IconMail, lang.T("Select a message to read it."), ""))
}

// leave stops what the message before has begun.
func (c *conversation) leave() {
	c.gen++
	c.slow.cancel()
	c.chosen, c.waits = 0, false
	for _, k := range c.cards {
		c.release(k)
	}
	c.cards = nil
	c.now.leave()
}

// opened is a message and its conversation, as read.
type opened struct {
	rows    []mail.Row
	reading *app.Reading
}

// open shows a message; it is fetched first when it is not here. One of the
// conversation that is shown already is gone to.
func (c *conversation) open(id mail.MessageID) {
	if id == 0 {
		c.blank(0)
		return
	}
	if i := c.index(id); i >= 0 && c.s.prefs.Conversations && c.chosen != 0 {
		c.chosen = id
		c.unfold(c.cards[i])
		return
	}
	c.leave()
	c.chosen = id
	gen := c.gen
	c.slow = c.s.pump.after(200*time.Millisecond, func() {
		c.object.SetContent(kit.NewEmptyState(kit.IconSync, lang.T("Fetching the message…"), ""))
	})
	load(c.s.pump, func(ctx context.Context) (opened, error) {
		m, err := readMessage(ctx, c.s.core, id)
		if err != nil {
			return opened{}, err
		}
		rows, err := c.rows(ctx, m.Row)
		return opened{rows, m}, err
	}, func(o opened, err error) {
		if c.gen != gen {
			return
		}
		c.slow.cancel()
		if err != nil {
			c.failed(id, err)
			return
		}
		c.show(o)
		if c.waits {
			c.takeKeyboard()
		}
	})
}

// rows are the messages to show with one: itself alone where conversations are
// switched off.
func (c *conversation) rows(ctx context.Context, row mail.Row) ([]mail.Row, error) {
	if !c.s.prefs.Conversations {
		return []mail.Row{row}, nil
	}
	return c.s.core.Mail.Conversation(ctx, row.ID)
}

func (c *conversation) failed(id mail.MessageID, err error) {
	ex := model.Explain(err)
	again := kit.NewButton(kit.Plain, kit.IconSync, lang.T("Try again"), func() { c.open(id) })
	c.object.SetContent(kit.NewEmptyState(kit.IconWarning, ex.Title, ex.Text+" "+ex.Action+" ("+ex.Code+")", again))
}

func (c *conversation) show(o opened) {
	c.cards = make([]*card, len(o.rows))
	at := 0
	for i, row := range o.rows {
		c.cards[i] = newCard(c, row)
		if row.ID == c.chosen {
			at = i
		}
		c.cards[i].open = row.ID == c.chosen || row.Flags&mail.Seen == 0
	}
	chosen := c.cards[at]
	chosen.r = c.take()
	c.focus(chosen.r)
	chosen.r.id = c.chosen
	c.title.show(o.reading, len(c.cards))
	c.object.SetContent(c.whole)
	chosen.r.show(o.reading)
	above := kit.FoldLineHeight // the message before shows that there is more
	if at == 0 {
		above = 1000
	}
	c.pile.Begin(at+c.titles(), above)
}

// titles is how many parts stand above the cards.
func (c *conversation) titles() int {
	if len(c.cards) > 1 {
		return 1
	}
	return 0
}

func (c *conversation) index(id mail.MessageID) int {
	return slices.IndexFunc(c.cards, func(k *card) bool { return k.row.ID == id })
}

// cardOf is the card that a reader shows; nil if none does.
func (c *conversation) cardOf(r *reader) *card {
	for _, k := range c.cards {
		if k.r == r {
			return k
		}
	}
	return nil
}

// take is a reader for a message; where there are enough, one that is out of
// sight gives up its own.
func (c *conversation) take() *reader {
	if n := len(c.idle); n > 0 {
		r := c.idle[n-1]
		c.idle = c.idle[:n-1]
		return r
	}
	first, last := c.pile.InSight()
	var far *card
	used := 0
	for i, k := range c.cards {
		if k.r == nil {
			continue
		}
		used++
		if at := i + c.titles(); (at < first || at > last) && k.r != c.now && (far == nil || k.used.Before(far.used)) {
			far = k
		}
	}
	if used >= maxReaders && far != nil {
		c.release(far)
		return c.take()
	}
	r := newReader(c)
	c.wire(r)
	return r
}

// release takes the reader from a card.
func (c *conversation) release(k *card) {
	if k.r == nil {
		return
	}
	k.height = kit.Natural(k.r.view)
	k.r.leave()
	c.idle = append(c.idle, k.r)
	k.r = nil
}

// focus makes a reader the one that commands are about.
func (c *conversation) focus(r *reader) {
	if r == c.now {
		return
	}
	canvas := c.s.win.Canvas()
	before, had := c.now, canvas.Focused() == fyne.Focusable(c.now.view)
	c.now, c.find.view = r, r.view
	before.head.setCurrent(false)
	r.head.setCurrent(len(c.cards) > 1)
	c.moved(r)
	if had {
		c.takeKeyboard()
	}
}

// takeKeyboard gives the keyboard to the message that commands are about, once it
// is there.
func (c *conversation) takeKeyboard() {
	if c.waits = c.now.reading == nil; !c.waits {
		c.s.win.Canvas().Focus(c.now.view)
	}
}

// unfold opens a card and goes to it.
func (c *conversation) unfold(k *card) {
	k.open = true
	if k.r == nil {
		k.read()
	}
	c.focus(k.r)
	c.pile.Changed()
	c.pile.ShowPart(c.index(k.row.ID) + c.titles())
}

// back goes to the message that was chosen in the list.
func (c *conversation) back() {
	if i := c.index(c.chosen); i >= 0 && c.cards[i].r != c.now {
		c.unfold(c.cards[i])
	}
}

// fold closes a card, unless it is the only one.
func (c *conversation) fold(k *card) {
	if len(c.cards) < 2 {
		return
	}
	k.open = false
	had := k.r != nil && c.s.win.Canvas().Focused() == fyne.Focusable(k.r.view)
	c.release(k)
	c.pile.Changed()
	if had {
		c.s.win.Canvas().Focus(k.line)
	}
}

// step goes to the next message of the conversation, or the one before.
func (c *conversation) step(by int) {
	k := c.cardOf(c.now)
	if k == nil {
		return
	}
	i := c.index(k.row.ID) + by
	if i < 0 || i >= len(c.cards) {
		if by > 0 {
			c.s.tell(lang.T("That was the last message of the conversation."))
		} else {
			c.s.tell(lang.T("That was the first message of the conversation."))
		}
		return
	}
	c.unfold(c.cards[i])
	c.takeKeyboard()
}
