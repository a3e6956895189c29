package gui

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"godwit/compose/spell"
)

// prefWords are the words a person has added to the dictionary, one a line;
// prefLanguages the languages that one writes to people in, "address language" a
// line, the latest first.
const (
	prefWords     = "write.words"
	prefLanguages = "write.languages"
)

// keptDictionaries bounds how many dictionaries stay in memory, some 20 MB each.
const keptDictionaries = 3

// dictionaries are what compose windows share: dictionaries that were read, and
// the words a person has added. Any goroutine may use them.
type dictionaries struct {
	mu   sync.Mutex
	read []*spell.Dictionary // the last used one last
	own  map[string]bool     // nil until they were read

	languages []string // "address language"
}

// open is the dictionary of a language, read if need be.
func (d *dictionaries) open(in spell.Installed) (*spell.Dictionary, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if i := slices.IndexFunc(d.read, func(one *spell.Dictionary) bool { return one.Language == in.Language }); i >= 0 {
		one := d.read[i]
		d.read = append(slices.Delete(d.read, i, i+1), one)
		return one, nil
	}
	one, err := in.Read()
	if err != nil {
		return nil, err
	}
	if len(d.read) == keptDictionaries {
		d.read = d.read[1:]
	}
	d.read = append(d.read, one)
	return one, nil
}

// readOwn reads a person's own words, once.
func (d *dictionaries) readOwn(ctx context.Context, pref func(context.Context, string) (string, error)) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.own != nil {
		return nil
	}
	s, err := pref(ctx, prefWords)
	if err != nil {
		return err
	}
	languages, err := pref(ctx, prefLanguages)
	if err != nil {
		return err
	}
	d.own = make(map[string]bool)
	for w := range strings.FieldsSeq(s) {
		d.own[w] = true
	}
	if languages != "" {
		d.languages = strings.Split(languages, "\n")
	}
	return nil
}

// wrong is which words are neither in a dictionary nor a person's own. A word of
// one's own is right in small letters and at the start of a sentence.
func (d *dictionaries) wrong(in *spell.Dictionary, words []string) []string {
	d.mu.Lock()
	own := func(w string) bool { return d.own[w] || d.own[strings.ToLower(w)] }
	words = slices.DeleteFunc(slices.Clone(words), own)
	d.mu.Unlock()
	return slices.DeleteFunc(words, in.Check)
}

// add keeps a word; the answer is all of them.
func (d *dictionaries) add(word string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.own == nil {
		d.own = make(map[string]bool)
	}
	d.own[word] = true
	return strings.Join(slices.Sorted(maps.Keys(d.own)), "\n")
}

// remove forgets a word; the answer is all that are left.
func (d *dictionaries) remove(word string) string {
	d.mu.Lock()
	delete(d.own, word)
	d.mu.Unlock()
	return strings.Join(d.all(), "\n")
}

// all are a person's own words in order.
func (d *dictionaries) all() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Sorted(maps.Keys(d.own))
}

// keptLanguages bounds of how many people it is remembered in which language one
// writes to them.
const keptLanguages = 300

// to is the language that one chose the last time one wrote to an address, or "".
func (d *dictionaries) to(address string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, one := range d.languages {
		if rest, ok := strings.CutPrefix(one, address+" "); ok && address != "" {
			return rest
		}
	}
	return ""
}

// writes remembers the language for an address, "" forgets it; the answer is all
// that is remembered.
func (d *dictionaries) writes(address, language string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.languages = slices.DeleteFunc(d.languages, func(one string) bool { return strings.HasPrefix(one, address+" ") })
	if language != "" {
		d.languages = slices.Insert(d.languages, 0, address+" "+language)
	}
	d.languages = d.languages[:min(len(d.languages), keptLanguages)]
	return strings.Join(d.languages, "\n")
}
