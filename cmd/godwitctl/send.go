package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/app"
	"godwit/compose"
	"godwit/sync/mail"
	"godwit/sync/parse"
)

const (
	maxFile  = 100 << 20   // octets that are read into a message
	maxHeld  = 1 << 20     // octets of an attachment that are read before the message is queued
	maxDelay = time.Minute // in which a message can be taken back
)

func runSend(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("send")
	from := fs.String("from", "", "")
	var to, cc, bcc, attach texts
	fs.Var(&to, "to", "")
	fs.Var(&cc, "cc", "")
	fs.Var(&bcc, "bcc", "")
	fs.Var(&attach, "attach", "")
	subject := fs.String("subject", "", "")
	bodyFile := fs.String("body-file", "", "")
	markdown := fs.Bool("markdown", false, "")
	var of basis
	of.flags(fs)
	var inline texts
	fs.Var(&inline, "inline", "")
	var headers texts
	fs.Var(&headers, "header", "")
	priority := fs.String("priority", "", "")
	var as looks
	fs.IntVar(&as.longest, "shrink", 0, "")
	fs.BoolVar(&as.bare, "bare", false, "")
	at := fs.String("at", "", "")
	delay := fs.Duration("delay", 0, "")
	replace := fs.Int64("replace", 0, "")
	raw := fs.String("raw", "", "")
	wait := fs.Bool("wait", false, "")
	var wishes mail.Wishes
	fs.BoolVar(&wishes.Receipt, "dsn", false, "")
	fs.BoolVar(&wishes.RequireTLS, "require-tls", false, "")
	if err := noArguments(fs, args); err != nil {
		return err
	}
	switch {
	case *wait && (*at != "" || *delay != 0):
		return usagef("send: --wait does not go with --at or --delay")
	case *delay < 0 || *delay > maxDelay:
		return usagef("send --delay: from 0s to %s; --at is for later", maxDelay)
	case *priority != "" && *priority != string(compose.HighPriority) && *priority != string(compose.LowPriority):
		return usagef("send --priority %q: high or low", *priority)
	case *raw != "" && (*subject != "" || *bodyFile != "" || *markdown || of.any() || *at != "" || *delay != 0 || *replace != 0 || len(attach)+len(inline)+len(headers) > 0 || as != (looks{}) || *priority != ""):
		return usagef("send --raw: the message is written already; only --from, --to, --cc, --bcc, --dsn, --require-tls and --wait go with it")
	}
	if err := of.check(); err != nil {
		return err
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()

	var out mail.Outgoing
	if *raw != "" {
		out, err = c.sendRaw(ctx, a, *raw, *from, slices.Concat(to, cc, bcc), wishes)
	} else {
		var d compose.Draft
		if d, err = c.draft(ctx, a, *from, of); err != nil {
			return err
		}
		d.Markdown, d.Wishes, d.Replaces, d.Priority = *markdown, wishes, mail.OutboxID(*replace), compose.Priority(*priority)
		for _, h := range headers {
			name, value, _ := strings.Cut(h, ":")
			d.Headers = append(d.Headers, compose.Header{Name: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
		}
		addresses(&d.To, to)
		addresses(&d.Cc, cc)
		addresses(&d.Bcc, bcc)
		if *subject != "" {
			d.Subject = *subject
		}
		if err = c.fill(&d, *bodyFile, attach, inline, as, *at); err != nil {
			return err
		}
		out, err = a.Outbox.Send(ctx, d, *delay)
	}
	if err != nil {
		return err
	}
	if *wait {
		return c.sent(ctx, a, out.ID)
	}
	return c.outgoing(out, false)
}

// addresses adds lists of addresses as people type them.
func addresses(to *[]mail.Address, lists texts) {
	for _, l := range lists {
		*to = append(*to, parse.ParseAddresses(l)...)
	}
}

// identity finds the account that sends as an address; "" is the first that
// can send.
func identity(ctx context.Context, a *app.App, from string) (accounts.Account, mail.Address, error) {
	list, err := a.Accounts.List(ctx)
	if err != nil {
		return accounts.Account{}, mail.Address{}, err
	}
	want := parse.ParseAddresses(from)
	for _, acc := range list {
		if acc.Outgoing.Off() {
			continue
		}
		for _, id := range acc.Identities {
			if len(want) == 0 || strings.EqualFold(id.Email, want[0].Email) {
				addr := mail.Address{Name: id.Name, Email: id.Email}
				if len(want) > 0 && want[0].Name != "" {
					addr.Name = want[0].Name
				}
				return acc, addr, nil
			}
		}
	}
	if from == "" {
		return accounts.Account{}, mail.Address{}, fmt.Errorf("an account that can send: %w", mail.ErrNotFound)
	}
	return accounts.Account{}, mail.Address{}, fmt.Errorf("an account that sends as %s: %w", from, mail.ErrNotFound)
}

// fill reads body and attachments. The body comes before what a reply quotes.
func (c *cli) fill(d *compose.Draft, bodyFile string, attach, inline texts, as looks, at string) error {
	if bodyFile != "" {
		body, err := c.readFile(bodyFile)
		if err != nil {
			return err
		}
		text := string(bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n")))
		if d.Body != "" {
			text = strings.TrimRight(text, "\n") + "\n\n" + strings.TrimLeft(d.Body, "\n")
		}
		d.Body = text
	}
	for i, name := range slices.Concat(inline, attach) {
		file, err := c.attachment(name)
		if err != nil {
			return err
		}
		if file, err = as.apply(file); err != nil {
			return err
		}
		file.Inline = i < len(inline)
		d.Attachments = append(d.Attachments, file)
	}
	if at != "" {
		when, err := parseTime("--at", at)
		if err != nil {
			return err
		}
		d.SendAt = when
	}
	return nil
}

// attachment is a file to attach. A large one is copied into the outbox without
// being held in memory.
func (c *cli) attachment(name string) (compose.Attachment, error) {
	f := compose.Attachment{Name: filepath.Base(name)}
	info, err := os.Stat(name)
	if err == nil && info.Mode().IsRegular() && info.Size() > maxHeld {
		f.Size = info.Size()
		f.Open = func() (io.ReadCloser, error) { return os.Open(name) }
		return f, nil
	}
	f.Data, err = c.readFile(name)
	return f, err
}

func (c *cli) readFile(name string) ([]byte, error) {
	r := c.in
	var buf bytes.Buffer
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.Size() < maxFile {
			buf.Grow(int(info.Size()) + bytes.MinRead)
		}
		r = f
	}
	n, err := buf.ReadFrom(io.LimitReader(r, maxFile+1))
	if err == nil && n > maxFile {
		err = usagef("%s is larger than %d MB", name, maxFile>>20)
	}
	return buf.Bytes(), err
}

// parseTime reads RFC 3339, a local date and time, or a delay such as 90m.
func parseTime(flag, s string) (time.Time, error) {
	if d, err := time.ParseDuration(s); err == nil {
		return time.Now().Add(d), nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	if t, err := time.ParseInLocation("2006-01-02 15:04", s, time.Local); err == nil {
		return t, nil
	}
	return time.Time{}, usagef("%s %q: give 2026-11-30T09:00:00Z, \"2026-11-30 09:00\" or 90m", flag, s)
}

func (c *cli) sendRaw(ctx context.Context, a *app.App, file, from string, to []string, wishes mail.Wishes) (mail.Outgoing, error) {
	raw, err := c.readFile(file)
	if err != nil {
		return mail.Outgoing{}, err
	}
	sender := from
	if sender == "" {
		if list := parse.Parse(raw).Header.Addresses("From"); len(list) > 0 {
			sender = list[0].Email
		}
	}
	acc, id, err := identity(ctx, a, sender)
	if err != nil {
		return mail.Outgoing{}, err
	}
	var list []mail.Address
	addresses(&list, to)
	plain := make([]string, len(list))
	for i, addr := range list {
		plain[i] = addr.Email
	}
	return a.Outbox.SendRaw(ctx, acc.ID, raw, id.Email, plain, wishes)
}
