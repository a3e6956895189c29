package gui

import (
	"context"
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

// card is one message of a conversation: a line, or with a reader the whole.
type card struct {
	c    *conversation
	row  mail.Row
	open bool
	r    *reader       // nil: folded, or not in sight yet
	line *kit.FoldLine // made when it is in sight

	height float32   // as it was last, 0 if it was never open
	used   time.Time // when it was last in sight
}

func newCard(c *conversation, row mail.Row) *card { return &card{c: c, row: row} }

// unread is the height an open card is thought to have before it was read.
const unreadHeight float32 = 280

// part is what the pile shows of a card.
func (k *card) part() fyne.CanvasObject {
	if k.open && k.r == nil {
		k.read()
	}
	if k.r != nil && k.r.reading != nil {
		k.used = time.Now()
		return k.r.view
	}
	if k.line == nil {
		face := newAvatar()
		face.text.TextSize = 11
		face.set(k.row.From)
		k.line = kit.NewFoldLine(face)
		k.line.OnOpen = func() {
			k.c.unfold(k)
			k.c.takeKeyboard()
		}
		k.c.keys(k)
		k.fill()
	}
	return k.line
}

// fill says on the line what is known of the message.
func (k *card) fill() {
	if k.line == nil {
		return
	}
	date := k.row.Date
	if date.IsZero() {
		date = k.row.Received
	}
	k.line.Set(k.row.From.Display(), k.row.Preview, model.ShortTime(date, now()), k.row.Flags&mail.Seen == 0, k.row.Attachments > 0)
}

func (k *card) tall() float32 {
	switch {
	case k.r != nil && k.r.reading != nil:
		return kit.Natural(k.r.view)
	case k.open && k.height > 0:
		return k.height
	case k.open:
		return unreadHeight
	}
	return kit.FoldLineHeight
}

// read takes a reader and reads the message.
func (k *card) read() {
	k.r = k.c.take()
	r, id, gen := k.r, k.row.ID, k.c.gen
	r.id = id
	load(k.c.s.pump, func(ctx context.Context) (*app.Reading, error) { return readMessage(ctx, k.c.s.core, id) },
		func(m *app.Reading, err error) {
			if k.c.gen != gen || k.r != r || r.id != id {
				return
			}
			if err != nil {
				k.c.fold(k)
				k.c.s.fail(err)
				return
			}
			r.show(m)
			k.c.pile.Changed()
			if k.c.waits && k.c.now == r {
				k.c.takeKeyboard()
			}
		})
}

// grace is how long the words on the sender are waited for, so that they come
// with the message and nothing moves.
const grace = 40 * time.Millisecond

// readMessage reads a message, with what can be said of its sender soon.
func readMessage(ctx context.Context, core *app.App, id mail.MessageID) (*app.Reading, error) {
	m, err := core.Mail.Open(ctx, id)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(ctx, grace)
	defer stop()
	if v, err := core.Mail.Judge(ctx, m); err == nil {
		m.Sender = v
	}
	return m, nil
}

// talkParts is the parts of the pile: above several cards stands their subject.
type talkParts struct{ c *conversation }

func (p talkParts) Count() int { return p.c.titles() + len(p.c.cards) }

func (p talkParts) ID(i int) int64 {
	if i < p.c.titles() {
		return 0
	}
	return int64(p.c.cards[i-p.c.titles()].row.ID)
}

func (p talkParts) Part(i int) fyne.CanvasObject {
	if i < p.c.titles() {
		return p.c.title.object
	}
	return p.c.cards[i-p.c.titles()].part()
}

func (p talkParts) Height(i int) float32 {
	if i < p.c.titles() {
		return p.c.title.object.MinSize().Height
	}
	return p.c.cards[i-p.c.titles()].tall()
}

// talkTitle is the subject of a conversation.
type talkTitle struct {
	object  fyne.CanvasObject
	subject *kit.Paragraph
	count   *kit.Text
}

func newTalkTitle() *talkTitle {
	t := &talkTitle{subject: kit.NewParagraph("", kit.TextHeading, kit.ColorText).SetBold(), count: kit.NewText("", kit.TextSmall, kit.ColorDim)}
	t.object = container.New(layout.NewCustomPaddedLayout(kit.Space4, kit.Space3, kit.Space6, kit.Space4),
		container.New(column{0}, t.subject, t.count))
	return t
}

func (t *talkTitle) show(m *app.Reading, count int) {
	t.subject.SetText(cut(subject(m.Envelope.Subject), 180))
	t.count.SetText(lang.N(count, "{n} message", "{n} messages"))
}
