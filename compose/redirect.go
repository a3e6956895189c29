package compose

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"godwit/sync/mail"
)

// Resent says who passes a message on unchanged, and to whom.
type Resent struct {
	From        mail.Address
	To, Cc, Bcc []mail.Address
	Stamp
}

// Redirect puts the Resent fields before a message (RFC 5322 3.6.6). Nothing
// else of it changes but the fields that its delivery wrote, and line ends that
// are not as on the wire. Replies go to the author.
//
// Its MessageID is that of the resending: the message itself may have been
// sent from here before.
func Redirect(raw []byte, r Resent) (Final, error) {
	d := Draft{From: r.From, To: r.To, Cc: r.Cc, Bcc: r.Bcc}
	if p := Check(d); len(p) > 0 {
		return Final{}, fmt.Errorf("%s: %s", p[0].Field, p[0].Text)
	}
	if !validID(r.ID) {
		return Final{}, fmt.Errorf("message identifier %q is not valid", r.ID)
	}
	raw = crlf(raw)
	head, body := splitHead(raw)
	fields, err := headFields(head)
	if err != nil {
		return Final{}, err
	}
	fields = slices.DeleteFunc(fields, func(s string) bool { return slices.Contains(deliveryFields, fieldName(s)) })
	resent := []string{"Resent-Date: " + r.Date.Format(time.RFC1123Z) + "\r\n"}
	for _, f := range []struct {
		name string
		list []mail.Address
	}{{"From", []mail.Address{r.From}}, {"To", r.To}, {"Cc", r.Cc}} {
		if len(f.list) == 0 {
			continue
		}
		field, err := addressList("Resent-"+f.name, f.list)
		if err != nil {
			return Final{}, err
		}
		resent = append(resent, field)
	}
	if len(r.To)+len(r.Cc) == 0 {
		resent = append(resent, "Resent-To: undisclosed-recipients:;\r\n")
	}
	resent = append(resent, "Resent-Message-ID: <"+r.ID+">\r\n")
	top := join(append(resent, fields...), nil)
	f := Final{MessageID: r.ID, pieces: []piece{{raw: top}, {raw: body}}}
	if err := errors.Join(wireDefect(top), wireDefect(body)); err != nil {
		return Final{}, fmt.Errorf("the message cannot be passed on unchanged: %w", err)
	}
	if f.From, err = Mailbox(r.From.Email); err != nil {
		return Final{}, err
	}
	f.Recipients, err = mailboxes(r.To, r.Cc, r.Bcc)
	return f, err
}

// addressList is a field of addresses, one a line.
func addressList(name string, list []mail.Address) (string, error) {
	out := make([]string, len(list))
	for i, a := range list {
		h, err := headerAddress(a)
		if err != nil {
			return "", fmt.Errorf("%s: %w", a.Email, err)
		}
		out[i] = h.String()
	}
	return fold(name + ": " + strings.Join(out, ",\r\n ") + "\r\n"), nil
}
