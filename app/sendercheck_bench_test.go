package app

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// BenchmarkRead reads messages of a profile of 20,000 with 600 sent: alone, and
// with what is said of their senders.
func BenchmarkRead(b *testing.B) {
	dir := b.TempDir()
	st, err := store.Open(b.Context(), dir, new(event.Hub), slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	server := accounts.Server{Protocol: accounts.IMAP, Host: "127.0.0.1", Port: 9, Security: accounts.Plain, User: "ada@example.org"}
	out := server
	out.Protocol = accounts.SMTP
	id, err := st.AddAccount(b.Context(), accounts.Account{
		Identities: []accounts.Identity{{Name: "Ada", Email: "ada@example.org"}}, Incoming: server, Outgoing: out, Secrets: accounts.Session,
	})
	if err == nil {
		err = st.SetFolders(b.Context(), id, []mail.Folder{{Path: "INBOX", Remote: "INBOX", Role: mail.Inbox}, {Path: "Sent", Remote: "Sent", Role: mail.Sent}})
	}
	if err != nil {
		b.Fatal(err)
	}
	fill := func(role mail.Role, n int) {
		f, err := st.FolderByRole(b.Context(), id, role)
		if err != nil {
			b.Fatal(err)
		}
		var msgs []store.NewMessage
		for i := range n {
			at := time.Now().Add(-time.Duration(n-i) * time.Minute)
			raw := fmt.Sprintf("Authentication-Results: mx.example.org; dkim=pass header.d=h%d.example\r\nFrom: P%d <p@h%d.example>\r\nTo: ada@example.org\r\nSubject: m\r\nMessage-ID: <%s%d@x>\r\n\r\nWords.\r\n", i%300, i, i%300, role, i)
			msgs = append(msgs, store.NewMessage{
				UID: uint32(i + 1), Received: at, Size: int64(len(raw)),
				Envelope: mail.Envelope{From: []mail.Address{{Email: fmt.Sprintf("p@h%d.example", i%300)}}, To: []mail.Address{{Email: fmt.Sprintf("q@g%d.example", i%90)}}, MessageID: fmt.Sprintf("%s%d@x", role, i), Date: at},
				Body:     &store.Body{Raw: []byte(raw), Text: "Words."},
			})
		}
		if _, err := st.AddMessages(b.Context(), f.ID, msgs); err != nil {
			b.Fatal(err)
		}
	}
	fill(mail.Inbox, 20_000)
	fill(mail.Sent, 600)
	if err := st.Close(); err != nil {
		b.Fatal(err)
	}
	a, err := Open(b.Context(), Options{Profile: dir})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(a.Close)
	rows, err := a.Mail.List(b.Context(), mail.ListQuery{Role: mail.Inbox, Limit: 500})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("alone", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, err := a.Mail.Open(b.Context(), rows[i%500].ID); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("judged", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, err := a.Mail.Read(b.Context(), rows[i%500].ID); err != nil {
				b.Fatal(err)
			}
		}
	})
}
