package gui

import (
	"context"
	"strings"
	"time"

	"godwit/app"
	"godwit/app/gui/lang"
)

// search is a list of what a text was found in.
type search struct {
	l    *listView
	text string
}

// searchMost bounds how many hits the list holds.
const searchMost = 5000

// find shows what text is found in, over all accounts.
func (l *listView) find(text string) {
	l.found = &search{l, text}
	l.begin("“" + text + "”")
	l.widget.SetEmptyText("")
	l.widget.SetLoading(true)
	l.found.read(firstPage)
}

// endFind goes back to the folder.
func (l *listView) endFind() {
	if l.found != nil {
		l.found = nil
		l.open(l.node)
	}
}

type foundPage struct {
	page
	app.Found
	total int
}

func (f *search) refresh() { f.read(searchMost) }

// read asks for the newest hits, first few and then all that are shown.
func (f *search) read(limit int) {
	l, gen := f.l, f.l.gen
	text := f.text
	if terms, _ := l.filter.set.terms(); terms != "" {
		text += " " + terms
	}
	load(l.s.pump, func(ctx context.Context) (foundPage, error) {
		found, err := l.s.core.Mail.Search(ctx, text, 0, 0, limit)
		if err != nil {
			return foundPage{}, err
		}
		p := foundPage{page: flatPage(found.Rows), Found: found, total: len(found.Rows)}
		if len(found.Rows) == limit {
			p.total, err = l.s.core.Mail.SearchCount(ctx, text, 0)
		}
		return p, err
	}, func(p foundPage, err error) {
		if gen != l.gen || l.found != f {
			return
		}
		if err != nil {
			l.widget.SetLoading(false)
			l.s.fail(err)
			return
		}
		l.put(p.page)
		l.widget.SetLoading(false)
		l.count.SetText(lang.N(p.total, "{n} found", "{n} found") + " · " + took(p.Took))
		if p.total == 0 {
			l.widget.SetEmptyText(f.nothing(p.Found))
		}
		if limit == firstPage && len(p.Rows) == limit {
			f.read(searchMost)
		}
	})
}

func took(d time.Duration) string {
	if d < time.Millisecond {
		return lang.T("under 1 ms")
	}
	return lang.T("{n} ms", "n", int(d.Milliseconds()))
}

func (f *search) nothing(found app.Found) string {
	searched := lang.N(found.Searched, "Searched {n} message", "Searched {n} messages")
	if !found.Complete {
		searched += lang.T("; the rest is on its way")
	}
	return lang.T("No mail with “{text}” in any folder.", "text", f.text) + " " + searched + "."
}

// words are the plain words of a search, to mark them in the message.
func (l *listView) words() []string {
	if l.found == nil {
		return nil
	}
	var out []string
	for _, w := range strings.Fields(l.found.text) {
		if !strings.ContainsAny(w, ":") && !strings.HasPrefix(w, "-") {
			out = append(out, strings.Trim(w, `"*`))
		}
	}
	return out
}
