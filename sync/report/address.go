package report

import (
	"regexp"
	"strconv"
	"strings"

	"godwit/accounts"
)

// address reads a recipient's address with its type, "rfc822; ada@example.org"
// (RFC 3464 2.1.2) or "utf-8; \x{E9}mile@example.org" (RFC 6533 3); "" if it is
// not one of mail.
func address(s string) string {
	kind, rest, ok := strings.Cut(s, ";")
	if !ok {
		rest = s
	}
	rest = strings.TrimSpace(rest)
	if i := strings.IndexByte(rest, '<'); i >= 0 {
		rest = rest[i+1:]
		if j := strings.IndexByte(rest, '>'); j >= 0 {
			rest = rest[:j]
		}
	} else if fields := strings.Fields(rest); len(fields) > 0 {
		rest = fields[0] // a comment may follow
	}
	switch strings.ToLower(strings.TrimSpace(kind)) {
	case "utf-8":
		rest = unxtext(unescape(rest))
	case "rfc822":
		if strings.Contains(rest, "+") && !mailbox(rest) {
			rest = unxtext(rest)
		}
	}
	rest = strings.Trim(rest, "\"'<>,;:")
	if !mailbox(rest) {
		return ""
	}
	return rest
}

func mailbox(s string) bool { return accounts.AddressProblem(s) == "" && line(s) == s }

var escaped = regexp.MustCompile(`\\x\{([0-9A-Fa-f]{1,6})\}`)

// unescape is the form in which a server writes characters that the way cannot
// carry (RFC 6533 3).
func unescape(s string) string {
	return escaped.ReplaceAllStringFunc(s, func(e string) string {
		n, err := strconv.ParseInt(e[3:len(e)-1], 16, 32)
		if err != nil || n < ' ' {
			return e
		}
		return string(rune(n))
	})
}

var hexed = regexp.MustCompile(`\+[0-9A-F]{2}`)

// unxtext undoes RFC 3461 4.
func unxtext(s string) string {
	return hexed.ReplaceAllStringFunc(s, func(e string) string {
		n, err := strconv.ParseUint(e[1:], 16, 8)
		if err != nil || n < ' ' || n > '~' {
			return e
		}
		return string(rune(n))
	})
}
