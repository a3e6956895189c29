package gui

import (
	"context"
	"errors"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

// close keeps what was written and says where.
func (c *composer) close() {
	if c.closed || c.asking() {
		return
	}
	if c.files.busy() {
		c.closeLater()
		return
	}
	c.collect()
	c.saveThen(func() {
		switch id := c.writing.Draft.ID; {
		case c.unsaved(): // a key was quicker
			c.close()
		case c.writing.Touched():
			c.shut()
			c.w.keptDraft(c.writing.Draft.ID, c.writing.Draft.Template)
		default: // as it was opened: of a new one nothing is to be kept
			c.shut()
			if c.writing.New() && id != 0 {
				do(c.s.pump, func(ctx context.Context) error { return c.s.core.Outbox.DeleteDraft(ctx, id) }, c.s.failed)
			}
		}
	}, c.cannotSave)
}

// closeLater closes the window when the files are there that are still being
// copied; asked again, it does without them.
func (c *composer) closeLater() {
	if c.leaving {
		c.files.cancel()
		return
	}
	c.leaving = true
	c.say(kit.ToneInfo, lang.T("A file is still being copied. The window closes when it is there; close it again to leave the file out."))
}

// asking reports whether a dialog of this window waits for an answer.
func (c *composer) asking() bool { return c.win.Canvas().Overlays().Top() != nil }

func (c *composer) shut() {
	c.closed = true
	c.saving.pause.cancel()
	delete(c.s.writing, c)
	c.body.SetSpeller(nil) // the toolkit keeps what a closed window showed for a while
	c.s.noteWriting()
	c.win.Close()
}

// discard throws the message away, so that it can be had back for a while. Only
// what cannot be kept that long is asked about.
func (c *composer) discard() {
	if c.closed || c.asking() {
		return
	}
	c.collect()
	c.saveThen(func() {
		touched, id := c.writing.Touched(), c.writing.Draft.ID
		c.shut()
		switch {
		case id == 0:
		case !touched && c.writing.New():
			do(c.s.pump, func(ctx context.Context) error { return c.s.core.Outbox.DeleteDraft(ctx, id) }, c.s.failed)
		default:
			c.w.discardDrafts([]mail.DraftID{id}, func() { c.w.editDraft(id) })
		}
	}, func(error) {
		confirm(c.win, lang.T("Discard this message?"), lang.T("It cannot be saved, so it will be gone."), lang.T("Discard"), true, c.shut)
	})
}

// keptDraft says where a draft is that was closed, and brings it to the server
// at once.
func (w *shell) keptDraft(id mail.DraftID, template bool) {
	load(w.s.pump, func(ctx context.Context) (string, error) {
		if template {
			return lang.T("Template kept"), nil
		}
		place, err := w.s.core.Outbox.DraftPlace(ctx, id)
		if err == nil && place.Folder && !place.Large {
			err = w.s.core.Outbox.UploadDraft(ctx, id)
		}
		if err != nil {
			return "", err
		}
		d, err := w.s.core.Outbox.Draft(ctx, id)
		return w.whereKept(place, w.s.account(d.Account).Email()), err
	}, func(text string, err error) {
		if errors.Is(err, mail.ErrNotFound) { // it was sent or discarded elsewhere meanwhile
			return
		}
		if err != nil {
			w.s.log.Warn("upload draft", "err", err)
			text = lang.T("Draft kept: only on this computer so far")
		}
		w.s.show(kit.Toast{
			Text: text,
			Also: lang.T("Open"), AlsoDo: func() { w.editDraft(id) },
			Action: lang.T("Discard"), Do: func() { w.discardDrafts([]mail.DraftID{id}, func() {}) },
		})
	})
}

func (w *shell) whereKept(p app.DraftPlace, email string) string {
	switch {
	case !p.Folder:
		return lang.T("Draft kept: only on this computer, since this account has no Drafts folder")
	case p.Large:
		return lang.T("Draft kept: only on this computer, since it is too large for the server")
	}
	return lang.T("Draft kept: in Drafts of {account}", "account", email)
}

// discardDrafts takes drafts out of sight, and removes them once nobody can ask
// for them any more. Should the program be killed before, they are there again.
func (w *shell) discardDrafts(ids []mail.DraftID, again func()) {
	for _, id := range ids {
		w.s.discarded[id] = true
	}
	w.draftsChanged()
	w.s.show(kit.Toast{
		Text:   lang.N(len(ids), "Draft discarded", "{n} drafts discarded"),
		Action: lang.T("Undo"),
		Do: func() {
			for _, id := range ids {
				delete(w.s.discarded, id)
			}
			w.draftsChanged()
			again()
		},
		Left: func() { w.removeDiscarded(ids) },
	})
}

// removeDiscarded removes those drafts that nobody has opened again.
func (w *shell) removeDiscarded(ids []mail.DraftID) {
	for _, id := range ids {
		if !w.s.discarded[id] {
			continue
		}
		do(w.s.pump, func(ctx context.Context) error { return w.s.core.Outbox.DeleteDraft(ctx, id) }, func(err error) {
			delete(w.s.discarded, id)
			w.s.failed(err)
			w.draftsChanged()
		})
	}
}

// draftsChanged shows the drafts anew.
func (w *shell) draftsChanged() {
	w.drafts.refresh()
	w.tree.reload(nil)
}
