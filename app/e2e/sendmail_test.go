package e2e

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"godwit/app/e2e/servers"
)

// hand gives a message to a program of another's, which gives it to sendmail.
func (u *user) hand(dir, stdin, name string, args ...string) result {
	u.t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env, cmd.Stdin = dir, append(u.env[:len(u.env):len(u.env)], "GODWIT_PROFILE="+u.profile), strings.NewReader(stdin)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		u.t.Fatalf("%s: %v", name, err)
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errOut.String()}
}

func (u *user) handed(dir, stdin, name string, args ...string) {
	u.t.Helper()
	if r := u.hand(dir, stdin, name, args...); r.code != 0 {
		u.t.Fatalf("%s %s: exit %d\n%s%s", name, strings.Join(args, " "), r.code, r.out, r.err)
	}
}

// TestSendmail: programs that know only sendmail hand their mail over, and it
// arrives whole and once.
func TestSendmail(t *testing.T) {
	w := newWorld(t)
	a := newUser(t, w.desktop, w.ca)
	a.must(servers.Password+"\n", w.add(ada, "Ada Lovelace")...)
	dir := t.TempDir()
	sendmail := filepath.Join(dir, "sendmail")
	if err := os.Symlink(program(t, godwitctl), sendmail); err != nil {
		t.Fatal(err)
	}
	arrives := func(who, subject string, has ...string) {
		t.Helper()
		waitFor(t, subject+" at "+who, func() bool {
			return strings.Contains(w.mailbox.Doveadm(t, "search", "-u", who, "mailbox", "INBOX", "subject", subject), " ")
		})
		if n := strings.Count(strings.TrimSpace(w.mailbox.Doveadm(t, "search", "-u", who, "mailbox", "INBOX", "subject", subject)), "\n") + 1; n != 1 {
			t.Errorf("%s came %d times", subject, n)
		}
		text := w.mailbox.Doveadm(t, "fetch", "-u", who, "text", "mailbox", "INBOX", "subject", subject)
		for _, want := range has {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q:\n%s", subject, want, text)
			}
		}
		if strings.Contains(text, "Bcc:") {
			t.Errorf("%s shows blind copies", subject)
		}
	}

	// Two patches, the second with a line that is a dot.
	repo := filepath.Join(dir, "repo")
	a.handed(dir, "", "git", "init", "-q", repo)
	for i, text := range []string{"one\n", "one\n.\ntwo\n"} {
		if err := os.WriteFile(filepath.Join(repo, "f"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		a.handed(repo, "", "git", "add", "f")
		a.handed(repo, "", "git", "-c", "user.name=Ada Lovelace", "-c", "user.email="+ada, "commit", "-q", "-m", []string{"first stitch", "second stitch"}[i])
	}
	a.handed(repo, "", "git", "-c", "sendemail.sendmailCmd="+sendmail+" -i", "-c", "user.name=Ada Lovelace", "-c", "user.email="+ada,
		"send-email", "--root", "--confirm=never", "--suppress-cc=all", "--no-chain-reply-to", "--to="+grace, "--bcc="+ada, "HEAD")
	arrives(grace, "first stitch", "X-Mailer: git-send-email", "+one")
	arrives(grace, "second stitch", "\n+.", "+two")
	arrives(ada, "first stitch", "+one")

	a.handed(dir, "Tea at four?\n", "mutt", "-n", "-F", "/dev/null", "-e", "set copy=no", "-e", "set from="+ada, "-e", "set sendmail='"+sendmail+" -oem -oi'",
		"-e", "set use_envelope_from=yes", "-s", "From mutt", grace)
	arrives(grace, "From mutt", "Tea at four?")

	a.handed(dir, "From: root (Cron Daemon)\nTo: root\nSubject: Cron <root@desk> backup\nAuto-Submitted: auto-generated\n\ndone\n",
		sendmail, "-FCronDaemon", "-i", "-B8BITMIME", "-oem", "root")
	arrives(ada, "Cron <root@desk> backup", "To: <"+ada+">", "Cron Daemon", "done")

	a.handed(dir, "To: "+grace+"\nBcc: "+ada+"\nSubject: From a form\n\nx\n", sendmail, "-t", "-i")
	arrives(grace, "From a form", "From: ")
	arrives(ada, "From a form")

	if r := a.hand(dir, "Subject: no\n\nx\n", sendmail, "-i", "no-such@godwit.test"); r.code != 69 || !strings.Contains(r.err, "stays in the outbox") {
		t.Errorf("refused: exit %d\n%s", r.code, r.err)
	}
	w.postfix.Stop()
	if r := a.hand(dir, "Subject: later\n\nx\n", sendmail, "-i", grace); r.code != 0 || !strings.Contains(r.err, "tried again") {
		t.Errorf("nobody answers: exit %d\n%s", r.code, r.err)
	}
	w.postfix.Start(t)
	if r := a.hand(dir, "", sendmail, "-bs"); r.code != 64 || !strings.Contains(r.err, "Godwit is not") {
		t.Errorf("-bs: exit %d\n%s", r.code, r.err)
	}
	noSecret(t, a.profile)
}
