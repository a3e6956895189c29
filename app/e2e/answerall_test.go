package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"godwit/app/e2e/servers"
)

const byron = "byron@godwit.test"

// TestAnswerAll: an answer to all with somebody added by the first letters of the
// name, held up by one warning, sent anyway, arrives at the right people.
func TestAnswerAll(t *testing.T) {
	ca := servers.NewCA(t)
	d := servers.StartDovecot(t, ca, ada, grace, byron)
	w := &world{ca: ca, mailbox: d, postfix: servers.StartPostfix(t, ca, d), desktop: servers.StartDesktop(t)}
	screen := w.desktop.StartDisplay(t, 1280, 800)
	u := newUser(t, w.desktop, w.ca)
	u.must(servers.Password+"\n", w.add(ada, "Ada Lovelace")...)
	u.must("", "contacts", "add", "--name", "George Gordon", byron)
	w.mailbox.Deliver(t, ada, "INBOX", []byte(fmt.Sprintf(
		"From: Grace Hopper <%s>\r\nTo: Ada <%s>\r\nSubject: Plans\r\nDate: %s\r\nMessage-ID: <plans@godwit.test>\r\n\r\nWho has the plans?\r\n",
		grace, ada, time.Now().Format(time.RFC1123Z))))
	u.must("", "sync")

	win := u.open(t, screen)
	win.shows("list")
	win.keys("ctrl+1", "Down")
	waitFor(t, "the letter to be read", func() bool {
		return strings.Contains(w.mailbox.Doveadm(t, "fetch", "-u", ada, "flags", "mailbox", "INBOX", "subject", "Plans"), `\Seen`)
	})
	win.keys("ctrl+shift+r")
	screen.Window(t, "^Re: Plans")
	win.types("The plans are attached.")
	win.keys("ctrl+shift+c") // to Cc
	win.types("geor")
	win.keys("Return") // the answer may be on its way: it is waited for
	screen.Shot(t, "answer-1-completed")
	win.keys("ctrl+Return")
	type draft struct {
		ID     int64    `json:"id"`
		Warned []string `json:"warned"`
	}
	waitFor(t, "the warning to be said, and noted", func() bool {
		list := rows[draft](t, u.must("", "draft", "list"))
		return len(list) == 1 && fmt.Sprint(rows[draft](t, u.must("", "draft", "show", fmt.Sprint(list[0].ID)))[0].Warned) == "[no-attachment]"
	})
	screen.Shot(t, "answer-2-warned")
	if out := u.must("", "outbox", "list").out; strings.Contains(out, "Plans") {
		t.Fatalf("it went without a word: %s", out)
	}
	win.keys("Return") // Send anyway has the keyboard
	waitFor(t, "the answer to be sent", func() bool { return strings.Contains(u.must("", "outbox", "list").out, `"state":"sent"`) })
	for _, user := range []string{grace, byron} {
		head := func() string { return w.mailbox.Doveadm(t, "fetch", "-u", user, "hdr", "mailbox", "INBOX", "all") }
		waitFor(t, "the answer at "+user, func() bool { return strings.Contains(head(), "Subject: Re: Plans") })
		for _, want := range []string{`To: "Grace Hopper" <` + grace + ">", `Cc: "George Gordon" <` + byron + ">", "In-Reply-To: <plans@godwit.test>"} {
			if !strings.Contains(head(), want) {
				t.Errorf("%s got an answer without %q:\n%s", user, want, head())
			}
		}
	}
	win.close()
}
