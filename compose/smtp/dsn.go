package smtp

import (
	"fmt"
	"strings"
)

// reports: the server knows how to be asked for reports of delivery (RFC 3461),
// and there is somebody to send them to.
func (n *session) reports() bool { return n.offers("DSN") && n.env.From != "" }

// rcptReport asks for reports that name the recipient as he was written.
func (n *session) rcptReport(address string) string {
	if !n.reports() || n.bare {
		return ""
	}
	out := " NOTIFY=FAILURE,DELAY"
	if n.env.Wishes.Receipt {
		out = " NOTIFY=SUCCESS,FAILURE,DELAY"
	}
	original := "rfc822;" + xtext(address)
	if !ascii(address) {
		original = "utf-8;" + unicodeXtext(address)
	}
	if len(original) <= 500 { // RFC 3461 4.2
		out += " ORCPT=" + original
	}
	return out
}

// xtext is printable ASCII without + = and blanks (RFC 3461 4).
func xtext(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c <= ' ' || c > '~' || c == '+' || c == '=' {
			fmt.Fprintf(&b, "+%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// unicodeXtext is utf-8-addr-xtext (RFC 6533 3).
func unicodeXtext(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r <= ' ' || r > '~' || r == '+' || r == '=' || r == '\\' {
			fmt.Fprintf(&b, `\x{%X}`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
