package compose

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	netmail "net/mail"
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
	if err := setBody(m, d); err != nil {
		return Final{}, err
	}
	files, err := attach(m, d.Attachments, id)
	if err != nil {
		return Final{}, err
	}

	var raw bytes.Buffer
	if _, err := m.WriteTo(&raw); err != nil {
		return Final{}, fmt.Errorf("write message: %w", err)
	}
	fixBoundaries(raw.Bytes(), id)
	f := Final{MessageID: id, Subject: d.Subject}
	if f.pieces, err = expand(raw.Bytes(), files); err != nil {
		return Final{}, err
	}
	if f.From, err = Mailbox(d.From.Email); err != nil {
		return Final{}, fmt.Errorf("from: %w", err)
	}
	if f.Recipients, err = mailboxes(d.To, d.Cc, d.Bcc); err != nil {
		return Final{}, err
	}
	return f, nil
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

// setBody adds the text, and its HTML form where the draft is Markdown. Both
// are quoted-printable: every server takes them and no relay has a reason to
// touch them.
func setBody(m *gomail.Msg, d Draft) error {
	text := strings.ToValidUTF8(lines(d.Body), "\uFFFD")
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	m.SetBodyString(gomail.TypeTextPlain, text)
	if !d.Markdown {
		return nil
	}
	html, err := HTML(text)
	if err != nil {
		return err
	}
	m.AddAlternativeString(gomail.TypeTextHTML, html)
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

// boundaryField is how go-mail begins the value of a multipart's boundary. It
// makes boundaries up at random and can be told only one for all of a message.
const boundaryField = ";\r\n boundary="

// fixBoundaries replaces go-mail's random boundaries, of which a message has at
// most two, by ones derived from the identifier: the first is in the header,
// the second in the head of the first part.
func fixBoundaries(raw []byte, id string) {
	at := 0
	for n := range 2 {
		head, _, _ := bytes.Cut(raw[at:], []byte("\r\n\r\n"))
		i := bytes.Index(head, []byte(boundaryField))
		if i < 0 {
			break
		}
		from := at + i + len(boundaryField)
		random, _, _ := bytes.Cut(raw[from:], []byte("\r\n"))
		sum := sha256.Sum256(fmt.Appendf(nil, "%d %s", n, id))
		overwrite(raw[from:], bytes.Clone(random), hex.EncodeToString(sum[:]))
		at += bytes.Index(raw[at:], []byte("\r\n\r\n")) + 4
	}
}

// overwrite puts the beginning of a longer text over every occurrence of old, in
// place: a message can be large.
func overwrite(raw, old []byte, with string) {
	for len(old) > 0 && len(old) <= len(with) {
		i := bytes.Index(raw, old)
		if i < 0 {
			return
		}
		copy(raw[i:], with[:len(old)])
		raw = raw[i+len(old):]
	}
}
