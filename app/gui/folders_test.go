package gui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"godwit/app/gui/kit"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// path is the folder with a path, of the first account that has it.
func (s *screen) path(path string) (mail.Folder, bool) {
	for _, f := range s.shell.tree.source.Folders {
		if f.Path == path {
			return f, true
		}
	}
	return mail.Folder{}, false
}

// flag tells whether a message has a flag.
func flag(s *screen, id mail.MessageID, f mail.Flags) bool {
	r, err := s.s.core.Mail.Row(s.t.Context(), id)
	return err == nil && r.Flags&f != 0
}

// answers types into the field of a sheet and presses Enter.
func (s *screen) answers(text string) {
	s.t.Helper()
	s.until("a field", func() bool { _, ok := s.win.Canvas().Focused().(*kit.Field); return ok })
	f := s.win.Canvas().Focused().(*kit.Field)
	for _, r := range text {
		f.TypedRune(r)
	}
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// picks types into the palette and takes the best.
func (s *screen) picks(text string) {
	s.t.Helper()
	s.until("a field to pick by", func() bool { return focused[*kit.PickField](s) })
	f := s.win.Canvas().Focused().(*kit.PickField)
	f.SetText(text)
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// takesBack presses what the toast offers.
func (s *screen) takesBack(said string) {
	s.t.Helper()
	s.until("it is said: "+said, func() bool { toast, ok := s.s.stage.Toast(); return ok && strings.Contains(toast.Text, said) })
	s.s.stage.PressToast()
}

func (s *screen) is(path string, there bool) {
	s.t.Helper()
	s.until(path, func() bool { _, ok := s.path(path); return ok == there })
}

// TestFolderLife makes a folder, puts mail into it, renames it, moves it, marks
// it as read, throws it away, and takes back what can be.
func TestFolderLife(t *testing.T) {
	s := demo(t)
	s.shell.tree.open(s.folder(mail.Inbox))
	travel, _ := s.path("Travel")
	s.shell.tree.open(model.FolderNodeID(travel.ID))
	s.shell.run("new-folder")
	s.answers("Norway") // below the one that is looked at
	s.is("Travel/Norway", true)
	norway, _ := s.path("Travel/Norway")

	s.shell.goInbox()
	s.until("the inbox", func() bool { return s.count() > 30 })
	id := s.choose("Posters on Saturday? 🐦🎨")
	s.until("read", func() bool { return flag(s, id, mail.Seen) })
	s.shell.actions.mark(0, mail.Seen)
	s.until("unread", func() bool { return !flag(s, id, mail.Seen) })
	s.shell.run("move")
	s.picks("norw")
	s.until("the message is there", func() bool { f, _ := s.path("Travel/Norway"); return f.Total == 1 && f.Unread == 1 })

	s.shell.tree.open(model.FolderNodeID(norway.ID))
	s.until("listed", func() bool { _, ok := s.shell.list.list.IndexOf(id); return ok })
	s.until("its count", func() bool { n, ok := s.shell.node(); return ok && hasUnread(n) == "" })
	s.shell.run("read-folder")
	s.until("read", func() bool { f, _ := s.path("Travel/Norway"); return f.Unread == 0 })
	s.takesBack("1 message as read")
	s.until("unread again", func() bool { f, _ := s.path("Travel/Norway"); return f.Unread == 1 })

	s.shell.run("rename-folder")
	s.answers("Norge")
	s.is("Travel/Norge", true)
	s.until("its name above its list", func() bool { return s.shell.list.title.Text() == "Norge" })
	s.shell.run("move-folder")
	s.picks("at the top")
	s.is("Norge", true)
	s.takesBack("Moved “Norge”")
	s.is("Travel/Norge", true)

	s.shell.run("delete-folder")
	s.is("Trash/Norge", true)
	s.takesBack("is in Trash now")
	s.is("Travel/Norge", true)
	if f, _ := s.path("Travel/Norge"); f.ID != norway.ID || f.Total != 1 {
		t.Errorf("after all: %+v", f)
	}
	s.shell.run("rename-folder")
	s.answers("50%")
	s.until("it is said why not", func() bool {
		toast, ok := s.s.stage.Toast()
		return ok && strings.Contains(toast.Text, "cannot be called “50%”")
	})
}

// button finds a button of the open sheet by its words.
func (s *screen) button(words string) *kit.Button {
	s.t.Helper()
	var found *kit.Button
	s.until("a button "+words, func() bool {
		top := s.win.Canvas().Overlays().Top()
		if top == nil {
			return false
		}
		var look func(o fyne.CanvasObject)
		look = func(o fyne.CanvasObject) {
			if b, ok := o.(*kit.Button); ok && b.Label() == words {
				found = b
			}
			switch o := o.(type) {
			case *fyne.Container:
				for _, c := range o.Objects {
					look(c)
				}
			case *widget.PopUp:
				look(o.Content)
			case fyne.Widget:
				for _, c := range test.WidgetRenderer(o).Objects() {
					look(c)
				}
			}
		}
		look(top)
		return found != nil
	})
	return found
}

func TestEmptyAsksWithTheCount(t *testing.T) {
	s := demo(t)
	s.shell.tree.open(s.folder(mail.Junk))
	n, _ := s.shell.node()
	before, _ := s.shell.tree.folder(n)
	s.shell.run("empty-folder")
	b := s.button("Empty")
	if before.Total == 0 || s.s.said > 0 && s.count() == 0 {
		t.Fatalf("nothing in %s", before.Path)
	}
	b.Tapped(&fyne.PointEvent{})
	s.until("empty", func() bool { f, _ := s.shell.tree.folder(n); return f.Total == 0 })
}

func TestFavouritesAndSearchesInTheTree(t *testing.T) {
	s := demo(t)
	travel, _ := s.path("Travel")
	godwit, _ := s.path("Projects/Godwit")
	for _, f := range []mail.Folder{travel, godwit} {
		s.shell.tree.open(model.FolderNodeID(f.ID))
		s.shell.run("favourite")
	}
	check := func(want ...mail.FolderID) {
		t.Helper()
		s.until("favourites", func() bool {
			kept, err := s.s.core.Mail.Favourites(t.Context())
			return err == nil && slices.Equal(kept, want) && slices.Equal(s.shell.tree.source.Favourites, want)
		})
	}
	check(travel.ID, godwit.ID)
	s.shell.tree.open(model.FavouriteNodeID(godwit.ID))
	s.until("its mail", func() bool { return s.count() == godwit.Total })
	s.shell.run("favourite-up")
	check(godwit.ID, travel.ID)
	s.shell.run("favourite")
	check(travel.ID)

	if err := s.s.core.Mail.SaveSearch(t.Context(), "Tickets", "tickets"); err != nil {
		t.Fatal(err)
	}
	id := model.SearchNodeID("Tickets")
	s.until("the search", func() bool { _, ok := model.Find(s.shell.tree.nodes, id); return ok })
	s.shell.tree.open(id)
	s.until("what it finds", func() bool { return s.shell.list.found != nil && s.count() > 0 && s.count() < 10 })
	s.shell.tree.open(id)
	s.shell.run("rename-folder")
	s.answers("Trains")
	s.until("renamed", func() bool { _, ok := model.Find(s.shell.tree.nodes, model.SearchNodeID("Trains")); return ok })
	n, _ := model.Find(s.shell.tree.nodes, model.SearchNodeID("Trains"))
	s.shell.tree.remove(n)
	s.until("removed", func() bool { _, ok := model.Find(s.shell.tree.nodes, n.ID); return !ok })
	s.takesBack("Removed the search")
	s.until("back", func() bool { _, ok := model.Find(s.shell.tree.nodes, n.ID); return ok })
}

func TestTagsByNumber(t *testing.T) {
	s := demo(t)
	id := s.choose("Welcome to Godwit")
	has := func(key string) func() bool {
		return func() bool {
			r, err := s.s.core.Mail.Row(t.Context(), id)
			return err == nil && slices.Contains(r.Tags, key)
		}
	}
	s.shell.run("tag-four")
	s.until("tagged", has("$label4"))
	s.takesBack("Tagged “To do”")
	s.until("not tagged", func() bool { return !has("$label4")() })
	s.shell.run("tag")
	s.picks("new tag")
	s.answers("Steuer 2026")
	s.until("a tag of one's own", func() bool {
		rows := s.shell.actions.rows(s.shell.actions.ids())
		return has("steuer_2026")() && len(rows) == 1 && slices.Contains(rows[0].Tags, "steuer_2026")
	})
	s.shell.run("tag-six")
	s.until("taken away", func() bool { return !has("steuer_2026")() })
	s.shell.run("tag-seven")
	s.until("there is none", func() bool { toast, ok := s.s.stage.Toast(); return ok && strings.Contains(toast.Text, "6 tags only") })
}

func TestMuteAndCopy(t *testing.T) {
	s := demo(t)
	id := s.choose("Invitation: Book club, The Living Mountain")
	muted := func() bool { m, err := s.s.core.Mail.Muted(t.Context(), id); return err == nil && m }
	s.shell.run("mute")
	s.until("muted", muted)
	s.takesBack("Muted")
	s.until("not muted", func() bool { return !muted() })
	travel, _ := s.path("Travel")
	s.shell.run("copy-to")
	s.picks("travel")
	s.until("copied", func() bool { f, _ := s.path("Travel"); return f.Total == travel.Total+1 })
	s.shell.run("jump")
	s.picks("travel")
	s.until("there", func() bool { return s.shell.opened == model.FolderNodeID(travel.ID) && s.count() > 0 })
}
