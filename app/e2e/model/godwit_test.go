package model

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/e2e/servers"
	"godwit/sync/event"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// godwit is one profile with the account in it.
type godwit struct {
	g       *game
	name    string
	dir     string
	app     *app.App
	account accounts.ID
}

var secrets = app.Secrets{Incoming: servers.Password, Outgoing: "godwit"}

func newGodwit(g *game, name string) *godwit {
	w := &godwit{g: g, name: name, dir: filepath.Join(g.t.TempDir(), name)}
	w.open()
	a := accounts.Account{
		Identities: []accounts.Identity{{Name: "Ada", Email: person}},
		Incoming:   accounts.Server{Protocol: accounts.IMAP, Host: "127.0.0.1", Port: g.line.Port, Security: accounts.Plain, User: person},
		Outgoing:   g.smtp.SMTP(), SentCopy: accounts.SentByClient, Secrets: accounts.Session,
	}
	a.Outgoing.User = "mira@demo.test"
	var err error
	w.account, err = w.app.Accounts.Add(g.t.Context(), a, secrets)
	g.must(err)
	g.t.Cleanup(func() { w.app.Close() })
	g.must(w.pass())
	return w
}

func (w *godwit) open() {
	var err error
	w.app, err = app.Open(w.g.t.Context(), app.Options{Profile: w.dir, Timeout: 5 * time.Second, Log: w.g.logger(w.name)})
	w.g.must(err)
}

// pass is one full pass.
func (w *godwit) pass() error {
	ctx, cancel := w.g.context()
	defer cancel()
	err := w.app.Sync(ctx, app.SyncOptions{})
	if ctx.Err() != nil {
		w.g.t.Errorf("%s: a pass hangs: %v", w.name, err)
	}
	return err
}

// heard notes, after a pass that went well, that nothing waits any more.
func (w *godwit) heard(err error) {
	if err != nil {
		return
	}
	n, err := w.app.Mail.Pending(w.g.t.Context(), w.account)
	w.g.must(err)
	if n == 0 {
		w.g.book.synced(w.name)
	}
}

func (w *godwit) sync() {
	w.g.note("%s syncs", w.name)
	w.g.must(w.pass())
	w.heard(nil)
}

// restart closes the profile, looks whether it is sound, and opens it again.
func (w *godwit) restart() {
	w.g.note("%s restarts", w.name)
	ctx := w.g.t.Context()
	w.app.Close()
	s, err := store.Open(ctx, w.dir, new(event.Hub), w.g.logger(w.name))
	w.g.must(err)
	if err := s.Check(ctx); err != nil {
		w.g.t.Errorf("the profile of %s: %v", w.name, err)
	}
	w.g.must(s.Close())
	w.open()
	w.g.must(w.app.Accounts.Login(ctx, w.account, secrets)) // secrets of the session are forgotten
}

// folder is a random one that holds mail.
func (w *godwit) folder() (mail.Folder, bool) {
	all, err := w.app.Mail.Folders(w.g.t.Context(), w.account)
	w.g.must(err)
	all = slices.DeleteFunc(all, func(f mail.Folder) bool { return f.NoMail || f.Local() })
	if len(all) == 0 {
		return mail.Folder{}, false
	}
	return all[w.g.r.IntN(len(all))], true
}

// some are a few messages of one folder.
func (w *godwit) some() []mail.Row {
	for range 3 {
		f, ok := w.folder()
		if !ok {
			return nil
		}
		rows, err := w.app.Mail.List(w.g.t.Context(), mail.ListQuery{Folder: f.ID})
		w.g.must(err)
		if len(rows) > 0 {
			w.g.r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
			return rows[:min(len(rows), 1+w.g.r.IntN(4))]
		}
	}
	return nil
}

func ids(rows []mail.Row) (ids []mail.MessageID, names []string) {
	for _, r := range rows {
		ids, names = append(ids, r.ID), append(names, fmt.Sprintf("%s/%d", r.MessageID, r.UID))
	}
	return ids, names
}

// wished looks at the outcome of a wish: of those that cannot be granted the
// person is told.
func (w *godwit) wished(err error) bool {
	w.g.t.Helper()
	if err != nil {
		w.g.note("  %v", err)
		if !errors.Is(err, mail.ErrNotFound) && !errors.Is(err, store.ErrExists) && !errors.Is(err, store.ErrNeeded) && !errors.Is(err, store.ErrGone) {
			w.g.t.Fatal(err)
		}
	}
	return err == nil
}

func (w *godwit) mark() {
	rows := w.some()
	if rows == nil {
		return
	}
	ids, names := ids(rows)
	flags := []mail.Flags{mail.Seen, mail.Flagged, mail.Answered, mail.Forwarded, mail.IsJunk}
	var add, del mail.Flags
	var addTags, delTags []string
	switch w.g.r.IntN(6) {
	case 0:
		addTags = []string{"engine"}
	case 1:
		delTags = []string{"engine"}
	case 2, 3:
		del = flags[w.g.r.IntN(len(flags))]
	default:
		add = flags[w.g.r.IntN(len(flags))]
	}
	w.g.note("%s marks %v %v -%v %v -%v", w.name, names, add.Names(), del.Names(), addTags, delTags)
	if !w.wished(w.app.Mail.Mark(w.g.t.Context(), ids, add, del, addTags, delTags)) {
		return
	}
	for _, r := range rows {
		for _, f := range append(add.Names(), addTags...) {
			w.g.book.marked(w.name, r.MessageID, f, true)
		}
		for _, f := range append(del.Names(), delTags...) {
			w.g.book.marked(w.name, r.MessageID, f, false)
		}
	}
}

