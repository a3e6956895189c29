package compose

import (
	"fmt"
	"strings"

	"godwit/sync/mail"
)

// Problem is what keeps a draft from being sent, or what its writer would want
// to know first. Field is the draft's field by its JSON name.
type Problem struct {
	Field, Text string
	Code        string // of a warning
}

const (
	maxRecipients = 1000
	maxAttached   = 150 << 20 // octets before base64; no provider takes as much
)

// Check lists what must be mended before Build: no recipient, a bad address, ...
func Check(d Draft) []Problem {
	var out []Problem
	if strings.TrimSpace(d.From.Email) == "" {
		out = append(out, Problem{Field: "from", Text: "Choose who this message is from."})
	} else if _, err := headerAddress(d.From); err != nil {
		out = append(out, badAddress("from", d.From, err))
	}
	recipients := 0
	for _, field := range addressFields(d) {
		for _, a := range field.list {
			if field.name != "reply_to" {
				recipients++
			}
			if _, err := headerAddress(a); err != nil {
				out = append(out, badAddress(field.name, a, err))
			}
		}
	}
	switch {
	case recipients == 0:
		out = append(out, Problem{Field: "to", Text: "Say who this message is for."})
	case recipients > maxRecipients:
		out = append(out, Problem{Field: "to", Text: fmt.Sprintf("%d recipients are too many for one message; %d is the limit.", recipients, maxRecipients)})
	}
	if len(d.Subject) > 10*maxSubject {
		out = append(out, Problem{Field: "subject", Text: "The subject is too long."})
	}
	for _, h := range d.Headers {
		if err := checkHeader(h); err != nil {
			out = append(out, Problem{Field: "headers", Text: fmt.Sprintf("The field %q cannot be sent: %v.", cut(h.Name, 60), err)})
		}
	}
	size := int64(0)
	for _, f := range d.Attachments {
		size += f.Octets()
	}
	if size > maxAttached {
		out = append(out, Problem{Field: "attachments", Text: fmt.Sprintf("The attachments have %d MB; %d MB is the limit.", size>>20, maxAttached>>20)})
	}
	return out
}

type addressField struct {
	name string
	list []mail.Address
}

func addressFields(d Draft) []addressField {
	return []addressField{{"reply_to", d.ReplyTo}, {"to", d.To}, {"cc", d.Cc}, {"bcc", d.Bcc}}
}

func badAddress(field string, a mail.Address, err error) Problem {
	return Problem{Field: field, Text: fmt.Sprintf("%q is not an address: %v.", cut(a.Email, 100), err)}
}
