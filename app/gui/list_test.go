package gui

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"godwit/app/gui/kit"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// threaded is a window over the sample mail with a row for each conversation.
func threaded(t *testing.T) *screen {
	t.Helper()
	s := demo(t)
	before := s.shell.list.list.Order()
	s.shell.run("list-conversations")
	s.until("conversations", func() bool { o := s.shell.list.list.Order(); return o != before && o.Talks() })
	return s
}

// rowOf is the line of the message with a subject, and what the list shows there.
func (s *screen) rowOf(subject string) (int, kit.MessageRow) {
	s.t.Helper()
	l := s.shell.list
	for i := range l.list.Count() {
		s.until("row", func() bool { _, ok := l.rows.Row(i); return ok || (watched{l}).fetched(i) })
		if r, _ := l.rows.Row(i); r.Subject == subject {
			return i, r
		}
	}
	s.t.Fatalf("no row %q", subject)
	return 0, kit.MessageRow{}
}

// fetched asks for a row as the widget does.
func (w watched) fetched(i int) bool {
	_, ok := w.Row(i)
	return ok
}

func (s *screen) toast() string {
	t, _ := s.s.stage.Toast()
	return t.Text
}

func TestListInConversations(t *testing.T) {
	s := threaded(t)
	l := s.shell.list
	const subject = "Re: Godwits on the Tagus: two beds free in January"
	at, row := s.rowOf(subject)
	if row.Thread < 4 || row.Fold != kit.Folded || !strings.Contains(row.Sender, ", me") {
		t.Fatalf("the conversation is %+v", row)
	}
	members := l.list.Stands(mail.MessageID(row.ID))
	if len(members) < 3 {
		t.Fatalf("it stands for %d messages", len(members))
	}
	lines := l.list.Count()

	// Right unfolds it, and Left folds it again.
	l.widget.Select(row.ID)
	l.selected()
	l.widget.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if got := l.list.Count(); got != lines+len(members)-1 {
		t.Fatalf("%d lines, want %d", got, lines+len(members)-1)
	}
	if r, ok := l.rows.Row(at + 1); !ok && !(watched{l}).fetched(at+1) {
		s.until("the second message", func() bool { r, ok = l.rows.Row(at + 1); return ok })
	} else if ok && r.Depth != 1 {
		t.Errorf("the second message: %+v", r)
	}
	if ids := s.shell.actions.all(); len(ids) != 1 {
		t.Errorf("a row that is open stands for %d messages", len(ids))
	}
	l.widget.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	if got := l.list.Count(); got != lines {
		t.Fatalf("%d lines after folding", got)
	}

	// What is done to the folded row is done to all of it, and said so.
	s.shell.run("archive")
	s.until("archived", func() bool { return l.list.Count() == lines-1 })
	if said := s.toast(); !strings.Contains(said, model.Number(len(members))+" messages") {
		t.Errorf("it says %q for %d messages", said, len(members))
	}
	s.shell.run("undo")
	s.until("back", func() bool { return l.list.Count() == lines })
}

func TestQuickFilter(t *testing.T) {
	s := demo(t)
	l := s.shell.list
	all := l.list.Count()
	id := s.choose("Welcome to Godwit")
	filtered := func(what string, n func(int) bool) {
		t.Helper()
		s.until(what, func() bool { return n(l.list.Count()) && l.count.Text() != "Sorting…" })
	}
	s.shell.run("quick-filter")
	if l.filter.object.Hidden || s.s.win.Canvas().Focused() != fyne.Focusable(l.filter.words) {
		t.Fatal("the filter did not open")
	}
	l.filter.buttons["unread"].Tapped(nil)
	filtered("fewer", func(n int) bool { return n > 0 && n < all })
	for i := range l.list.Count() {
		if r, ok := l.list.Row(i); ok && r.Flags&mail.Seen != 0 {
			t.Errorf("%q is read", r.Subject)
		}
	}
	// What is read now stays, until the filter is another.
	unread := l.list.Count()
	id = s.choose("Posters on Saturday? 🐦🎨")
	s.until("read", func() bool { r, ok := l.list.Get(id); return ok && r.Flags&mail.Seen != 0 })
	if l.list.Count() != unread || !slices.Contains(l.ids(), id) {
		t.Errorf("%d of %d unread are listed, selected %v", l.list.Count(), unread, l.ids())
	}
	l.filter.buttons["starred"].Tapped(nil)
	filtered("starred as well", func(n int) bool { return n < unread })
	if len(l.ids()) != 0 || l.shown != 0 {
		t.Errorf("hidden, and still selected: %v; reading %d", l.ids(), l.shown)
	}
	l.filter.buttons["starred"].Tapped(nil)
	l.filter.buttons["unread"].Tapped(nil)
	l.filter.words.SetText("TIDELINE")
	filtered("by words", func(n int) bool { return n > 0 && n < 6 })
	l.widget.SelectAll()
	l.filter.words.SetText("tideline nobody")
	filtered("nothing", func(n int) bool { return n == 0 })
	if said := s.toast(); !strings.Contains(said, "not selected any more") {
		t.Errorf("it says %q", said)
	}
	l.filter.end()
	filtered("all again", func(n int) bool { return n == all })
	if !l.filter.object.Hidden {
		t.Error("the bar stays open")
	}
}

