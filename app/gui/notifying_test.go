package gui

import (
	"bytes"
	"context"
	"image/png"
	"strings"
	"sync"
	"testing"

	"godwit/accounts/desktop"
	"godwit/app/gui/kit"
	"godwit/app/gui/model"
	"godwit/app/notify"
	"godwit/compose"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// pinboard is a desktop that keeps what it is to show.
type pinboard struct {
	mu      sync.Mutex
	next    uint32
	shown   map[uint32]desktop.Notice
	gone    []uint32
	answers func(desktop.Answer)
}

func (p *pinboard) Show(_ context.Context, replaces uint32, n desktop.Notice) (uint32, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if replaces == 0 {
		p.next++
		replaces = p.next
	}
	p.shown[replaces] = n
	return replaces, nil
}

func (p *pinboard) Withdraw(_ context.Context, id uint32) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.shown, id)
	p.gone = append(p.gone, id)
}

func (p *pinboard) Close() {}

func (p *pinboard) has(title string) (uint32, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id, n := range p.shown {
		if n.Title == title {
			return id, true
		}
	}
	return 0, false
}

func (p *pinboard) empty() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.shown) == 0
}

// pinned is a window over the sample mail whose notifications go to a pinboard.
func pinned(t *testing.T) (*screen, *pinboard) {
	t.Helper()
	s, p := demo(t), &pinboard{shown: make(map[uint32]desktop.Notice)}
	s.telling.connect = func(_ context.Context, answers func(desktop.Answer)) (board, error) {
		p.answers = answers
		return p, nil
	}
	s.until("what is here is known", func() bool { return s.telling.arrivals != nil && !s.telling.busy })
	return s, p
}

// letter has Mira write to Jonas, whose inbox is another account of the window.
func (s *screen) letter(subject string) {
	s.t.Helper()
	var d compose.Draft
	for _, a := range s.s.accounts {
		if a.Email() == "mira@demo.test" {
			d = compose.Draft{Account: a.ID, From: mail.Address{Name: "Mira", Email: a.Email()}, To: []mail.Address{{Email: "jonas@demo.test"}}, Subject: subject, Body: "Hello.\n"}
		}
	}
	if _, err := s.s.core.Outbox.Send(s.t.Context(), d, 0); err != nil {
		s.t.Fatal(err)
	}
}

