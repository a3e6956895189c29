package compose

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxLine is the longest line SMTP carries, without CRLF (RFC 5321 4.5.3.1.6).
const maxLine = 998

// wireDefect says what keeps bytes from being sent as they are: a bare CR or
// LF, a NUL, a line that is too long, no line end at the end.
func wireDefect(raw []byte) error {
	number := 0
	for len(raw) > 0 {
		number++
		i := bytes.IndexByte(raw, '\n')
		if i < 1 || raw[i-1] != '\r' {
			return fmt.Errorf("line %d does not end with CRLF", number)
		}
		line := raw[:i-1]
		switch {
		case bytes.IndexByte(line, '\r') >= 0:
			return fmt.Errorf("line %d has a carriage return in it", number)
		case bytes.IndexByte(line, 0) >= 0:
			return fmt.Errorf("line %d has a NUL in it", number)
		case len(line) > maxLine:
			return fmt.Errorf("line %d has %d characters, %d are allowed", number, len(line), maxLine)
		}
		raw = raw[i+1:]
	}
	return nil
}

// headerText prepares a text for a header field: on one line, and encoded where
// it is not ASCII, could not be folded, or would be read as encoded already.
func headerText(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
	if !ascii(s) || strings.TrimSpace(s) != s || strings.Contains(s, "  ") || strings.Contains(s, "=?") {
		return encodedWords(s)
	}
	for word := range strings.SplitSeq(s, " ") {
		if len(word) > maxWord {
			return encodedWords(s)
		}
	}
	return s
}

// maxWord is the longest word that fits on a field's first line. The library
// would begin the value on the second one, which some readers take for a blank.
const maxWord = 60

// encodedWords writes s as RFC 2047 encoded words of at most maxWord characters,
// none of which cuts a rune.
func encodedWords(s string) string {
	var words []string
	for len(s) > 0 {
		n := min((maxWord-len("=?UTF-8?b??="))/4*3, len(s))
		for n > 0 && n < len(s) && !utf8.RuneStart(s[n]) {
			n--
		}
		words = append(words, "=?UTF-8?b?"+base64.StdEncoding.EncodeToString([]byte(s[:n]))+"?=")
		s = s[n:]
	}
	return strings.Join(words, " ")
}
