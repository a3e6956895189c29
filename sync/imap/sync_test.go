package imap

import (
	"context"
	"strings"
	"testing"

	"godwit/accounts"
	"godwit/sync/mail"
)

func TestFirstSync(t *testing.T) {
	d := startDovecot(t, "")
	o := d.other(t)
	for i := range 60 {
		put(t, o, "INBOX", letter(i))
	}
	put(t, o, "Sent", letter(1000), `\Seen`)
	for _, security := range []accounts.Security{accounts.TLS, accounts.STARTTLS, accounts.Plain} {
		t.Run(string(security), func(t *testing.T) {
			c := newClient(t, d.server(security))
			var passes []mail.Pass
			c.Config.Progress = func(p mail.Progress) {
				if p.Pass != nil {
					passes = append(passes, *p.Pass)
				}
			}
			c.once(t)
			rows := c.rows(t, "INBOX")
			if len(rows) != 60 {
				t.Fatalf("%d messages", len(rows))
			}
			for _, row := range rows {
				raw, err := c.Store.Raw(context.Background(), row.ID)
				if err != nil {
					t.Fatal(err)
				}
				n := strings.TrimPrefix(row.Subject, "letter ")
				if !strings.Contains(string(raw), "\r\n\r\nThe text of letter "+n+".\r\n") || row.Preview != "The text of letter "+n+"." ||
					row.From.Email != "ada@example.org" || row.MessageID != "m"+n+"@example.org" {
					t.Fatalf("%+v\n%s", row, raw)
				}
			}
			if f := c.folderAt(t, "Sent"); f.Role != mail.Sent || f.Total != 1 || f.Unread != 0 {
				t.Errorf("Sent: %+v", f)
			}
			if len(passes) != 6 || passes[0].New != 60 || passes[0].Total != 60 {
				t.Errorf("passes: %+v", passes)
			}
		})
	}
}
