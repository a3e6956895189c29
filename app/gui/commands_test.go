package gui

import (
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"godwit/app/gui/kit"
	"godwit/sync/mail"
)

// tables are those of the main window and of one that writes.
func tables(t *testing.T) map[string]*commandTable {
	s := demo(t)
	s.shell.run("write")
	s.until("composer", func() bool { return len(s.s.writing) == 1 })
	for c := range s.s.writing {
		return map[string]*commandTable{"main": s.shell.commands, "compose": c.commands}
	}
	return nil
}

// Every command has a name that can be kept, words, and something to do; no two
// commands share a name, and no two a key in any set.
func TestCommandTables(t *testing.T) {
	name := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	ids := make(map[string]bool)
	for window, table := range tables(t) {
		for _, set := range []keySet{thunderbirdKeys, gmailKeys} {
			owner := make(map[stroke]string)
			for _, g := range table.groups {
				for _, c := range g.commands {
					for _, k := range c.keys.in(set) {
						if other := owner[k]; other != "" {
							t.Errorf("%s keys in %s: %s is of %s and of %s", set, window, k, other, c.id)
						}
						owner[k] = c.id
						if window == "compose" && k.typed() {
							t.Errorf("%s: %q would be typed into the text", c.id, k)
						}
					}
				}
			}
			for k, id := range owner {
				if first, _, long := strings.Cut(string(k), " "); long && owner[stroke(first)] != "" {
					t.Errorf("%s keys: %s of %s begins with the key of %s", set, k, id, owner[stroke(first)])
				}
			}
		}
		for id, c := range table.byID {
			if !name.MatchString(id) || c.title == "" || c.run == nil {
				t.Errorf("%s: %q, title %q", window, id, c.title)
			}
			if ids[id] {
				t.Errorf("two commands are called %s", id)
			}
			ids[id] = true
		}
	}
}

// deed is how a test sees that a command does what it says.
type deed struct {
	before func(*screen)             // what makes it possible; nil: nothing
	keys   func(*screen)             // what is pressed after it; nil: nothing
	after  func(*screen) func() bool // called before the key; the result becomes true by it; nil: it is refused here
}

// Every command of the main window is done by the keyboard alone: by its keys in
// both sets, and from the palette.
func TestEveryCommandByKeyboard(t *testing.T) {
	s := demo(t)
	s.shell.shift = func() bool { return false }
	s.s.prefs.ReadAfter = -time.Second // nothing is marked but by a command
	table := s.shell.commands
	rows := maps.Clone(deeds)
	maps.Copy(rows, listDeeds)
	for _, g := range table.groups {
		for _, c := range g.commands {
			if c.id == "" || c.id == "quit" {
				continue // quit has a test of its own
			}
			d, ok := rows[c.id]
			if !ok {
				t.Errorf("command %s has no row in deeds: nothing shows that it works", c.id)
				continue
			}
			t.Run(c.id, func(t *testing.T) {
				s.t = t
				s.byEveryWay(t, c, d)
			})
		}
	}
	s.t = t
	for id := range rows {
		if table.byID[id] == nil {
			t.Errorf("deeds has a row for %s, which is no command", id)
		}
	}
}

// byEveryWay does a command by each of its keys in each set, and from the palette.
func (s *screen) byEveryWay(t *testing.T, c command, d deed) {
	type way struct {
		name string
		set  keySet
		do   func()
	}
	ways := []way{{"the palette", thunderbirdKeys, func() { s.byPalette(c.id) }}}
	for _, set := range []keySet{thunderbirdKeys, gmailKeys} {
		for _, k := range c.keys.in(set) {
			ways = append(ways, way{string(set) + " " + string(k), set, func() { s.press(k) }})
		}
	}
	for _, way := range ways {
		s.calm()
		s.s.prefs.Keys = way.set
		s.shell.useKeys()
		if c.id == "palette" && way.name == "the palette" {
			continue
		}
		if d.after == nil {
			if s.shell.commands.refusal(c.id) == "" {
				t.Errorf("%s can be done now, and deeds says that it cannot", c.id)
			}
			continue
		}
		if d.before != nil {
			d.before(s)
		}
		holds := d.after(s)
		if holds() {
			t.Fatalf("%s by %s: what it is to do is so already", c.id, way.name)
		}
		way.do()
		if d.keys != nil {
			d.keys(s)
		}
		s.until(c.id+" by "+way.name, holds)
	}
}

