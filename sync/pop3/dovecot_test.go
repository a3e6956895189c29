package pop3

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"godwit/accounts"
)

const dovecotConf = `
base_dir = %[1]s/run
state_dir = %[1]s/state
log_path = %[1]s/log
protocols = pop3
listen = 127.0.0.1
first_valid_uid = 8
mail_uid = 8
mail_gid = 8
mail_home = %[1]s/mail/%%n
mail_location = maildir:~/Maildir
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_failure_delay = 0
ssl = yes
ssl_cert = <%[2]s
ssl_key = <%[3]s
passdb {
  driver = passwd-file
  args = scheme=PLAIN %[1]s/users
}
userdb {
  driver = passwd-file
  args = %[1]s/users
}
service pop3-login {
  inet_listener pop3 {
    port = %[4]d
  }
  inet_listener pop3s {
    port = %[5]d
    ssl = yes
  }
}
`

// dovecot starts a private Dovecot with a Maildir of these letters.
func dovecot(t *testing.T, letters []string) (starttls, implicit accounts.Server) {
	t.Helper()
	program, err := exec.LookPath("dovecot")
	if err != nil || os.Geteuid() != 0 {
		t.Skip("needs Dovecot, and root to start it")
	}
	// Its sockets need a short path that other users can enter.
	dir, err := os.MkdirTemp("/tmp", "gw")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	certFile, keyFile := certificate(t)
	t.Setenv("SSL_CERT_FILE", certFile)
	maildir := filepath.Join(dir, "mail/mira/Maildir")
	for _, sub := range []string{"run", "state", "mail/mira/Maildir/cur", "mail/mira/Maildir/new", "mail/mira/Maildir/tmp"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for i, text := range letters {
		if err := os.WriteFile(fmt.Sprintf("%s/cur/%d.test:2,", maildir, 1_700_000_000+i), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	plain, protected := freePort(t), freePort(t)
	conf := fmt.Sprintf(dovecotConf, dir, certFile, keyFile, plain, protected)
	users := fmt.Sprintf("mira:{PLAIN}pass word:8:8::%s/mail/mira::\n", dir)
	for name, text := range map[string]string{"conf": conf, "users": users} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(filepath.Join(dir, "mail"), func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chown(path, 8, 8)
	})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-F", "-c", filepath.Join(dir, "conf"))
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
		if t.Failed() {
			b, _ := os.ReadFile(filepath.Join(dir, "log"))
			t.Logf("dovecot's log:\n%s", b)
		}
	})
	waitFor(t, protected)
	server := accounts.Server{Protocol: accounts.POP3, Host: "127.0.0.1", Port: plain, Security: accounts.STARTTLS}
	implicit = server
	implicit.Port, implicit.Security = protected, accounts.TLS
	return server, implicit
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// waitFor waits until something listens on the port.
func waitFor(t *testing.T, port int) {
	t.Helper()
	for range 200 {
		c, err := net.Dial("tcp", "127.0.0.1:"+strconv.Itoa(port))
		if err == nil {
			c.Close()
			return
		}
		time.Sleep(25 * time.Millisecond) // another program's start cannot be waited for otherwise
	}
	t.Fatal("dovecot does not listen")
}

func TestDovecot(t *testing.T) {
	var sent []string
	for i := range 300 {
		sent = append(sent, fmt.Sprintf("From: a@b.example\r\nSubject: %d\r\n\r\n.\r\n..dots\r\n%s\r\n", i, strings.Repeat("x", i*7)))
	}
	starttls, implicit := dovecot(t, sent)
	for _, s := range []accounts.Server{starttls, implicit} {
		t.Run(string(s.Security), func(t *testing.T) {
			quiet(t)
			f := &fixture{t: t}
			f.open(s, "mira", "pass word")
			if n := f.once(); n != len(sent) {
				t.Errorf("%d new, want %d", n, len(sent))
			}
			got := f.inbox()
			slices.Sort(got)
			want := slices.Sorted(slices.Values(sent))
			if !slices.Equal(got, want) {
				t.Errorf("%d messages, or other bytes", len(got))
			}
			if n := f.once(); n != 0 {
				t.Errorf("%d came twice", n)
			}
			if s.Security != accounts.TLS {
				return
			}
			f.Account.LeaveDays = 1
			f.now = func() time.Time { return time.Now().AddDate(0, 0, 2) }
			f.once()
			again := &fixture{t: t}
			again.open(s, "mira", "pass word")
			if n := again.once(); n != 0 {
				t.Errorf("%d messages are left after their time", n)
			}
			if n := len(f.inbox()); n != len(sent) {
				t.Errorf("%d messages here", n)
			}
		})
	}
}
