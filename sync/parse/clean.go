package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func validUTF8(s string) bool { return utf8.ValidString(s) }

// plain reports whether s is printable ASCII without an encoded word, so that
// there is nothing to decode or clean.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return !strings.Contains(s, "=?")
}

// clean removes control characters, makes white space of line ends and tabs,
// and drops the overrides that print text backwards.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case unicode.IsControl(r), r == '\u202d', r == '\u202e':
			return -1
		}
		return r
	}, s)
}

// cleanName is the name of a person: honest, and one space between words.
func cleanName(s string) string {
	if plain(s) && !strings.Contains(s, "  ") {
		return strings.TrimSpace(s)
	}
	return strings.Join(strings.Fields(honest(s)), " ")
}

// honest is clean for what must not lie about itself, names of people and
// files: no bidirectional controls and no invisible characters at all.
func honest(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069',
			r == '\u200b', r == '\u200e', r == '\u200f', r == '\u061c', r == '\u2060', r == '\ufeff',
			r >= 0xe0000 && r <= 0xe007f && r != 0xe0001:
			return -1
		case r == '\u2028' || r == '\u2029':
			return ' '
		}
		return r
	}, clean(s))
}

// cleanEmail makes an address safe to show and to compare: no controls, no
// brackets or single quotes left around it, and white space only inside of a
// quoted local part.
func cleanEmail(s string) string {
	if !utf8.ValidString(s) {
		s = decodeCharset("", []byte(s))
	}
	s = cleanName(s)
	if i := strings.LastIndexByte(s, '"'); i > 0 && s[0] == '"' {
		return s[:i+1] + strings.ReplaceAll(s[i+1:], " ", "")
	}
	return strings.Trim(strings.ReplaceAll(s, " ", ""), "<>,;'")
}
