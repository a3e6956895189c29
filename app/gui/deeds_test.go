package gui

import (
	"slices"

	"fyne.io/fyne/v2"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// The subjects of sample messages that deeds are done to.
const (
	welcome    = "Welcome to Godwit"
	invitation = "Invitation: Book club, The Living Mountain"
	posters    = "Posters on Saturday? 🐦🎨"
)

// deeds are what each command of the main window does, by its id: a new command
// needs a row here.
var deeds = map[string]deed{
	"write":            {nil, nil, (*screen).writes},
	"get":              {nil, nil, (*screen).says},
	"save-message":     {on(welcome), nil, (*screen).asks},
	"save-attachments": {onFiles, nil, (*screen).asks},
	"open-in-browser": {func(s *screen) { s.s.removePrivate(); on(welcome)(s) }, nil, func(s *screen) func() bool {
		return func() bool { s.s.copying.Lock(); defer s.s.copying.Unlock(); return s.s.private != nil }
	}},
	"print":    {on(welcome), nil, (*screen).asks},
	"account":  {nil, nil, (*screen).leavesMail},
	"contacts": {nil, nil, (*screen).leavesMail},
	"settings": {nil, nil, (*screen).leavesMail},

	"undo": {func(s *screen) {
		on(welcome)(s)
		id := s.shell.list.ids()[0]
		s.shell.actions.archive()
		s.until("archived", func() bool { _, ok := s.shell.list.list.IndexOf(id); return !ok })
	}, nil, func(s *screen) func() bool { n := s.count(); return func() bool { return s.count() == n+1 } }},
	"select-all": {nil, nil, func(s *screen) func() bool { return func() bool { return len(s.shell.list.ids()) == s.count() } }},
	"select": {func(s *screen) {
		on(welcome)(s)
		s.shell.pick()
		s.shell.step(1)
	}, nil, func(s *screen) func() bool { return func() bool { return len(s.shell.list.ids()) == 2 } }},
	"select-none": {on(welcome), nil, func(s *screen) func() bool { return func() bool { return len(s.shell.list.ids()) == 0 } }},
	"palette":     {nil, nil, func(s *screen) func() bool { return func() bool { return focused[*kit.PickField](s) } }},
	"search":      {nil, nil, func(s *screen) func() bool { return func() bool { return focused[*kit.SearchField](s) } }},
	"find": {on(welcome), nil, func(s *screen) func() bool {
		s.shell.talk.find.object.Hide()
		return func() bool { return s.shell.talk.find.object.Visible() }
	}},
	"find-next":     {on(welcome), nil, toFound(2)},
	"find-previous": {on(welcome), nil, toFound(-1)},
	"search-server": {func(s *screen) {
		s.shell.searchBox.entry.SetText("tideline ")
		s.until("hits", func() bool { f := s.shell.list.found; return f != nil && f.known })
		s.shell.list.found.partial = app.Partial{Folders: 1, Ask: true}
		s.s.win.Canvas().Focus(s.shell.list.widget)
	}, nil, func(s *screen) func() bool {
		f := s.shell.list.found
		return func() bool { return f.servers.asking || f.servers.done }
	}},

	"pane":          {nil, nil, func(s *screen) func() bool { return func() bool { return s.shell.panes.hideReader } }},
	"next-pane":     {nil, nil, func(s *screen) func() bool { return func() bool { return focused[*kit.SearchField](s) } }},
	"previous-pane": {nil, nil, func(s *screen) func() bool { return func() bool { return focused[*kit.FolderTree](s) } }},
	"zoom-in": {on(welcome), nil, func(s *screen) func() bool {
		z := s.s.prefs.Zoom
		return func() bool { return s.s.prefs.Zoom > z }
	}},
	"zoom-out": {on(welcome), nil, func(s *screen) func() bool {
		z := s.s.prefs.Zoom
		return func() bool { return s.s.prefs.Zoom < z }
	}},
	"zoom-none": {func(s *screen) { on(welcome)(s); s.shell.talk.zoom(0.3) }, nil, func(s *screen) func() bool {
		return func() bool { return s.s.prefs.Zoom == 1 }
	}},
	"conversations": {on(welcome), nil, (*screen).says},
	"plain-text": {on(welcome), nil, func(s *screen) func() bool {
		plain := s.s.prefs.PlainText
		return func() bool { return s.s.prefs.PlainText != plain }
	}},
	"colours": {on("Eleven days without a rest"), nil, func(s *screen) func() bool {
		original := s.shell.reader.html.original
		return func() bool { return s.shell.reader.html.original != original }
	}},
	"source":   {on(welcome), nil, (*screen).opensWindow},
	"how-sent": {on(welcome), nil, (*screen).says},

	"next":            {on(welcome), nil, (*screen).moves},
	"previous":        {on(invitation), nil, (*screen).moves},
	"next-unread":     {nil, nil, (*screen).moves},
	"previous-unread": {func(s *screen) { s.shell.list.widget.MoveCursor(1 << 20) }, nil, (*screen).moves},
	"open": {on(welcome), nil, func(s *screen) func() bool {
		return func() bool { return s.win.Canvas().Focused() == fyne.Focusable(s.shell.reader.view) }
	}},
	"back": {func(s *screen) { s.shell.settings() }, nil, func(s *screen) func() bool {
		return func() bool { return s.front == s.shell.object }
	}},
	"talk-next":     {on(welcome), nil, (*screen).says}, // there is one message only, and it says so
	"talk-previous": {on(welcome), nil, (*screen).says},
	"inbox":         {func(s *screen) { s.shell.goDrafts() }, nil, (*screen).listsMail},
	"starred":       {nil, nil, goes(mail.Starred)},
	"sent":          {nil, nil, goes(mail.Sent)},
	"archived":      {nil, nil, goes(mail.Archive)},
	"drafts":        {nil, nil, func(s *screen) func() bool { return func() bool { return s.shell.opened == model.DraftsID } }},
	"outbox":        {nil, nil, func(s *screen) func() bool { return func() bool { return s.shell.opened == model.OutboxID } }},

	"reply":         {on(invitation), nil, (*screen).writes},
	"reply-all":     {on(invitation), nil, (*screen).writes},
	"forward":       {on(invitation), nil, (*screen).writes},
	"reply-list":    {on("Re: [waders] One-legged or resting? A method question"), nil, (*screen).writes},
	"forward-whole": {on(invitation), nil, (*screen).writes},
	"redirect":      {on(invitation), nil, (*screen).opensWindow},
	"edit-as-new":   {on(invitation), nil, (*screen).writes},
	"archive":       {on(welcome), nil, (*screen).removes},
	"move":          {on(welcome), nil, (*screen).asks},
	"junk":          {on(welcome), nil, (*screen).removes},
	"not-junk": {func(s *screen) {
		s.shell.tree.open(s.folder(mail.Junk))
		s.until("junk", func() bool { return s.count() > 0 && s.count() < 10 })
		s.shell.list.widget.MoveCursor(1)
	}, nil, (*screen).removes},
	"delete":         {on(welcome), nil, (*screen).removes},
	"delete-forever": {on(welcome), nil, (*screen).asks},
	"read":           {on(posters), nil, marks(mail.Seen)},
	"mark-read":      {on(posters), nil, marks(mail.Seen)},
	"mark-unread": {func(s *screen) {
		on(posters)(s)
		s.shell.actions.mark(mail.Seen, 0)
		s.until("read", func() bool { return flagged(s, mail.Seen) })
	}, nil, marks(mail.Seen)},
	"star": {on(posters), nil, marks(mail.Flagged)},

	"new-folder":    {onOwnFolder, nil, (*screen).asks},
	"rename-folder": {onOwnFolder, nil, (*screen).asks},
	"move-folder":   {onOwnFolder, nil, (*screen).asks},
	"delete-folder": {onOwnFolder, nil, (*screen).says},
	"read-folder": {func(s *screen) {
		s.shell.tree.open(s.folder(mail.Inbox))
		on(posters)(s)
		s.shell.actions.mark(0, mail.Seen)
		s.until("unread", func() bool { n, ok := s.shell.node(); return ok && hasUnread(n) == "" })
	}, nil, (*screen).says},
	"empty-folder": {func(s *screen) { s.shell.tree.open(s.folder(mail.Junk)) }, nil, (*screen).says},
	"get-folder":   {onOwnFolder, nil, (*screen).says},
	"favourite": {onOwnFolder, nil, func(s *screen) func() bool {
		n := len(s.shell.tree.source.Favourites)
		return func() bool { return len(s.shell.tree.source.Favourites) != n }
	}},
	"favourite-up":   {onFavourite(1), nil, (*screen).reorders},
	"favourite-down": {onFavourite(0), nil, (*screen).reorders},
	"flat-folder": {onOwnFolder, nil, func(s *screen) func() bool {
		flat := func() bool { n, _ := s.shell.node(); f, _ := s.shell.tree.folder(n); return f.Flat }
		was := flat()
		return func() bool { return flat() != was }
	}},
	"subscribe": {onOwnFolder, nil, func(s *screen) func() bool {
		faint := func() bool { n, _ := s.shell.node(); return n.Faint }
		was := faint()
		return func() bool { return faint() != was }
	}},
	"keep-folder": {onOwnFolder, nil, (*screen).asks},

	"jump":     {nil, nil, (*screen).asks},
	"copy-to":  {on(welcome), nil, (*screen).asks},
	"mute":     {on(welcome), nil, (*screen).says},
	"tag":      {on(welcome), nil, (*screen).asks},
	"tag-none": {on(welcome), nil, (*screen).says}, "tag-one": {on(welcome), nil, (*screen).says}, "tag-two": {on(welcome), nil, (*screen).says},
	"tag-three": {on(welcome), nil, (*screen).says}, "tag-four": {on(welcome), nil, (*screen).says}, "tag-five": {on(welcome), nil, (*screen).says},
	"tag-six": {on(welcome), nil, (*screen).says}, "tag-seven": {on(welcome), nil, (*screen).says},
	"tag-eight": {on(welcome), nil, (*screen).says}, "tag-nine": {on(welcome), nil, (*screen).says},

	"keys":  {nil, nil, (*screen).asks},
	"about": {nil, nil, (*screen).asks},
}

// on selects the message with a subject.
func on(subject string) func(*screen) { return func(s *screen) { s.choose(subject) } }

// onFiles selects a message that has attachments.
func onFiles(s *screen) {
	l := s.shell.list.list
	for i := range l.Count() {
		if r, ok := l.Row(i); ok && r.Attachments > 0 {
			s.choose(r.Subject)
			s.until("its files", func() bool { a := s.shell.reader.head.attached; return a != nil && len(a.parts) > 0 })
			return
		}
	}
	s.t.Fatal("no message has attachments")
}

// onOwnFolder opens a folder that a person made.
func onOwnFolder(s *screen) {
	for _, f := range s.shell.tree.source.Folders {
		if f.Role == mail.NoRole && f.Total > 0 {
			s.shell.goFolder(model.FolderNodeID(f.ID))
			s.until("the folder", func() bool { return s.count() == f.Total })
			return
		}
	}
	s.t.Fatal("nobody made a folder")
}

func (s *screen) count() int { return s.shell.list.list.Count() }

// folder is the node of the first folder that is for something.
func (s *screen) folder(r mail.Role) string {
	n, ok := s.shell.roleNode(r)
	if !ok {
		s.t.Fatalf("no folder is for %s", r)
	}
	return n.ID
}

// focused tells whether a widget of this kind has the keyboard.
func focused[T fyne.Focusable](s *screen) bool {
	_, ok := s.win.Canvas().Focused().(T)
	return ok
}

// flagged tells whether the selected message has a flag.
func flagged(s *screen, f mail.Flags) bool {
	rows := s.shell.actions.rows(s.shell.actions.ids())
	return len(rows) == 1 && rows[0].Flags&f != 0
}

// writes opens a window for a message.
func (s *screen) writes() func() bool { return func() bool { return len(s.s.writing) == 1 } }

// says tells something in a bar, or asks.
func (s *screen) says() func() bool {
	n := s.s.said
	return func() bool { return s.s.said > n || s.win.Canvas().Overlays().Top() != nil }
}

// asks opens a sheet.
func (s *screen) asks() func() bool {
	return func() bool { return s.win.Canvas().Overlays().Top() != nil }
}

// leavesMail shows a page in the whole window.
func (s *screen) leavesMail() func() bool { return func() bool { return s.front != s.shell.object } }

// opensWindow opens a window of its own.
func (s *screen) opensWindow() func() bool {
	n := len(s.fyne.Driver().AllWindows())
	return func() bool { return len(s.fyne.Driver().AllWindows()) > n }
}

// moves selects another message.
func (s *screen) moves() func() bool {
	before := s.shell.list.ids()
	return func() bool { now := s.shell.list.ids(); return len(now) == 1 && !slices.Equal(now, before) }
}

// removes takes the selected message out of the list.
func (s *screen) removes() func() bool {
	id := s.shell.list.ids()[0]
	return func() bool { _, ok := s.shell.list.list.IndexOf(id); return !ok }
}

// listsMail shows the first inbox.
func (s *screen) listsMail() func() bool {
	return func() bool { return s.shell.listing() && s.count() > 30 }
}

// goes opens the first folder that is for something.
func goes(r mail.Role) func(*screen) func() bool {
	return func(s *screen) func() bool {
		return func() bool { n, ok := s.shell.roleNode(r); return ok && s.shell.opened == n.ID }
	}
}

// marks sets or takes a flag of the selected message.
func marks(f mail.Flags) func(*screen) func() bool {
	return func(s *screen) func() bool {
		was := flagged(s, f)
		return func() bool { return flagged(s, f) != was }
	}
}

// onFavourite makes two folders favourites and opens the one at a place.
func onFavourite(at int) func(*screen) {
	return func(s *screen) {
		var ids []mail.FolderID
		for _, f := range s.shell.tree.source.Folders {
			if f.Role == mail.NoRole && !f.NoMail && len(ids) < 2 {
				ids = append(ids, f.ID)
			}
		}
		s.shell.tree.setFavourites(ids)
		s.shell.tree.open(model.FavouriteNodeID(ids[at]))
	}
}

// reorders changes the order of the favourites.
func (s *screen) reorders() func() bool {
	was := slices.Clone(s.shell.tree.source.Favourites)
	return func() bool { return !slices.Equal(s.shell.tree.source.Favourites, was) }
}

// toFound marks a word in the message, of which another place is current later:
// the second, or for less than 0 the last.
func toFound(want int) func(*screen) func() bool {
	return func(s *screen) func() bool {
		view := s.shell.talk.now.view
		n := view.Find("e")
		if want < 0 {
			want = n
		}
		return func() bool { at, _ := view.FindNext(0); return at == want }
	}
}