func (w *godwit) move() {
	rows := w.some()
	f, ok := w.folder()
	if rows == nil || !ok {
		return
	}
	ids, names := ids(rows)
	w.g.note("%s moves %v to %s", w.name, names, f.Path)
	for _, r := range rows {
		w.g.book.moved(w.name, r.MessageID, f.Path)
	}
	w.wished(w.app.Mail.Move(w.g.t.Context(), ids, f.ID))
}

func (w *godwit) trash() {
	rows := w.some()
	if rows == nil {
		return
	}
	ids, names := ids(rows)
	w.g.note("%s deletes %v", w.name, names)
	bin, err := w.app.Mail.FindFolder(w.g.t.Context(), w.account, "trash")
	w.g.must(err)
	for _, r := range rows {
		if r.Folder == bin.ID {
			w.g.book.removed(r.MessageID)
		} else {
			w.g.book.moved(w.name, r.MessageID, bin.Path)
		}
	}
	if !w.wished(w.app.Mail.Delete(w.g.t.Context(), ids, false)) {
		return
	}
	for _, r := range rows {
		if r.Folder == bin.ID {
			w.g.book.erase(w.name, r.MessageID)
		}
	}
}

func (w *godwit) erase() {
	rows := w.some()
	if rows == nil {
		return
	}
	ids, names := ids(rows)
	w.g.note("%s deletes %v for ever", w.name, names)
	for _, r := range rows {
		w.g.book.removed(r.MessageID)
	}
	if !w.wished(w.app.Mail.Delete(w.g.t.Context(), ids, true)) {
		return
	}
	for _, r := range rows {
		w.g.book.erase(w.name, r.MessageID)
	}
}

// temporary is a random folder that may be renamed and removed.
func (w *godwit) temporary() (mail.Folder, bool) {
	all, err := w.app.Mail.Folders(w.g.t.Context(), w.account)
	w.g.must(err)
	all = slices.DeleteFunc(all, func(f mail.Folder) bool { return line(f.Path) == "" })
	if len(all) == 0 {
		return mail.Folder{}, false
	}
	return all[w.g.r.IntN(len(all))], true
}

func (w *godwit) folders() {
	ctx := w.g.t.Context()
	f, ok := w.temporary()
	switch n := w.g.r.IntN(5); {
	case !ok || n < 2:
		name := w.g.newFolder(f.Path)
		w.g.note("%s creates %s", w.name, name)
		_, err := w.app.Mail.CreateFolder(ctx, w.account, name)
		w.wished(err)
	case n < 4:
		name := w.g.newName(f.Path)
		w.g.note("%s renames %s to %s", w.name, f.Path, name)
		w.wished(w.app.Mail.RenameFolder(ctx, f.ID, name))
	default:
		w.g.note("%s removes %s", w.name, f.Path)
		w.g.book.dead[line(f.Path)] = true
		w.wished(w.app.Mail.DeleteFolder(ctx, f.ID))
	}
}

func (w *godwit) undo() {
	before := w.all()
	what, err := w.app.Mail.Undo(w.g.t.Context())
	w.g.note("%s undoes: %s", w.name, what)
	if !w.wished(err) {
		return
	}
	for id, now := range w.all() {
		old, ok := before[id]
		if !ok {
			continue
		}
		if now.Folder != old.Folder {
			f, err := w.app.Mail.Folder(w.g.t.Context(), now.Folder)
			w.g.must(err)
			w.g.book.moved(w.name, now.MessageID, f.Path)
		}
		was, is := append(old.Flags.Names(), old.Tags...), append(now.Flags.Names(), now.Tags...)
		for _, f := range slices.Concat(was, is) {
			if on := slices.Contains(is, f); on != slices.Contains(was, f) {
				w.g.book.marked(w.name, now.MessageID, f, on)
			}
		}
	}
}

// all is every message that is here.
func (w *godwit) all() map[mail.MessageID]mail.Row {
	rows, err := w.app.Mail.List(w.g.t.Context(), mail.ListQuery{Account: w.account})
	w.g.must(err)
	all := make(map[mail.MessageID]mail.Row)
	for _, r := range rows {
		all[r.ID] = r
	}
	return all
}

// send sends a message, a copy of which is to get into Sent.
func (w *godwit) send() {
	w.g.made++
	id, raw := w.g.book.write(w.g.made, w.g.r.IntN(20))
	w.g.note("%s sends %s", w.name, id)
	ctx, cancel := w.g.context()
	defer cancel()
	_, err := w.app.Outbox.SendRaw(ctx, w.account, []byte(raw), person, []string{"someone@example.org"}, mail.Wishes{})
	w.g.must(err)
	w.g.must(w.app.Outbox.Run(ctx))
}