func TestTableIsSorted(t *testing.T) {
	s := demo(t)
	l := s.shell.list
	subjects := func() []string {
		var all []string
		for i := range l.list.Count() {
			if r, ok := l.list.Row(i); ok {
				all = append(all, strings.ToLower(strings.TrimPrefix(r.Subject, "Re: ")))
			}
		}
		return all
	}
	s.shell.run("as-table")
	sorted := func(what string) {
		t.Helper()
		before := l.list.Order()
		s.shell.run(what)
		s.until(what, func() bool { return l.list.Order() != before })
	}
	sorted("sort-subject")
	up := subjects()[:10]
	if !slices.IsSorted(up) {
		t.Errorf("by subject: %q", up)
	}
	if len(l.list.Sections()) > 0 {
		t.Error("a list by subject is grouped by date")
	}
	sorted("sort-subject") // the other way round
	if down := subjects(); slices.IsSorted(down[:10]) {
		t.Errorf("turned round: %q", down[:10])
	}
	sorted("sort-date")
	if len(l.list.Sections()) == 0 {
		t.Error("a list by date is not grouped")
	}
	kept, err := s.s.core.Pref(context.Background(), prefListLook)
	s.until("kept", func() bool {
		kept, err = s.s.core.Pref(context.Background(), prefListLook)
		return err == nil && strings.Contains(kept, "table") && readLook(kept).order == mail.ByDate && !readLook(kept).up
	})
	if look := readLook(kept); !look.table || look.order != mail.ByDate {
		t.Errorf("kept %q", kept)
	}
}

func TestLookIsKept(t *testing.T) {
	look := listLook{table: true, columns: kit.WithColumn(kit.UsualColumns(), kit.ColumnTags, true), order: mail.BySize, up: true, groups: true, height: 222}
	if got := readLook(look.String()); got.String() != look.String() || len(got.columns) != len(look.columns) {
		t.Errorf("%q became %q", look, got)
	}
	for _, s := range []string{"columns=", "columns=x,y:z,subject:-4 height=9e9 order=", "\x00 = =,:"} {
		if got := readLook(s); len(got.columns) == 0 || got.height != usualHeight {
			t.Errorf("%q is read as %+v", s, got)
		}
	}
}

func TestNearestUnread(t *testing.T) {
	var places, unread []mail.Place
	for i := range 5000 {
		p := mail.Place{ID: mail.MessageID(10_000 - i), Thread: mail.ThreadID(i / 2)}
		places = append(places, p)
		if i == 7 || i == 4002 {
			unread = append(unread, p)
		}
	}
	for _, a := range []model.Arrange{{}, {Conversations: true}} {
		order := model.Listed(places, a)
		for _, c := range []struct {
			from  mail.MessageID
			delta int
			want  mail.MessageID
		}{{9990, 1, 5998}, {9990, -1, 9993}, {10_000, 1, 9993}, {5001, -1, 5998}, {5001, 1, 0}, {10_000, -1, 0}} {
			row, _, _ := order.Find(c.from)
			if got := nearest(order, unread, row, c.delta); got != c.want {
				t.Errorf("%+v from %d by %d: %d, want %d", a, c.from, c.delta, got, c.want)
			}
			got, err := nextOf(t.Context(), order, row, c.delta, func(ids []mail.MessageID) ([]mail.Row, error) {
				rows := make([]mail.Row, len(ids))
				for i, id := range ids {
					rows[i] = mail.Row{ID: id, Flags: mail.Seen}
					if id == 9993 || id == 5998 {
						rows[i].Flags = 0
					}
				}
				return rows, nil
			})
			if err != nil || !a.Conversations && got != c.want {
				t.Errorf("a walk from %d by %d: %d, want %d", c.from, c.delta, got, c.want)
			}
		}
	}
}

// TestFilterFits: where the list is narrow the words of the filter have a line
// of their own.
func TestFilterFits(t *testing.T) {
	s := demo(t)
	s.shell.run("quick-filter")
	b := s.shell.list.filter
	for _, width := range []float32{260, 300, 384, 700} {
		b.object.Resize(fyne.NewSize(width, b.object.MinSize().Height))
		b.object.Resize(fyne.NewSize(width, b.object.MinSize().Height))
		end := b.words.Position().X + b.words.Size().Width
		if b.words.Size().Width < leastField || end > width {
			t.Errorf("%g wide: the field is %g wide and ends at %g", width, b.words.Size().Width, end)
		}
	}
}
