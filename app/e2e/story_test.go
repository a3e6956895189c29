package e2e

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"godwit/app/e2e/servers"
)

const (
	ada   = "ada@godwit.test"
	grace = "grace@godwit.test"
)

// world is everything outside Godwit.
type world struct {
	ca      *servers.CA
	mailbox *servers.Dovecot
	postfix *servers.Postfix
	desktop *servers.Desktop
}

func newWorld(t *testing.T) *world {
	ca := servers.NewCA(t)
	d := servers.StartDovecot(t, ca, ada, grace)
	return &world{ca: ca, mailbox: d, postfix: servers.StartPostfix(t, ca, d), desktop: servers.StartDesktop(t)}
}

func (w *world) deliver(t *testing.T, to, subject, body string) {
	t.Helper()
	raw := fmt.Sprintf("From: Charles Babbage <charles@example.org>\r\nTo: %s\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%x@example.org>\r\n\r\n%s\r\n",
		to, subject, time.Now().Format(time.RFC1123Z), subject, body)
	w.mailbox.Deliver(t, to, "INBOX", []byte(raw))
}

// imap and submission are the arguments that name the servers.
func (w *world) imap() []string {
	return []string{"--in-host", "localhost", "--in-port", fmt.Sprint(w.mailbox.IMAP), "--in-security", "starttls"}
}

func (w *world) submission() []string {
	return []string{"--out-host", "localhost", "--out-port", fmt.Sprint(w.postfix.Submission), "--out-security", "starttls"}
}

func (w *world) add(email, name string) []string {
	return slices.Concat([]string{"account", "add", "--email", email, "--name", name, "--password-stdin"}, w.imap(), w.submission())
}

// TestStory is the main job through the command line.
func TestStory(t *testing.T) {
	w := newWorld(t)
	for i := range 5 {
		w.deliver(t, ada, fmt.Sprintf("Letter %d", i), "The engine weaves algebraical patterns.")
	}
	a := newUser(t, w.desktop, w.ca)
	g := newUser(t, w.desktop, w.ca)

	// Accounts: IMAP for Ada, POP3 for Grace.
	a.fails(4, "GW-AUTH-REFUSED", "wrong\n", w.add(ada, "Ada Lovelace")...)
	a.must(servers.Password+"\n", w.add(ada, "Ada Lovelace")...)
	a.fails(1, "GW-INPUT-EXISTS", servers.Password+"\n", w.add(ada, "Ada Lovelace")...)
	g.must(servers.Password+"\n", slices.Concat([]string{
		"account", "add", "--email", grace, "--name", "Grace Hopper", "--password-stdin",
		"--protocol", "pop3", "--in-host", "localhost", "--in-port", fmt.Sprint(w.mailbox.POP3S), "--in-security", "tls",
	}, w.submission())...)

	// Receive, read, search.
	a.must("", "sync")
	inbox := rows[row](t, a.must("", "list", "--folder", "inbox"))
	if len(inbox) != 5 || !strings.Contains(inbox[0].Preview, "algebraical") {
		t.Fatalf("inbox: %+v", inbox)
	}
	if found := rows[row](t, a.must("", "search", "algebraical")); len(found) != 6 { // five and the summary
		t.Errorf("search found %d lines", len(found))
	}

	// Answer; the other account receives it; exactly one copy in Sent.
	sent := a.must("See you at the engine.\n", "send", "--to", grace, "--subject", "Tea", "--body-file", "-", "--wait")
	if !strings.Contains(sent.out, `"state":"sent"`) || !strings.Contains(sent.out, `"tls":"TLS 1.3`) {
		t.Errorf("send: %s", sent.out)
	}
	a.must("", "sync")
	waitFor(t, "the message at Grace's", func() bool {
		g.must("", "sync")
		return len(rows[row](t, g.must("", "list", "--folder", "inbox"))) == 1
	})
	tea := find(t, rows[row](t, g.must("", "list", "--folder", "inbox")), "Tea")
	g.must("Four o'clock?\n", "send", "--reply-to-message", fmt.Sprint(tea.ID), "--body-file", "-", "--wait")
	waitFor(t, "the reply at Ada's", func() bool {
		a.must("", "sync")
		return strings.Contains(a.must("", "list", "--folder", "inbox").out, `"Re: Tea"`)
	})
	reply := find(t, rows[row](t, a.must("", "list", "--folder", "inbox")), "Re: Tea")
	if text := a.must("", "show", fmt.Sprint(reply.ID), "--text").out; !strings.Contains(text, "Four o'clock?") || !strings.Contains(text, "> See you at the engine.") {
		t.Errorf("the reply reads %q", text)
	}
	if got := w.mailbox.Doveadm(t, "fetch", "-u", ada, "hdr.subject", "mailbox", "Sent"); strings.Count(got, "Tea") != 1 {
		t.Errorf("Sent on the server: %s", got)
	}
	if r := g.must("", "sync"); strings.Contains(r.out, `"new":1`) {
		t.Errorf("POP3 collected a message twice: %s", r.out)
	}

	// Mark, move, delete; the server has it.
	first, second, third := inbox[0], inbox[1], inbox[2]
	a.must("", "mark", fmt.Sprint(first.ID), "--read", "--star", "--wait")
	a.must("", "move", fmt.Sprint(second.ID), "--to", "Archive", "--wait")
	a.must("", "delete", fmt.Sprint(third.ID), "--wait")
	flags := w.mailbox.Doveadm(t, "fetch", "-u", ada, "flags", "mailbox", "INBOX", "subject", first.Subject)
	if !strings.Contains(flags, `\Flagged`) || !strings.Contains(flags, `\Seen`) {
		t.Errorf("flags on the server: %s", flags)
	}
	for box, subject := range map[string]string{"Archive": second.Subject, "Trash": third.Subject} {
		if got := w.mailbox.Doveadm(t, "fetch", "-u", ada, "hdr.subject", "mailbox", box); !strings.Contains(got, subject) {
			t.Errorf("%s on the server lacks %q: %s", box, subject, got)
		}
	}
	if undone := a.must("", "undo", "--wait").out; !strings.Contains(undone, "Trash") {
		t.Errorf("undo: %s", undone)
	}
	if got := w.mailbox.Doveadm(t, "fetch", "-u", ada, "hdr.subject", "mailbox", "INBOX"); !strings.Contains(got, third.Subject) {
		t.Errorf("undo did not reach the server: %s", got)
	}

	w.offline(t, a, first)
	noSecret(t, a.profile, g.profile)
}

