package gui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// wordsIn are all texts of kit that show in o.
func wordsIn(o fyne.CanvasObject) string {
	var all []string
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		switch o := o.(type) {
		case *kit.Text:
			all = append(all, o.Text())
		case *kit.Paragraph:
			all = append(all, o.Text())
		case *fyne.Container:
			for _, c := range o.Objects {
				walk(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(o).Objects() {
				walk(c)
			}
		}
	}
	walk(o)
	return strings.Join(all, "\n")
}

// How many messages are selected is said at each of them, and everything that is
// done with all is at hand.
func TestSeveralSelected(t *testing.T) {
	s := demo(t)
	l := s.shell.list
	before := l.list.Count()
	for n := 2; n <= 3; n++ {
		var ids []int64
		for i := range n {
			ids = append(ids, l.rows.ID(i))
		}
		l.widget.Select(ids...)
		l.selected()
		want := lang.N(n, "{n} message selected", "{n} messages selected")
		if got := wordsIn(s.shell.talk.object); !strings.Contains(got, want) {
			t.Errorf("%d selected, and the pane says %q", n, got)
		}
	}
	s.shell.run("archive")
	s.until("three less", func() bool { return l.list.Count() == before-3 })
	for range 2 { // as one step, and then there is nothing more
		s.shell.run("undo")
	}
	s.until("all back", func() bool { return l.list.Count() == before })
}

// Undo goes several steps back, and says when there is nothing more.
func TestUndoSeveralSteps(t *testing.T) {
	s := demo(t)
	s.s.prefs.ReadAfter = -1
	before := s.count()
	for n, id := range []string{"archive", "delete", "junk"} {
		s.shell.list.widget.Select(s.shell.list.rows.ID(n))
		s.shell.list.selected()
		s.shell.run(id)
		s.until(id, func() bool { return s.count() == before-n-1 })
	}
	for n := range 3 {
		s.shell.actions.undo()
		s.until("one step back", func() bool { return s.count() == before-2+n })
	}
	said := s.s.said
	s.shell.actions.undo()
	s.until("nothing to undo", func() bool { return s.s.said > said })
	if s.count() != before {
		t.Error("something was undone all the same")
	}
}

// The status line says how many messages are unread, and a key that waits has the
// place meanwhile.
func TestStatusSaysUnread(t *testing.T) {
	s := demo(t)
	s.until("the count", func() bool { return strings.Contains(s.shell.status.aside.Text(), "unread") })
	s.shell.status.hint("G …")
	s.shell.tree.onShow()
	s.shell.status.hint("")
	if !strings.HasSuffix(s.shell.status.aside.Text(), "unread") {
		t.Errorf("says %q", s.shell.status.aside.Text())
	}
}

// Escape leaves the settings whatever in them has the keyboard.
func TestEscapeLeavesSettings(t *testing.T) {
	s := demo(t)
	s.shell.showSettings("looks", "window.accent")
	c := s.win.Canvas()
	d, ok := c.Focused().(*kit.DropDown)
	if !ok {
		t.Fatalf("%T has the keyboard, not a choice", c.Focused())
	}
	d.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if s.front != s.shell.object {
		t.Error("the settings are still there")
	}
}

// An inbox without mail says so, and when that was last looked at.
func TestNothingNew(t *testing.T) {
	s := demo(t)
	s.shell.run("select-all")
	s.shell.run("archive")
	s.until("an empty inbox", func() bool { return s.count() == 0 })
	s.until("words", func() bool {
		words := wordsIn(s.shell.list.widget)
		return strings.Contains(words, "Nothing new.") && strings.Contains(words, "Up to date ")
	})
}
