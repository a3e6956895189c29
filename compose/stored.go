package compose

import (
	"slices"
	"strings"
	"time"

	"godwit/compose/flowed"
	"godwit/sync/htmldoc"
	"godwit/sync/mail"
	"godwit/sync/parse"
)

// Stored is a draft as a message for a Drafts folder, where other programs find
// it: blind copies are in it, and what cannot be sent yet is left out.
func Stored(d Draft, now time.Time, id string) ([]byte, error) {
	keep := func(list []mail.Address) []mail.Address {
		return slices.DeleteFunc(slices.Clone(list), func(a mail.Address) bool {
			_, err := headerAddress(a)
			return err != nil
		})
	}
	d.To, d.Cc, d.Bcc, d.ReplyTo = keep(d.To), keep(d.Cc), keep(d.Bcc), keep(d.ReplyTo)
	d.Headers = slices.DeleteFunc(slices.Clone(d.Headers), func(h Header) bool { return checkHeader(h) != nil })
	d.Subject = cut(d.Subject, 10*maxSubject)
	f, err := build(d, now, id)
	if err != nil {
		return nil, err
	}
	raw := f.Bytes()
	if len(d.Bcc) == 0 {
		return raw, nil
	}
	bcc, err := addressList("Bcc", d.Bcc)
	return append([]byte(bcc), raw...), err
}

// Open makes a message writable again: what a draft, or what was sent, says.
// Who it is from and what it answers stay.
func Open(msg *parse.Message) Draft {
	e := msg.Header.Envelope()
	d := Draft{
		ReplyTo: e.ReplyTo, To: visible(e.To), Cc: visible(e.Cc), Bcc: visible(e.Bcc),
		Subject: e.Subject, References: e.References, Body: Text(msg),
	}
	if len(e.From) > 0 {
		d.From = e.From[0]
	}
	if len(e.InReplyTo) > 0 {
		d.InReplyTo = e.InReplyTo[0]
	}
	switch strings.ToLower(msg.Header.Get("Importance")) {
	case "high":
		d.Priority = HighPriority
	case "low":
		d.Priority = LowPriority
	}
	pictures := map[string]string{}
	for _, p := range msg.Leaves() {
		if p.ContentID != "" && p.Filename != "" {
			pictures[p.Filename] = "cid:" + strings.Trim(p.ContentID, "<>")
		}
	}
	d.Markdown = fromMarkdown(msg, d.Body, pictures)
	files := msg.Attachments()
	for _, p := range msg.Leaves() {
		shown := d.Markdown && pictures[p.Filename] != "" && p.ContentID != ""
		if shown || slices.Contains(files, p) {
			d.Attachments = append(d.Attachments, Attachment{Name: p.Filename, Type: p.Type, Data: msg.Bytes(p), Inline: p.Disposition == "inline"})
		}
	}
	for _, p := range files {
		if !slices.Contains(msg.Leaves(), p) { // within another part
			d.Attachments = append(d.Attachments, Attachment{Name: p.Filename, Type: p.Type, Data: msg.Bytes(p)})
		}
	}
	return d
}

// visible leaves out the group that stands for no recipients.
func visible(list []mail.Address) []mail.Address {
	return slices.DeleteFunc(slices.Clone(list), func(a mail.Address) bool { return a.Email == "" })
}

// Text is a message's text for writing on: each paragraph on a line where the
// message says which lines belong together.
func Text(msg *parse.Message) string {
	text, yes := msg.Text()
	switch {
	case text == "" && msg.Page() != "":
		return htmldoc.Text(msg.Page())
	case yes:
		return flowed.Join(text)
	}
	return text
}

// fromMarkdown reports whether the message's HTML is what its text gives.
func fromMarkdown(msg *parse.Message, text string, pictures map[string]string) bool {
	part := msg.HTML()
	if part == nil {
		return false
	}
	html, err := HTML(strings.TrimRight(text, "\n")+"\n", func(name string) string { return pictures[name] })
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	return err == nil && squeeze(html) == squeeze(msg.PartText(part))
}
