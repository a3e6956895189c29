package lang

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// shape is a sentence of the core's with parts in it, to be known again.
type shape struct {
	pattern *regexp.Regexp
	text    string // the translation
}

var numbered = regexp.MustCompile(`\{[0-9]\}`)

// shapes are the texts whose parts have numbers instead of names. Those with
// more words of their own come first: they are the surer ones.
func shapes(texts map[string]forms) []shape {
	var keys []string
	for key := range texts {
		if numbered.MatchString(key) {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b string) int {
		return cmp.Or(cmp.Compare(words(b), words(a)), cmp.Compare(a, b))
	})
	out := make([]shape, 0, len(keys))
	for _, key := range keys {
		var own []string
		for _, piece := range numbered.Split(key, -1) {
			own = append(own, regexp.QuoteMeta(piece))
		}
		out = append(out, shape{regexp.MustCompile("(?s)^" + strings.Join(own, "(.*)") + "$"), texts[key][0]})
	}
	return out
}

func words(key string) int { return len(numbered.ReplaceAllString(key, "")) }

// longest is how much of a text is looked at; the core's sentences are shorter.
const longest = 4096

// Said is a sentence that the core wrote for people, such as a title of
// app.Explain, in the language in use; as it is where that has none. The core
// fills in hosts, names and what servers said before anyone can know the
// language, so the catalogs have its sentences with numbers for these parts,
// "The connection to {1} broke.", and the parts are found again here.
func Said(text string) string {
	s := now()
	if f := s.texts[text]; len(f) > 0 {
		return f[0]
	}
	if len(text) > longest {
		return text
	}
	for _, sh := range s.shapes {
		parts := sh.pattern.FindStringSubmatch(text)
		if parts == nil {
			continue
		}
		var pairs []string
		for i, part := range parts[1:] {
			if len(part) < len(text) {
				part = Said(part)
			}
			pairs = append(pairs, "{"+string(rune('1'+i))+"}", part)
		}
		return strings.NewReplacer(pairs...).Replace(sh.text)
	}
	return text
}
