package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"godwit/app"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

type outgoingJSON struct {
	ID         mail.OutboxID    `json:"id"`
	MessageID  string           `json:"message_id"`
	Subject    string           `json:"subject"`
	From       string           `json:"from"`
	State      mail.SendState   `json:"state"`
	Recipients []mail.Recipient `json:"recipients"`
	Attempts   int              `json:"attempts"`
	NextTry    string           `json:"next_try"`
	TLS        string           `json:"tls"`
	Code       string           `json:"code"`
	Error      string           `json:"error"`
	Transcript []string         `json:"transcript"`
	Queued     string           `json:"queued"`
	SendAt     string           `json:"send_at"`
	Copy       mail.CopyState   `json:"copy"`
	Replaced   mail.OutboxID    `json:"replaced"`
	Wishes     mail.Wishes      `json:"wishes"`
	Card       *mail.Card       `json:"card,omitempty"` // where it is asked for
}

// outgoing prints a queued message; the transcript only where it is asked for.
func (c *cli) outgoing(o mail.Outgoing, transcript bool) error {
	v := outgoingJSON{
		ID: o.ID, MessageID: o.MessageID, Subject: o.Subject, From: o.From, State: o.State, Recipients: some(o.Recipients),
		Attempts: o.Attempts, NextTry: stamp(o.NextTry), TLS: o.TLS, Transcript: []string{},
		Queued: stamp(o.Queued), SendAt: stamp(o.SendAt), Copy: o.Copy, Replaced: o.Replaced, Wishes: o.Wishes,
	}
	var ex app.Explanation
	if o.Error != nil {
		ex = app.Explain(o.Error)
		v.Code, v.Error = ex.Code, ex.Title
	}
	if transcript {
		v.Transcript, v.Card = some(o.Transcript), &o.Card
	}
	if c.json {
		return c.emit(v)
	}
	c.say("%d\t%s\t%s\t%s", o.ID, o.State, o.MessageID, o.Subject)
	if o.Error != nil {
		c.say("\t%s %s %s (%s)", ex.Title, ex.Text, ex.Action, ex.Code)
	}
	if transcript {
		c.say("\n%s", model.SendCardOf(o, time.Now()).Text())
	}
	return nil
}

// sent waits until a message has come to rest and prints it. The exit code
// says how it ended.
func (c *cli) sent(ctx context.Context, a *app.App, id mail.OutboxID) error {
	sub := a.Subscribe()
	defer sub.Close()
	if err := a.Outbox.Run(ctx); err != nil {
		return err
	}
	for {
		o, err := a.Outbox.Show(ctx, id)
		if err != nil {
			return err
		}
		if code, rests := rest(o.State); rests {
			if err := c.outgoing(o, c.verbose); err != nil {
				return err
			}
			return exitWith(code)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-sub.C:
			sub.Take()
		}
	}
}

// rest reports whether a state needs something other than waiting a moment,
// and the exit code that says so.
func rest(s mail.SendState) (code int, rests bool) {
	switch s {
	case mail.StateSent:
		return exitDone, true
	case mail.StatePartial:
		return exitPartly, true
	case mail.StateHeld, mail.StateUnsure:
		return exitNeedsUser, true
	case mail.StateRetry:
		return exitTemporary, true
	case mail.StateFailed, mail.StateCancelled:
		return exitFailed, true
	}
	return exitDone, false
}

func exitWith(code int) error {
	if code == exitDone {
		return nil
	}
	return &exitError{code}
}

func runOutbox(ctx context.Context, c *cli, args []string) error {
	if len(args) == 0 {
		return usagef("outbox: list, show, retry, cancel, resolve, remove or run?")
	}
	verb := args[0]
	fs := c.flags("outbox " + verb)
	sent := fs.Bool("sent", false, "")
	again := fs.Bool("send-again", false, "")
	refused := fs.Bool("refused", false, "")
	names, err := parseFlags(fs, args[1:])
	if err != nil {
		return err
	}
	id, err := outboxID(verb, names)
	if err != nil {
		return err
	}
	if verb == "resolve" && *sent == *again {
		return usagef("outbox resolve ID: --sent or --send-again?")
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	switch verb {
	case "list":
		return c.outboxList(ctx, a)
	case "run":
		return c.outboxRun(ctx, a)
	case "retry":
		err = a.Outbox.Retry(ctx, id, *refused)
	case "cancel":
		err = a.Outbox.Cancel(ctx, id)
	case "resolve":
		err = a.Outbox.Resolve(ctx, id, *sent)
	case "remove":
		return a.Outbox.Remove(ctx, id)
	}
	if err != nil {
		return fmt.Errorf("message %d: %w", id, err)
	}
	o, err := a.Outbox.Show(ctx, id)
	if err != nil {
		return err
	}
	return c.outgoing(o, verb == "show")
}

// outboxID checks a verb and its arguments; 0 for those of the whole outbox.
func outboxID(verb string, names []string) (mail.OutboxID, error) {
	switch verb {
	case "list", "run":
		if len(names) > 0 {
			return 0, usagef("outbox %s: what is %q?", verb, names[0])
		}
		return 0, nil
	case "show", "retry", "cancel", "resolve", "remove":
	default:
		return 0, usagef("outbox: there is no %q", verb)
	}
	if len(names) != 1 {
		return 0, usagef("outbox %s ID: one message of the outbox", verb)
	}
	n, err := strconv.ParseInt(names[0], 10, 64)
	if err != nil {
		return 0, usagef("%q is no outbox id", names[0])
	}
	return mail.OutboxID(n), nil
}

// outboxRun sends what is due. The exit code says what became of it.
func (c *cli) outboxRun(ctx context.Context, a *app.App) error {
	before, err := a.Outbox.List(ctx)
	if err != nil {
		return err
	}
	if err := a.Outbox.Run(ctx); err != nil {
		return err
	}
	codes := make(map[int]bool)
	for _, o := range before {
		if o.State != mail.StateQueued && o.State != mail.StateRetry || o.NextTry.After(time.Now()) {
			continue
		}
		now, err := a.Outbox.Show(ctx, o.ID)
		if err != nil {
			return err
		}
		code, rests := rest(now.State)
		if rests {
			codes[code] = true
		}
	}
	if err := c.outboxList(ctx, a); err != nil {
		return err
	}
	if len(codes) > 1 {
		return &exitError{exitPartly}
	}
	for code := range codes {
		return exitWith(code)
	}
	return nil
}

func (c *cli) outboxList(ctx context.Context, a *app.App) error {
	list, err := a.Outbox.List(ctx)
	if err != nil {
		return err
	}
	for _, o := range list {
		if err := c.outgoing(o, false); err != nil {
			return err
		}
	}
	return nil
}
