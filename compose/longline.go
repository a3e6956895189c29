package compose

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// shorten mends lines over 998 octets, and NULs, which no server takes: fields
// are folded at a blank, parts that nobody has signed are given a transfer
// encoding.
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
	if !unfit(body) {
		return fields, body, nil
	}
	mended, err := recoder{bad: unfit}.entity(join(fields, body), 0)
	if err != nil {
		return nil, nil, fmt.Errorf("the message has a line over %d characters, or a NUL: %w", maxLine, err)
	}
	head, body := splitHead(mended)
	if fields, err = headFields(head); err != nil {
		return nil, nil, err
	}
	return fields, body, nil
}

// unfit: SMTP does not carry it as it is (RFC 5321 4.5.3.1.6, RFC 5322 2.3).
func unfit(text []byte) bool {
	return longest(text) > maxLine || bytes.IndexByte(text, 0) >= 0
}

// longest is the length of the longest line, without its end.
func longest(text []byte) int {
	most := 0
	for line := range bytes.Lines(text) {
		most = max(most, len(bytes.TrimRight(line, "\r\n")))
	}
	return most
}

var foldPoint = regexp.MustCompile(`[ \t]+`)

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
