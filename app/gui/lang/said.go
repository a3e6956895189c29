package lang

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
)

// shape is a sentence of the core's with parts in it, to be known again.
type shape struct {
	own  []string // what stands around the parts, one more than there are
	text string   // the translation
}

var numbered = regexp.MustCompile(`\{[0-9]\}`)

// shapes are the texts whose parts have numbers instead of names. Those with
// more words of their own come first: they are the surer ones.
func shapes(texts map[string]forms) []shape {
	var keys []string
	for key := range texts {
		if strings.Contains(key, "{1}") {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b string) int {
		return cmp.Or(cmp.Compare(words(b), words(a)), cmp.Compare(a, b))
	})
	out := make([]shape, 0, len(keys))
	for _, key := range keys {
		out = append(out, shape{numbered.Split(key, -1), texts[key][0]})
	}
	return out
}

// words counts the octets that are no part.
func words(key string) int { return len(key) - len("{1}")*strings.Count(key, "{") }

// parts finds what stands in the places of the parts, each as long as it can be.
func (s shape) parts(text string) ([]string, bool) {
	last := len(s.own) - 1
	rest, begins := strings.CutPrefix(text, s.own[0])
	rest, ends := strings.CutSuffix(rest, s.own[last])
	if !begins || !ends {
		return nil, false
	}
	parts := make([]string, last)
	for i := last - 1; i > 0; i-- {
		at := strings.LastIndex(rest, s.own[i])
		if at < 0 {
			return nil, false
		}
		rest, parts[i] = rest[:at], rest[at+len(s.own[i]):]
	}
	parts[0] = rest
	return parts, true
}

// longest is how much of a text is looked at; the core's sentences are shorter.
const longest = 4096

// Said is a sentence that the core wrote for people, such as a title of
// app.Explain, in the language in use; as it is where that has none. The core
// fills in hosts, names and what servers said before anyone can know the
// language, so the catalogs have its sentences with numbers for these parts,
// "The connection to {1} broke.", and the parts are found again here. Of
// several sentences that are not known together, each is looked for alone.
func Said(text string) string {
	if text == "" || len(text) > longest {
		return text
	}
	if text[0] == ' ' { // a sentence that follows another
		return " " + Said(text[1:])
	}
	s := now()
	if f := s.texts[text]; len(f) > 0 {
		return f[0]
	}
	for _, sh := range s.shapes {
		parts, ok := sh.parts(text)
		if !ok {
			continue
		}
		pairs := make([]string, 0, 2*len(parts))
		for i, part := range parts {
			if len(part) < len(text) {
				part = Said(day(part))
			}
			pairs = append(pairs, "{"+string(rune('1'+i))+"}", part)
		}
		return strings.NewReplacer(pairs...).Replace(sh.text)
	}
	if first, rest, ok := strings.Cut(text, ". "); ok {
		if f := s.texts[first+"."]; len(f) > 0 {
			return f[0] + " " + Said(rest)
		}
	}
	return text
}

// day is a date as the core writes it, in the language in use; anything else as
// it is.
func day(part string) string {
	if t, err := time.Parse("2 January 2006", part); err == nil {
		return Date(t, "2 January 2006")
	}
	if t, err := time.Parse("2 January 2006 at 15:04", part); err == nil {
		return Date(t, "2 January 2006, 15:04")
	}
	return part
}
