package servers

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Exim is a running submission server with users and mailboxes of its own.
type Exim struct {
	Dir        string
	Submission int // STARTTLS and AUTH demanded
	SMTPS      int // TLS from the first byte

	daemon *exec.Cmd
}

// StartExim serves addresses, which sign in with [Password]. The program is the
// one that .tools/exim has unpacked.
func StartExim(t testing.TB, ca *CA, users ...string) *Exim {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("exim needs root to start")
	}
	root := unpacked(t, "exim")
	wrapper, err := filepath.Glob(filepath.Join(root, "usr/lib/*/libnss_wrapper.so"))
	if err != nil || len(wrapper) == 0 {
		t.Fatalf("no libnss_wrapper in %s", root)
	}
	x := &Exim{Dir: folder(t), Submission: port(t), SMTPS: port(t)}
	program := filepath.Join(root, "usr/sbin/exim4")
	cert, key := ca.Issue(t, "localhost", time.Now().Add(24*time.Hour))
	uid := mailUser(t)
	var boxes strings.Builder
	domains := map[string]bool{}
	for _, u := range users {
		fmt.Fprintf(&boxes, "%s: %s\n", u, x.Maildir(u))
		_, domain, _ := strings.Cut(u, "@")
		domains[domain] = true
	}
	var names []string
	for d := range domains {
		names = append(names, d)
	}
	write(t, filepath.Join(x.Dir, "boxes"), boxes.String(), 0o644)
	write(t, filepath.Join(x.Dir, "exim.conf"), x.config(program, strings.Join(names, " : "), cert, key, uid), 0o644)
	for _, d := range []string{"spool", "log", "mail"} {
		if err := os.MkdirAll(filepath.Join(x.Dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
		own(t, uid, filepath.Join(x.Dir, d))
	}
	own(t, uid, key, filepath.Dir(key))
	// The package's own user is not on this computer.
	for _, list := range []struct{ name, line string }{
		{"passwd", fmt.Sprintf("Debian-exim:x:%d:%d::/:/bin/false\n", uid, uid)}, {"group", fmt.Sprintf("Debian-exim:x:%d:\n", uid)},
	} {
		text, err := os.ReadFile("/etc/" + list.name)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(x.Dir, list.name), string(text)+list.line, 0o644)
	}
	log, err := os.Create(filepath.Join(x.Dir, "launch.log"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	x.daemon = exec.Command(program, "-C", filepath.Join(x.Dir, "exim.conf"), "-bdf", "-q1m")
	x.daemon.Env = append(os.Environ(), "LD_PRELOAD="+wrapper[0],
		"NSS_WRAPPER_PASSWD="+filepath.Join(x.Dir, "passwd"), "NSS_WRAPPER_GROUP="+filepath.Join(x.Dir, "group"))
	x.daemon.Stdout, x.daemon.Stderr = log, log
	x.daemon.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := x.daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		syscall.Kill(-x.daemon.Process.Pid, syscall.SIGKILL)
		x.daemon.Wait()
	})
	answers(t, x.Submission, log.Name())
	return x
}

// Maildir is the folder of a user's mail.
func (x *Exim) Maildir(user string) string { return filepath.Join(x.Dir, "mail", user) }

// Log is what the server wrote so far.
func (x *Exim) Log() string {
	b, _ := os.ReadFile(filepath.Join(x.Dir, "log", "mainlog"))
	return string(b)
}

func (x *Exim) config(program, domains, cert, key string, uid int) string {
	return fmt.Sprintf(`exim_user = 0
exim_group = 0
exim_path = %[9]s
trusted_users = %[1]d
keep_environment = LD_PRELOAD : NSS_WRAPPER_PASSWD : NSS_WRAPPER_GROUP
add_environment = PATH=/usr/sbin:/usr/bin:/sbin:/bin
spool_directory = %[2]s/spool
log_file_path = %[2]s/log/%%slog
pid_file_path = %[2]s/spool/pid
primary_hostname = mx.godwit.test
qualify_domain = godwit.test
domainlist local_domains = %[3]s
local_interfaces = 127.0.0.1
daemon_smtp_ports = %[4]d : %[5]d
tls_on_connect_ports = %[5]d
tls_advertise_hosts = *
tls_certificate = %[6]s
tls_privatekey = %[7]s
auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
dsn_advertise_hosts = *
chunking_advertise_hosts = *
pipelining_advertise_hosts = *
smtp_accept_max = 0
smtp_accept_max_per_connection = 1000
smtp_accept_queue_per_connection = 0
message_size_limit = 50M
host_lookup =
rfc1413_query_timeout = 0s
acl_smtp_mail = mail
acl_smtp_rcpt = rcpt
acl_smtp_data = data

begin acl
mail:
  deny  !authenticated = *
        message = 5.7.0 sign in first
  accept
rcpt:
  require verify = recipient
  accept
data:
  accept

begin routers
boxes:
  driver = accept
  domains = +local_domains
  address_data = ${lookup{$local_part@$domain}lsearch{%[2]s/boxes}{$value}fail}
  condition = ${lookup{$local_part@$domain}lsearch{%[2]s/boxes}{yes}{no}}
  transport = maildir

begin transports
maildir:
  driver = appendfile
  maildir_format
  directory = ${lookup{$local_part@$domain}lsearch{%[2]s/boxes}}
  user = %[1]d
  group = %[1]d

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${if and{{bool{${lookup{$auth2}lsearch{%[2]s/boxes}{yes}{no}}}}{eq{$auth3}{%[8]s}}}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = ${if and{{bool{${lookup{$auth1}lsearch{%[2]s/boxes}{yes}{no}}}}{eq{$auth2}{%[8]s}}}}
  server_set_id = $auth1
cram:
  driver = cram_md5
  public_name = CRAM-MD5
  server_secret = ${lookup{$auth1}lsearch{%[2]s/boxes}{%[8]s}fail}
  server_set_id = $auth1
`, uid, x.Dir, domains, x.Submission, x.SMTPS, cert, key, Password, program)
}
