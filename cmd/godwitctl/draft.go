package main

import (
	"context"
	"strconv"
	"strings"

	"godwit/app"
	"godwit/compose"
	"godwit/sync/mail"
)

const draftUsage = `list | show ID [--bytes] | remove ID | send ID [--wait] | upload ID
new [MAILTO-LINK] [--from I] [--template ID] | open MESSAGE | again MESSAGE`

// runDraft keeps messages that are not finished.
func runDraft(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("draft")
	from := fs.String("from", "", "")
	template := fs.Int64("template", 0, "")
	bytes := fs.Bool("bytes", false, "")
	wait := fs.Bool("wait", false, "")
	rest, err := parseFlags(fs, args)
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		rest = []string{"list"}
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	switch verb := rest[0]; {
	case verb == "list" && len(rest) == 1:
		return c.listDrafts(ctx, a)
	case verb == "new" && len(rest) <= 2:
		return c.newDraft(ctx, a, *from, mail.DraftID(*template), append(rest, "")[1])
	case len(rest) != 2:
		return usagef("draft list | show | new | open | again | upload | send | remove: see godwitctl draft --help")
	}
	id, err := strconv.ParseInt(rest[1], 10, 64)
	if err != nil {
		return usagef("draft %s %q: give the number", rest[0], rest[1])
	}
	switch rest[0] {
	case "show":
		return c.showDraft(ctx, a, mail.DraftID(id), *bytes)
	case "remove":
		return a.Outbox.DeleteDraft(ctx, mail.DraftID(id))
	case "upload":
		return a.Outbox.UploadDraft(ctx, mail.DraftID(id))
	case "open":
		return c.keepDraft(ctx, a)(a.Outbox.OpenDraft(ctx, mail.MessageID(id)))
	case "again":
		return c.keepDraft(ctx, a)(a.Outbox.AsNew(ctx, mail.MessageID(id)))
	case "send":
		return c.sendDraft(ctx, a, mail.DraftID(id), *wait)
	}
	return usagef("draft: what is %q?", rest[0])
}

type draftJSON struct {
	ID       mail.DraftID   `json:"id"`
	Account  int64          `json:"account"`
	Subject  string         `json:"subject"`
	To       string         `json:"to"`
	Changed  string         `json:"changed"`
	Message  mail.MessageID `json:"message"`
	Uploaded bool           `json:"uploaded"`
	Template bool           `json:"template"`
}

func (c *cli) listDrafts(ctx context.Context, a *app.App) error {
	list, err := a.Outbox.Drafts(ctx)
	for _, d := range list {
		if c.json {
			if err := c.emit(draftJSON{d.ID, int64(d.Account), d.Subject, d.To, stamp(d.Changed), d.Copy, d.Uploaded, d.Template}); err != nil {
				return err
			}
			continue
		}
		c.say("%d\t%s\t%s\t%s", d.ID, short(d.Changed), d.To, d.Subject)
	}
	return err
}

// showDraft prints a draft as it is written, or the bytes that would be sent.
func (c *cli) showDraft(ctx context.Context, a *app.App, id mail.DraftID, bytes bool) error {
	d, err := a.Outbox.Draft(ctx, id)
	if err != nil {
		return err
	}
	if bytes {
		final, stamp, err := a.Outbox.Bytes(d)
		if err != nil {
			return err
		}
		d.Stamp = stamp // so that these are the bytes that will be sent
		if _, err := a.Outbox.SaveDraft(ctx, d); err != nil {
			return err
		}
		_, err = final.WriteTo(c.out)
		return err
	}
	if c.json {
		for i := range d.Attachments {
			d.Attachments[i].Size, d.Attachments[i].Data = d.Attachments[i].Octets(), nil
		}
		return c.emit(d)
	}
	c.say("From: %s", d.From)
	for _, f := range []struct {
		name string
		list []mail.Address
	}{{"To", d.To}, {"Cc", d.Cc}, {"Bcc", d.Bcc}} {
		var to []string
		for _, t := range f.list {
			to = append(to, t.String())
		}
		if len(to) > 0 {
			c.say("%s: %s", f.name, strings.Join(to, ", "))
		}
	}
	c.say("Subject: %s", d.Subject)
	for _, f := range d.Attachments {
		c.say("Attached: %s (%d octets)", f.Name, f.Octets())
	}
	c.say("\n%s", strings.TrimRight(d.Body, "\n"))
	return nil
}

func (c *cli) newDraft(ctx context.Context, a *app.App, from string, template mail.DraftID, link string) error {
	if template != 0 {
		return c.keepDraft(ctx, a)(a.Outbox.Begin(ctx, template))
	}
	d, err := c.draft(ctx, a, from, basis{})
	if err == nil && link != "" {
		var ignored []string
		d, ignored, err = withLink(d, link)
		if len(ignored) > 0 {
			c.note("The link also wanted to set %s. That was ignored.", strings.Join(ignored, ", "))
		}
	}
	return c.keepDraft(ctx, a)(d, err)
}

// withLink is a draft with what a mailto: link says.
func withLink(d compose.Draft, link string) (compose.Draft, []string, error) {
	l, ignored, err := compose.Mailto(link)
	if err != nil {
		return d, nil, usagef("%q: %v", link, err)
	}
	l.Account, l.From, l.ReplyTo = d.Account, d.From, d.ReplyTo
	if l.Body != "" {
		l.Body = strings.TrimRight(l.Body, "\n") + "\n\n"
	}
	l.Body += strings.TrimLeft(d.Body, "\n")
	return l, ignored, nil
}

// keepDraft saves a draft and prints its number.
func (c *cli) keepDraft(ctx context.Context, a *app.App) func(compose.Draft, error) error {
	return func(d compose.Draft, err error) error {
		if err != nil {
			return err
		}
		id, err := a.Outbox.SaveDraft(ctx, d)
		if err != nil {
			return err
		}
		if c.json {
			return c.emit(map[string]mail.DraftID{"id": id})
		}
		c.say("Draft %d.", id)
		return nil
	}
}

func (c *cli) sendDraft(ctx context.Context, a *app.App, id mail.DraftID, wait bool) error {
	d, err := a.Outbox.Draft(ctx, id)
	if err != nil {
		return err
	}
	out, err := a.Outbox.Send(ctx, d, 0)
	if err != nil {
		return err
	}
	if wait {
		return c.sent(ctx, a, out.ID)
	}
	return c.outgoing(out, false)
}
