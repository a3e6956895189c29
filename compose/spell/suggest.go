package spell

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	maxSuggestions  = 8
	suggestPatience = 250 * time.Millisecond
)

// Suggest is what may have been meant by a word, the likeliest first.
func (d *Dictionary) Suggest(word string) []string {
	if n := utf8.RuneCountInString(word); n == 0 || n > maxWordRunes/2 {
		return nil
	}
	if d.in != nil {
		word = d.in.Replace(word)
	}
	s := &suggester{d: d, until: time.Now().Add(suggestPatience), seen: map[string]bool{}}
	s.word = word
	kind := capitals(word)
	s.near(word)
	if kind == initial || kind == upper || kind == mixedInit {
		s.near(lower(word))
	}
	if kind == none {
		s.offer(title(word))
	}
	if len(s.found) < maxSuggestions/2 {
		s.alike(lower(word))
	}
	var out []string
	for _, one := range s.found {
		one = d.dressed(one, kind)
		if one != word && !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out[:min(len(out), maxSuggestions)]
}

// dressed is a suggestion with the capitals of the word it is for.
func (d *Dictionary) dressed(s string, kind capital) string {
	switch kind {
	case initial, mixedInit:
		s = title(s)
	case upper:
		s = strings.ToUpper(s)
	}
	if d.out != nil {
		s = d.out.Replace(s)
	}
	return s
}

// suggester gathers words.
type suggester struct {
	d     *Dictionary
	word  string
	until time.Time
	seen  map[string]bool
	found []string
	work  int
}

// late says whether it is time to end.
func (s *suggester) late() bool {
	if s.work++; s.work%64 == 0 && time.Now().After(s.until) {
		s.until = time.Time{}
	}
	return s.until.IsZero() || len(s.found) >= 2*maxSuggestions
}

// offer takes a word if it is right, and good to be offered.
func (s *suggester) offer(word string) {
	if s.seen[word] || s.late() {
		return
	}
	s.seen[word] = true
	for part := range strings.SplitSeq(word, " ") {
		if !s.d.offers(part) {
			return
		}
	}
	s.found = append(s.found, word)
}

// offers says whether a word is right as it is written, without breaking it up.
func (d *Dictionary) offers(word string) bool {
	if word == "" {
		return false
	}
	q := &query{d: d, left: 2000}
	h, _ := q.known(word, false)
	return h != nil && !h.flags.has(d.noSuggest) && !h.flags.has(onlyUpper)
}

// near offers what one slip of the hand makes of a word.
func (s *suggester) near(word string) {
	s.offer(lower(word))
	s.replaced(word)
	s.similar(word, 0, 4)
	r := []rune(word)
	s.swapped(r)
	s.mistyped(r)
	s.dropped(r)
	s.parted(word)
}

// replaced tries the common mistakes of the language.
func (s *suggester) replaced(word string) {
	for _, rep := range s.d.reps {
		for i := 0; i+len(rep.from) <= len(word); i++ {
			at := strings.Index(word[i:], rep.from)
			if at < 0 {
				break
			}
			i += at
			if rep.atStart && i > 0 || rep.atEnd && i+len(rep.from) < len(word) {
				continue
			}
			s.offer(word[:i] + rep.to + word[i+len(rep.from):])
		}
	}
}

// similar tries characters that are alike, several at once.
func (s *suggester) similar(word string, from, depth int) {
	if depth == 0 || s.late() {
		return
	}
	for i := from; i < len(word); i++ {
		for _, group := range s.d.maps {
			for _, a := range group {
				if !strings.HasPrefix(word[i:], a) {
					continue
				}
				for _, b := range group {
					if b != a {
						one := word[:i] + b + word[i+len(a):]
						s.offer(one)
						s.similar(one, i+len(b), depth-1)
					}
				}
			}
		}
	}
}

// swapped tries characters in another order.
func (s *suggester) swapped(r []rune) {
	for gap := 1; gap <= 3; gap++ {
		for i := 0; i+gap < len(r); i++ {
			one := slices.Clone(r)
			one[i], one[i+gap] = one[i+gap], one[i]
			s.offer(string(one))
		}
	}
}

// mistyped tries another character in each place: a neighbour on the keyboard
// first.
func (s *suggester) mistyped(r []rune) {
	keys := []rune(s.d.keys)
	for i, c := range r {
		for k, key := range keys {
			if key != c {
				continue
			}
			for _, n := range []int{k - 1, k + 1} {
				if n >= 0 && n < len(keys) && keys[n] != '|' {
					s.offer(with(r, i, 1, keys[n]))
				}
			}
		}
	}
	for _, c := range s.d.try {
		for i := range r {
			if r[i] != c {
				s.offer(with(r, i, 1, c))
			}
		}
	}
	for _, c := range s.d.try {
		for i := range len(r) + 1 {
			s.offer(with(r, i, 0, c))
		}
	}
}

// with is r with c in place of n runes at i.
func with(r []rune, i, n int, c rune) string {
	return string(r[:i]) + string(c) + string(r[i+n:])
}

// dropped tries the word without one character, and without what was typed twice.
func (s *suggester) dropped(r []rune) {
	for i := range r {
		s.offer(string(r[:i]) + string(r[i+1:]))
	}
	for i := 0; i+3 < len(r); i++ {
		if r[i] == r[i+2] && r[i+1] == r[i+3] {
			s.offer(string(r[:i]) + string(r[i+2:]))
		}
	}
}

// parted tries two words.
func (s *suggester) parted(word string) {
	for i := range word {
		if i > 0 {
			s.offer(word[:i] + " " + word[i:])
		}
	}
}

// alike offers the words of the list that share most with a word: what is left
// when no single slip explains it.
func (s *suggester) alike(word string) {
	type near struct {
		word  string
		score int
	}
	var best []near
	grams := gramsOf(word)
	n := len([]rune(word))
	for one, homonyms := range s.d.words {
		if s.late() {
			break
		}
		length := utf8.RuneCountInString(one)
		if length < n-3 || length > n+3 || homonyms[0].has(s.d.noSuggest) || homonyms[0].has(s.d.forbidden) {
			continue
		}
		if score := shared(grams, lower(one)) - 2*max(length-n, n-length); 2*score > 3*n {
			best = append(best, near{one, score})
		}
	}
	slices.SortFunc(best, func(a, b near) int {
		if a.score != b.score {
			return b.score - a.score
		}
		return strings.Compare(a.word, b.word)
	})
	for _, one := range best[:min(len(best), 4)] {
		s.offer(one.word)
	}
}

// gramsOf is the parts of one to three characters of a word.
func gramsOf(word string) map[string]bool {
	r := []rune(word)
	out := make(map[string]bool)
	for n := 1; n <= 3; n++ {
		for i := 0; i+n <= len(r); i++ {
			out[string(r[i:i+n])] = true
		}
	}
	return out
}

// shared counts the parts that word has in common, and its beginning twice.
func shared(grams map[string]bool, word string) int {
	r := []rune(word)
	score := 0
	for n := 1; n <= 3; n++ {
		for i := 0; i+n <= len(r); i++ {
			if grams[string(r[i:i+n])] {
				score++
			} else if n == 1 {
				score--
			}
		}
	}
	return score
}
