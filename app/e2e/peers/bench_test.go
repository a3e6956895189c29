package peers

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"godwit/app/e2e/servers"
)

const login = "w@localhost"

// bench is a server with mail, a desktop, and the two programs.
type bench struct {
	testing.TB
	server *servers.Dovecot
	env    []string
	ctl    string // our program
	ca     string // the file of who signed the server's certificate
	dir    string
}

// newBench serves a mailbox of n messages.
func newBench(b testing.TB, n int) *bench {
	b.Helper()
	ca := servers.NewCA(b)
	s := &bench{TB: b, server: servers.StartDovecot(b, ca, login), dir: b.TempDir(), ca: ca.File}
	s.env = append(servers.StartDesktop(b).Env, "SSL_CERT_FILE="+ca.File)
	if err := newMailbox(1).fill(s.server.Maildir(login), n); err != nil {
		b.Fatal(err)
	}
	s.server.Own(b, login)
	s.ctl = filepath.Join(s.dir, "godwitctl")
	build := exec.Command("go", "build", "-o", s.ctl, "godwit/cmd/godwitctl")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	s.write("mbsyncrc", fmt.Sprintf(`FSync no

IMAPAccount a
Host localhost
Port %d
User %s
Pass "%s"
AuthMechs LOGIN
SSLType IMAPS
SystemCertificates no
CertificateFile %s

IMAPStore far
Account a

MaildirStore near
Path %[5]s/mail/
Inbox %[5]s/mail/INBOX
SubFolders Verbatim

Channel c
Far :far:
Near :near:
Patterns INBOX
Create Near
Expunge Both
SyncState %[5]s/state/
CopyArrivalDate yes
`, s.server.IMAPS, login, servers.Password, ca.File, filepath.Join(s.dir, "mbsync")))
	return s
}

func (s *bench) write(name, text string) {
	s.Helper()
	if err := os.WriteFile(filepath.Join(s.dir, name), []byte(text), 0o600); err != nil {
		s.Fatal(err)
	}
}

// spent is what a process took.
type spent struct {
	wall, cpu time.Duration
	rss       float64 // MB at its largest
	out       string
}

func (s *bench) run(name string, args ...string) spent {
	s.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = s.env
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	begun := time.Now()
	if err := cmd.Run(); err != nil {
		s.Fatalf("%s %v: %v\n%s", name, args, err, errOut.String())
	}
	p := spent{wall: time.Since(begun), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), out: out.String()}
	p.rss = float64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss) / 1024
	return p
}

// godwit runs our command line on a profile.
func (s *bench) godwit(profile string, args ...string) spent {
	s.Helper()
	return s.run(s.ctl, append([]string{"--profile", filepath.Join(s.dir, profile)}, args...)...)
}

// addAccount makes a new profile with the account.
func (s *bench) addAccount(profile string) {
	s.Helper()
	s.add(profile, "imap", s.server.IMAPS)
}

func (s *bench) add(profile, protocol string, port int) {
	s.Helper()
	if err := os.RemoveAll(filepath.Join(s.dir, profile)); err != nil {
		s.Fatal(err)
	}
	cmd := exec.Command(s.ctl, "--profile", filepath.Join(s.dir, profile), "account", "add", "--email", login, "--protocol", protocol,
		"--in-host", "localhost", "--in-port", strconv.Itoa(port), "--in-security", "tls", "--in-user", login,
		"--out-host", "none", "--password-stdin", "--no-check")
	cmd.Env, cmd.Stdin = s.env, strings.NewReader(servers.Password+"\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		s.Fatalf("account add: %v\n%s", err, out)
	}
}

// mbsync copies the mailbox; anew if fresh.
func (s *bench) mbsync(fresh bool) spent {
	s.Helper()
	dir := filepath.Join(s.dir, "mbsync")
	if fresh {
		if err := os.RemoveAll(dir); err != nil {
			s.Fatal(err)
		}
	}
	for _, sub := range []string{"mail", "state"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			s.Fatal(err)
		}
	}
	return s.run("mbsync", "-c", filepath.Join(s.dir, "mbsyncrc"), "-a")
}

// figure finds a "name value unit" line.
func (s *bench) figure(p spent, name string) float64 {
	s.Helper()
	for line := range strings.Lines(p.out) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == name {
			v, err := strconv.ParseFloat(f[1], 64)
			if err != nil {
				s.Fatal(err)
			}
			return v
		}
	}
	s.Fatalf("no figure %s in %s", name, p.out)
	return 0
}
