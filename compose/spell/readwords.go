package spell

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

func sorted(f flags) flags {
	slices.Sort(f)
	return slices.Compact(f)
}

// affix reads a line of a set of affixes; the first of a set says whether it goes
// with affixes at the other end.
func (r *reader) affix(f []string) error {
	if r.cross == nil {
		r.cross = make(map[string]bool)
	}
	set := f[0] + " " + f[1]
	if _, known := r.cross[set]; !known {
		r.cross[set] = len(f) > 2 && f[2] == "Y"
		return nil
	}
	if len(f) < 4 {
		return nil
	}
	if r.affixes++; r.affixes > maxAffixes {
		return errTooLarge
	}
	name, err := r.flags.one(f[1])
	if err != nil {
		return err
	}
	a := &affix{flag: name, prefix: f[0] == "PFX", cross: r.cross[set], strip: r.text(f[2])}
	add, cont, _ := strings.Cut(f[3], "/")
	a.add = r.d.without(r.text(add))
	if a.cont, err = r.flags.set(cont); err != nil {
		return err
	}
	if a.strip == "0" {
		a.strip = ""
	}
	if a.add == "0" {
		a.add = ""
	}
	if len(f) > 4 {
		a.condition = readCondition(r.text(f[4]))
	}
	list := r.d.suffixes
	if a.prefix {
		list = r.d.prefixes
	}
	list[a.add] = append(list[a.add], a)
	r.d.longest = max(r.d.longest, len(a.add))
	return nil
}

// word reads a line of the .dic file.
func (r *reader) word(n int, line string) error {
	if n == 1 && line != "" && strings.Trim(line, "0123456789 \t") == "" || line == "" || line[0] == '\t' || line[0] == '#' {
		return nil
	}
	if i := strings.IndexByte(line, '\t'); i > 0 {
		line = line[:i]
	}
	word, rest := cutFlags(line)
	if i := strings.IndexByte(rest, ' '); i >= 0 {
		rest = rest[:i]
	}
	word = morphology(r.d.without(r.text(word)))
	if word == "" {
		return nil
	}
	f, err := r.flags.set(rest)
	if err != nil {
		return err
	}
	if len(r.d.words) >= maxWords {
		return errTooLarge
	}
	r.d.words[word] = append(r.d.words[word], f)
	r.hidden(word, f)
	return nil
}

// cutFlags parts a word from its flags; a slash in a word has a backslash before
// it.
func cutFlags(line string) (word, rest string) {
	for i := 1; i < len(line); i++ {
		if line[i] == '/' && line[i-1] != '\\' {
			return strings.ReplaceAll(line[:i], `\/`, "/"), line[i+1:]
		}
	}
	return strings.ReplaceAll(line, `\/`, "/"), ""
}

// morphology takes fields such as "po:noun" off a word that has no flags.
func morphology(word string) string {
	for {
		i := strings.LastIndexByte(word, ' ')
		if i < 0 || len(word) < i+4 || word[i+3] != ':' {
			return strings.TrimSpace(word)
		}
		word = strings.TrimRight(word[:i], " ")
	}
}

// hidden adds the form of a word with capitals inside that text in capitals is
// looked up by.
func (r *reader) hidden(word string, f flags) {
	kind := capitals(word)
	if kind != mixed && kind != mixedInit && (kind != upper || len(f) == 0) || f.has(r.d.forbidden) {
		return
	}
	low := title(lower(word))
	r.d.words[low] = append(r.d.words[low], sorted(append(slices.Clone(f), onlyUpper)))
}

// without takes characters out of a word that do not count.
func (d *Dictionary) without(word string) string {
	if d.ignore == "" || !strings.ContainsAny(word, d.ignore) {
		return word
	}
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune(d.ignore, c) {
			return -1
		}
		return c
	}, word)
}

// compoundRule reads a pattern of flags with * and ?.
func (r *reader) compoundRule(s string) ([]rulePart, error) {
	var out []rulePart
	add := func(text string) error {
		one, err := r.flags.one(text)
		out = append(out, rulePart{flag: one})
		return err
	}
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case (c == '*' || c == '?') && len(out) > 0:
			out[len(out)-1].many, out[len(out)-1].maybe = c == '*', true
			i++
		case c == '(':
			end := strings.IndexByte(s[i:], ')')
			if end < 0 {
				return nil, fmt.Errorf("%q lacks a bracket", s)
			}
			if err := add(s[i+1 : i+end]); err != nil {
				return nil, err
			}
			i += end + 1
		default:
			n := 1
			if r.flags.form == "long" && i+1 < len(s) {
				n = 2
			} else if r.flags.form == "UTF-8" {
				n = len(string([]rune(s[i:])[0]))
			}
			if err := add(s[i : i+n]); err != nil {
				return nil, err
			}
			i += n
		}
	}
	return out, nil
}

// compoundPattern reads what may not meet in a compound.
func (r *reader) compoundPattern(one, two string, fields int) error {
	if fields > 2 {
		return nil // with a replacement: rare, and only allows more
	}
	var p pairing
	var err error
	end, endFlag, _ := strings.Cut(one, "/")
	start, startFlag, _ := strings.Cut(two, "/")
	p.end, p.start = strings.TrimPrefix(end, "0"), start
	p.bare = end == "0"
	if p.endFlag, err = r.flags.one(endFlag); err == nil && endFlag != "" || endFlag == "" {
		err = nil
	}
	if startFlag != "" {
		p.startFlag, err = r.flags.one(startFlag)
	}
	r.d.compound.pairs = append(r.d.compound.pairs, p)
	return err
}

// kinds of capitals in a word.
type capital uint8

const (
	none      capital = iota // word
	initial                  // Word
	upper                    // WORD
	mixed                    // wOrd
	mixedInit                // WoRD
)

func capitals(word string) capital {
	first, big, small := false, 0, 0
	for i, c := range word {
		switch {
		case unicode.IsUpper(c) || unicode.IsTitle(c):
			first = first || i == 0
			big++
		case unicode.ToUpper(c) != c: // ß and letters without capitals count as neither
			small++
		}
	}
	switch {
	case big == 0:
		return none
	case first && big == 1:
		return initial
	case small == 0:
		return upper
	case first:
		return mixedInit
	}
	return mixed
}

func lower(s string) string { return strings.ToLower(s) }

// title is s with its first letter as a capital.
func title(s string) string {
	c, n := utf8.DecodeRuneInString(s)
	if c == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(c)) + s[n:]
}
