package compose

import (
	"strings"

	"godwit/accounts"
	"godwit/sync/mail"
)

// forwardedLine begins the message that is passed on.
const forwardedLine = "---------- Forwarded message ----------"

// ForwardOf makes the draft that passes a message on: its head and text inline,
// its attachments with it.
func ForwardOf(o Original, a accounts.Account) Draft {
	e := o.Envelope
	sender := identity(a, append(append(append([]mail.Address(nil), e.To...), e.Cc...), e.From...))
	d := from(a, sender)
	d.Kind, d.Source = Forward, o.ID
	d.Subject = forwardSubject(e.Subject)
	d.Attachments = o.Attachments

	var b strings.Builder
	b.WriteString("\n\n" + forwardedLine + "\n")
	field := func(name, value string) {
		if value != "" {
			b.WriteString(name + ": " + value + "\n")
		}
	}
	field("From", addressLine(e.From))
	if !e.Date.IsZero() {
		field("Date", e.Date.Format("Mon, 2 Jan 2006 15:04 -0700"))
	}
	field("Subject", plainSubject(e.Subject))
	field("To", addressLine(e.To))
	field("Cc", addressLine(e.Cc))
	b.WriteByte('\n')
	b.WriteString(strings.TrimRight(lines(o.Text), "\n\t "))
	b.WriteByte('\n')
	d.Body = Sign(b.String(), "", sender.Signature)
	return d
}

// addressLine lists addresses as people read them.
func addressLine(list []mail.Address) string {
	var out []string
	for _, a := range list {
		out = append(out, mail.Address{Name: oneLine(a.Name), Email: oneLine(a.Email)}.String())
	}
	return strings.Join(out, ", ")
}