func TestQuitByKeyboard(t *testing.T) {
	for _, set := range []keySet{thunderbirdKeys, gmailKeys} {
		s := demo(t)
		s.s.prefs.Keys = set
		s.shell.useKeys()
		closed := false
		s.win.SetOnClosed(func() { closed = true })
		s.press("Ctrl+Q")
		if !closed {
			t.Errorf("%s: the window is open", set)
		}
	}
}

// press is a key as the toolkit delivers it: one with Ctrl or Alt to the menu
// bar, else to what has the keyboard, else to the window; a character or a named
// key to what has the keyboard, else to the window.
func (s *screen) press(k stroke) {
	canvas := s.win.Canvas()
	if sc := k.shortcut(); sc != nil {
		for _, m := range s.win.MainMenu().Items {
			for _, item := range m.Items {
				if item.Shortcut != nil && item.Shortcut.ShortcutName() == sc.ShortcutName() {
					item.Action()
					return
				}
			}
		}
		if f, ok := canvas.Focused().(*kit.KeyCatcher); ok {
			f.TypedShortcut(sc)
			return
		}
		if id := s.shell.keymap.commands[k]; id != "" { // this driver's window forgets the shortcuts that it is given
			s.shell.run(id)
		}
		return
	}
	if !k.typed() {
		mods, name := k.split()
		s.shell.shift = func() bool { return mods&fyne.KeyModifierShift != 0 }
		e := &fyne.KeyEvent{Name: name}
		switch f := canvas.Focused().(type) {
		case fyne.Shortcutable:
			if k == "Shift+Del" {
				f.TypedShortcut(&fyne.ShortcutCut{Secondary: true})
				break
			}
			canvas.Focused().TypedKey(e)
		case nil:
			canvas.OnTypedKey()(e)
		default:
			f.TypedKey(e)
		}
		s.shell.shift = func() bool { return false }
		return
	}
	for _, part := range strings.Fields(string(k)) {
		for _, r := range part {
			if f := canvas.Focused(); f != nil {
				f.TypedRune(r)
			} else {
				canvas.OnTypedRune()(r)
			}
		}
	}
}

