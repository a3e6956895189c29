package model

import (
	"strings"

	"godwit/app/gui/lang"
	"godwit/compose"
	"godwit/sync/mail"
)

// Headers reads header fields, one a line. wrong says what is not one, "" if all
// are.
func Headers(text string) (fields []compose.Header, wrong string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		name, value, found := strings.Cut(line, ":")
		if !found {
			return nil, lang.T("“{line}” has no colon between name and value.", "line", line)
		}
		fields = append(fields, compose.Header{Name: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
	}
	sound := compose.Draft{From: mail.Address{Email: "a@example.org"}, To: []mail.Address{{Email: "a@example.org"}}, Headers: fields}
	for _, p := range compose.Check(sound) {
		return nil, lang.Said(p.Text)
	}
	return fields, ""
}

// TemplateOf is what of a message others can begin with: nothing that ties it to
// its time or to another message.
func TemplateOf(d compose.Draft) compose.Draft {
	return compose.Draft{
		Account: d.Account, From: d.From, ReplyTo: d.ReplyTo, To: d.To, Cc: d.Cc, Bcc: d.Bcc,
		Subject: d.Subject, Body: d.Body, Markdown: d.Markdown, Attachments: d.Attachments,
		Priority: d.Priority, Headers: d.Headers, Wishes: d.Wishes, Template: true,
	}
}
