package app

import (
	"slices"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/compose"
	"godwit/sync/localserver"
	"godwit/sync/mail"
)

func TestDemoComesAlive(t *testing.T) {
	a, err := OpenDemo(t.Context(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	list, err := a.Accounts.List(t.Context())
	if err != nil || len(list) != 2 {
		t.Fatalf("%d accounts, %v", len(list), err)
	}
	start(t, a)
	for _, acc := range list {
		untilState(t, a, acc.ID, Live)
		ids, err := a.Mail.IDs(t.Context(), mail.ListQuery{Account: acc.ID, Role: mail.Inbox})
		if err != nil || len(ids) == 0 {
			t.Errorf("%s has %d messages, %v", acc.Email(), len(ids), err)
		}
	}
}

func TestNewMailAndChanges(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "godwit")
	start(t, a)
	untilState(t, a, id, Live)

	w.deliver(mira, "tea at four")
	row := untilFound(t, a, id, mail.Inbox, "tea at four")
	ids := []mail.MessageID{row.ID}

	if err := a.Mail.Mark(t.Context(), ids, mail.Seen|mail.Flagged, 0, []string{"work"}, nil); err != nil {
		t.Fatal(err)
	}
	untilToldAll(t, a)
	flags, _ := w.has(mira, "INBOX", "tea at four")
	for _, f := range []string{`\Seen`, `\Flagged`, "work"} {
		if !slices.Contains(flags, f) {
			t.Errorf("the server has %q, not %s", flags, f)
		}
	}
	if _, err := a.Mail.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	untilToldAll(t, a)
	if flags, _ := w.has(mira, "INBOX", "tea at four"); slices.Contains(flags, `\Flagged`) {
		t.Errorf("undone, but the server has %q", flags)
	}

	if err := a.Mail.MoveToRole(t.Context(), ids, mail.Archive); err != nil {
		t.Fatal(err)
	}
	untilToldAll(t, a)
	if _, n := w.has(mira, "Archive", "tea at four"); n != 1 {
		t.Errorf("%d copies in Archive", n)
	}
	for _, forGood := range []bool{false, true} { // to Trash, then out of it
		if err := a.Mail.Delete(t.Context(), ids, false); err != nil {
			t.Fatal(err)
		}
		untilToldAll(t, a)
		_, left := w.has(mira, "Archive", "tea at four")
		if _, n := w.has(mira, "Trash", "tea at four"); left != 0 || (n == 0) != forGood {
			t.Errorf("deleted for good %v: %d in Archive, %d in Trash", forGood, left, n)
		}
	}
	if _, err := a.Mail.Row(t.Context(), row.ID); err == nil {
		t.Error("a message deleted from Trash is still here")
	}
}

func TestSendArrives(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	from := add(t, a, w.account(mira), "godwit")
	to := add(t, a, w.account(jonas), "godwit")
	start(t, a)
	w.deliver(mira, "a question")
	question := untilFound(t, a, from, mail.Inbox, "a question")

	d, err := a.Outbox.Answer(t.Context(), compose.Reply, question.ID)
	if err != nil {
		t.Fatal(err)
	}
	d.To = []mail.Address{{Email: jonas}}
	d.Subject = "the answer"
	out, err := a.Outbox.Send(t.Context(), d, 0)
	if err != nil {
		t.Fatal(err)
	}
	arrived := untilFound(t, a, to, mail.Inbox, "the answer")
	if arrived.MessageID != out.MessageID || arrived.Flags&mail.Seen != 0 {
		t.Errorf("%+v", arrived)
	}
	until(t, a, "sent", func() bool {
		o, err := a.Outbox.Show(t.Context(), out.ID)
		return err == nil && o.State == mail.StateSent && o.Copy == mail.CopyFiled
	})
	untilToldAll(t, a)
	a.Mail.Poke(from)
	untilState(t, a, from, Live)
	if _, n := w.has(mira, "Sent", "the answer"); n != 1 {
		t.Errorf("%d copies in Sent on the server", n)
	}
	rows, err := a.Mail.List(t.Context(), mail.ListQuery{Account: from, Role: mail.Sent})
	if err != nil || len(rows) != 1 {
		t.Errorf("%d copies in Sent here, %v", len(rows), err)
	}
	if flags, _ := w.has(mira, "INBOX", "a question"); !slices.Contains(flags, `\Answered`) {
		t.Errorf("the question has %q", flags)
	}
}

func TestSendLater(t *testing.T) {
	a := open(t, t.TempDir(), nil)
	acc := accounts.Account{
		Identities: []accounts.Identity{{Email: mira}}, Incoming: accounts.Server{Protocol: accounts.None},
		Outgoing: accounts.Server{Protocol: accounts.SMTP, Host: "127.0.0.1", Port: 9, Security: accounts.Plain, User: mira}, SentCopy: accounts.SentByClient, Secrets: accounts.Session,
	}
	id := add(t, a, acc, "x")
	at := time.Now().Add(3 * time.Hour).Truncate(time.Second)
	d := compose.Draft{Account: id, From: mail.Address{Email: mira}, To: []mail.Address{{Email: jonas}}, Subject: "later", SendAt: at}
	out, err := a.Outbox.Send(t.Context(), d, time.Second)
	if err != nil || !out.NextTry.Equal(at) || out.State != mail.StateQueued {
		t.Errorf("%+v, %v", out, err)
	}
	d.SendAt = time.Now().Add(-time.Hour)
	out, err = a.Outbox.Send(t.Context(), d, time.Hour)
	if err != nil || out.NextTry.Before(time.Now().Add(50*time.Minute)) {
		t.Errorf("a past time is due at %v, %v", out.NextTry, err)
	}
}

func TestCloseEndsRun(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "godwit")
	ended := make(chan error, 1)
	go func() { ended <- a.Run(t.Context()) }()
	untilState(t, a, id, Live)
	a.Close()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if got := a.Status.Of(id).State; got != Stopped {
		t.Errorf("the account is %s", got)
	}
	if err := a.Run(t.Context()); err != ErrClosed {
		t.Errorf("Run after Close: %v", err)
	}
	a.Mail.Poke(0) // must not touch the closed profile
}

func TestRunAgain(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "godwit")
	for range 2 {
		stop := start(t, a)
		untilState(t, a, id, Live)
		stop()
		if got := a.Status.Of(id).State; got != Stopped {
			t.Errorf("stopped, the account is %s", got)
		}
	}
}
