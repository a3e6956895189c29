package gui

import (
	"context"
	"strings"
	"time"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
	"godwit/sync/query"
)

// search is a list of what a text was found in. The search field has a new one
// after each key; the one before it is ended.
type search struct {
	l     *listView
	asked app.Typing
	ctx   context.Context // ends with the search
	end   context.CancelFunc
	rest  *timer // until all is read, not the first page alone

	known          bool // what follows is
	indexed, total int
	partial        app.Partial
	servers        serverSearch
}

// typingRest is how long typing must rest before more than a page is read.
const typingRest = 150 * time.Millisecond

// find shows what text is found in, over all accounts. What was found before
// stays until there is something to show in its place.
func (l *listView) find(text string) {
	also, _ := l.filter.set.terms()
	f := &search{l: l, asked: l.s.core.Mail.Typing(text, also)}
	f.ctx, f.end = context.WithCancel(context.Background())
	begun := l.found == nil
	if l.found != nil {
		l.found.stop()
	}
	l.found = f
	title := "“" + cut(text, 100) + "”"
	if begun {
		l.begin(title)
		l.widget.SetEmptyText("")
		l.widget.SetLoading(true)
	} else {
		l.gen++
		l.asking, l.again = false, false
		l.title.SetText(title)
	}
	l.save.Show()
	l.searchNote.show(f)
	f.read(firstPage, func(p foundPage) {
		if !begun { // its place in another list says nothing here
			l.shown, l.wanted, l.kept = 0, 0, nil
			l.widget.Reset()
		}
		l.widget.SetMarks(kit.RowMarks{
			Sender: f.asked.Marks(query.From, query.To, query.Cc), Subject: f.asked.Marks(query.Subject), Preview: f.asked.Marks(query.Body),
		})
		f.show(p)
		if p.more {
			f.rest = l.s.pump.after(typingRest, f.refresh)
		}
	})
}

// stop ends what is under way.
func (f *search) stop() {
	f.end()
	f.rest.cancel()
}

// endFind goes back to the folder.
func (l *listView) endFind() {
	if l.found != nil {
		l.forgetFound()
		l.open(l.node)
	}
}

// forgetFound ends a search, whatever is listed next.
func (l *listView) forgetFound() {
	if l.found != nil {
		l.found.stop()
		l.found = nil
		l.widget.SetMarks(kit.RowMarks{})
	}
	l.searchNote.hide()
	l.save.Hide()
}

// saveSearch keeps what is searched for in the folder tree.
func (l *listView) saveSearch() {
	if l.found == nil {
		return
	}
	text := strings.TrimSpace(l.found.asked.Text)
	ask(l.s.win, lang.T("Keep this search as a folder"), lang.T("Name"), cut(text, 60), lang.T("Save"), func(name string) {
		do(l.s.pump, func(ctx context.Context) error { return l.s.core.Mail.SaveSearch(ctx, name, text) }, func(err error) {
			if err != nil {
				l.s.fail(err)
				return
			}
			l.s.tell(lang.T("“{name}” is in the folder tree now.", "name", name))
		})
	})
}

type foundPage struct {
	page
	ids            []mail.MessageID
	more           bool // there may be others than those
	indexed, total int
	partial        app.Partial
}

// refresh reads all that fits.
func (f *search) refresh() {
	f.read(0, f.show)
}

// read asks for the newest messages that fit, 0 is all of them, and for the
// rows near what is looked at.
func (f *search) read(limit int, show func(foundPage)) {
	l, gen := f.l, f.l.gen
	m := l.s.core.Mail
	from, to := l.list.Near()
	if limit > 0 {
		from, to = 0, screenful
	}
	load(l.s.pump, func(ctx context.Context) (foundPage, error) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(f.ctx, cancel)()
		var p foundPage
		var err error
		if p.ids, err = m.Find(ctx, f.asked, limit); err != nil {
			return p, err
		}
		p.order, p.more = model.NewOrder(p.ids), limit > 0 && len(p.ids) == limit
		if p.rows, err = rowsOf(ctx, m, false, p.order.Heads(from, to)); err != nil {
			return p, err
		}
		if p.tags, err = m.Tags(ctx); err != nil {
			return p, err
		}
		if p.indexed, p.total, err = m.Searchable(ctx); err != nil || p.indexed == p.total {
			return p, err
		}
		p.partial, err = m.Partial(ctx)
		return p, err
	}, func(p foundPage, err error) {
		if gen != l.gen || l.found != f || f.ctx.Err() != nil {
			return
		}
		l.widget.SetLoading(false)
		if err != nil {
			l.s.fail(err)
			return
		}
		show(p)
	})
}

// show puts what was found into the list, and says how much it is.
func (f *search) show(p foundPage) {
	l := f.l
	l.put(p.page)
	count := lang.N(len(p.ids), "{n} found", "{n} found")
	if p.more {
		count = lang.T("more than {n} found", "n", len(p.ids)-1)
	}
	l.count.SetText(count)
	f.known, f.indexed, f.total, f.partial = true, p.indexed, p.total, p.partial
	l.searchNote.say()
	if len(p.ids) == 0 {
		l.widget.SetEmptyText(lang.T("No mail with “{text}” in any folder.", "text", cut(f.asked.Text, 20)))
	}
}

// words finds what a search looks for, to mark it in the message; nil marks
// nothing.
func (l *listView) words() func(text string) [][2]int {
	if l.found == nil {
		return nil
	}
	return l.found.asked.Marks(query.Body, query.Subject)
}

// searchNote is below the title of what was found: what was searched, what of
// the search could not be read, and a way to keep it.
type searchNote struct {
	l      *listView
	object *kit.NoteLine
	f      *search
}

func newSearchNote(l *listView) *searchNote {
	n := &searchNote{l: l, object: kit.NewNoteLine(kit.ToneNeutral, kit.IconInfo, "")}
	n.object.Hide()
	return n
}

// show says what is odd in the search, before anything is found.
func (n *searchNote) show(f *search) {
	n.f = f
	n.object.Show()
	if text := n.problems(); text != "" {
		n.set(kit.ToneWarning, kit.IconWarning, text)
	}
}

// set says something, for which more or fewer lines may be needed.
func (n *searchNote) set(tone kit.Tone, icon kit.IconName, text string) {
	if n.object.Text() != text {
		n.object.Set(tone, icon, text)
		n.l.box.Refresh()
	}
}

func (n *searchNote) hide() {
	n.f = nil
	if n.object.Visible() {
		n.object.Hide()
		n.l.box.Refresh()
	}
}

func (n *searchNote) problems() string {
	var list []string
	for _, p := range n.f.asked.Problems {
		list = append(list, lang.Said(p.Text))
	}
	return strings.Join(list[:min(len(list), 2)], " ")
}
