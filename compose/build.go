package compose

import (
	"bytes"
	"fmt"
	netmail "net/mail"
	"slices"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"godwit/sync/mail"
)

// Build makes the final bytes. now and id fix Date and Message-ID, so that the
// same draft gives the same bytes. It fails where Check finds a problem.
func Build(d Draft, now time.Time, id string) (Final, error) {
	if p := Check(d); len(p) > 0 {
		return Final{}, fmt.Errorf("%s: %s", p[0].Field, p[0].Text)
	}
	if !validID(id) {
		return Final{}, fmt.Errorf("message identifier %q is not valid", id)
	}
	f, err := build(d, now, id)
	if err != nil {
		return Final{}, err
	}
	if f.From, err = Mailbox(d.From.Email); err != nil {
		return Final{}, fmt.Errorf("from: %w", err)
	}
	f.Recipients, err = mailboxes(d.To, d.Cc, d.Bcc)
	return f, err
}

// build makes the bytes of a draft that may be written down.
func build(d Draft, now time.Time, id string) (Final, error) {
	m := gomail.NewMsg(
		gomail.WithNoDefaultUserAgent(),
		gomail.WithCharset(gomail.CharsetUTF8),
		gomail.WithEncoding(gomail.EncodingQP),
	)
	m.SetDateWithValue(now)
	m.SetMessageIDWithValue(id)
	if err := setAddresses(m, d); err != nil {
		return Final{}, err
	}
	if s := headerText(d.Subject); s != "" {
		m.Subject(s)
	}
	if validID(d.InReplyTo) {
		m.SetGenHeader(gomail.HeaderInReplyTo, "<"+d.InReplyTo+">")
	}
	if refs := identifiers(d.References); refs != "" {
		m.SetGenHeader(gomail.HeaderReferences, refs)
	}
	for _, h := range slices.Concat(priority(d.Priority), d.Headers) {
		m.SetGenHeader(gomail.Header(h.Name), headerText(h.Value))
	}
	head, err := header(m)
	if err != nil {
		return Final{}, err
	}
	body, err := parts(d, id)
	if err != nil {
		return Final{}, err
	}
	body.fields = append(head, body.fields...)
	f := Final{MessageID: id, Subject: d.Subject, pieces: body.pieces(id)}
	for _, p := range f.pieces {
		if err := wireDefect(p.raw); err != nil {
			return Final{}, err
		}
	}
	return f, nil
}

// header is what the library writes of a message's own fields.
func header(m *gomail.Msg) ([]string, error) {
	m.SetBodyString(gomail.TypeTextPlain, "")
	var raw bytes.Buffer
	if _, err := m.WriteTo(&raw); err != nil {
		return nil, fmt.Errorf("write message: %w", err)
	}
	head, _ := splitHead(raw.Bytes())
	fields, err := headFields(head)
	return slices.DeleteFunc(fields, func(f string) bool { return strings.HasPrefix(fieldName(f), "content-") }), err
}

func setAddresses(m *gomail.Msg, d Draft) error {
	for _, field := range []struct {
		name gomail.AddrHeader
		list []mail.Address
	}{
		{gomail.HeaderFrom, []mail.Address{d.From}},
		{gomail.HeaderReplyTo, d.ReplyTo},
		{gomail.HeaderTo, d.To},
		{gomail.HeaderCc, d.Cc},
	} {
		var list []*netmail.Address
		for _, a := range field.list {
			h, err := headerAddress(a)
			if err != nil {
				return fmt.Errorf("%s: %w", a.Email, err)
			}
			list = append(list, h)
		}
		if len(list) > 0 {
			m.SetAddrHeaderFromMailAddress(field.name, list...)
		}
	}
	if len(d.To)+len(d.Cc) == 0 {
		// RFC 5322 3.6.3 allows a message without To; filters do not like it.
		m.SetGenHeader("To", "undisclosed-recipients:;")
	}
	return nil
}

// mailboxes are the envelope recipients: each once, in the order written.
func mailboxes(lists ...[]mail.Address) ([]string, error) {
	var out []string
	seen := map[string]bool{}
	for _, list := range lists {
		for _, a := range list {
			box, err := Mailbox(a.Email)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", a.Email, err)
			}
			if key := strings.ToLower(box); !seen[key] {
				seen[key] = true
				out = append(out, box)
			}
		}
	}
	return out, nil
}

// identifiers writes a References value, leaving out what is not an identifier.
func identifiers(ids []string) string {
	var out []string
	for _, id := range ids {
		if validID(id) {
			out = append(out, "<"+id+">")
		}
	}
	if n := len(out); n > maxReferences {
		out = append(out[:1:1], out[n-maxReferences+1:]...)
	}
	return strings.Join(out, " ")
}
