package spell

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// Bounds of what is read. The largest dictionaries in use are half as large.
const (
	maxBytes   = 32 << 20
	maxLine    = 64 << 10
	maxWords   = 2_000_000
	maxAffixes = 500_000
	maxMaps    = 1000 // groups of characters that are alike
)

// Read reads a dictionary: the rules of an .aff file and the words of a .dic.
func Read(language string, aff, dic io.Reader) (*Dictionary, error) {
	d := &Dictionary{
		Language: language, words: make(map[string][]flags),
		prefixes: make(map[string][]*affix), suffixes: make(map[string][]*affix), inner: make(map[flag]bool),
	}
	r := &reader{d: d, breaksUnset: true}
	if err := eachLine(aff, r.rule); err != nil {
		return nil, fmt.Errorf("the rules of %s: %w", language, err)
	}
	r.finish()
	if err := eachLine(dic, r.word); err != nil {
		return nil, fmt.Errorf("the words of %s: %w", language, err)
	}
	if len(d.words) == 0 {
		return nil, fmt.Errorf("the words of %s: there are none", language)
	}
	d.script = scriptOf(d.words)
	return d, nil
}

// errTooLarge is the answer to a file past the bounds.
var errTooLarge = errors.New("the file is larger than any dictionary")

// eachLine calls do for every line, without its break.
func eachLine(r io.Reader, do func(n int, line string) error) error {
	in := bufio.NewScanner(&io.LimitedReader{R: r, N: maxBytes})
	in.Buffer(make([]byte, maxLine), maxLine)
	n, bytes := 0, 0
	for in.Scan() {
		n++
		bytes += len(in.Bytes()) + 1
		line := strings.TrimRight(in.Text(), "\r")
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		if err := do(n, line); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	if bytes >= maxBytes {
		return errTooLarge
	}
	if errors.Is(in.Err(), bufio.ErrTooLong) {
		return errTooLarge
	}
	return in.Err()
}

// reader is a dictionary while it is read.
type reader struct {
	d           *Dictionary
	flags       flagReader
	charset     encoding.Encoding // nil: UTF-8
	cross       map[string]bool   // "SFX A" → goes with prefixes
	seen        map[string]int    // lines of a table so far; the first says how many follow
	in, out     []string
	breaksUnset bool
	affixes     int
}

// text turns a field into UTF-8.
func (r *reader) text(s string) string {
	if r.charset != nil {
		if out, err := r.charset.NewDecoder().String(s); err == nil {
			return out
		}
	}
	if !utf8.ValidString(s) {
		return strings.ToValidUTF8(s, "\ufffd")
	}
	return s
}

// rule reads a line of the .aff file. What it does not know it passes over, as
// hunspell does.
func (r *reader) rule(_ int, line string) error {
	f := strings.Fields(line)
	if len(f) < 2 || f[0][0] == '#' {
		if len(f) > 0 {
			r.option(f[0])
		}
		return nil
	}
	d := r.d
	if at := d.flagOf(f[0]); at != nil {
		one, err := r.flags.one(f[1])
		*at = one
		return err
	}
	switch f[0] {
	case "SET":
		if name := strings.ToUpper(f[1]); name != "UTF-8" {
			charset, err := htmlindex.Get(strings.TrimPrefix(strings.ToLower(name), "microsoft-"))
			if err != nil {
				return fmt.Errorf("unknown character set %q", f[1])
			}
			r.charset = charset
		}
	case "FLAG":
		r.flags.form = f[1]
	case "PFX", "SFX":
		return r.affix(f)
	case "IGNORE":
		d.ignore = r.text(f[1])
	case "TRY":
		d.try = r.text(f[1])
	case "KEY":
		d.keys = r.text(f[1])
	case "COMPOUNDMIN":
		d.compound.min = number(f[1], 1, 50)
	case "COMPOUNDWORDMAX":
		d.compound.words = number(f[1], 0, 1000)
	default:
		r.option(f[0])
		return r.table(f)
	}
	return nil
}

func number(s string, low, high int) int {
	n, _ := strconv.Atoi(s)
	return max(low, min(n, high))
}

// option is a word that stands alone.
func (r *reader) option(name string) {
	c := &r.d.compound
	switch name {
	case "FULLSTRIP":
		r.d.fullStrip = true
	case "CHECKSHARPS":
		r.d.sharps = true
	case "CHECKCOMPOUNDDUP":
		c.noDouble = true
	case "CHECKCOMPOUNDCASE":
		c.noCapitals = true
	case "CHECKCOMPOUNDTRIPLE":
		c.noTriple = true
	case "SIMPLIFIEDTRIPLE":
		c.shortTriple = true
	case "CHECKCOMPOUNDREP":
		c.noMistakes = true
	case "COMPOUNDMORESUFFIXES":
		c.moreSuffixes = true
	}
}

// flagOf is where the flag of that name belongs.
func (d *Dictionary) flagOf(name string) *flag {
	c := &d.compound
	switch name {
	case "FORBIDDENWORD":
		return &d.forbidden
	case "NOSUGGEST":
		return &d.noSuggest
	case "KEEPCASE":
		return &d.keepCase
	case "NEEDAFFIX", "PSEUDOROOT":
		return &d.needAffix
	case "CIRCUMFIX":
		return &d.circumfix
	case "ONLYINCOMPOUND":
		return &d.onlyInCompound
	case "COMPOUNDFLAG":
		return &c.anywhere
	case "COMPOUNDBEGIN":
		return &c.begin
	case "COMPOUNDMIDDLE":
		return &c.middle
	case "COMPOUNDEND", "COMPOUNDLAST":
		return &c.end
	case "COMPOUNDPERMITFLAG":
		return &d.compoundPermit
	case "COMPOUNDFORBIDFLAG":
		return &c.forbid
	case "COMPOUNDROOT":
		return &c.root
	}
	return nil
}

// table reads a line of a table, the first of which says how many follow.
func (r *reader) table(f []string) error {
	name := f[0]
	if r.seen == nil {
		r.seen = make(map[string]int)
	}
	r.seen[name]++
	if r.seen[name] == 1 {
		if name == "BREAK" {
			r.breaksUnset = false
		}
		return nil
	}
	if r.seen[name] > maxAffixes {
		return errTooLarge
	}
	return r.entry(name, f[1:])
}

func (r *reader) entry(name string, f []string) error {
	d := r.d
	one := r.text(f[0])
	two := ""
	if len(f) > 1 {
		two = r.text(f[1])
	}
	switch name {
	case "AF":
		list, err := r.flags.list(f[0])
		if err != nil {
			return err
		}
		r.flags.aliases = append(r.flags.aliases, sorted(list))
	case "REP":
		if two == "0" {
			two = ""
		}
		rep := replacement{from: one, to: strings.ReplaceAll(two, "_", " ")}
		rep.from, rep.atStart = strings.CutPrefix(rep.from, "^")
		rep.from, rep.atEnd = strings.CutSuffix(rep.from, "$")
		rep.from = strings.ReplaceAll(rep.from, "_", " ")
		if rep.from != "" {
			d.reps = append(d.reps, rep)
		}
	case "MAP":
		if len(d.maps) < maxMaps {
			d.maps = append(d.maps, mapEntry(one))
		}
	case "BREAK":
		d.breaks = append(d.breaks, one)
	case "ICONV":
		r.in = append(r.in, one, strings.ReplaceAll(two, "_", " "))
	case "OCONV":
		r.out = append(r.out, one, strings.ReplaceAll(two, "_", " "))
	case "COMPOUNDRULE":
		rule, err := r.compoundRule(f[0])
		if err != nil {
			return err
		}
		d.compound.rules = append(d.compound.rules, rule)
	case "CHECKCOMPOUNDPATTERN":
		return r.compoundPattern(one, two, len(f))
	}
	return nil
}

// mapEntry reads characters that are alike; longer ones stand in brackets.
func mapEntry(s string) []string {
	var out []string
	for s != "" {
		if end := strings.IndexByte(s, ')'); s[0] == '(' && end > 0 {
			out = append(out, s[1:end])
			s = s[end+1:]
			continue
		}
		_, n := utf8.DecodeRuneInString(s)
		out = append(out, s[:n])
		s = s[n:]
	}
	return out
}

// longestFirst replaces pairs of texts, the longest that fits at each place.
func longestFirst(pairs []string) *strings.Replacer {
	chunks := slices.Collect(slices.Chunk(pairs, 2))
	slices.SortStableFunc(chunks, func(a, b []string) int { return len(b[0]) - len(a[0]) })
	return strings.NewReplacer(slices.Concat(chunks...)...)
}

// finish is done between the rules and the words.
func (r *reader) finish() {
	d := r.d
	if r.breaksUnset {
		d.breaks = []string{"-", "^-", "-$"}
	}
	if d.compound.min == 0 {
		d.compound.min = 3
	}
	if len(r.in) > 0 {
		d.in = longestFirst(r.in)
	}
	if len(r.out) > 0 {
		d.out = longestFirst(r.out)
	}
	for _, list := range []map[string][]*affix{d.prefixes, d.suffixes} {
		for _, affixes := range list {
			for _, a := range affixes {
				for _, f := range a.cont {
					d.inner[f] = true
				}
			}
		}
	}
	for _, affixes := range d.suffixes {
		for _, a := range affixes {
			d.twofold = d.twofold || d.inner[a.flag]
		}
	}
}
