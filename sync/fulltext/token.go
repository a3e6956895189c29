package fulltext

import "unicode/utf8"

// maxToken is after how many octets a word is cut; the last character may go beyond.
const (
	maxToken = 64
	maxWord  = maxToken + maxFold
)

// tokenizer cuts a text into words.
type tokenizer struct {
	text string
	word []byte // valid until next is called again
	room [maxWord + maxFold]byte
	fold *folds
}

// ascii is a word's octet in lower case, 0 for what ends a word or is not ASCII.
var ascii = func() (t [256]byte) {
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = c, c
	}
	return t
}()

// next finds the next word and reports whether there is one.
func (t *tokenizer) next() bool {
	s, i, n := t.text, 0, 0
	for i < len(s) {
		if c := ascii[s[i]]; c != 0 {
			if n < maxToken {
				t.room[n] = c
				n++
			}
			i++
			continue
		}
		if s[i] < utf8.RuneSelf {
			i++
			if n > 0 {
				break
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		word, kind := t.fold.append(t.room[:n], r)
		if kind != within && n > 0 {
			break
		}
		i += size
		if n < maxToken {
			n = len(word)
		}
		if kind == alone {
			break
		}
	}
	t.text, t.word = s[i:], t.room[:n]
	return n > 0
}
