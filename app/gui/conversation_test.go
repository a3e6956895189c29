package gui

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/sender"
	"godwit/sync/event"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// talking is a window over a profile that reaches no server: a conversation of n
// messages in the inbox, each tenth not read, one of them in Sent as well; and a
// message that is not read in another folder.
func talking(t *testing.T, n int) *screen {
	t.Helper()
	dir := t.TempDir()
	ctx := context.Background()
	st, err := store.Open(ctx, dir, new(event.Hub), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	server := func(p accounts.Protocol) accounts.Server {
		return accounts.Server{Protocol: p, Host: "127.0.0.1", Port: 9, Security: accounts.Plain, User: "ada@example.org"}
	}
	id, err := st.AddAccount(ctx, accounts.Account{
		Identities: []accounts.Identity{{Name: "Ada", Email: "ada@example.org"}},
		Incoming:   server(accounts.IMAP), Outgoing: server(accounts.SMTP), Secrets: accounts.Session,
	})
	if err != nil {
		t.Fatal(err)
	}
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	must(st.SetFolders(ctx, id, []mail.Folder{{Path: "INBOX", Remote: "INBOX", Role: mail.Inbox}, {Path: "Lists", Remote: "Lists"}, {Path: "Sent", Remote: "Sent", Role: mail.Sent}, {Path: "Trash", Remote: "Trash", Role: mail.Trash}}))
	folders, err := st.Folders(ctx, id)
	must(err)
	begin := time.Now().Add(-time.Duration(n) * time.Hour)
	message := func(uid, i int, mid, subject string, flags mail.Flags) store.NewMessage {
		from := mail.Address{Name: fmt.Sprintf("Person %d", i), Email: fmt.Sprintf("p%d@example.org", i)}
		at := begin.Add(time.Duration(i) * time.Hour)
		text := fmt.Sprintf("Words of message %d.\n\nOn Monday Bo wrote:\n", i) + strings.Repeat("> the needle is in here\n", 20)
		raw := fmt.Sprintf("From: %s\nTo: ada@example.org\nSubject: %s\nMessage-ID: <%s>\nReferences: <c0@x>\n\n%s", from.String(), subject, mid, text)
		m := store.NewMessage{
			UID: uint32(uid), Flags: flags, Received: at, Size: int64(len(raw)),
			Envelope: mail.Envelope{From: []mail.Address{from}, Subject: subject, Date: at, MessageID: mid, References: []string{"c0@x"}},
			Body:     &store.Body{Raw: []byte(strings.ReplaceAll(raw, "\n", "\r\n")), Text: text, Preview: text[:20]},
		}
		if !strings.HasPrefix(mid, "c") || mid == "c0@x" {
			m.Envelope.References = nil
		}
		return m
	}
	var all []store.NewMessage
	for i := range n {
		flags := mail.Seen
		if i%10 == 9 {
			flags = 0
		}
		all = append(all, message(i+1, i, fmt.Sprintf("c%d@x", i), "Talk", flags))
	}
	for _, f := range folders {
		switch f.Path {
		case "INBOX":
			_, err = st.AddMessages(ctx, f.ID, all)
		case "Sent":
			_, err = st.AddMessages(ctx, f.ID, []store.NewMessage{message(1, 3, "c3@x", "Talk", mail.Seen)})
		case "Lists":
			_, err = st.AddMessages(ctx, f.ID, []store.NewMessage{message(1, n+1, "other@x", "Elsewhere", 0)})
		}
		must(err)
	}
	must(st.Close())
	core, err := app.Open(t.Context(), app.Options{Profile: dir})
	must(err)
	s := newScreen(t, core)
	s.win.Resize(fyne.NewSize(1200, 800))
	s.shell.begin()
	s.until("the list", func() bool { return s.shell.list.list.Count() == n })
	return s
}

// at opens the message of the list that was received as number i.
func (s *screen) at(i int) {
	s.t.Helper()
	l := s.shell.list
	id := l.list.ID(l.list.Count() - 1 - i)
	l.widget.Select(int64(id))
	l.selected()
	s.until("the message", func() bool { return s.shell.reader.reading != nil && s.shell.reader.id == id })
}

func TestConversation(t *testing.T) {
	s := talking(t, 60)
	s.s.prefs.ReadAfter = -1
	c := s.shell.talk
	s.at(20)
	if len(c.cards) != 60 {
		t.Fatalf("%d cards, want one for each of 60 messages", len(c.cards))
	}
	for i, k := range c.cards {
		if want := i == 20 || i%10 == 9; k.open != want {
			t.Errorf("card %d: open %v, want %v", i, k.open, want)
		}
		if k.row.From.Display() != fmt.Sprintf("Person %d", i) {
			t.Errorf("card %d is from %s", i, k.row.From.Display())
		}
	}
	c.step(1)
	s.until("the next one", func() bool { return s.shell.reader.reading != nil && s.shell.reader.id == c.cards[21].row.ID })
	if id, ok := s.shell.single(); !ok || id != c.cards[21].row.ID {
		t.Error("a reply would not go to the message that is read")
	}
	if id := s.shell.list.ids()[0]; id != c.cards[20].row.ID {
		t.Error("another message of the list is selected")
	}
	c.fold(c.cards[21])
	if c.cards[21].open || c.cards[21].r != nil {
		t.Error("not folded")
	}
	s.shell.run("conversations")
	s.until("alone", func() bool { return len(c.cards) == 1 && s.shell.reader.reading != nil })
	s.shell.run("conversations")
	s.until("together", func() bool { return len(c.cards) == 60 && s.shell.reader.reading != nil })
}

// What is done is done to the message that is read, not to the one of the list
// that led to it.
func TestActionsAreAboutWhatIsRead(t *testing.T) {
	s := talking(t, 5)
	s.s.prefs.ReadAfter = -1
	c := s.shell.talk
	s.at(2)
	chosen, read := c.cards[2].row.ID, c.cards[3].row.ID
	c.step(1)
	s.until("the next one", func() bool { return c.now.reading != nil && c.now.id == read })
	s.shell.run("star")
	flagged := func(id mail.MessageID) bool {
		i := c.index(id)
		return i >= 0 && c.cards[i].row.Flags&mail.Flagged != 0
	}
	s.until("a star", func() bool { return flagged(read) })
	if flagged(chosen) {
		t.Error("the message of the list has the star")
	}
	s.shell.run("delete")
	s.until("gone", func() bool { return c.index(read) < 0 })
	s.until("back at the message of the list", func() bool { return c.now.reading != nil && c.now.id == chosen })
	if got := s.shell.list.ids(); len(got) != 1 || got[0] != chosen {
		t.Errorf("selected: %v", got)
	}
	c.step(-1)
	s.shell.messageMenu(fyne.NewPos(0, 0))
	if ids := s.shell.messageIDs(); len(ids) != 1 || ids[0] != chosen {
		t.Errorf("the menu of the list is about %v", ids)
	}
}

// A long conversation costs what is shown of it.
func TestLongConversation(t *testing.T) {
	s := talking(t, 500)
	c := s.shell.talk
	s.at(250)
	made := func() (readers, lines int) {
		for _, k := range c.cards {
			if k.r != nil {
				readers++
			}
			if k.line != nil {
				lines++
			}
		}
		return readers, lines
	}
	if readers, lines := made(); readers > 4 || lines > 20 {
		t.Errorf("%d readers and %d lines for one screen", readers, lines)
	}
	for c.pile.Page(1) {
		for len(s.queue) > 0 {
			(<-s.queue)()
		}
	}
	if readers, _ := made(); readers > maxReaders+2 {
		t.Errorf("%d messages are kept laid out", readers)
	}
	if c.cardOf(c.now) == nil {
		t.Error("the message that commands are about has lost its reader")
	}
}

func TestUnreadOnesAreRead(t *testing.T) {
	s := talking(t, 12)
	c := s.shell.talk
	s.at(11)
	s.until("the open one in sight is marked too", func() bool {
		r, ok := s.shell.list.list.Get(c.cards[9].row.ID)
		return ok && r.Flags&mail.Seen != 0
	})
}

func TestQuoteIsFolded(t *testing.T) {
	s := talking(t, 3)
	s.at(1)
	r := s.shell.reader
	shown := func() string {
		r.text.SelectAll()
		return r.text.SelectedText()
	}
	if got := shown(); strings.Contains(got, "needle") || !strings.Contains(got, "Quoted text, 21 lines") {
		t.Errorf("shown: %q", got)
	}
	r.follow(foldLink + "0")
	if !strings.Contains(shown(), "needle") {
		t.Error("not unfolded")
	}
	r.follow(foldLink + "0")
	s.shell.run("find")
	s.shell.talk.find.field.SetText("needle")
	if got := s.shell.talk.find.count.Text(); got != "1 of 20" {
		t.Errorf("found %q in what was folded", got)
	}
}

func TestQuoteInHTMLIsFolded(t *testing.T) {
	s := readHTML(t, "<p>Yes.</p><blockquote type=cite><p>one needle</p><p>two</p><p>three</p><p>four</p></blockquote>")
	r := s.shell.reader
	s.until("the page", func() bool { return strings.Contains(r.html.view.Text(), "Quoted text, 4 lines") })
	if strings.Contains(r.html.view.Text(), "needle") {
		t.Error("not folded")
	}
	r.follow(foldLink)
	s.until("unfolded", func() bool { return strings.Contains(r.html.view.Text(), "needle") })
	r.follow(foldLink)
	s.until("folded", func() bool { return !strings.Contains(r.html.view.Text(), "needle") })
	s.shell.run("find")
	s.until("unfolded for the search", func() bool { return strings.Contains(r.html.view.Text(), "needle") })
}

// At the end of what is read Space goes to the next unread message: of the list,
// then of the next folder.
func TestSpaceGoesOn(t *testing.T) {
	s := talking(t, 30)
	s.at(25)
	w := s.shell
	w.s.prefs.ReadAfter = -1
	for w.talk.pile.Page(1) {
		for len(s.queue) > 0 {
			(<-s.queue)()
		}
	}
	before := w.reader.id
	w.typedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	s.until("another message", func() bool { return w.reader.reading != nil && w.reader.id != before })
	if w.reader.reading.Row.Flags&mail.Seen != 0 {
		t.Error("that one was read")
	}
	rows, err := s.s.core.Mail.List(t.Context(), mail.ListQuery{Role: mail.Inbox, Unread: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := s.s.core.Mail.Seen(t.Context(), []mail.MessageID{r.ID}); err != nil {
			t.Fatal(err)
		}
	}
	w.onward()
	s.until("the one in the other folder", func() bool { return w.reader.reading != nil && w.reader.reading.Row.Subject == "Elsewhere" })
}

func TestAddressesAreWhole(t *testing.T) {
	s := talking(t, 3)
	s.at(1)
	h := s.shell.reader.head
	if got := h.from.Text(); got != "Person 1 p1@example.org" {
		t.Errorf("from %q", got)
	}
	h.showFrom(mail.Address{Name: "boss@bank.example", Email: "thief@evil.example"})
	if got := h.from.Text(); got != "boss@bank.example thief@evil.example" {
		t.Errorf("a name that pretends: %q", got)
	}
	for _, width := range []float32{320, 500, 900} {
		h.object.Resize(fyne.NewSize(width, h.object.MinSize().Height))
		h.object.Resize(fyne.NewSize(width, h.object.MinSize().Height))
		inside(t, width, h.object, 0)
	}
}

// inside reports what is wider than the head, or cut.
func inside(t *testing.T, width float32, o fyne.CanvasObject, x float32) {
	t.Helper()
	if !o.Visible() {
		return
	}
	switch o := o.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			inside(t, width, c, x+c.Position().X)
		}
	case *kit.Token, *kit.Button:
		if right := x + o.Size().Width; right > width || x < 0 {
			t.Errorf("%v wide: %T reaches from %v to %v", width, o, x, right)
		}
	}
}

