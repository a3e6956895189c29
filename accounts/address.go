package accounts

import "strings"

// maxAddress is the longest address that fits an SMTP path (RFC 5321
// 4.5.3.1.3), maxLocal the longest part before the @ (4.5.3.1.1).
const (
	maxAddress = 254
	maxLocal   = 64
)

// AddressProblem says in a sentence what keeps email from being a mail address
// of its own, without a name around it; "" if nothing does. Letters of any
// script are allowed (RFC 6531), quoted local parts as well.
func AddressProblem(email string) string {
	at := strings.LastIndexByte(email, '@')
	switch {
	case email == "":
		return "The e-mail address is missing."
	case hasControl(email):
		return "An e-mail address cannot hold line breaks."
	case at < 1 || !isLocalPart(email[:at]):
		return "An e-mail address looks like name@example.org."
	case len(email) > maxAddress || at > maxLocal:
		return "The e-mail address is too long."
	}
	if _, err := asciiHost(email[at+1:]); err != nil {
		return "The part of the e-mail address after the @ is not a domain name."
	}
	return ""
}

// isLocalPart is RFC 5321 4.1.2, lenient about dots: mailboxes such as
// "name.@example.org" exist.
func isLocalPart(local string) bool {
	if len(local) > 2 && local[0] == '"' && local[len(local)-1] == '"' {
		inner := local[1 : len(local)-1]
		for i := 0; i < len(inner); i++ {
			if inner[i] == '\\' {
				i++
				if i == len(inner) {
					return false
				}
			} else if inner[i] == '"' {
				return false
			}
		}
		return true
	}
	return !strings.ContainsAny(local, " ()<>[]:;@\\,\"")
}

// hasControl reports characters that would end or corrupt a line of a protocol
// or a header.
func hasControl(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f })
}
