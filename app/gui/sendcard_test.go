package gui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"godwit/app/gui/kit"
	"godwit/app/gui/model"
	"godwit/compose"
	"godwit/sync/mail"
)

// words are all texts below an object.
func words(o fyne.CanvasObject) string {
	var all []string
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *kit.Text:
			all = append(all, o.Text())
		case *kit.Paragraph:
			all = append(all, o.Text())
		case *fyne.Container:
			for _, c := range o.Objects {
				walk(c)
			}
		}
	}
	walk(o)
	return strings.Join(all, "\n")
}

// TestSendCard sends a message from the demo and looks at its card, from the
// outbox and from the copy in Sent.
func TestSendCard(t *testing.T) {
	s := demo(t)
	acc := s.shell.s.accounts[0]
	out, err := s.shell.s.core.Outbox.Send(t.Context(), compose.Draft{
		Account: acc.ID, From: mail.Address{Email: acc.Identities[0].Email}, To: []mail.Address{{Email: "eve@far.example"}}, Subject: "Watched",
	}, 0)
	if err != nil {
		t.Fatal(err)
	}
	s.shell.sent(out, compose.Draft{})
	s.until("sent, and said so", func() bool {
		out, err = s.shell.s.core.Outbox.Show(t.Context(), out.ID)
		return err == nil && out.State == mail.StateSent && len(s.shell.following) == 0
	})
	s.shell.goOutbox()
	s.until("the outbox shows it", func() bool {
		return strings.Contains(words(s.shell.outbox.detail.head), "eve@far.example\nAccepted by the server")
	})
	var of mail.Outgoing
	s.until("the copy in Sent leads to it", func() bool {
		of, err = s.shell.s.core.Outbox.OfMessage(t.Context(), out.MessageID)
		return err == nil
	})
	c := &sendCard{card: model.SendCardOf(of, now()), view: kit.NewTextView()}
	content := c.content()
	got := words(content)
	for _, want := range []string{"Watched", "eve@far.example", "Server", "Signed in with", "Message-ID", "Time", "Sign in", "Acceptance"} {
		if !strings.Contains(got, want) {
			t.Errorf("the card lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "C: MAIL FROM") {
		t.Error("the transcript is not folded")
	}
	test.NewTempWindow(t, c.view)
	c.view.SetHeader(content)
	c.fold()
	c.view.SelectAll()
	if text := c.view.SelectedText(); !strings.Contains(text, "MAIL FROM") || strings.Contains(text, "godwit\x00") {
		t.Errorf("unfolded: %q", text)
	}
	c.fold()
	c.view.SelectAll()
	if text := c.view.SelectedText(); strings.TrimSpace(text) != "" {
		t.Errorf("folded again: %q", text)
	}
}

// TestSendCardNarrow: in little room labels stand above their values, and
// nothing is wider than its place.
func TestSendCardNarrow(t *testing.T) {
	test.NewTempApp(t)
	o := mail.Outgoing{
		State: mail.StateSent, Subject: "Notes", Recipients: []mail.Recipient{{Address: "eve@far.example", State: mail.StateSent}},
		Card: mail.Card{Host: "smtp.engine.example:587", Steps: []mail.Step{{Stage: mail.StageConnect, Took: time.Millisecond}, {Stage: mail.StageDot, Took: time.Second}}},
	}
	c := &sendCard{card: model.SendCardOf(o, now()), view: kit.NewTextView()}
	content := container.New(column{0}, c.content())
	for _, width := range []float32{260, 700} {
		content.Resize(fyne.NewSize(width, 2000))
		content.Resize(fyne.NewSize(width, content.MinSize().Height))
		var walk func(o fyne.CanvasObject, x float32)
		walk = func(o fyne.CanvasObject, x float32) {
			x += o.Position().X
			if right := x + o.Size().Width; right > width+1 {
				t.Errorf("at %g: %T ends at %g", width, o, right)
			}
			if box, ok := o.(*fyne.Container); ok {
				if l, ok := box.Layout.(*factRow); ok && l.narrow != (width < factNarrow) {
					t.Errorf("at %g: narrow %t", width, l.narrow)
				}
				for _, child := range box.Objects {
					walk(child, x)
				}
			}
		}
		walk(content, 0)
	}
}
