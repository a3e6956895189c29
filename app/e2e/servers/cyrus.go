package servers

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Cyrus is a running Cyrus IMAP server: mailboxes below "INBOX.", levels
// parted by dots, every user with a name and [Password].
type Cyrus struct {
	Dir         string
	IMAP, IMAPS int
	Users       []string // names, which are the logins

	root   string // of the unpacked packages
	master *exec.Cmd
}

// StartCyrus serves mailboxes for names, which appear when they first sign in.
// The program is the one that .tools/cyrus has unpacked.
func StartCyrus(t testing.TB, ca *CA, users ...string) *Cyrus {
	t.Helper()
	c := &Cyrus{Dir: folder(t), Users: users, IMAP: port(t), IMAPS: port(t), root: unpacked(t, "cyrus")}
	cert, key := ca.Issue(t, "localhost", time.Now().Add(24*time.Hour))
	write(t, c.conf(), c.config(cert, key), 0o644)
	write(t, filepath.Join(c.Dir, "cyrus.conf"), c.services(), 0o644)
	for _, d := range []string{"conf/socket", "spool", "run"} {
		if err := os.MkdirAll(filepath.Join(c.Dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	uid := mailUser(t)
	for _, f := range []string{"", "conf", "conf/socket", "spool", "run"} {
		own(t, uid, filepath.Join(c.Dir, f))
	}
	own(t, uid, key, filepath.Dir(key))
	c.judge(t)

	log, err := os.Create(filepath.Join(c.Dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	c.master = exec.Command(filepath.Join(c.bin(), "master"), "-C", c.conf(), "-M", filepath.Join(c.Dir, "cyrus.conf"), "-p", filepath.Join(c.Dir, "run", "master.pid"))
	c.master.Env = append(os.Environ(), "LD_LIBRARY_PATH="+c.libraries(""), "SASL_PATH="+c.libraries("sasl2"))
	c.master.Stdout, c.master.Stderr = log, log
	c.master.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := c.master.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		syscall.Kill(-c.master.Process.Pid, syscall.SIGKILL)
		c.master.Wait()
	})
	answers(t, c.IMAPS, log.Name())
	return c
}

// unpacked asks a script of .tools where the program is that it fetches. Only
// Debian and its kin have it there.
func unpacked(t testing.TB, name string) string {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	tool := filepath.Join(filepath.Dir(here), "..", "..", "..", ".tools", name)
	out, err := exec.Command(tool).Output()
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	root := strings.TrimSpace(string(out))
	if _, err := os.Stat(filepath.Join(root, "ready")); err != nil {
		t.Skipf("%s comes from apt-get, which is not here", name)
	}
	return root
}

func (c *Cyrus) conf() string { return filepath.Join(c.Dir, "imapd.conf") }
func (c *Cyrus) bin() string  { return filepath.Join(c.root, "usr", "lib", "cyrus", "bin") }

// libraries is a search path: what was unpacked first, then the system's.
func (c *Cyrus) libraries(sub string) string {
	var dirs []string
	for _, lib := range []string{c.root + "/usr/lib", c.root + "/lib", "/usr/lib"} {
		found, _ := filepath.Glob(filepath.Join(lib, "*-linux-gnu*", sub))
		dirs = append(dirs, found...)
	}
	return strings.Join(dirs, ":")
}

// judge takes the place of saslauthd: it is asked for user, password, service
// and realm, each with its length in two octets before it, and says OK or NO.
func (c *Cyrus) judge(t testing.TB) {
	t.Helper()
	path := filepath.Join(c.Dir, "auth")
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	if err := os.Chmod(path, 0o777); err != nil {
		t.Fatal(err)
	}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			answer := "NO"
			user, uerr := counted(conn)
			password, perr := counted(conn)
			if uerr == nil && perr == nil && password == Password && slices.Contains(c.Users, user) {
				answer = "OK"
			}
			conn.Write(append([]byte{0, 2}, answer...))
			conn.Close()
		}
	}()
}

func counted(r io.Reader) (string, error) {
	var n uint16
	if err := binary.Read(r, binary.BigEndian, &n); err != nil {
		return "", err
	}
	b := make([]byte, n)
	_, err := io.ReadFull(r, b)
	return string(b), err
}

func (c *Cyrus) config(cert, key string) string {
	return fmt.Sprintf(`configdirectory: %[1]s/conf
partition-default: %[1]s/spool
defaultpartition: default
proc_path: %[1]s/run/proc
mboxname_lockpath: %[1]s/run/lock
idlesocket: %[1]s/conf/socket/idle
cyrus_user: %[4]s
servername: localhost
altnamespace: no
unixhierarchysep: no
virtdomains: off
allowplaintext: yes
skiplist_unsafe: yes
sasl_pwcheck_method: saslauthd
sasl_saslauthd_path: %[1]s/auth
sasl_mech_list: PLAIN
tls_server_cert: %[2]s
tls_server_key: %[3]s
maxlogins_per_user: 0
autocreate_quota: 0
autocreate_inbox_folders: Drafts | Sent | Trash | Junk | Archive
autocreate_subscribe_folders: Drafts | Sent | Trash | Junk | Archive
xlist-drafts: Drafts
xlist-sent: Sent
xlist-trash: Trash
xlist-junk: Junk
xlist-archive: Archive
`, c.Dir, cert, key, mailUserName())
}

func (c *Cyrus) services() string {
	return fmt.Sprintf(`START {
  recover cmd="%[1]s/ctl_cyrusdb -C %[2]s -r"
  idled cmd="%[1]s/idled -C %[2]s"
}
SERVICES {
  imap cmd="%[1]s/imapd -C %[2]s" listen="127.0.0.1:%[3]d" prefork=0 maxchild=50
  imaps cmd="%[1]s/imapd -C %[2]s -s" listen="127.0.0.1:%[4]d" prefork=0 maxchild=50
}
`, c.bin(), c.conf(), c.IMAP, c.IMAPS)
}
