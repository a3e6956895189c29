package parse

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// safeFilename is the last element of a name a sender gave, without whatever
// could make it lie or escape: paths, drives, control characters, bidirectional
// overrides, rows of spaces that push an extension out of sight, leading dots
// of "..", and names that are devices to Windows. A name of which nothing is
// left is "unnamed".
func safeFilename(s string) string {
	s = squeeze(honest(s))
	s = s[strings.LastIndexAny(s, `/\`)+1:]
	if len(s) > 2 && s[1] == ':' && alphabetic(s[0]) {
		s = s[2:]
	}
	s = strings.TrimLeftFunc(s, unicode.IsSpace)
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '.' })
	if s == "" {
		return "unnamed"
	}
	if device(s) {
		s = "_" + s
	}
	return shorten(s)
}

// squeeze makes one space of three or more.
func squeeze(s string) string {
	var out strings.Builder
	spaces := 0
	for i, r := range s {
		if unicode.IsSpace(r) {
			spaces++
			continue
		}
		if spaces > 2 {
			out.WriteByte(' ')
		} else {
			before := i
			for ; spaces > 0; spaces-- {
				_, n := utf8.DecodeLastRuneInString(s[:before])
				before -= n
			}
			out.WriteString(s[before:i])
		}
		spaces = 0
		out.WriteRune(r)
	}
	return out.String()
}

// device reports whether Windows takes a file of that name for a device,
// whatever its extension.
func device(s string) bool {
	base, _, _ := strings.Cut(strings.ToLower(s), ".")
	switch base = strings.TrimRight(base, " "); base {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return true
	}
	return len(base) == 4 && (base[:3] == "com" || base[:3] == "lpt") && base[3] >= '1' && base[3] <= '9'
}

// shorten keeps a name within what file systems take, and keeps its extension.
func shorten(s string) string {
	const maxName = 240 // octets
	if len(s) <= maxName {
		return s
	}
	ext := path.Ext(s)
	if len(ext) > 20 {
		ext = ""
	}
	s = s[:maxName-len(ext)]
	for len(s) > 0 {
		if r, n := utf8.DecodeLastRuneInString(s); r != utf8.RuneError || n != 1 {
			break
		}
		s = s[:len(s)-1]
	}
	return s + ext
}
