package gui

import (
	"context"
	"errors"
	"strings"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

// serverSearch is what the servers were asked beside a search, and what they
// said.
type serverSearch struct {
	asking  bool
	done    bool
	there   app.There
	trouble error
}

// canAsk tells whether servers have mail for this search that is not here.
func (f *search) canAsk() bool {
	return f.partial.Ask && !f.asked.Empty && !f.servers.asking && !f.servers.done
}

// askServers asks them, away from the UI goroutine; what they find is listed
// with what was found here. Another search ends it.
func (f *search) askServers() {
	if !f.canAsk() {
		return
	}
	l := f.l
	f.servers.asking = true
	l.searchNote.say()
	load(l.s.pump, func(ctx context.Context) (app.There, error) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(f.ctx, cancel)()
		return l.s.core.Mail.AskServers(ctx, f.asked)
	}, func(there app.There, err error) {
		if l.found != f || f.ctx.Err() != nil {
			return
		}
		f.servers = serverSearch{done: true, there: there, trouble: err}
		f.asked.There = there.Messages
		l.searchNote.say()
		f.refresh()
	})
}

// foundThere tells whether a server found a message, not this computer.
func (l *listView) foundThere(id mail.MessageID) bool {
	if l.found == nil {
		return false
	}
	for _, there := range l.found.asked.There {
		if there == id {
			return true
		}
	}
	return false
}

// servers says what of the mail is not here, and what its servers say of it.
func (n *searchNote) servers() string {
	s, p := &n.f.servers, n.f.partial
	switch {
	case s.asking:
		return lang.T("Asking the server …")
	case s.done:
		return s.said()
	case p.Folders == 0 && !p.Ask:
		return ""
	}
	var parts []string
	switch {
	case p.Folders > 0 && p.Recent:
		parts = append(parts, lang.N(p.Folders, "In {n} folder only headers or recent mail are here.", "In {n} folders only headers or recent mail are here."))
	case p.Folders > 0:
		parts = append(parts, lang.N(p.Folders, "{n} folder keeps only headers here.", "{n} folders keep only headers here."))
	}
	if n.f.canAsk() {
		parts = append(parts, lang.T("Search on the server"))
	}
	return strings.Join(parts, " ")
}

// said is what servers found, and what went wrong.
func (s *serverSearch) said() string {
	parts := []string{lang.N(len(s.there.Messages), "The server found {n} more.", "The server found {n} more.")}
	if s.there.More {
		parts[0] = lang.T("The server found more; the newest {n} are listed.", "n", len(s.there.Messages))
	}
	if n := len(s.there.Refused); n > 0 {
		parts = append(parts, lang.N(n, "It could not search {n} folder.", "It could not search {n} folders."))
	}
	if s.trouble != nil {
		ex := app.Explain(s.trouble)
		if of := (*app.AccountError)(nil); errors.As(s.trouble, &of) {
			ex = app.Explain(of.Err)
		}
		parts = append(parts, lang.Said(ex.Title), lang.Said(ex.Action))
		if len(s.there.Messages) == 0 {
			parts = parts[1:]
		}
	}
	return strings.Join(parts, " ")
}

// say shows what is known of the search by now.
func (n *searchNote) say() {
	f := n.f
	if f == nil || !f.known {
		return
	}
	tone, icon, text := kit.ToneNeutral, kit.IconSuccess, lang.N(f.total, "Searched {n} message in all folders; all text is indexed.", "Searched {n} messages in all folders; all text is indexed.")
	if f.indexed < f.total {
		percent := max(0, min(99, f.indexed*100/max(f.total, 1)))
		icon, text = kit.IconInfo, lang.T("The text of {n} % of all mail can be searched so far; of the rest, sender and subject.", "n", percent)
		if !f.partial.Coming {
			text = lang.T("The text of {n} % of all mail can be searched here; of the rest, sender and subject.", "n", percent)
		}
	}
	if odd := n.problems(); odd != "" {
		tone, icon, text = kit.ToneWarning, kit.IconWarning, odd
	}
	if more := n.servers(); more != "" {
		text += " " + more
		if f.servers.trouble != nil {
			tone, icon = kit.ToneWarning, kit.IconWarning
		}
	}
	n.object.OnTapped = nil
	if f.canAsk() {
		n.object.OnTapped = f.askServers
	}
	n.set(tone, icon, text)
}

// searchServers is the command.
func (l *listView) searchServers() {
	if l.found != nil {
		l.found.askServers()
	}
}

// needsServers is for the command.
func (l *listView) needsServers() string {
	switch {
	case l.found == nil:
		return lang.T("Search for something first.")
	case !l.found.canAsk():
		return lang.T("There is nothing that only the server could find.")
	}
	return ""
}
