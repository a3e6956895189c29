package main

import (
	"context"
	"fmt"
	"strconv"

	"godwit/app"
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
}

// outgoing prints a queued message; the transcript only where it is asked for.
func (c *cli) outgoing(o mail.Outgoing, transcript bool) error {
	v := outgoingJSON{
		ID: o.ID, MessageID: o.MessageID, Subject: o.Subject, From: o.From, State: o.State, Recipients: o.Recipients,
		Attempts: o.Attempts, NextTry: stamp(o.NextTry), TLS: o.TLS, Transcript: []string{},
	}
	var ex app.Explanation
	if o.Error != nil {
		ex = app.Explain(o.Error)
		v.Code, v.Error = ex.Code, ex.Title
	}
	if transcript && o.Transcript != nil {
		v.Transcript = o.Transcript
	}
	if c.json {
		return c.emit(v)
	}
	c.say("%d\t%s\t%s\t%s", o.ID, o.State, o.MessageID, o.Subject)
	if o.Error != nil {
		c.say("\t%s %s (%s)", ex.Title, ex.Text, ex.Code)
	}
	if !transcript {
		return nil
	}
	for _, r := range o.Recipients {
		c.say("\t%s\t%s %d %s %s", r.Address, r.State, r.Code, r.Enhanced, r.Text)
	}
	for _, line := range o.Transcript {
		c.say("\t%s", line)
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
			return code
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
func rest(s mail.SendState) (error, bool) {
	switch s {
	case mail.StateSent:
		return nil, true
	case mail.StatePartial:
		return &exitError{exitPartly}, true
	case mail.StateHeld, mail.StateUnsure:
		return &exitError{exitNeedsUser}, true
	case mail.StateRetry:
		return &exitError{exitTemporary}, true
	case mail.StateFailed, mail.StateCancelled:
		return &exitError{exitFailed}, true
	}
	return nil, false
}

func runOutbox(ctx context.Context, c *cli, args []string) error {
	if len(args) == 0 {
		return usagef("outbox: list, show, retry, cancel, resolve, remove or run?")
	}
	verb := args[0]
	fs := c.flags("outbox " + verb)
	sent := fs.Bool("sent", false, "")
	again := fs.Bool("send-again", false, "")
	names, err := parseFlags(fs, args[1:])
	if err != nil {
		return err
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
		if err := a.Outbox.Run(ctx); err != nil {
			return err
		}
		return c.outboxList(ctx, a)
	}
	if len(names) != 1 {
		return usagef("outbox %s ID: one message of the outbox", verb)
	}
	n, err := strconv.ParseInt(names[0], 10, 64)
	if err != nil {
		return usagef("%q is no outbox id", names[0])
	}
	id := mail.OutboxID(n)
	switch verb {
	case "show":
		err = nil
	case "retry":
		err = a.Outbox.Retry(ctx, id)
	case "cancel":
		err = a.Outbox.Cancel(ctx, id)
	case "remove":
		return a.Outbox.Remove(ctx, id)
	case "resolve":
		if *sent == *again {
			return usagef("outbox resolve ID: --sent or --send-again?")
		}
		err = a.Outbox.Resolve(ctx, id, *sent)
	default:
		return usagef("outbox: there is no %q", verb)
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
