package gui

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"godwit/accounts/machine"
	"godwit/app"
	"godwit/app/e2e/quiet"
	"godwit/app/gui/kit"
	"godwit/sync/mail"
)

// Reading in the window connects nowhere and starts nothing.
func TestReadingIsQuiet(t *testing.T) {
	quiet.Trace(t, func() {
		idle := func(ctx context.Context) <-chan machine.Event { // the real one listens for changes of the network
			c := make(chan machine.Event)
			context.AfterFunc(ctx, func() { close(c) })
			return c
		}
		core, err := app.Open(context.Background(), app.Options{Profile: t.TempDir(), Machine: idle})
		if err != nil {
			t.Fatal(err)
		}
		s := newScreen(t, core)
		page, text := newHTMLBody(s.s), kit.NewTextView()
		failed := false
		page.unfit = func(error) { failed = true }
		s.s.win.SetContent(container.NewGridWithRows(2, page.view, text))
		s.s.win.Resize(fyne.NewSize(600, 600))
		for i, v := range quiet.Vectors() {
			m := app.ReadBytes(v.Mail)
			text.SetText(m.Text)
			if m.HTML == "" {
				continue
			}
			failed = false
			page.show(mail.MessageID(i+1), m.HTML)
			s.until(v.Name, func() bool { return failed || !page.busy && !page.fresh && !page.pending })
			if i%20 == 0 { // takes most of the time
				s.s.win.Canvas().Capture()
			}
		}
	})
}
