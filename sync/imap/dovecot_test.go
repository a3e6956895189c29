package imap

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"log/slog"
	"math/big"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/sync/event"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// dovecot is a private Dovecot on loopback. Its user is u, password "pass".
type dovecot struct {
	dir       string
	imap, tls int
}

// startDovecot runs a Dovecot for one test. extra goes into its configuration.
func startDovecot(t *testing.T, extra string) *dovecot {
	t.Helper()
	if _, err := exec.LookPath("dovecot"); err != nil {
		t.Skip("dovecot is not installed")
	}
	dir, err := os.MkdirTemp("", "dv") // short: it holds sockets
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	d := &dovecot{dir: dir, imap: freePort(t), tls: freePort(t)}
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	uid, _ := strconv.Atoi(me.Uid)
	gid, _ := strconv.Atoi(me.Gid)
	login := me.Username
	if uid == 0 { // Dovecot refuses mail that root owns
		uid, gid = 8, 8
		login = "dovenull"
	}
	for _, sub := range []string{"run", "state", "mail"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	_ = os.Chmod(dir, 0o755)
	_ = os.Chown(filepath.Join(dir, "mail"), uid, gid)
	writeCertificate(t, dir)
	internal := login
	if login == "dovenull" {
		internal = "dovecot"
	}
	conf := fmt.Sprintf(`
base_dir = %[1]s/run
state_dir = %[1]s/state
log_path = %[1]s/log
protocols = imap
listen = 127.0.0.1
default_login_user = %[2]s
default_internal_user = %[3]s
first_valid_uid = %[4]d
mail_uid = %[4]d
mail_gid = %[5]d
mail_home = %[1]s/mail/%%n
mail_location = maildir:~/Maildir
mail_fsync = never
mail_max_userip_connections = 50
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
ssl = yes
ssl_cert = <%[1]s/cert.pem
ssl_key = <%[1]s/key.pem
passdb {
  driver = static
  args = password=pass
}
userdb {
  driver = static
  args = uid=%[4]d gid=%[5]d home=%[1]s/mail/%%n
}
namespace inbox {
  inbox = yes
  mailbox Drafts {
    auto = create
    special_use = \Drafts
  }
  mailbox Sent {
    auto = create
    special_use = \Sent
  }
  mailbox Trash {
    auto = create
    special_use = \Trash
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = %[6]d
  }
  inet_listener imaps {
    port = %[7]d
    ssl = yes
  }
}
service anvil {
  chroot =
}
%[8]s
`, dir, login, internal, uid, gid, d.imap, d.tls, extra)
	path := filepath.Join(dir, "dovecot.conf")
	if err := os.WriteFile(path, []byte(conf), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("dovecot", "-F", "-c", path)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
		if t.Failed() {
			log, _ := os.ReadFile(filepath.Join(dir, "log"))
			t.Logf("dovecot's log:\n%s", log)
		}
	})
	t.Setenv("SSL_CERT_FILE", filepath.Join(dir, "cert.pem"))
	for deadline := time.Now().Add(20 * time.Second); ; {
		c, err := net.Dial("tcp", d.addr())
		if err == nil {
			_ = c.Close()
			return d
		}
		if time.Now().After(deadline) || !errorsIsRefused(err) {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Millisecond) // the only way to learn that it listens
	}
}

func errorsIsRefused(err error) bool {
	return strings.Contains(err.Error(), syscall.ECONNREFUSED.Error())
}

func (d *dovecot) addr() string { return "127.0.0.1:" + strconv.Itoa(d.imap) }

func (d *dovecot) server(security accounts.Security) accounts.Server {
	s := accounts.Server{Protocol: accounts.IMAP, Host: "localhost", Port: d.imap, Security: security, User: "u"}
	if security == accounts.TLS {
		s.Port = d.tls
	}
	return s
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

func writeCertificate(t *testing.T, dir string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tmpl := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]*pem.Block{
		"cert.pem": {Type: "CERTIFICATE", Bytes: der}, "key.pem": {Type: "EC PRIVATE KEY", Bytes: keyDER},
	} {
		if err := os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// other is another client of the same mailbox.
func (d *dovecot) other(t *testing.T) *imapclient.Client {
	t.Helper()
	c, err := imapclient.DialInsecure(d.addr(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := c.Login("u", "pass").Wait(); err != nil {
		t.Fatal(err)
	}
	return c
}

func put(t *testing.T, c *imapclient.Client, box string, raw string, flags ...goimap.Flag) {
	t.Helper()
	cmd := c.Append(box, int64(len(raw)), &goimap.AppendOptions{Flags: flags})
	_, _ = cmd.Write([]byte(raw))
	_ = cmd.Close()
	if _, err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

// letter is a small message.
func letter(n int) string {
	return fmt.Sprintf("From: Ada <ada@example.org>\r\nTo: u@example.org\r\nSubject: letter %d\r\nDate: Mon, 2 Jan 2023 10:00:00 +0000\r\n"+
		"Message-ID: <m%d@example.org>\r\n\r\nThe text of letter %d.\r\n", n, n, n)
}

// client is a Remote with a store of its own.
type client struct {
	*Remote
	hub *event.Hub
	acc accounts.ID
}

func newClient(t *testing.T, server accounts.Server) *client {
	t.Helper()
	ctx := context.Background()
	hub := &event.Hub{}
	log := slog.New(slog.DiscardHandler)
	if testing.Verbose() {
		log = slog.New(slog.NewTextHandler(t.Output(), nil))
	}
	st, err := store.Open(ctx, t.TempDir(), hub, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	a := accounts.Account{Name: "test", Identities: []accounts.Identity{{Email: "u@example.org"}}, Incoming: server}
	if a.ID, err = st.AddAccount(ctx, a); err != nil {
		t.Fatal(err)
	}
	r := New(Config{Account: a, Store: st, Dial: dial.Dialer{}, Log: log,
		Secret: func(context.Context, accounts.Server) (string, error) { return "pass", nil }})
	return &client{r, hub, a.ID}
}

func (c *client) once(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := c.Once(ctx); err != nil {
		t.Fatal(err)
	}
}

func (c *client) rows(t *testing.T, path string) []mail.Row {
	t.Helper()
	f := c.folderAt(t, path)
	rows, err := c.Store.List(context.Background(), mail.ListQuery{Folder: f.ID})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func (c *client) folderAt(t *testing.T, path string) mail.Folder {
	t.Helper()
	all, err := c.Store.Folders(context.Background(), c.acc)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if f.Path == path {
			return f
		}
	}
	t.Fatalf("no folder %q", path)
	return mail.Folder{}
}
