package e2e

import (
	"fmt"
	"strings"
	"testing"

	"godwit/app/e2e/servers"
)

// TestDrafts: one draft is one message in the server's Drafts, whichever client
// wrote it, and none once it is sent.
func TestDrafts(t *testing.T) {
	w := newWorld(t)
	u := newUser(t, w.desktop, w.ca)
	u.must(servers.Password+"\n", append(w.add(ada, "Ada Lovelace"), "--sent-copy", "client")...)
	u.must("", "sync")
	there := func() int {
		return len(strings.Fields(w.mailbox.Doveadm(t, "search", "-u", ada, "mailbox", "Drafts", "all"))) / 2
	}
	id := func(args ...string) string {
		type made struct {
			ID int64 `json:"id"`
		}
		return fmt.Sprint(rows[made](t, u.must("", args...))[0].ID)
	}
	up := func(draft string) {
		t.Helper()
		u.must("", "draft", "upload", draft)
		u.must("", "sync")
	}
	draft := id("draft", "new", "mailto:"+grace+"?subject=Engine&body=It%20weaves.")
	up(draft)
	up(draft)
	if n := there(); n != 1 {
		t.Fatalf("%d drafts there", n)
	}
	u.must("", "draft", "show", draft, "--bytes") // which keeps what it has shown: a change
	up(draft)
	if n := there(); n != 1 {
		t.Errorf("%d drafts there after a change", n)
	}

	w.mailbox.Deliver(t, ada, "Drafts", []byte("From: Ada <"+ada+">\r\nTo: "+grace+"\r\nSubject: From the telephone\r\nMessage-ID: <phone@godwit.test>\r\nIn-Reply-To: <q@godwit.test>\r\n\r\nBegun there.\r\n"))
	u.must("", "sync")
	phone := find(t, rows[row](t, u.must("", "list", "--folder", "drafts")), "From the telephone")
	opened := id("draft", "open", fmt.Sprint(phone.ID))
	if again := id("draft", "open", fmt.Sprint(phone.ID)); again != opened {
		t.Errorf("opened twice: %s and %s", opened, again)
	}
	up(opened)
	if n := there(); n != 2 {
		t.Errorf("%d drafts there, want both", n)
	}
	for _, d := range []string{draft, opened} {
		u.must("", "draft", "send", d, "--wait")
	}
	u.must("", "sync")
	if n := there(); n != 0 {
		t.Errorf("%d drafts are left", n)
	}
	waitFor(t, "both at Grace's", func() bool {
		return len(strings.Fields(w.mailbox.Doveadm(t, "search", "-u", grace, "mailbox", "INBOX", "all"))) == 4
	})
	if text := w.mailbox.Doveadm(t, "fetch", "-u", grace, "text", "mailbox", "INBOX", "subject", "telephone"); !strings.Contains(text, "In-Reply-To: <q@godwit.test>") || !strings.Contains(text, "Begun there.") {
		t.Errorf("%s", text)
	}
}
