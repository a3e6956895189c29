package compose

import (
	"fmt"
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
	sender, how := addressed(a, o)
	d := from(a, sender)
	d.Kind, d.Source, d.Addressed = Forward, o.ID, how
	d.Subject = forwardSubject(e.Subject)
	d.Attachments = o.Attachments

	var b strings.Builder
	b.WriteString(forwardedLine + "\n")
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
	d.Body = signedAnswer(b.String(), sender)
	return d
}

// Enclosure is a message that is passed on whole.
type Enclosure struct {
	ID      mail.MessageID
	Subject string
	Raw     []byte
}

// ForwardWhole makes the draft that passes messages on as attachments, byte for
// byte. o is the first of them; it says who forwards.
func ForwardWhole(o Original, list []Enclosure, a accounts.Account) Draft {
	sender, how := addressed(a, o)
	d := from(a, sender)
	d.Kind, d.Source, d.Addressed = Forward, o.ID, how
	d.Subject = forwardSubject(o.Envelope.Subject)
	taken := map[string]bool{}
	for _, m := range list {
		if m.ID != o.ID {
			d.Sources = append(d.Sources, m.ID)
		}
		name := cut(strings.NewReplacer("/", "-", `\`, "-", ":", "-").Replace(plainSubject(m.Subject)), 80)
		if name == "" {
			name = "message"
		}
		for n, base := 2, name; taken[name]; n++ {
			name = fmt.Sprintf("%s (%d)", base, n)
		}
		taken[name] = true
		d.Attachments = append(d.Attachments, Attachment{Name: name + ".eml", Type: "message/rfc822", Data: m.Raw})
	}
	d.Body = Sign("", "", sender.Signature)
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
