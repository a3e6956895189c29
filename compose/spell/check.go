package spell

import (
	"strings"
	"unicode/utf8"
)

const (
	maxWordRunes = 100
	maxBreaks    = 10
)

// Check says whether a word is spelled right. What is written in another script
// is not this dictionary's to judge, and right.
func (d *Dictionary) Check(word string) bool {
	if utf8.RuneCountInString(word) > maxWordRunes {
		return true // nobody wants to hear of it
	}
	if d.script != nil && !inScript(word, d.script) {
		return true
	}
	q := &query{d: d, left: patience}
	return q.right(word, 0) || q.left <= 0
}

// right checks a word, and its parts where it may be broken.
func (q *query) right(word string, depth int) bool {
	d := q.d
	if d.in != nil {
		word = d.in.Replace(word)
	}
	if len(word) > utf8.UTFMax*maxWordRunes {
		return true
	}
	word = strings.TrimSpace(word)
	plain := strings.TrimRight(word, ".")
	if plain == "" || numeric(plain) {
		return true
	}
	ok, forbidden := q.anyCase(plain, len(plain) < len(word))
	if ok || forbidden || depth >= maxBreaks {
		return ok
	}
	return q.broken(plain, depth)
}

// numeric says whether a word is a number: digits, with single signs between.
func numeric(s string) bool {
	sign := true
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			sign = false
		case (c == '.' || c == ',' || c == '-') && !sign:
			sign = true
		default:
			return false
		}
	}
	return !sign
}

// broken checks the parts of a word at its break points.
func (q *query) broken(word string, depth int) bool {
	for _, b := range q.d.breaks {
		if end, ok := strings.CutPrefix(b, "^"); ok {
			if rest, ok := strings.CutPrefix(word, end); ok && end != "" && rest != "" && q.right(rest, depth+1) {
				return true
			}
			continue
		}
		if end, ok := strings.CutSuffix(b, "$"); ok {
			if rest, ok := strings.CutSuffix(word, end); ok && end != "" && rest != "" && q.right(rest, depth+1) {
				return true
			}
			continue
		}
		if b == "" {
			continue
		}
		for at := 1; at < len(word)-len(b) && q.spend(); at++ {
			i := strings.Index(word[at:], b)
			if i < 0 || at+i+len(b) >= len(word) {
				break
			}
			at += i
			if q.right(word[:at], depth+1) && q.right(word[at+len(b):], depth+1) {
				return true
			}
		}
	}
	return false
}

// anyCase checks a word in the forms its capitals may stand for. dotted: it had
// full stops behind it, one of which may be its own.
func (q *query) anyCase(word string, dotted bool) (ok, forbidden bool) {
	kind := capitals(word)
	try := func(forms ...string) bool {
		for _, s := range forms {
			if h, no := q.known(s, false); h != nil || no {
				forbidden = no
				return true
			}
			if !dotted {
				continue
			}
			if h, no := q.known(s+".", false); h != nil || no {
				forbidden = no
				return true
			}
		}
		return false
	}
	if kind == none || kind == mixed || kind == mixedInit {
		return try(word) && !forbidden, forbidden
	}
	low := lower(word)
	if kind == upper {
		if try(q.capitalForms(word, low)...) {
			return !forbidden, forbidden
		}
	}
	return q.asWritten(word, low, kind, dotted)
}

// capitalForms is what text in capitals may stand for, but for the word in small
// letters and with a first capital.
func (q *query) capitalForms(word, low string) []string {
	forms := []string{word}
	if i := strings.IndexByte(low, '\''); i > 0 && i+1 < len(low) { // SANT'ELIA
		part := low[:i+1] + title(low[i+1:])
		forms = append(forms, part, title(part))
	}
	if q.d.sharps && strings.Contains(low, "ss") {
		forms = append(forms, sharps(low, maxSharps)...)
	}
	return forms
}

// maxSharps bounds how many pairs of s are tried as ß.
const maxSharps = 5

// sharps is a word with each ss as ß or not, and each of those with a capital.
func sharps(s string, left int) []string {
	i := strings.Index(s, "ss")
	if i < 0 || left == 0 {
		return nil
	}
	var out []string
	for _, head := range []string{s[:i] + "ß", s[:i] + "ss"} {
		rest := s[i+2:]
		for _, tail := range append(sharps(rest, left-1), rest) {
			if one := head + tail; one != s {
				out = append(out, one, title(one))
			}
		}
	}
	return out
}

// asWritten checks Word and WORD as "Word" and as "word", where the dictionary
// does not insist on its own capitals.
func (q *query) asWritten(word, low string, kind capital, dotted bool) (ok, forbidden bool) {
	d := q.d
	for _, s := range []string{title(low), low} {
		if s == low && kind == initial && title(low) == low {
			break
		}
		forms := []string{s}
		if dotted {
			forms = append(forms, s+".")
		}
		for _, form := range forms {
			h, no := q.known(form, kind == initial && s != low)
			if no && s != low {
				return false, true
			}
			if h == nil {
				continue
			}
			keep := h.flags.has(d.keepCase)
			if keep && (kind == upper || s == low && !(d.sharps && strings.Contains(s, "ß"))) {
				continue
			}
			return true, false
		}
	}
	return false, false
}

// known looks a word up as it is: in the list, by affixes, as a compound.
// initial: the capital is that of the first letter of a sentence.
func (q *query) known(word string, initial bool) (h *hit, forbidden bool) {
	d := q.d
	word = d.without(word)
	for _, f := range d.words[word] {
		if f.has(d.forbidden) {
			return nil, true
		}
	}
	for _, f := range d.words[word] {
		if !f.has(d.needAffix) && !f.has(d.onlyInCompound) && !(initial && f.has(onlyUpper)) {
			return &hit{flags: f, direct: true}, false
		}
	}
	if h := q.byAffix(word, 0, alone); h != nil {
		switch {
		case h.flags.has(d.forbidden):
			return nil, true
		case !h.flags.has(d.onlyInCompound):
			return h, false
		}
	}
	if q.d.compound.any() {
		return q.compounded(word), false
	}
	return nil, false
}
