package main

import (
	"context"

	"godwit/app"
	"godwit/sync/mail"
)

// threadJSON is a conversation in a list: its newest message there, and its sum.
type threadJSON struct {
	rowJSON
	Thread sumJSON `json:"conversation"`
}

type sumJSON struct {
	Count    int            `json:"count"`
	Unread   int            `json:"unread"`
	Starred  bool           `json:"starred"`
	Attached bool           `json:"attached"`
	People   []mail.Address `json:"people"`
	Muted    bool           `json:"muted"`
}

// listThreads prints a list of conversations.
func (c *cli) listThreads(ctx context.Context, a *app.App, q mail.ListQuery) error {
	lines, err := a.Mail.Conversations(ctx, q)
	if err != nil {
		return err
	}
	p, err := c.rows(ctx, a)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if !c.json {
			unread := " "
			if l.Unread > 0 {
				unread = "•"
			}
			c.say("%d\t%s %s\t%-24.24s\t%s (%d)", l.ID, unread, short(l.Received), l.From.Display(), l.Subject, l.Count)
			continue
		}
		view := threadJSON{p.view(l.Row), sumJSON{l.Count, l.Unread, l.Starred, l.Attached, some(l.People), l.Muted}}
		if err := c.emit(view); err != nil {
			return err
		}
	}
	return nil
}

// runThread shows the conversation of a message, oldest first, or mutes it.
func runThread(ctx context.Context, c *cli, args []string) error {
	words, err := parseFlags(c.flags("thread"), args)
	if err != nil {
		return err
	}
	if len(words) != 2 || words[0] != "show" && words[0] != "mute" && words[0] != "unmute" {
		return usagef("thread show ID | mute ID | unmute ID")
	}
	id, err := messageID(words[1])
	if err != nil {
		return err
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	if words[0] != "show" {
		return a.Mail.Mute(ctx, id, words[0] == "mute")
	}
	rows, err := a.Mail.Conversation(ctx, id)
	if err != nil {
		return err
	}
	return c.printRows(ctx, a, rows)
}
