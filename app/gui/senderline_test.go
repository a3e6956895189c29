package gui

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/sender"
)

func TestSenderLine(t *testing.T) {
	s := demo(t)
	s.choose("Welcome to Godwit")
	h := s.shell.reader.head
	v := sender.Verdict{Level: sender.Warning, Text: "The name lies", Proofs: []sender.Proof{{Name: "name", Level: sender.Warning, Text: "The name lies."}}}
	h.r.reading.Sender = v
	h.showSender(v)
	if !h.sender.Visible() || h.sender.Text() != "The name lies." {
		t.Fatalf("shown: %q", h.sender.Text())
	}
	h.r.reading.Sender = sender.Verdict{Level: sender.Plain}
	h.showSender(h.r.reading.Sender)
	if h.sender.Visible() {
		t.Error("a line without anything to say")
	}
	h.toggleAll()
	if !h.sender.Visible() || h.sender.Text() != "Nothing is known about the sender." {
		t.Errorf("with all the recipients: %q", h.sender.Text())
	}
}

func TestSenderLineInGerman(t *testing.T) {
	lang.Use("de")
	t.Cleanup(func() { lang.Use("en") })
	for text, want := range map[string]string{
		"First message from this address.":                                           "Erste Nachricht von dieser Adresse.",
		"Verified as example.org by your provider. First message from this address.": "Von Ihrem Anbieter als example.org bestätigt. Erste Nachricht von dieser Adresse.",
	} {
		if got := sentences(text); got != want {
			t.Errorf("%q is said as %q, want %q", text, got, want)
		}
	}
}

// Nobody is asked for a key before a person presses the button.
func TestSenderSheet(t *testing.T) {
	asked := make(chan string, 10)
	core, err := app.OpenDemo(t.Context(), app.Options{LookupTXT: func(ctx context.Context, name string) ([]string, error) {
		asked <- name
		return nil, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	s := newScreen(t, core)
	s.until("sample mail", func() bool { return s.shell.list.list.Count() > 30 })
	s.choose("Welcome to Godwit")
	s.shell.reader.head.sender.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	top := s.win.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("no sheet")
	}
	hint, ok := s.win.Canvas().Focused().(*kit.NoteLine)
	if !ok {
		t.Fatalf("the keyboard is in %T", s.win.Canvas().Focused())
	}
	hint.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	hint.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if s.win.Canvas().Overlays().Top() == top || len(asked) > 0 {
		t.Error("Escape did not close the sheet, or Enter asked somebody")
	}
}

func TestSentencesOfSender(t *testing.T) {
	lang.Use("de")
	t.Cleanup(func() { lang.Use("en") })
	got := sentences("Verified as example.org by your provider. Nobody has translated this.")
	if want := "Von Ihrem Anbieter als example.org bestätigt. Nobody has translated this."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
