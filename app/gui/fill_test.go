package gui

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// TestFill makes a large profile to measure the window with:
//
//	GODWIT_FILL=/tmp/big GODWIT_FILL_COUNT=100000 go test -run TestFill ./app/gui
func TestFill(t *testing.T) {
	dir := os.Getenv("GODWIT_FILL")
	if dir == "" {
		t.Skip("GODWIT_FILL names no folder to fill")
	}
	count, err := strconv.Atoi(os.Getenv("GODWIT_FILL_COUNT"))
	if err != nil {
		count = 100_000
	}
	fill(t, dir, count)
}

// fill makes a profile with one account, that reaches no server, and count
// messages in its inbox.
func fill(t testing.TB, dir string, count int) {
	t.Helper()
	ctx := context.Background()
	st, err := store.Open(ctx, dir, new(event.Hub), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	inbox := profileOf(t, st)
	begin := time.Now().Add(-time.Duration(count) * time.Minute)
	const batch = 2000
	for from := 0; from < count; from += batch {
		var msgs []store.NewMessage
		for i := from; i < min(from+batch, count); i++ {
			at := begin.Add(time.Duration(i) * time.Minute)
			raw := fmt.Sprintf("From: Person %d <p%d@example.org>\r\nTo: ada@example.org\r\nSubject: Message %d of many\r\nMessage-ID: <%d@example.org>\r\n\r\nThese are the first words of message %d.\r\n", i%500, i%500, i, i, i)
			flags := mail.Seen
			if i%10 == 0 {
				flags = 0
			}
			msgs = append(msgs, store.NewMessage{
				UID: uint32(i + 1), Flags: flags, Received: at, Size: int64(len(raw)),
				Envelope: mail.Envelope{
					From: []mail.Address{{Name: fmt.Sprintf("Person %d", i%500), Email: fmt.Sprintf("p%d@example.org", i%500)}},
					To:   []mail.Address{{Email: "ada@example.org"}}, Subject: fmt.Sprintf("Message %d of many", i), Date: at, MessageID: fmt.Sprintf("%d@example.org", i),
				},
				Body: &store.Body{Raw: []byte(raw), Text: fmt.Sprintf("These are the first words of message %d.", i), Preview: fmt.Sprintf("These are the first words of message %d.", i)},
			})
		}
		if _, err := st.AddMessages(ctx, inbox, msgs); err != nil {
			t.Fatal(err)
		}
	}
}

// profileOf puts one account, that reaches no server, into a store, and returns
// its inbox.
func profileOf(t testing.TB, st *store.Store) mail.FolderID {
	t.Helper()
	ctx := context.Background()
	server := func(p accounts.Protocol) accounts.Server {
		return accounts.Server{Protocol: p, Host: "127.0.0.1", Port: 9, Security: accounts.Plain, User: "ada@example.org"}
	}
	id, err := st.AddAccount(ctx, accounts.Account{
		Identities: []accounts.Identity{{Name: "Ada", Email: "ada@example.org"}},
		Incoming:   server(accounts.IMAP), Outgoing: server(accounts.SMTP), Secrets: accounts.Session,
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.SetFolders(ctx, id, []mail.Folder{{Path: "INBOX", Remote: "INBOX", Role: mail.Inbox}, {Path: "Sent", Remote: "Sent", Role: mail.Sent}}); err != nil {
		t.Fatal(err)
	}
	inbox, err := st.FolderByRole(ctx, id, mail.Inbox)
	if err != nil {
		t.Fatal(err)
	}
	return inbox.ID
}
