package wire

import (
	"encoding/base64"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

var mailboxBase64 = base64.NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,").WithPadding(base64.NoPadding)

// encodeName writes a mailbox name in modified UTF-7 (RFC 3501 5.1.3).
func encodeName(name string) string {
	var b strings.Builder
	var run []rune // characters that need base64
	flush := func() {
		if len(run) == 0 {
			return
		}
		units := utf16.Encode(run)
		raw := make([]byte, 0, 2*len(units))
		for _, u := range units {
			raw = append(raw, byte(u>>8), byte(u))
		}
		b.WriteString("&" + mailboxBase64.EncodeToString(raw) + "-")
		run = run[:0]
	}
	for _, r := range name {
		switch {
		case r == '&':
			flush()
			b.WriteString("&-")
		case r >= ' ' && r <= '~':
			flush()
			b.WriteRune(r)
		default:
			run = append(run, r)
		}
	}
	flush()
	return b.String()
}

// decodeName reads a mailbox name as a server spells it. What is no modified
// UTF-7 ("R&D", raw UTF-8, raw Latin-1) is taken as it stands, so that every
// mailbox has a name.
func decodeName(raw string) string {
	var b strings.Builder
	for i := 0; i < len(raw); {
		if raw[i] == '&' {
			if end := strings.IndexByte(raw[i:], '-'); end > 0 {
				if t, ok := decodeShift(raw[i+1 : i+end]); ok {
					b.WriteString(t)
					i += end + 1
					continue
				}
			}
		}
		r, n := utf8.DecodeRuneInString(raw[i:])
		if r == utf8.RuneError && n == 1 {
			r = rune(raw[i]) // Latin-1
		}
		b.WriteRune(r)
		i += n
	}
	return b.String()
}

// decodeShift decodes what stands between & and -.
func decodeShift(t string) (string, bool) {
	if t == "" {
		return "&", true
	}
	raw, err := mailboxBase64.DecodeString(t)
	if err != nil || len(raw) < 2 || len(raw)%2 != 0 {
		return "", false
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
	}
	runes := utf16.Decode(units)
	for _, r := range runes {
		if r == utf8.RuneError {
			return "", false
		}
	}
	return string(runes), true
}
