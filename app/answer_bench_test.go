package app

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/compose"
	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

// BenchmarkAnswer answers a mail of 1 MB: its text, or its HTML where it has no
// text. It should take less than 300 ms.
func BenchmarkAnswer(b *testing.B) {
	line := strings.Repeat("The engine weaves algebraical patterns. ", 10)
	for name, content := range map[string]string{
		"text":   "Content-Type: text/plain; charset=utf-8\r\n\r\n" + strings.Repeat("> "+line+"\r\n"+line+"\r\n", 1300),
		"flowed": "Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n" + strings.Repeat(">> The engine weaves algebraical patterns just as \r\n", 20_000),
		"html":   "Content-Type: text/html; charset=utf-8\r\n\r\n" + strings.Repeat("<blockquote><p><b>The engine</b> weaves <a href=https://x.example>patterns</a></p></blockquote>\r\n", 10_500),
	} {
		b.Run(name, func(b *testing.B) {
			a, err := Open(b.Context(), Options{Profile: b.TempDir()})
			if err != nil {
				b.Fatal(err)
			}
			defer a.Close()
			id := stored(b, a, "From: Ada <ada@example.org>\r\nTo: mira@demo.test\r\nSubject: Long\r\nMIME-Version: 1.0\r\n"+content)
			for b.Loop() {
				d, err := a.Outbox.Answer(context.Background(), compose.Reply, id)
				if err != nil || len(d.Body) < 1000 {
					b.Fatal(err, len(d.Body))
				}
			}
		})
	}
}

// stored puts a message into a profile of its own.
func stored(b *testing.B, a *App, raw string) mail.MessageID {
	b.Helper()
	ctx := b.Context()
	account, err := a.store.AddAccount(ctx, accounts.Account{
		Identities: []accounts.Identity{{Email: mira}}, Incoming: accounts.Server{Protocol: accounts.IMAP}, Outgoing: accounts.Server{Protocol: accounts.SMTP},
	})
	if err != nil {
		b.Fatal(err)
	}
	if err := a.store.SetFolders(ctx, account, []mail.Folder{{Path: "INBOX", Remote: "INBOX", Role: mail.Inbox}}); err != nil {
		b.Fatal(err)
	}
	f, err := a.store.FolderByRole(ctx, account, mail.Inbox)
	if err != nil {
		b.Fatal(err)
	}
	msg := parse.Parse([]byte(raw))
	body := store.BodyOf(msg)
	ids, err := a.store.AddMessages(ctx, f.ID, []store.NewMessage{{UID: 1, Envelope: msg.Header.Envelope(), Received: time.Now(), Body: &body}})
	if err != nil {
		b.Fatal(fmt.Errorf("add: %w", err))
	}
	return ids[0]
}
