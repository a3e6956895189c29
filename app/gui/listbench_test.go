package gui

import (
	"os"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"

	"godwit/app"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// large is a window over a profile whose inbox has many messages: 100,000, or
// what GODWIT_FILL names and GODWIT_FILL_COUNT counts.
func large(b *testing.B) (*screen, int) {
	b.Helper()
	dir, count := os.Getenv("GODWIT_FILL"), 100_000
	if n, err := strconv.Atoi(os.Getenv("GODWIT_FILL_COUNT")); err == nil {
		count = n
	}
	if dir == "" {
		dir = b.TempDir()
		fill(b, dir, count)
	}
	core, err := app.Open(b.Context(), app.Options{Profile: dir})
	if err != nil {
		b.Fatal(err)
	}
	s := newScreen(b, core)
	s.until("all of the inbox", func() bool { return s.shell.list.list.Order().Messages() == count })
	return s, count
}

func (s *screen) folderNode(role mail.Role) model.Node {
	for _, f := range s.shell.tree.source.Folders {
		if f.Role == role {
			n, _ := model.Find(s.shell.tree.nodes, model.FolderNodeID(f.ID))
			return n
		}
	}
	return model.Node{}
}

// BenchmarkList measures what a person waits for in a long list.
func BenchmarkList(b *testing.B) {
	s, count := large(b)
	l := s.shell.list
	inbox, sent := s.folderNode(mail.Inbox), s.folderNode(mail.Sent)
	for name, threads := range map[string]bool{"messages": false, "conversations": true} {
		s.s.look.threads = threads
		b.Run("switch/"+name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				l.open(sent)
				s.until("sent", func() bool { return l.list.Count() == 0 && !l.busy })
				b.StartTimer()
				l.open(inbox)
				s.until("the first rows", func() bool { return l.list.Count() >= firstPage })
			}
		})
		s.until("all", func() bool { return l.list.Order().Messages() == count && !l.busy })
		b.Run("refresh/"+name, func(b *testing.B) {
			for b.Loop() {
				l.refresh()
				s.until("read again", func() bool { return !l.busy })
			}
		})
		b.Run("key/"+name, func(b *testing.B) {
			l.widget.ShowRow(count / 2)
			for i := 0; b.Loop(); i++ {
				key := fyne.KeyDown
				if i/200%2 == 1 {
					key = fyne.KeyUp
				}
				l.widget.TypedKey(&fyne.KeyEvent{Name: key})
			}
		})
		b.Run("scroll/"+name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				l.widget.ScrollBy(s.s.prefs.Density.RowHeight())
				for len(s.queue) > 0 {
					(<-s.queue)()
				}
			}
		})
	}
	for name, order := range map[string]mail.Order{"subject": mail.BySubject, "sender": mail.BySender, "size": mail.BySize} {
		b.Run("sort/"+name, func(b *testing.B) {
			for b.Loop() {
				before := l.list.Order()
				s.s.look.order = order
				l.reorder()
				s.until("sorted", func() bool { return l.list.Order() != before })
			}
		})
	}
}
