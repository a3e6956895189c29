package servers

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Password is every test user's.
const Password = "correct horse"

// Dovecot is a running IMAP and POP3 server.
type Dovecot struct {
	Dir                      string
	IMAP, IMAPS, POP3, POP3S int
	Users                    []string // addresses; the whole address is the login

	auth string // socket of its SASL service, for Postfix
	uid  int    // owner of all mail
	conf string
}

// StartDovecot serves empty mailboxes for the given addresses. Without a
// certificate of its own it gets a good one for localhost.
func StartDovecot(t testing.TB, ca *CA, users ...string) *Dovecot {
	t.Helper()
	cert, key := ca.Issue(t, "localhost", time.Now().Add(24*time.Hour))
	return StartDovecotWith(t, cert, key, users...)
}

// StartDovecotExtra is StartDovecot with lines after the configuration; a block
// of a name that it has adds to that block.
func StartDovecotExtra(t testing.TB, ca *CA, extra string, users ...string) *Dovecot {
	t.Helper()
	cert, key := ca.Issue(t, "localhost", time.Now().Add(24*time.Hour))
	return startDovecot(t, cert, key, extra, users)
}

// StartDovecotWith is StartDovecot with a given certificate.
func StartDovecotWith(t testing.TB, cert, key string, users ...string) *Dovecot {
	t.Helper()
	return startDovecot(t, cert, key, "", users)
}

func startDovecot(t testing.TB, cert, key, extra string, users []string) *Dovecot {
	t.Helper()
	need(t, "dovecot", "doveadm")
	d := &Dovecot{
		Dir: folder(t), Users: users,
		IMAP: port(t), IMAPS: port(t), POP3: port(t), POP3S: port(t),
	}
	d.auth = filepath.Join(d.Dir, "auth")
	d.conf = filepath.Join(d.Dir, "dovecot.conf")
	d.uid = mailUser(t)
	var passwd strings.Builder
	for _, u := range users {
		fmt.Fprintf(&passwd, "%s:{PLAIN}%s::::::\n", u, Password)
		home := d.Home(u)
		if err := os.MkdirAll(home, 0o755); err != nil {
			t.Fatal(err)
		}
		own(t, d.uid, filepath.Dir(home), home)
	}
	write(t, filepath.Join(d.Dir, "users"), passwd.String(), 0o644)
	write(t, d.conf, d.config(cert, key)+extra, 0o644)

	d.start(t)
	t.Cleanup(func() { d.Stop() })
	return d
}

// Home is the folder of a user's mail.
func (d *Dovecot) Home(user string) string { return filepath.Join(d.Dir, "mail", user) }

// Maildir is the folder of a user's INBOX.
func (d *Dovecot) Maildir(user string) string { return filepath.Join(d.Home(user), "Maildir") }