// TestNewMailIsTold: a message is told of, opened from its notification, and the
// notification goes when the message is read.
func TestNewMailIsTold(t *testing.T) {
	s, p := pinned(t)
	s.letter("Tea at four?")
	var id uint32
	s.until("a notification", func() (ok bool) { id, ok = p.has("Mira"); return ok })
	p.mu.Lock()
	n := p.shown[id]
	p.mu.Unlock()
	if !strings.HasPrefix(n.Body, "Tea at four?") || n.Sound || len(n.Actions) != 3 {
		t.Errorf("%+v", n)
	}
	s.until("its number", func() bool { return len(s.telling.ids) == 1 })
	p.answers(desktop.Answer{Notice: id, Action: desktop.ActionOpen})
	s.until("the message", func() bool { r := s.shell.reader.reading; return r != nil && r.Row.Subject == "Tea at four?" })

	s.telling.told = notify.NewBoard() // no pause after the last
	s.letter("Cake?")
	s.until("the next", func() bool { _, ok := p.has("Mira"); return ok && len(s.telling.ids) == 1 })
	for _, about := range s.telling.told.IDs() {
		if err := s.s.core.Mail.Mark(t.Context(), []mail.MessageID{about}, mail.Seen, 0, nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	s.until("it is withdrawn", func() bool { return len(p.gone) > 0 })
}

func TestNoticeActions(t *testing.T) {
	s, p := pinned(t)
	s.letter("Away with it")
	s.until("a notification", func() bool { return len(s.telling.ids) == 1 })
	about := s.telling.told.IDs()
	id, _ := p.has("Mira")
	p.answers(desktop.Answer{Notice: id, Action: model.NoticeArchive})
	s.until("archived", func() bool {
		row, err := s.s.core.Mail.Row(t.Context(), about[0])
		return err == nil && s.shell.roleOf(row.Folder) == mail.Archive
	})
	s.noticed(model.NoticeRead, about)
	s.until("read", func() bool {
		row, err := s.s.core.Mail.Row(t.Context(), about[0])
		return err == nil && row.Flags&mail.Seen != 0
	})
	if len(s.telling.ids) != 0 || len(s.telling.told.IDs()) != 0 {
		t.Error("what was used is still on the board")
	}
}

// TestNotTold: not while the person is at the window, and not against the rules.
func TestNotTold(t *testing.T) {
	s, p := pinned(t)
	for name, set := range map[string]func(){
		"at the window": func() { s.looking = true },
		"switched off":  func() { s.s.rules.Off = true },
	} {
		s.looking, s.s.rules = false, notify.Rules{}
		set()
		s.letter(name)
		s.until(name, func() bool {
			rows, err := s.s.core.Mail.Search(t.Context(), name, 0, 0, 5)
			return err == nil && len(rows.Rows) >= 2 // in Sent, and there
		})
		s.telling.wait.cancel()
		s.telling.wait = nil
		s.until("a free errand", func() bool { return !s.telling.busy })
		s.telling.look()
		s.until("looked", func() bool { return !s.telling.busy })
		if !p.empty() {
			t.Errorf("%s: told", name)
		}
	}
}

func TestNobodyShowsNotices(t *testing.T) {
	s := demo(t)
	s.telling.connect = func(context.Context, func(desktop.Answer)) (board, error) { return nil, desktop.ErrNone }
	s.until("what is here is known", func() bool { return s.telling.arrivals != nil })
	s.letter("nobody hears")
	s.until("it is known", func() bool { return s.telling.missing && !s.telling.busy })
	if len(s.telling.told.IDs()) != 0 {
		t.Error("what could not be told is kept")
	}
	s.telling.news([]event.Event{event.Lagged{}}) // and is no reason to ask all the time
}

func TestUnreadInTitle(t *testing.T) {
	s := demo(t)
	s.until("the count", func() bool { return s.unread > 0 && s.win.Title() == model.WindowTitle("Godwit", s.unread) })
}

func TestTrayIcon(t *testing.T) {
	icons := make(map[string]bool)
	for _, n := range []int{0, 1, 42, 99, 100, 12345} {
		data, err := trayIcon(kit.AppIcon().Content(), n)
		if err != nil {
			t.Fatal(err)
		}
		icon, err := png.Decode(bytes.NewReader(data))
		if err != nil || icon.Bounds().Dx() != traySize {
			t.Fatal(err, icon.Bounds())
		}
		r, g, _, _ := icon.At(traySize-6, traySize-18).RGBA()
		if red := r > 0xA000 && g < 0x6000; red != (n > 0) {
			t.Errorf("%d: the corner is red: %v", n, red)
		}
		icons[string(data)] = true
	}
	if len(icons) != 5 { // over 99 they are the same
		t.Errorf("%d different icons", len(icons))
	}
}

// TestClosingToTray: the window is hidden only where somebody shows the icon, and
// comes back when nobody does any more.
func TestClosingToTray(t *testing.T) {
	s := demo(t)
	s.tray = &tray{use: trayHides, there: true}
	s.close()
	if !s.hidden {
		t.Fatal("not hidden")
	}
	s.stayInReach()
	if !s.hidden {
		t.Error("shown though the tray is there")
	}
	s.tray.there = false
	s.stayInReach()
	if s.hidden {
		t.Error("out of reach")
	}
	for _, c := range []*tray{nil, {use: trayShow, there: true}, {use: trayHides}} {
		if c.hides() {
			t.Errorf("%+v hides the window", c)
		}
	}
}
