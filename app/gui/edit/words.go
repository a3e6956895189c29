package edit

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordBytes is the longest word that is worth checking.
const wordBytes = 100

// signatureLines is how long a signature may be.
const signatureLines = 12

// Words is the parts of a line whose spelling is checked. The line that says whom
// a quotation is from, and a signature, are names for the most part; what stands
// between fences is code.
func (d *Document) Words(line int) [][2]int {
	s := d.Text.Line(line)
	if d.Markup && d.fenced(line) {
		return nil
	}
	if strings.HasSuffix(s, ":") && line+1 < d.Text.Lines() {
		if level, _ := QuoteLevel(d.Text.Line(line + 1)); level > 0 {
			return nil
		}
	}
	for i := line; i >= 0 && i > line-signatureLines; i-- {
		if d.Text.Line(i) == "-- " {
			return nil
		}
	}
	found, ok := d.spellable[s] // the same lines are asked about at every key
	if !ok {
		if d.spellable == nil || len(d.spellable) > linesKnown {
			d.spellable = make(map[string][][2]int)
		}
		found = Words(s)
		d.spellable[s] = found
	}
	return found
}

// Words is the parts of a line whose spelling can be checked: no addresses, no
// code, nothing with digits, nothing quoted.
func Words(s string) [][2]int {
	if level, _ := QuoteLevel(s); level > 0 || len(s) > markupBytes {
		return nil
	}
	skip := Marks(s)
	var out [][2]int
	for i := 0; i < len(s); {
		for len(skip) > 0 && skip[0].To <= i {
			skip = skip[1:]
		}
		if len(skip) > 0 && i >= skip[0].From && (skip[0].Style == Link || skip[0].Style == Code) {
			i = skip[0].To
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isWordRune(r) || IsWide(r) {
			i += n
			continue
		}
		from, checked := i, true
		for i < len(s) {
			r, n := utf8.DecodeRuneInString(s[i:])
			if !isWordRune(r) || IsWide(r) {
				break
			}
			checked = checked && r != '_' && !unicode.IsDigit(r)
			i += n
		}
		from, to := trimQuotes(s, from, i)
		if checked && to-from > 1 && to-from <= wordBytes && !partOfName(s, from, to) {
			out = append(out, [2]int{from, to})
		}
	}
	return out
}

// trimQuotes takes quotation marks off a word that may hold apostrophes.
func trimQuotes(s string, from, to int) (int, int) {
	for from < to {
		r, n := utf8.DecodeRuneInString(s[from:])
		if r != '\'' && r != '’' {
			break
		}
		from += n
	}
	for from < to {
		r, n := utf8.DecodeLastRuneInString(s[:to])
		if r != '\'' && r != '’' {
			break
		}
		to -= n
	}
	return from, to
}

// partOfName says whether a word is part of a file name, a path, an option or a
// handle.
func partOfName(s string, from, to int) bool {
	start := from - min(from, wordBytes)
	if i := strings.LastIndexAny(s[start:from], " \t"); i >= 0 {
		start += i + 1
	}
	if start < from && (strings.IndexByte(`/\~$@#.-`, s[start]) >= 0 || strings.IndexByte(`.\@`, s[from-1]) >= 0) {
		return true
	}
	if to+1 >= len(s) {
		return false
	}
	switch s[to] {
	case '\\', '=':
		return true
	case '(':
		return s[to+1] == ')'
	case '.', '@':
		next, _ := utf8.DecodeRuneInString(s[to+1:])
		return unicode.IsLetter(next) || unicode.IsDigit(next)
	}
	return false
}
