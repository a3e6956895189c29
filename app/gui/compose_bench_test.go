package gui

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"godwit/app"
	"godwit/compose"
	"godwit/sync/event"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// BenchmarkCompose builds the window of a new message. What drawing it costs a
// real screen, TestWrite of e2e logs.
func BenchmarkCompose(b *testing.B) {
	s := benchScreen(b, "short")
	d, err := s.s.core.Outbox.Blank(b.Context(), s.s.accounts[0].ID)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		c := s.shell.compose(d)
		c.shut()
	}
}

// BenchmarkReplyLarge answers a mail of 1 MB: it is read, quoted, and shown in a
// window.
func BenchmarkReplyLarge(b *testing.B) {
	s := benchScreen(b, strings.Repeat("These are some of the words of a long letter about waders.\r\n", 1<<20/60))
	rows, err := s.s.core.Mail.List(b.Context(), mail.ListQuery{Limit: 1})
	if err != nil || len(rows) != 1 {
		b.Fatal(rows, err)
	}
	for b.Loop() {
		d, err := s.s.core.Outbox.Answer(b.Context(), compose.Reply, rows[0].ID)
		if err != nil {
			b.Fatal(err)
		}
		c := s.shell.compose(d)
		c.shut()
	}
}

// BenchmarkSave is what the window pays for a saving of a draft of 10,000 lines,
// which another goroutine makes.
func BenchmarkSave(b *testing.B) {
	s := benchScreen(b, "short")
	d, err := s.s.core.Outbox.Blank(b.Context(), s.s.accounts[0].ID)
	if err != nil {
		b.Fatal(err)
	}
	c := s.shell.compose(d)
	c.body.SetText(strings.Repeat("These are some of the words of a long letter about waders.\n", 10_000))
	s.s.pump.run = func(func(context.Context)) {} // the other goroutine's part is not counted
	for b.Loop() {
		c.saving.changes++
		c.save()
	}
	b.StopTimer()
	c.shut()
}

// benchScreen is a window over a profile with one message, whose events nobody
// waits for.
func benchScreen(b *testing.B, text string) *screen {
	b.Helper()
	dir := b.TempDir()
	st, err := store.Open(b.Context(), dir, new(event.Hub), slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	inbox := profileOf(b, st)
	raw := fmt.Sprintf("From: Priya <priya@example.org>\r\nTo: ada@example.org\r\nSubject: Long\r\nMessage-ID: <1@example.org>\r\n\r\n%s\r\n", text)
	if _, err := st.AddMessages(b.Context(), inbox, []store.NewMessage{{
		UID: 1, Received: time.Now(), Size: int64(len(raw)), Body: &store.Body{Raw: []byte(raw)},
		Envelope: mail.Envelope{From: []mail.Address{{Name: "Priya", Email: "priya@example.org"}}, Subject: "Long", Date: time.Now(), MessageID: "1@example.org"},
	}}); err != nil {
		b.Fatal(err)
	}
	st.Close()
	core, err := app.Open(b.Context(), app.Options{Profile: dir})
	if err != nil {
		b.Fatal(err)
	}
	s := newScreen(b, core)
	s.until("the list", func() bool { return s.shell.list.list.Count() == 1 })
	return s
}
