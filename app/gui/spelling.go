package gui

import (
	"context"
	"slices"
	"strings"

	fynelang "fyne.io/fyne/v2/lang"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/compose/spell"
	"godwit/sync/mail"
)

// speller checks the spelling in one compose window, in the language that the
// message seems to be in or that was chosen for it.
type speller struct {
	c      *composer
	s      *session
	body   *kit.Editor
	people func() []mail.Address // whom the message is for, whose names are right

	in        string            // the language that is checked; "" none
	chosen    string            // by the writer: a language, or spellingOff; "" it is guessed
	installed []spell.Installed // on this computer, as of the last look
	looked    bool
	news      int    // words that were asked about since the language was guessed
	changed   func() // is told of another language; nil is fine
}

func newSpeller(c *composer) *speller {
	p := &speller{c: c, s: c.s, body: c.body, people: c.addressed}
	p.body.OnSpelled = p.spelled
	return p
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

// guessed is the dictionaries there are, and the one to check by: nil if there is
// none, or it is the one so far.
type guessed struct {
	installed []spell.Installed
	by        *spell.Dictionary
}

// guess finds the language, unless it was chosen, and has the text checked by its
// dictionary when it is another one than so far. What one wrote to the recipient
// before counts where the text says little. Without a dictionary nothing is
// checked.
func (p *speller) guess() {
	p.news = 0
	sample, before, chosen, to := p.body.Sample(guessFrom), p.in, p.chosen, p.recipient()
	load(p.s.pump, func(ctx context.Context) (guessed, error) {
		if err := p.s.words.readOwn(ctx, p.s.core.Pref); err != nil {
			return guessed{}, err
		}
		g := guessed{installed: spell.Find()}
		at := -1
		if chosen == "" {
			at = spell.Guess(sample, g.installed, p.usual(to))
		} else {
			at = slices.IndexFunc(g.installed, func(one spell.Installed) bool { return one.Language == chosen })
		}
		if at < 0 || g.installed[at].Language == before {
			return g, nil
		}
		var err error
		g.by, err = p.s.words.open(g.installed[at])
		return g, err
	}, func(g guessed, err error) {
		if err != nil {
			p.s.log.Warn("spelling is not checked", "err", err)
		}
		p.installed, p.looked = g.installed, true
		if g.by != nil && p.chosen == chosen && !p.c.closed {
			p.use(g.by)
		}
		p.tell()
	})
}

// usual is the language where a text says too little.
func (p *speller) usual(to string) string {
	if before := p.s.words.to(to); before != "" {
		return before
	}
	return strings.ReplaceAll(fynelang.SystemLocale().LanguageString(), "-", "_")
}

// recipient is the address of the first person that the message is to, or "".
func (p *speller) recipient() string {
	if to := p.c.writing.Draft.To; len(to) > 0 {
		return strings.ToLower(to[0].Email)
	}
	return ""
}

func (p *speller) tell() {
	if p.changed != nil {
		p.changed()
	}
}

// use checks by a dictionary from now on.
func (p *speller) use(d *spell.Dictionary) {
	p.in = d.Language
	p.body.SetSpeller(&kit.Speller{
		Check: func(words []string, done func([]string)) {
			names := namesOf(p.people())
			words = slices.DeleteFunc(words, func(w string) bool { return names[strings.ToLower(w)] })
			load(p.s.pump, func(context.Context) ([]string, error) { return p.s.words.wrong(d, words), nil },
				func(wrong []string, _ error) { done(wrong) })
			if p.news += len(words); p.news >= guessAfter && p.chosen == "" {
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

// spelled says what came of looking for the next misspelled word.
func (p *speller) spelled(found bool) {
	switch {
	case found:
	case p.in != "":
		p.c.stage.ShowToast(kit.Toast{Text: lang.T("No misspelled word is left.")})
	case p.looked && len(p.installed) == 0:
		p.showAdvice()
	default:
		p.c.stage.ShowToast(kit.Toast{Text: lang.T("The spelling of this message is not checked.")})
	}
}
