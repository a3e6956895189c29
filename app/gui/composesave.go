package gui

import (
	"context"
	"errors"
	"sync"
	"time"

	"godwit/app"
	"godwit/app/gui/edit"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/compose"
	"godwit/sync/mail"
)

// draftSaver saves one draft, one time after the other: two savings at once
// would make two drafts of it.
type draftSaver struct {
	core *app.App
	mu   sync.Mutex
	id   mail.DraftID
	turn int  // of what is saved
	over bool // it was sent or discarded: nothing is to be saved any more
}

var errOver = errors.New("the message is gone from here")

// save commits a draft, unless a later state of it is saved already: turns
// count up, and goroutines are not in order.
func (s *draftSaver) save(ctx context.Context, d compose.Draft, turn int) (mail.DraftID, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over {
		return s.id, errOver
	}
	if turn < s.turn {
		return s.id, nil
	}
	d.ID = s.id
	id, err := s.core.Outbox.SaveDraft(ctx, d)
	if err == nil {
		s.id, s.turn = id, turn
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

// saving is how far the saving of one window has come. UI goroutine only.
type saving struct {
	pace    model.Pace
	pause   *timer // until the draft is saved
	changes int    // counted
	saved   int    // how many of them are on disk
}

// changed notes that the user changed something, which is saved soon.
func (c *composer) changed() {
	if c.opening || c.closed {
		return
	}
	c.view.changed()
	c.saving.changes++
	c.saving.pause.cancel()
	c.saving.pause = c.s.pump.after(c.saving.pace.Changed(now()), c.save)
}

// unsaved reports whether there is something to save.
func (c *composer) unsaved() bool { return c.saving.saved < c.saving.changes }

// save saves what changed.
func (c *composer) save() { c.saveThen(func() {}, c.cannotSave) }

// saveThen saves what changed, then calls then, or failed.
func (c *composer) saveThen(then func(), failed func(error)) {
	c.saving.pause.cancel()
	c.saving.pace.Taken()
	if !c.unsaved() {
		then()
		return
	}
	d, body, turn := c.fields(), c.body.Snapshot(), c.saving.changes
	load(c.s.pump, func(ctx context.Context) (savedDraft, error) { return c.saver.write(ctx, d, body, turn) },
		func(s savedDraft, err error) {
			switch {
			case errors.Is(err, errOver):
				return
			case err != nil:
				failed(err)
				return
			}
			c.saving.saved = max(c.saving.saved, turn)
			if c.writing.Draft.ID != s.id {
				c.writing.Draft.ID = s.id
				c.s.noteWriting()
			}
			c.foot.saved(s.at, s.counts)
			then()
		})
}

// savedDraft is what was saved.
type savedDraft struct {
	id     mail.DraftID
	at     time.Time
	counts model.Counts
}

// write makes a draft of its fields and its text, and saves it.
func (s *draftSaver) write(ctx context.Context, d compose.Draft, body edit.Snapshot, turn int) (savedDraft, error) {
	d.Body = body.String()
	id, err := s.save(ctx, d, turn)
	return savedDraft{id, now(), model.Count(d.Body)}, err
}

func (c *composer) cannotSave(err error) {
	ex := app.Explain(err)
	c.say(kit.ToneError, lang.T("The draft could not be saved.")+" "+lang.Said(ex.Title)+" "+lang.Said(ex.Action))
}

// saveNow saves before the program ends.
func (c *composer) saveNow() {
	if !c.unsaved() {
		return
	}
	c.collect()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	id, err := c.saver.save(ctx, c.writing.Draft, c.saving.changes)
	if err != nil && !errors.Is(err, errOver) {
		c.s.log.Error("save draft at the end", "err", err)
	}
	c.writing.Draft.ID = id
}
