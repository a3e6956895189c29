package servers

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Postfix is a running submission server that asks a Dovecot who may send, and
// delivers into that Dovecot's mailboxes.
type Postfix struct {
	Submission int // STARTTLS and AUTH demanded
	SMTPS      int // TLS from the first byte
	dir        string
}

// Retired is the local part of a mailbox in each domain of a Postfix that the
// server takes mail for, finds to be gone when it delivers, and so sends back.
const Retired = "retired"

// StartPostfix serves the users of a Dovecot, and their domains.
func StartPostfix(t testing.TB, ca *CA, d *Dovecot) *Postfix {
	t.Helper()
	need(t, "postfix")
	if os.Getuid() != 0 {
		t.Skip("postfix needs root to start")
	}
	cert, key := ca.Issue(t, "localhost", time.Now().Add(24*time.Hour))
	p := &Postfix{Submission: port(t), SMTPS: port(t), dir: folder(t)}
	for _, sub := range []string{"queue", "data"} {
		if err := os.MkdirAll(filepath.Join(p.dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	u, err := user.Lookup("postfix")
	if err != nil {
		t.Fatal(err)
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(filepath.Join(p.dir, "data"), uid, 0); err != nil {
		t.Fatal(err)
	}
	domains := make(map[string]bool)
	var boxes strings.Builder
	for _, addr := range d.Users {
		_, domain, _ := strings.Cut(addr, "@")
		domains[domain] = true
		fmt.Fprintf(&boxes, "%s %s/Maildir/\n", addr, addr)
	}
	var names []string
	var gone strings.Builder
	for n := range domains {
		names = append(names, n)
		fmt.Fprintf(&boxes, "%s@%s %[1]s/\n", Retired, n)
		fmt.Fprintf(&gone, "%s@%s retired:\n", Retired, n)
	}
	write(t, filepath.Join(p.dir, "transport"), gone.String(), 0o644)
	write(t, filepath.Join(p.dir, "boxes"), boxes.String(), 0o644)
	write(t, filepath.Join(p.dir, "main.cf"), p.mainConfig(d, cert, key, strings.Join(names, ", ")), 0o644)
	write(t, filepath.Join(p.dir, "master.cf"), p.masterConfig(), 0o644)
	p.Start(t)
	t.Cleanup(p.Stop)
	return p
}

// Stop ends the server and waits for it.
func (p *Postfix) Stop() { exec.Command("postfix", "-c", p.dir, "stop").Run() }

// Start brings a stopped server back on the same ports.
func (p *Postfix) Start(t testing.TB) {
	t.Helper()
	launch(t, p.dir, "postfix", "-c", p.dir, "start")
	answers(t, p.Submission, filepath.Join(p.dir, "log"))
}

// Log is what the server wrote so far.
func (p *Postfix) Log() string {
	b, _ := os.ReadFile(filepath.Join(p.dir, "log"))
	return string(b)
}

func (p *Postfix) mainConfig(d *Dovecot, cert, key, domains string) string {
	return fmt.Sprintf(`compatibility_level = 3.6
queue_directory = %[1]s/queue
data_directory = %[1]s/data
maillog_file_prefixes = %[1]s
maillog_file = %[1]s/log
myhostname = mx.godwit.test
mydestination =
mynetworks =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
local_recipient_maps =
alias_maps =
alias_database =
default_transport = error:5.4.4 this server delivers to its own users only
virtual_mailbox_domains = %[2]s
virtual_mailbox_maps = texthash:%[1]s/boxes
virtual_mailbox_base = %[3]s/mail
transport_maps = texthash:%[1]s/transport
virtual_minimum_uid = 1
virtual_uid_maps = static:%[4]d
virtual_gid_maps = static:%[4]d
smtpd_tls_cert_file = %[5]s
smtpd_tls_key_file = %[6]s
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = %[7]s
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = reject_unlisted_recipient, permit_sasl_authenticated, reject
message_size_limit = 26214400
mailbox_size_limit = 0
virtual_mailbox_limit = 0
`, p.dir, domains, d.Dir, d.uid, cert, key, d.auth)
}

func (p *Postfix) masterConfig() string {
	return fmt.Sprintf(`127.0.0.1:%d inet n - n - - smtpd
127.0.0.1:%d inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
verify    unix  - - n - 1 verify
proxymap  unix  - - n - - proxymap
tlsmgr    unix  - - n 1000? 1 tlsmgr
error     unix  - - n - - error
retry     unix  - - n - - error
discard   unix  - - n - - discard
retired   unix  - n n - - pipe flags=q user=nobody argv=/bin/sh -c {exit 67}
virtual   unix  - n n - - virtual
anvil     unix  - - n - 1 anvil
postlog   unix-dgram n - n - 1 postlogd
`, p.Submission, p.SMTPS)
}

// Queue lists what the server has taken and not delivered yet.
func (p *Postfix) Queue(t testing.TB) string {
	t.Helper()
	out, err := exec.Command("postqueue", "-c", p.dir, "-p").CombinedOutput()
	if err != nil {
		t.Fatalf("postqueue: %v\n%s", err, out)
	}
	return string(out)
}
