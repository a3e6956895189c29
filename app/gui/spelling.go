package gui

import (
	"context"
	"slices"
	"strings"
	"sync"

	"fyne.io/fyne/v2/lang"

	"godwit/app/gui/kit"
	"godwit/compose/spell"
	"godwit/sync/mail"
)

// prefWords are the words a person has added to the dictionary, one a line.
const prefWords = "write.words"

// keptDictionaries bounds how many dictionaries stay in memory, some 20 MB each.
const keptDictionaries = 3

// dictionaries are what compose windows share: dictionaries that were read, and
// the words a person has added. Any goroutine may use them.
type dictionaries struct {
	mu   sync.Mutex
	read []*spell.Dictionary // the last used one last
	own  map[string]bool     // nil until they were read
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
	d.own = make(map[string]bool)
	for w := range strings.FieldsSeq(s) {
		d.own[w] = true
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
	all := make([]string, 0, len(d.own))
	for w := range d.own {
		all = append(all, w)
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// speller checks the spelling in one compose window, in the language that the
// message seems to be in.
type speller struct {
	s        *session
	body     *kit.Editor
	people   func() []mail.Address // whom the message is for, whose names are right
	language string
	news     int // words that were asked about since the language was guessed
}

// namesOf is the words of people's names, in small letters.
func namesOf(people []mail.Address) map[string]bool {
	out := make(map[string]bool)
	for _, a := range people {
		for w := range strings.FieldsSeq(strings.ToLower(a.Name)) {
			out[strings.Trim(w, ",.()'\"")] = true
		}
	}
	return out
}

// guessAfter is how many new words make another guess at the language worth it,
// guessFrom how much of the text is looked at.
const (
	guessAfter = 12
	guessFrom  = 16 << 10
)

// guess finds the language, and has the text checked by its dictionary when it
// is another one than so far. Without a dictionary nothing is checked.
func (p *speller) guess() {
	p.news = 0
	sample := p.body.Sample(guessFrom)
	usual := strings.ReplaceAll(lang.SystemLocale().LanguageString(), "-", "_")
	before := p.language
	load(p.s.pump, func(ctx context.Context) (*spell.Dictionary, error) {
		if err := p.s.words.readOwn(ctx, p.s.core.Pref); err != nil {
			return nil, err
		}
		installed := spell.Find()
		at := spell.Guess(sample, installed, usual)
		if at < 0 || installed[at].Language == before {
			return nil, nil
		}
		return p.s.words.open(installed[at])
	}, func(d *spell.Dictionary, err error) {
		if err != nil {
			p.s.log.Warn("spelling is not checked", "err", err)
		}
		if d != nil {
			p.use(d)
		}
	})
}

// use checks by a dictionary from now on.
func (p *speller) use(d *spell.Dictionary) {
	p.language = d.Language
	p.body.SetSpeller(&kit.Speller{
		Check: func(words []string, done func([]string)) {
			names := namesOf(p.people())
			words = slices.DeleteFunc(words, func(w string) bool { return names[strings.ToLower(w)] })
			load(p.s.pump, func(context.Context) ([]string, error) { return p.s.words.wrong(d, words), nil },
				func(wrong []string, _ error) { done(wrong) })
			if p.news += len(words); p.news >= guessAfter {
				p.guess()
			}
		},
		Suggest: func(word string, done func([]string)) {
			load(p.s.pump, func(context.Context) ([]string, error) { return d.Suggest(word), nil },
				func(meant []string, _ error) { done(meant) })
		},
		Learn: func(word string) { p.s.setPref(prefWords, p.s.words.add(word)) },
	})
}