// byPalette finds a command by its title and takes it.
func (s *screen) byPalette(id string) {
	s.t.Helper()
	p := s.shell.palette()
	for _, r := range s.shell.commands.byID[id].title {
		p.field.TypedRune(r)
	}
	for range p.shown {
		if p.shown[p.list.Marked()].id == id {
			break
		}
		p.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	if got := p.shown[p.list.Marked()]; got.id != id || got.why != "" {
		s.t.Fatalf("the palette has %q at the end of the words for %q (%s)", got.id, id, got.why)
	}
	p.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// calm closes what is open and goes back to the inbox, the keyboard in the list.
func (s *screen) calm() {
	for o := s.win.Canvas().Overlays(); o.Top() != nil; {
		o.Remove(o.Top())
	}
	for c := range s.s.writing {
		c.close()
	}
	for err := error(nil); err == nil; { // everything is as it was
		_, err = s.s.core.Mail.Undo(context.Background())
	}
	w := s.shell
	s.win.Canvas().SetOnTypedKey(w.typedKey)
	w.picking, s.s.prefs.PlainText = false, false
	w.panes.hideReader = false
	w.panes.Refresh()
	s.showMail()
	w.searchBox.clear()
	s.looks(func(k *listLook) {
		k.table, k.groups, k.filter, k.up, k.order = false, false, false, false, mail.ByDate
	})
	w.opened = "" // so that the inbox is opened anew
	w.goInbox()
	s.until("the inbox", func() bool { return w.list.list.Count() > 30 && w.list.found == nil && len(s.s.writing) == 0 })
}

// Letters do nothing while one writes.
func TestLettersInAField(t *testing.T) {
	for _, set := range []keySet{thunderbirdKeys, gmailKeys} {
		s := demo(t)
		s.s.prefs.Keys = set
		s.shell.useKeys()
		s.s.prefs.ReadAfter = -time.Second
		s.choose("Welcome to Godwit")
		s.win.Canvas().Focus(s.shell.searchBox.entry)
		said := s.s.said
		for k := range s.shell.keymap.commands {
			if k.typed() {
				s.press(k)
			}
		}
		if _, err := s.s.core.Mail.Undo(context.Background()); err == nil || s.s.said != said || s.win.Canvas().Overlays().Top() != nil || len(s.s.writing) > 0 {
			t.Errorf("%s: a letter in the search did something", set)
		}
		if s.shell.searchBox.entry.Text == "" {
			t.Error("nothing was typed")
		}
	}
}

// A key of two letters waits for the second one, and for nothing else.
func TestTwoLetters(t *testing.T) {
	s := demo(t)
	s.s.prefs.Keys = gmailKeys
	s.shell.useKeys()
	s.press("g")
	if s.shell.begun != "g" || !strings.HasPrefix(s.shell.status.aside.Text(), "G") {
		t.Fatalf("begun %q, says %q", s.shell.begun, s.shell.status.aside.Text())
	}
	s.press("x") // no such key: forgotten, and no x either
	if s.shell.begun != "" || s.shell.picking || strings.HasPrefix(s.shell.status.aside.Text(), "G") {
		t.Error("a wrong second letter did something")
	}
	s.press("g")
	s.press("Esc")
	s.press("d")
	if s.shell.opened == "drafts" {
		t.Error("Escape did not end the wait")
	}
	s.press("g d")
	s.until("drafts", func() bool { return !s.shell.listing() })
}

// A person's own key takes the place of the usual ones, is no other command's,
// and is there at the next start.
func TestOwnKeys(t *testing.T) {
	s := demo(t)
	w := s.shell
	k := &keySheet{s: s.s, win: s.win, table: w.commands, keys: func() *keymap { return w.keymap }, use: w.useKeys}
	showKeySheet(k)
	k.field.SetText("archive")
	for range k.shown {
		if c := k.shown[k.list.Marked()]; c.id == "archive" {
			break
		}
		k.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	k.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	catch, ok := s.win.Canvas().Focused().(*kit.KeyCatcher)
	if !ok {
		t.Fatalf("nobody waits for a key, but %T", s.win.Canvas().Focused())
	}
	s.press("Ctrl+R") // comes by the menu bar, and is of another command
	if w.keymap.first("archive") != "a" || len(s.s.writing) > 0 {
		t.Fatal("the key of another command was taken unsaid, or did its work")
	}
	catch.TypedShortcut(&fyne.ShortcutCopy{})
	s.press("Ctrl+R")
	if got := w.keymap.strokes["archive"]; !slices.Equal(got, []stroke{"Ctrl+R"}) {
		t.Errorf("the keys of archive are %q", got)
	}
	if got := w.keymap.first("reply"); got != "" {
		t.Errorf("reply has %q too", got)
	}
	k.give("star", "Ctrl+R")
	if a, b := w.keymap.first("archive"), w.keymap.first("star"); a != "a" || b != "Ctrl+R" {
		t.Errorf("after giving the key on: archive %q, star %q", a, b)
	}
	var kept string
	s.until("kept", func() bool {
		var err error
		kept, err = s.s.core.Pref(context.Background(), prefOwnKeys)
		return err == nil && kept != "" && !strings.Contains(kept, "archive")
	})
	if own := readOwnKeys(kept); len(own) != 1 || own["star"] != "Ctrl+R" {
		t.Errorf("kept: %q", kept)
	}
	k.forgetOwn()
	if w.keymap.first("star") != "s" || w.keymap.first("reply") != "Ctrl+R" {
		t.Error("the usual keys did not come back")
	}
}