// offline reads, marks and writes with both servers gone, and finds everything
// done when they are back.
func (w *world) offline(t *testing.T, a *user, letter row) {
	t.Helper()
	w.mailbox.Stop()
	w.postfix.Stop()
	a.fails(5, "GW-NET-REFUSED", "", "sync")
	if text := a.must("", "show", fmt.Sprint(letter.ID), "--text").out; !strings.Contains(text, "patterns") {
		t.Errorf("offline the letter reads %q", text)
	}
	a.must("", "mark", fmt.Sprint(letter.ID), "--unread", "--tag", "engine")
	if r := a.ctl("Written offline.\n", "send", "--to", grace, "--subject", "Offline", "--body-file", "-", "--wait"); r.code != 5 || !strings.Contains(r.out, `"state":"retry"`) {
		t.Errorf("sending offline: exit %d %s", r.code, r.out)
	}
	w.mailbox.Start(t)
	w.postfix.Start(t)
	a.must("", "sync")
	flags := w.mailbox.Doveadm(t, "fetch", "-u", ada, "flags", "mailbox", "INBOX", "subject", letter.Subject)
	if strings.Contains(flags, `\Seen`) || !strings.Contains(flags, "engine") {
		t.Errorf("offline changes on the server: %s", flags)
	}
	var id struct {
		ID int64 `json:"id"`
	}
	for _, o := range rows[struct {
		ID      int64  `json:"id"`
		Subject string `json:"subject"`
	}](t, a.must("", "outbox", "list")) {
		if o.Subject == "Offline" {
			id.ID = o.ID
		}
	}
	a.must("", "outbox", "retry", fmt.Sprint(id.ID))
	a.must("", "outbox", "run")
	if r := a.must("", "outbox", "show", fmt.Sprint(id.ID)); !strings.Contains(r.out, `"state":"sent"`) || strings.Contains(r.out, servers.Password) {
		t.Errorf("after the servers came back: %s", r.out)
	}
}

// noSecret looks for the password in every file of the profiles.
func noSecret(t *testing.T, dirs ...string) {
	t.Helper()
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			if bytes.Contains(b, []byte(servers.Password)) {
				t.Errorf("%s holds the password", path)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// waitFor tries until something holds: mail takes its time between servers.
func waitFor(t testing.TB, what string, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for time.Now().Before(deadline) {
		if holds() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("waited too long for %s", what)
}
