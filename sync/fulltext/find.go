package fulltext

// Span is a piece of a text, in octets.
type Span struct{ From, To int }

// Finder finds in a text what searches find documents by: the same words, folded
// alike. It is for marking hits, not for deciding what is one.
type Finder []Phrase

// found is a word of a text.
type found struct {
	Span
	word string
}

// Spans returns where the phrases stand in a text, in its order and without
// overlaps. Of a word that goes on only what was looked for counts. No more than
// most are returned.
func (f Finder) Spans(text string, most int) []Span {
	if len(f) == 0 || text == "" {
		return nil
	}
	words := placed(text)
	var out []Span
	for i := 0; i < len(words) && len(out) < most; {
		longest, to := 0, 0
		for k := range f {
			if n := len(f[k].words); n > longest && f[k].at(words[i:]) {
				longest, to = n, f[k].end(text, words[i:])
			}
		}
		if longest == 0 {
			i++
			continue
		}
		out = append(out, Span{words[i].From, to})
		i += longest
	}
	return out
}

// at reports whether the phrase begins a text of these words.
func (p *Phrase) at(words []found) bool {
	if len(words) < len(p.words) {
		return false
	}
	for i, want := range p.words {
		have := words[i].word
		if have == want || p.prefix && i == len(p.words)-1 && len(have) > len(want) && have[:len(want)] == want {
			continue
		}
		return false
	}
	return true
}

// end is where in the text the phrase ends that begins these words.
func (p *Phrase) end(text string, words []found) int {
	last := words[len(p.words)-1]
	want := len(p.words[len(p.words)-1])
	if len(last.word) <= want {
		return last.To
	}
	fold, n := newFolds(), 0
	var room [maxWord + maxFold]byte
	for i, r := range text[last.From:last.To] {
		if n >= want {
			return last.From + i
		}
		octets, _ := fold.append(room[:0], r)
		n += len(octets)
	}
	return last.To
}

// placed finds the words of a text, as tokenizer does, and where they are.
func placed(text string) []found {
	fold := newFolds()
	var words []found
	var room [maxWord + maxFold]byte
	n, from, to := 0, 0, 0
	end := func() {
		if n > 0 {
			words = append(words, found{Span{from, to}, string(room[:n])})
			n = 0
		}
	}
	for i, r := range text {
		word, kind := fold.append(room[:n], r)
		if kind != within && n > 0 {
			end()
			word, kind = fold.append(room[:0], r)
		}
		if n == 0 {
			from = i
		}
		size := len(string(r))
		if r == '\uFFFD' { // perhaps an octet that is no character
			size = 1
			if len(text) >= i+3 && text[i:i+3] == "\uFFFD" {
				size = 3
			}
		}
		if to = i + size; n < maxToken {
			n = len(word)
		}
		if kind == between {
			n = 0
		}
		if kind == alone {
			end()
		}
	}
	end()
	return words
}
