package parse

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// parseIDs reads message identifiers (RFC 5322 3.6.4) without their brackets.
// Text between them, as old In-Reply-To fields have it, is skipped; an
// identifier without brackets counts when the field holds nothing else.
func parseIDs(s string) []string {
	if ids := bracketed(s); len(ids) > 0 {
		return ids
	}
	var ids []string
	for _, w := range strings.Fields(s) {
		if w = cleanID(w); strings.Contains(w, "@") {
			ids = append(ids, w)
		}
	}
	if len(ids) == 0 {
		if w := cleanID(s); w != "" && !strings.ContainsAny(w, " \t") {
			ids = append(ids, w)
		}
	}
	return ids
}

// bracketed is what stands between < and >, white space removed.
func bracketed(s string) []string {
	var ids []string
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			return ids
		}
		s = s[i+1:]
		j := strings.IndexAny(s, "<>")
		if j < 0 {
			j = len(s)
		}
		id := s[:j]
		if strings.ContainsAny(id, " \t") { // only the obsolete syntax has them, and comments
			id = strings.Join(strings.Fields(dropComments(id)), "")
		}
		if id = cleanID(id); id != "" {
			ids = append(ids, id)
		}
		s = s[j:]
	}
}

func cleanID(s string) string {
	if !utf8.ValidString(s) {
		s = decodeCharset("", []byte(s))
	}
	s = strings.Trim(cleanName(s), "<>,; \t")
	if strings.Count(s, `"`) == 2 && strings.Contains(s, `"@`) { // RFC 5322 4.5.4: the left side may be quoted
		return s
	}
	return strings.Trim(s, "<>,; \t\"")
}

// mailtoAddress is the address of a List-Post field (RFC 2369); "" for "NO".
func mailtoAddress(s string) string {
	for _, target := range bracketed(s) {
		scheme, rest, ok := strings.Cut(target, ":")
		if !ok || !strings.EqualFold(scheme, "mailto") {
			continue
		}
		rest, _, _ = strings.Cut(rest, "?")
		if address, err := url.PathUnescape(rest); err == nil {
			rest = address
		}
		return cleanEmail(rest)
	}
	return ""
}