// What comes while a conversation is read is a line below it, folded.
func TestArrivalInConversation(t *testing.T) {
	s := talking(t, 5)
	c := s.shell.talk
	s.at(4)
	rows := make([]mail.Row, 0, 6)
	for _, k := range c.cards {
		rows = append(rows, k.row)
	}
	was := c.now
	came := rows[4]
	came.ID, came.Flags = 9999, 0
	c.put(append(rows, came))
	if len(c.cards) != 6 || c.cards[5].open || c.now != was || c.title.count.Text() != "6 messages" {
		t.Errorf("%d cards, the last open %v", len(c.cards), c.cards[5].open)
	}
	c.put(rows)
	if len(c.cards) != 5 || c.now.reading == nil {
		t.Error("gone, and something else with it")
	}
}

func TestNewestVerdictIsShown(t *testing.T) {
	s := talking(t, 3)
	s.at(1)
	r := s.shell.reader
	m := *r.reading
	m.Sender = sender.Verdict{}
	r.show(&m)
	s.until("judged later", func() bool { return m.Sender.Level != "" })
	other := m
	r.judged(&other, sender.Verdict{Level: sender.Warning, Text: "of another message"})
	if strings.Contains(r.head.sender.Text(), "another") {
		t.Error("a verdict on a message that is not shown any more")
	}
}
