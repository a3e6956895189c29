package model

import (
	"net/url"
	"strings"

	"godwit/compose"
	"godwit/sync/mail"
	"godwit/sync/parse"
)

// Mailto puts what a mailto: address asks for into a draft (RFC 6068). Only
// recipients, subject and body are taken: a web page may not attach files or
// set other fields.
func Mailto(d *compose.Draft, address string) {
	_, rest, ok := strings.Cut(address, ":")
	if !ok {
		return
	}
	to, query, _ := strings.Cut(rest, "?")
	d.To = append(d.To, mailtoPeople(to)...)
	for field := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(field, "=")
		switch strings.ToLower(name) {
		case "to":
			d.To = append(d.To, mailtoPeople(value)...)
		case "cc":
			d.Cc = append(d.Cc, mailtoPeople(value)...)
		case "bcc":
			d.Bcc = append(d.Bcc, mailtoPeople(value)...)
		case "subject":
			d.Subject = strings.Join(strings.Fields(unescape(value)), " ")
		case "body":
			d.Body = strings.ReplaceAll(unescape(value), "\r\n", "\n") + d.Body
		}
	}
}

func mailtoPeople(s string) []mail.Address { return parse.ParseAddresses(unescape(s)) }

// unescape leaves "+" alone: it is a letter of addresses, not a space.
func unescape(s string) string {
	if out, err := url.PathUnescape(s); err == nil {
		return out
	}
	return s
}
