package main

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"

	"godwit/app"
	"godwit/app/files"
	"godwit/app/sender"
	"godwit/sync/htmldoc"
	"godwit/sync/mail"
	"godwit/sync/parse"
)

func runShow(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("show")
	raw := fs.Bool("raw", false, "")
	text := fs.Bool("text", false, "")
	html := fs.Bool("html", false, "")
	headers := fs.Bool("headers", false, "")
	eml := fs.Bool("eml", false, "")
	asPDF := fs.Bool("pdf", false, "")
	page := fs.Bool("html-file", false, "")
	part := fs.String("part", "", "")
	file := fs.String("o", "", "")
	names, err := parseFlags(fs, args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return usagef("show ID: one message")
	}
	id, err := messageID(names[0])
	if err != nil {
		return err
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	switch {
	case *part != "":
		_, data, err := a.Mail.Part(ctx, id, *part)
		if err != nil {
			return err
		}
		return c.write(ctx, *file, data)
	case *asPDF, *page:
		return c.showPages(ctx, a, id, *asPDF, *file)
	case *raw, *eml:
		data, err := a.Mail.Raw(ctx, id)
		if err != nil {
			return err
		}
		return c.write(ctx, *file, data)
	case *html:
		data, err := a.Mail.Raw(ctx, id)
		if err != nil {
			return err
		}
		page := parse.Parse(data).Page()
		if page == "" {
			return fmt.Errorf("html part of message %d: %w", id, mail.ErrNotFound)
		}
		return c.write(ctx, *file, []byte(page))
	}
	r, err := a.Mail.Read(ctx, id)
	if err != nil {
		return err
	}
	switch {
	case *headers:
		for _, f := range r.Headers {
			c.say("%s: %s", f.Name, parse.DecodeText(f.Value))
		}
		return nil
	case *text:
		c.say("%s", strings.TrimRight(r.Text, "\n"))
		return nil
	case c.json:
		return c.showJSON(ctx, a, r)
	}
	c.showText(r)
	return nil
}

func messageID(s string) (mail.MessageID, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0, usagef("%q is no message id", s)
	}
	return mail.MessageID(n), nil
}

// write puts bytes into a file that must not exist yet, whole or not at all, or
// on standard output.
func (c *cli) write(ctx context.Context, path string, data []byte) error {
	if path == "" || path == "-" {
		_, err := c.out.Write(data)
		return err
	}
	return files.Write(ctx, path, bytes.NewReader(data), false, nil)
}

func (c *cli) showText(r *app.Reading) {
	field := func(name string, list []mail.Address) {
		if len(list) == 0 {
			return
		}
		texts := make([]string, len(list))
		for i, a := range list {
			texts[i] = a.String()
		}
		c.say("%s: %s", name, strings.Join(texts, ", "))
	}
	field("From", r.Envelope.From)
	if r.Sender.Text != "" {
		c.say("Sender: %s (%s)", r.Sender.Text, r.Sender.Level)
	}
	field("To", r.Envelope.To)
	field("Cc", r.Envelope.Cc)
	c.say("Date: %s", short(r.Row.Date))
	c.say("Subject: %s", r.Envelope.Subject)
	for _, p := range r.Parts {
		c.say("Attachment %s: %s (%s, %d octets)", p.ID, p.Name, p.Type, p.Size)
	}
	c.say("\n%s", strings.TrimRight(r.Text, "\n"))
}

type partJSON struct {
	ID       string `json:"id"`
	Filename string `json:"filename"`
	Type     string `json:"type"`
	Size     int64  `json:"size"`
}

type messageJSON struct {
	rowJSON
	Cc       []mail.Address   `json:"cc"`
	ReplyTo  []mail.Address   `json:"reply_to"`
	Text     string           `json:"text"`
	FromHTML bool             `json:"from_html"`
	Parts    []partJSON       `json:"parts"`
	Links    []htmldoc.Link   `json:"links"`
	Remote   []htmldoc.Remote `json:"remote"`
	Defects  []parse.Defect   `json:"defects"`
	Sender   sender.Verdict   `json:"sender"`
}

func (c *cli) showJSON(ctx context.Context, a *app.App, r *app.Reading) error {
	p, err := c.rows(ctx, a)
	if err != nil {
		return err
	}
	m := messageJSON{
		rowJSON: p.view(r.Row), Cc: some(r.Envelope.Cc), ReplyTo: some(r.Envelope.ReplyTo), Text: r.Text, FromHTML: r.FromHTML,
		Parts: []partJSON{}, Links: some(r.Links), Remote: some(r.Remote), Defects: some(r.Defects),
		Sender: r.Sender,
	}
	for _, part := range r.Parts {
		m.Parts = append(m.Parts, partJSON{part.ID, part.Name, part.Type, part.Size})
	}
	return c.emit(m)
}
