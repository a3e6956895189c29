package parse

import (
	"path"
	"strings"
	"unicode/utf8"
)

// safeFilename is the last element of a name a sender gave, without whatever
// could make it lie or escape: paths, control characters, bidirectional
// overrides, leading dots of "..". A name of which nothing is left is "unnamed".
func safeFilename(s string) string {
	s = cleanName(s)
	s = s[strings.LastIndexAny(s, `/\`)+1:]
	s = strings.TrimLeft(s, " ")
	s = strings.TrimRight(s, " .")
	if s == "" {
		return "unnamed"
	}
	return shorten(s)
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
