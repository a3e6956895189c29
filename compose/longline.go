package compose

import (
	"bytes"
	"fmt"
	"mime/quotedprintable"
	"regexp"
	"slices"
	"strings"
)

// shorten mends lines over 998 octets: fields are folded at a blank, the text
// of a message that is one unencoded, unsigned text becomes quoted-printable.
func shorten(fields []string, body []byte) ([]string, []byte, error) {
	fields = slices.Clone(fields)
	for i, field := range fields {
		if longest([]byte(field)) <= maxLine {
			continue
		}
		folded := fold(field)
		if longest([]byte(folded)) > maxLine {
			return nil, nil, fmt.Errorf("the field %s has a line over %d characters that cannot be folded", fieldName(field), maxLine)
		}
		fields[i] = folded
	}
	if longest(body) <= maxLine {
		return fields, body, nil
	}
	if !encodable(fields, body) {
		return nil, nil, fmt.Errorf("the message has a line over %d characters in a part that may not be changed", maxLine)
	}
	var out bytes.Buffer
	w := quotedprintable.NewWriter(&out)
	_, _ = w.Write(body) // a buffer takes everything
	_ = w.Close()
	fields = slices.DeleteFunc(fields, func(s string) bool { return fieldName(s) == "content-transfer-encoding" })
	if !hasField(fields, "mime-version") {
		fields = append(fields, "MIME-Version: 1.0\r\n")
	}
	return append(fields, "Content-Transfer-Encoding: quoted-printable\r\n"), out.Bytes(), nil
}

// longest is the length of the longest line, without its end.
func longest(text []byte) int {
	most := 0
	for line := range bytes.Lines(text) {
		most = max(most, len(bytes.TrimRight(line, "\r\n")))
	}
	return most
}

var (
	foldPoint = regexp.MustCompile(`[ \t]+`)
	plainCTE  = regexp.MustCompile(`(?i)^content-transfer-encoding\s*:\s*(7bit|8bit|binary)\s*$`)
	textType  = regexp.MustCompile(`(?i)^content-type\s*:\s*text/`)
)

// fold breaks a field's long lines before blanks (RFC 5322 2.2.3).
func fold(field string) string {
	var b strings.Builder
	for line := range strings.Lines(field) {
		line = strings.TrimRight(line, "\r\n")
		width := 0
		for len(line) > 0 {
			next := len(line)
			if at := foldPoint.FindStringIndex(line[1:]); at != nil && strings.TrimSpace(line[1+at[1]:]) != "" {
				next = 1 + at[0]
			}
			if width > 0 && width+next > 76 {
				b.WriteString("\r\n")
				width = 0
			}
			b.WriteString(line[:next])
			width += next
			line = line[next:]
		}
		b.WriteString("\r\n")
	}
	return b.String()
}

// encodable reports whether the body may be given another transfer encoding: it
// is a single text without one, and nobody has signed it.
func encodable(fields []string, body []byte) bool {
	for _, field := range fields {
		line := strings.TrimSpace(field)
		switch fieldName(field) {
		case "content-transfer-encoding":
			if !plainCTE.MatchString(line) {
				return false
			}
		case "content-type":
			if !textType.MatchString(line) {
				return false
			}
		case "dkim-signature", "arc-message-signature":
			return false
		}
	}
	return !bytes.Contains(body, []byte("-----BEGIN PGP SIGNED MESSAGE-----"))
}