// Own gives all that was written into a user's home to the server.
func (d *Dovecot) Own(t testing.TB, user string) {
	t.Helper()
	err := filepath.WalkDir(d.Home(user), func(path string, _ os.DirEntry, err error) error {
		if err == nil {
			own(t, d.uid, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (d *Dovecot) start(t testing.TB) {
	t.Helper()
	launch(t, d.Dir, "dovecot", "-c", d.conf)
	answers(t, d.IMAPS, filepath.Join(d.Dir, "log"))
	answers(t, d.POP3S, filepath.Join(d.Dir, "log"))
}

// Stop ends the server and all its processes at once, as a power cut would.
// Start brings it back on the same ports.
func (d *Dovecot) Stop() {
	file := filepath.Join(d.Dir, "run", "master.pid")
	b, err := os.ReadFile(file)
	if err != nil {
		return
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil || pid <= 1 {
		return
	}
	for range 500 { // until none lives: a daemon leads a process group of its own
		if syscall.Kill(-pid, syscall.SIGKILL) != nil || !lives(pid) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	os.Remove(file)
}

// lives reports whether a process group has a member that has not ended. One
// that only waits to be noticed by its parent has: that may take a second.
func lives(group int) bool {
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		f := strings.Fields(string(b[strings.LastIndexByte(string(b), ')')+1:])) // state, parent, group
		if len(f) > 2 && f[2] == strconv.Itoa(group) && f[0] != "Z" && f[0] != "X" {
			return true
		}
	}
	return len(files) == 0 // no Linux: the signal tells
}

// Start brings a stopped server back.
func (d *Dovecot) Start(t testing.TB) {
	t.Helper()
	d.start(t)
}

// Certify gives a stopped server another certificate.
func (d *Dovecot) Certify(t testing.TB, cert, key string) {
	t.Helper()
	for name, file := range map[string]string{"ssl_cert": cert, "ssl_key": key} {
		conf, err := os.ReadFile(d.conf)
		if err != nil {
			t.Fatal(err)
		}
		line := regexp.MustCompile("(?m)^" + name + " = .*$")
		write(t, d.conf, line.ReplaceAllString(string(conf), name+" = <"+file), 0o644)
	}
}

// Doveadm runs an administrator's command and returns what it printed.
func (d *Dovecot) Doveadm(t testing.TB, args ...string) string {
	t.Helper()
	out, err := exec.Command("doveadm", append([]string{"-c", d.conf}, args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("doveadm %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// Deliver puts a message into a user's mailbox.
func (d *Dovecot) Deliver(t testing.TB, user, mailbox string, raw []byte) {
	t.Helper()
	cmd := exec.Command("doveadm", "-c", d.conf, "save", "-u", user, "-m", mailbox)
	cmd.Stdin = strings.NewReader(string(raw))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("doveadm save: %v\n%s", err, out)
	}
}

func (d *Dovecot) config(cert, key string) string {
	box := func(name, use string) string {
		return fmt.Sprintf("  mailbox %s {\n    auto = create\n    special_use = \\%s\n  }\n", name, use)
	}
	listener := func(service, plain string, p int, secure string, sp int) string {
		return fmt.Sprintf("service %s-login {\n  inet_listener %s {\n    port = %d\n  }\n  inet_listener %s {\n    port = %d\n    ssl = yes\n  }\n}\n", service, plain, p, secure, sp)
	}
	return fmt.Sprintf(`base_dir = %[1]s/run
state_dir = %[1]s/state
log_path = %[1]s/log
protocols = imap pop3
listen = 127.0.0.1
instance_name = godwit-test
first_valid_uid = %[2]d
mail_uid = %[2]d
mail_gid = %[2]d
mail_home = %[1]s/mail/%%u
mail_location = maildir:~/Maildir
mail_fsync = never
auth_mechanisms = plain login
auth_failure_delay = 0
disable_plaintext_auth = yes
ssl = yes
ssl_cert = <%[3]s
ssl_key = <%[4]s
ssl_min_protocol = TLSv1.2
mail_max_userip_connections = 50
passdb {
  driver = passwd-file
  args = %[1]s/users
}
userdb {
  driver = static
  args = uid=%[2]d gid=%[2]d home=%[1]s/mail/%%u
}
namespace inbox {
  inbox = yes
  separator = /
`, d.Dir, d.uid, cert, key) +
		box("Drafts", "Drafts") + box("Sent", "Sent") + box("Trash", "Trash") + box("Junk", "Junk") + box("Archive", "Archive") + "}\n" +
		listener("imap", "imap", d.IMAP, "imaps", d.IMAPS) + listener("pop3", "pop3", d.POP3, "pop3s", d.POP3S) +
		fmt.Sprintf("service auth {\n  unix_listener %s {\n    mode = 0666\n  }\n}\nprotocol pop3 {\n  pop3_uidl_format = %%08Xu%%08Xv\n}\n", d.auth)
}

// mailUser is who owns the mail: Dovecot refuses root.
func mailUser(t testing.TB) int {
	t.Helper()
	if os.Getuid() != 0 {
		return os.Getuid()
	}
	u, err := user.Lookup("mail")
	if err != nil {
		t.Fatal(err)
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		t.Fatal(err)
	}
	return uid
}

// mailUserName is the same, by name.
func mailUserName() string {
	if os.Getuid() == 0 {
		return "mail"
	}
	u, err := user.Current()
	if err != nil {
		return ""
	}
	return u.Username
}

func own(t testing.TB, uid int, paths ...string) {
	t.Helper()
	for _, p := range paths {
		if err := os.Chown(p, uid, uid); err != nil {
			t.Fatal(err)
		}
	}
}
