package app

import (
	"slices"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/localserver"
	"godwit/sync/mail"
)

// TestArrivals: of a new account nothing is news but what comes then, unread,
// into its inbox.
func TestArrivals(t *testing.T) {
	for _, protocol := range []accounts.Protocol{accounts.IMAP, accounts.POP3} {
		t.Run(string(protocol), func(t *testing.T) {
			w := newWorld(t, localserver.Options{})
			check(t, w.server.Append(mira, "INBOX", letter("years ago"), nil, time.Now().Add(-time.Hour)))
			a := open(t, t.TempDir(), nil)
			acc := w.account(mira)
			if protocol == accounts.POP3 {
				acc.Incoming = w.server.POP3()
				acc.Incoming.User = mira
			}
			news, err := a.Mail.Arrivals(t.Context())
			check(t, err)
			id := add(t, a, acc, "godwit")
			start(t, a)
			untilFound(t, a, id, mail.Inbox, "years ago")
			next := func() []string {
				t.Helper()
				rows, err := news.Next(t.Context(), time.Now())
				check(t, err)
				var out []string
				for _, r := range rows {
					out = append(out, r.Subject)
				}
				return out
			}
			if got := next(); got != nil {
				t.Errorf("the first sync is news: %q", got)
			}
			w.deliver(mira, "now")
			if protocol == accounts.POP3 { // a message without a date of today would be an old one
				check(t, w.server.Deliver(mira, today("now")))
			}
			check(t, w.server.Deliver(mira, []byte("From: "+mira+"\r\nSubject: own\r\nDate: "+time.Now().Format(time.RFC1123Z)+"\r\n\r\nx\r\n")))
			a.Mail.Poke(id)
			untilFound(t, a, id, mail.Inbox, "own")
			if got := next(); !slices.Equal(got, []string{"now"}) {
				t.Errorf("news: %q", got)
			}
			if got := next(); got != nil {
				t.Errorf("news again: %q", got)
			}
		})
	}
}

func today(subject string) []byte {
	return []byte("From: Ada <ada@example.org>\r\nTo: " + mira + "\r\nSubject: " + subject + "\r\nDate: " + time.Now().Format(time.RFC1123Z) + "\r\n\r\nx\r\n")
}

// TestArrivalsReadElsewhere: what another client has read, or a person does not
// want to hear of, is no news; what waits is what is unread in an inbox.
func TestArrivalsReadElsewhere(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "godwit")
	start(t, a)
	w.deliver(mira, "before")
	a.Mail.Poke(id)
	first := untilFound(t, a, id, mail.Inbox, "before")
	check(t, a.Mail.Mute(t.Context(), first.ID, true))
	news, err := a.Mail.Arrivals(t.Context())
	check(t, err)
	check(t, w.server.Append(mira, "INBOX", letter("seen on the telephone"), []string{`\Seen`}, time.Now()))
	check(t, w.server.Append(mira, "Archive", letter("in another folder"), nil, time.Now()))
	check(t, w.server.Deliver(mira, []byte("From: ada@example.org\r\nSubject: Re: before\r\nIn-Reply-To: <before@example.org>\r\nMessage-ID: <muted@x>\r\n\r\nx\r\n")))
	w.deliver(mira, "new")
	a.Mail.Poke(id)
	row := untilFound(t, a, id, mail.Inbox, "new")
	rows, err := news.Next(t.Context(), time.Now())
	check(t, err)
	if len(rows) != 1 || rows[0].ID != row.ID {
		t.Fatalf("news: %+v", rows)
	}
	waiting := func(want int) {
		t.Helper()
		ids, err := news.Waiting(t.Context(), []mail.MessageID{row.ID, 99999})
		check(t, err)
		if len(ids) != want {
			t.Errorf("%d wait, want %d", len(ids), want)
		}
	}
	waiting(1)
	check(t, a.Mail.Mark(t.Context(), []mail.MessageID{row.ID}, mail.Seen, 0, nil, nil))
	waiting(0)
	check(t, a.Mail.Mark(t.Context(), []mail.MessageID{row.ID}, 0, mail.Seen, nil, nil))
	waiting(1)
	check(t, a.Mail.MoveToRole(t.Context(), []mail.MessageID{row.ID}, mail.Archive))
	waiting(0)
}
