package protolog

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"
	"unicode/utf8"
)

// stars stand where a secret stood.
const stars = "***"

// Secrets are the octets that must not be kept, in all their spellings,
// longest first.
type Secrets [][]byte

// Spellings are the forms in which a secret may be said or repeated: plain, in
// a quoted string, in Latin-1, and in base64 wherever it stands in what was
// encoded, so also within the responses of PLAIN, XOAUTH2 and OAUTHBEARER.
func Spellings(secret ...string) Secrets {
	var s Secrets
	add := func(form []byte) {
		if len(form) > 0 && !slices.ContainsFunc(s, func(b []byte) bool { return bytes.Equal(b, form) }) {
			s = append(s, form)
		}
	}
	for _, word := range secret {
		add([]byte(word))
		add([]byte(strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(word)))
		for _, form := range [][]byte{[]byte(word), latin1(word)} {
			add(form)
			for shift := range 3 {
				add(core(base64.RawStdEncoding, form, shift))
				add(core(base64.RawURLEncoding, form, shift))
			}
		}
	}
	slices.SortFunc(s, func(a, b []byte) int { return len(b) - len(a) })
	return s
}

// core is what base64 makes of a word that begins shift octets behind a
// multiple of three, less the characters that depend on its neighbours.
func core(enc *base64.Encoding, word []byte, shift int) []byte {
	all := enc.EncodeToString(append(make([]byte, shift), word...))
	from := (shift*8 + 5) / 6
	to := (shift + len(word)) * 8 / 6
	if from >= to {
		return nil
	}
	return []byte(all[from:to])
}

// latin1 is a word in that charset, nil if it has no such form.
func latin1(word string) []byte {
	var b []byte
	for _, r := range word {
		if r > 0xff {
			return nil
		}
		b = append(b, byte(r))
	}
	return b
}

// Hide is text with stars for each secret in it.
func (s Secrets) Hide(text string) string {
	return string(s.replace([]byte(text), len(text)))
}

// replace returns the first keep octets of line, more where a secret ends
// later, with stars for each secret that begins there.
func (s Secrets) replace(line []byte, keep int) []byte {
	longest := 0
	if len(s) > 0 {
		longest = len(s[0])
	}
	cut := len(line) > keep
	line = line[:min(len(line), keep+longest)]
	found := slices.ContainsFunc(s, func(form []byte) bool { return bytes.Contains(line, form) })
	if !found {
		return ending(line[:min(len(line), keep)], cut)
	}
	var out []byte
	for i := 0; i < min(len(line), keep); {
		n := s.at(line[i:])
		if n > 0 {
			out = append(out, stars...)
			i += n
			continue
		}
		out = append(out, line[i])
		i++
	}
	return ending(out, cut)
}

// at is the length of the secret that line begins with, 0 if there is none.
func (s Secrets) at(line []byte) int {
	for _, form := range s {
		if bytes.HasPrefix(line, form) {
			return len(form)
		}
	}
	return 0
}

func ending(line []byte, cut bool) []byte {
	if cut {
		return append(bytes.Clone(line), "…"...)
	}
	return line
}

const hex = "0123456789abcdef"

// visible is a line in UTF-8 without line ends: control characters and octets
// that are no UTF-8 are spelled \xnn.
func visible(line []byte) []byte {
	plain := true
	for _, c := range line {
		if c < ' ' || c >= 0x7f {
			plain = false
			break
		}
	}
	if plain {
		return line
	}
	var out []byte
	for len(line) > 0 {
		r, n := utf8.DecodeRune(line)
		if r == utf8.RuneError && n <= 1 || r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' {
			for _, c := range line[:n] {
				out = append(out, '\\', 'x', hex[c>>4], hex[c&15])
			}
		} else {
			out = append(out, line[:n]...)
		}
		line = line[n:]
	}
	return out
}
