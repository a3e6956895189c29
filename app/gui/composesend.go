package gui

import (
	"context"
	"fmt"
	"time"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/compose"
	"godwit/sync/mail"
)

// send checks the message and queues it. What is wrong is said above the text;
// what is merely odd is said once.
func (c *composer) send() {
	if c.sending || c.closed || c.asking() {
		return
	}
	if c.writing.Draft.Template {
		c.useTemplate()
		return
	}
	if c.files.busy() {
		c.say(kit.ToneInfo, lang.T("A file is still being copied. Send the message when it is there."))
		return
	}
	c.head.commit()
	c.collect()
	if problems := compose.Check(c.writing.Draft); len(problems) > 0 {
		c.say(kit.ToneError, texts(problems))
		c.focusField(problems[0].Field)
		return
	}
	c.head.note()
	c.unlessWarned(c.queue, c.send)
}

// queue puts the message into the outbox and closes the window.
func (c *composer) queue() {
	c.sending = true
	c.bar.send.Main.SetEnabled(false)
	c.saving.pause.cancel()
	c.collect() // what was typed while the warnings were thought of
	d, delay := c.writing.Draft, c.s.prefs.UndoSend
	if !d.SendAt.After(now()) {
		d.SendAt = time.Time{}
	}
	load(c.s.pump, func(ctx context.Context) (mail.Outgoing, error) { return c.saver.send(ctx, d, delay) },
		func(out mail.Outgoing, err error) {
			c.sending = false
			c.bar.send.Main.SetEnabled(true)
			if out.ID == 0 {
				ex := app.Explain(err)
				c.say(kit.ToneError, fmt.Sprintf("%s %s %s (%s)", lang.Said(ex.Title), lang.Said(ex.Text), lang.Said(ex.Action), ex.Code))
				return
			}
			c.shut()
			c.w.sent(out, d)
		})
}

// sendNow sends without waiting for the time that was chosen.
func (c *composer) sendNow() { c.sendAt(time.Time{}) }

// sendAt sends at a time; zero is now.
func (c *composer) sendAt(at time.Time) {
	c.writing.Draft.SendAt = at
	c.foot.showSet()
	c.changed()
	c.send()
}

func texts(list []compose.Problem) string {
	text := ""
	for i, p := range list {
		if i > 0 {
			text += " "
		}
		text += lang.Said(p.Text)
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
	c.say(kit.ToneError, lang.Said(ex.Title)+" "+lang.Said(ex.Text))
}

// tell shows a sentence in this window for a while.
func (c *composer) tell(text string) { c.stage.ShowToast(kit.Toast{Text: text}) }

func (c *composer) focusField(field string) {
	switch field {
	case "subject":
		c.win.Canvas().Focus(c.head.subject)
	case "cc":
		c.head.cc.FocusEntry()
	case "bcc":
		c.head.bcc.FocusEntry()
	case "reply_to":
		c.head.showReplyTo()
	case "to":
		c.head.to.FocusEntry()
	}
}
