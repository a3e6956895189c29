package gui

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/model"
	"godwit/compose"
	"godwit/sync/mail"
)

// savePause is how long typing must rest before the draft is saved.
const savePause = 2 * time.Second

// draftSaver saves one draft, one time after the other: two savings at once
// would make two drafts of it.
type draftSaver struct {
	core *app.App
	mu   sync.Mutex
	id   mail.DraftID
	over bool // it was sent or discarded: nothing is to be saved any more
}

var errOver = errors.New("the message is gone from here")

func (s *draftSaver) save(ctx context.Context, d compose.Draft) (mail.DraftID, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over {
		return s.id, errOver
	}
	d.ID = s.id
	id, err := s.core.Outbox.SaveDraft(ctx, d)
	if err == nil {
		s.id = id
	}
	return id, err
}

// send queues the message; with it the draft goes.
func (s *draftSaver) send(ctx context.Context, d compose.Draft, delay time.Duration) (mail.Outgoing, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d.ID = s.id
	out, err := s.core.Outbox.Send(ctx, d, delay)
	if out.ID != 0 {
		s.over = true
	}
	return out, err
}

// discard forgets the draft.
func (s *draftSaver) discard(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = true
	if s.id == 0 {
		return nil
	}
	return s.core.Outbox.DeleteDraft(ctx, s.id)
}

// save saves what changed.
func (c *composer) save() { c.saveThen(func() {}) }

// saveThen saves what changed, then calls then; not when it could not be saved.
func (c *composer) saveThen(then func()) {
	c.pause.cancel()
	c.collect()
	if !c.writing.Unsaved() {
		then()
		return
	}
	d := c.writing.Draft
	load(c.s.pump, func(ctx context.Context) (mail.DraftID, error) { return c.saver.save(ctx, d) },
		func(id mail.DraftID, err error) {
			if errors.Is(err, errOver) {
				return
			}
			if err != nil {
				ex := app.Explain(err)
				c.say(kit.ToneError, "The draft could not be saved. "+ex.Title+" "+ex.Action)
				return
			}
			c.writing.Saved(d, id)
			c.bar.setState("Saved " + model.Clock(now(), now()))
			then()
		})
}

// saveNow saves before the program ends.
func (c *composer) saveNow() {
	c.collect()
	if !c.writing.Unsaved() {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if _, err := c.saver.save(ctx, c.writing.Draft); err != nil && !errors.Is(err, errOver) {
		c.s.log.Error("save draft at the end", "err", err)
	}
}

// close keeps what was written and says so.
func (c *composer) close() {
	if c.closed || c.asking() {
		return
	}
	c.collect()
	if !c.writing.Touched() {
		c.shut()
		return
	}
	c.saveThen(func() {
		c.shut()
		c.s.offer("Draft kept", "Discard", func() { do(c.s.pump, c.saver.discard, c.s.failed) })
	})
}

// asking reports whether a dialog of this window waits for an answer.
func (c *composer) asking() bool { return c.win.Canvas().Overlays().Top() != nil }

func (c *composer) shut() {
	c.closed = true
	c.pause.cancel()
	delete(c.s.writing, c)
	c.win.Close()
}

// discard throws the message away, after asking when something was written.
func (c *composer) discard() {
	c.collect()
	gone := func() {
		c.shut()
		do(c.s.pump, c.saver.discard, c.s.failed)
	}
	if !c.writing.Touched() {
		gone()
		return
	}
	confirm(c.win, "Discard this message?", "What you have written is thrown away.", "Discard", true, gone)
}

// send checks the message and queues it. What is wrong is said above the text;
// what is merely odd is said once.
func (c *composer) send() {
	if c.sending || c.closed || c.asking() {
		return
	}
	for _, f := range []*kit.AddressField{c.head.to, c.head.cc, c.head.bcc} {
		f.Commit()
	}
	c.collect()
	problems, warnings := c.writing.BeforeSend()
	if len(problems) > 0 {
		c.say(kit.ToneError, texts(problems))
		c.focusField(problems[0].Field)
		return
	}
	if len(warnings) > 0 {
		c.head.note(kit.NewBanner(kit.ToneWarning, texts(warnings), func() { c.head.note() },
			kit.BannerAction{Label: "Send anyway", Do: c.send}))
		return
	}
	c.head.note()
	c.sending = true
	c.bar.send.SetEnabled(false)
	c.pause.cancel()
	d, delay := c.writing.Draft, c.s.prefs.UndoSend
	load(c.s.pump, func(ctx context.Context) (mail.Outgoing, error) { return c.saver.send(ctx, d, delay) },
		func(out mail.Outgoing, err error) {
			c.sending = false
			c.bar.send.SetEnabled(true)
			if out.ID == 0 {
				ex := app.Explain(err)
				c.say(kit.ToneError, fmt.Sprintf("%s %s %s (%s)", ex.Title, ex.Text, ex.Action, ex.Code))
				return
			}
			c.shut()
			c.sent(out)
		})
}

func texts(list []compose.Problem) string {
	text := ""
	for i, p := range list {
		if i > 0 {
			text += " "
		}
		text += p.Text
	}
	return text
}

// say shows a bar above the text.
func (c *composer) say(tone kit.Tone, text string) {
	c.head.note(kit.NewBanner(tone, text, func() { c.head.note() }))
}

// fail tells of an error in this window.
func (c *composer) fail(err error) {
	ex := app.Explain(err)
	c.say(kit.ToneError, ex.Title+" "+ex.Text)
}

func (c *composer) focusField(field string) {
	switch field {
	case "subject":
		c.win.Canvas().Focus(c.head.subject)
	case "cc":
		c.head.cc.FocusEntry()
	case "bcc":
		c.head.bcc.FocusEntry()
	case "to":
		c.head.to.FocusEntry()
	}
}
