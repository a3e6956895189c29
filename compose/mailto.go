package compose

import (
	"errors"
	"net/url"
	"strings"

	"godwit/sync/mail"
)

// Bounds of what a link may put into a draft: anybody can write one.
const (
	maxLink     = 64 << 10
	maxLinkTo   = 100
	maxLinkBody = 32 << 10
)

// ErrNoMailto: the address is not a mailto: one.
var ErrNoMailto = errors.New("this is not a mailto: address")

// Mailto is what a mailto: link says (RFC 6068): recipients, subject, body, and
// what it answers. All else is ignored, above all files and senders; ignored
// names those fields.
func Mailto(link string) (d Draft, ignored []string, err error) {
	if len(link) < 7 || !strings.EqualFold(link[:7], "mailto:") {
		return d, nil, ErrNoMailto
	}
	link = cut(link[7:], maxLink)
	link, _, _ = strings.Cut(link, "#")
	to, query, _ := strings.Cut(link, "?")
	add := func(list *[]mail.Address, text string) {
		for _, r := range Recipients(text) {
			if len(d.To)+len(d.Cc)+len(d.Bcc) < maxLinkTo && strings.Contains(r.Address.Email, "@") {
				*list = append(*list, r.Address)
			}
		}
	}
	for one := range strings.SplitSeq(to, ",") { // an encoded comma belongs to an address
		add(&d.To, unescape(one))
	}
	for field := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(strings.TrimPrefix(field, "amp;"), "=")
		name, value = strings.ToLower(unescape(name)), unescape(value)
		switch name {
		case "to":
			add(&d.To, value)
		case "cc":
			add(&d.Cc, value)
		case "bcc":
			add(&d.Bcc, value)
		case "subject":
			d.Subject = plainSubject(value)
		case "body":
			if d.Body != "" {
				d.Body += "\n"
			}
			d.Body = cut(d.Body+printableText(value), maxLinkBody)
		case "in-reply-to":
			if id := strings.Trim(strings.TrimSpace(value), "<>"); validID(id) {
				d.InReplyTo, d.References = id, []string{id}
			}
		case "":
		default:
			if len(ignored) < maxLinkTo {
				ignored = append(ignored, cut(oneLine(name), 60))
			}
		}
	}
	return d, ignored, nil
}

// unescape undoes percent signs; a plus stands for itself (RFC 6068 5).
func unescape(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		s = plain
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// printableText is text with LF line ends and no other control characters.
func printableText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, lines(s))
}
