package vcard

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Version is a format to write.
type Version string

const (
	V3 Version = "3.0"
	V4 Version = "4.0"
)

// Write writes entries as a file.
func Write(cards []Card, v Version) string {
	var b strings.Builder
	for _, c := range cards {
		c.write(&b, v)
	}
	return b.String()
}

func (c Card) write(b *strings.Builder, v Version) {
	fold(b, "BEGIN:VCARD")
	fold(b, "VERSION:"+string(v))
	has := func(name string) bool {
		return slices.ContainsFunc(c.lines, func(l line) bool { return l.name == name })
	}
	if !has("FN") {
		fold(b, "FN:"+escape(c.Name))
	}
	if v == V3 && !has("N") { // it must be there (RFC 2426 3.1.2)
		fold(b, "N:"+escape(c.Name)+";;;;")
	}
	for _, l := range c.lines {
		if v == V3 {
			l = old(l)
		} else {
			l = renamed(l, "X-ADDRESSBOOKSERVER-", "")
		}
		fold(b, l.String())
	}
	fold(b, "END:VCARD")
}

func (l line) String() string {
	s := l.name
	if l.group != "" {
		s = l.group + "." + s
	}
	for _, p := range l.params {
		s += ";" + p.name + "=" + p.value
	}
	return s + ":" + l.value
}

// old is a property as 3.0 writes it.
func old(l line) line {
	if l.name == "KIND" || l.name == "MEMBER" {
		return renamed(l, l.name, "X-ADDRESSBOOKSERVER-"+l.name)
	}
	kind, data, ok := strings.Cut(strings.TrimPrefix(l.value, "data:"), ";base64,")
	if kind, image := strings.CutPrefix(kind, "image/"); ok && image && strings.HasPrefix(l.value, "data:") {
		l.params, l.value = []param{{"ENCODING", "b"}, {"TYPE", strings.ToUpper(kind)}}, data
	}
	return l
}

func renamed(l line, prefix, with string) line {
	if rest, ok := strings.CutPrefix(l.name, prefix); ok {
		l.name = with + rest
	}
	return l
}

// fold writes a line in pieces of at most 75 octets (RFC 6350 3.2).
func fold(b *strings.Builder, s string) {
	s = strings.NewReplacer("\r", "", "\n", "").Replace(s)
	for width := 75; len(s) > width; width = 74 {
		n := width
		for n > 1 && !utf8.RuneStart(s[n]) {
			n--
		}
		b.WriteString(s[:n] + "\r\n ")
		s = s[n:]
	}
	b.WriteString(s + "\r\n")
}
