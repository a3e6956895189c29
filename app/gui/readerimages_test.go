package gui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/sender"
)

const withPictures = "From: Ada <ada@example.org>\r\nContent-Type: text/html\r\n\r\n" +
	`<p>Hello</p><img src="https://127.0.0.1/a.png"><img src="https://127.0.0.1/o.gif" width=1 height=1><img src="https://10.0.0.1/b.png">`

// buttons counts what can be pressed below o.
func buttons(o fyne.CanvasObject) (n int) {
	switch o := o.(type) {
	case *kit.Button:
		return 1
	case *fyne.Container:
		for _, c := range o.Objects {
			n += buttons(c)
		}
	}
	return n
}

func TestPicturesAreOffered(t *testing.T) {
	s := demo(t)
	h := s.shell.reader.head
	m := app.ReadBytes([]byte(withPictures))
	m.Row.ID = 7
	if got := strings.Join(offered(m), " "); got != "https://127.0.0.1/a.png https://10.0.0.1/b.png" {
		t.Errorf("offered: %s", got)
	}
	for level, want := range map[sender.Level]int{sender.Good: 2, sender.Plain: 2, sender.Caution: 1, sender.Warning: 1} {
		m.Sender.Level = level
		if n := buttons(h.remoteNote(m, false)); n != want {
			t.Errorf("%d buttons when the sender is %s", n, level)
		}
	}
	if n := buttons(h.remoteNote(m, true)); n != 0 {
		t.Errorf("%d buttons over plain text", n)
	}
	h.r.shown = 7
	if note, ok := h.remoteNote(m, false).(*kit.NoteLine); !ok || !strings.Contains(note.Text(), "1 tracker") || strings.Contains(note.Text(), "picture") {
		t.Error("shown, and still told as not loaded")
	}
	if h.remoteNote(app.ReadBytes([]byte("\r\nHello")), false) != nil {
		t.Error("a note about nothing")
	}
}

// What cannot be fetched is told, and can be asked for again.
func TestPicturesThatCannotBeFetched(t *testing.T) {
	s := demo(t)
	id := s.choose("Welcome to Godwit")
	r := s.shell.reader
	m := app.ReadBytes([]byte(withPictures))
	m.Row.ID, r.reading, r.html.id = id, m, id
	said := r.s.said
	r.showImages(m, false)
	if r.shown != id {
		t.Error("not on their way")
	}
	s.until("it is said", func() bool { return r.s.said > said })
	if r.shown != 0 {
		t.Error("said to be shown")
	}
}
