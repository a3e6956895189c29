package e2e

import (
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"godwit/app/e2e/servers"
)

// TestFaults sets accounts up wrongly, one way after the other. Each has words
// of its own, and none adds an account or leaks the password.
func TestFaults(t *testing.T) {
	ca := servers.NewCA(t)
	desktop := servers.StartDesktop(t)
	good := servers.StartDovecot(t, ca, ada)
	cert, key := ca.Issue(t, "localhost", time.Now().Add(-time.Hour))
	expired := servers.StartDovecotWith(t, cert, key, ada)
	cert, key = ca.Issue(t, "mail.example.org", time.Now().Add(time.Hour))
	foreign := servers.StartDovecotWith(t, cert, key, ada)
	silent := listen(t, func(net.Conn) {})
	http := listen(t, func(c net.Conn) { fmt.Fprint(c, "HTTP/1.1 400 Bad Request\r\n\r\n") })

	trusting := newUser(t, desktop, ca)
	wary := newUser(t, desktop, nil) // does not know the authority
	for _, c := range []struct {
		name     string
		user     *user
		password string
		host     string
		port     int
		security string
		exit     int
		code     string
	}{
		{"password", trusting, "wrong", "localhost", good.IMAPS, "tls", 4, "GW-AUTH-REFUSED"},
		{"host", trusting, servers.Password, "imap.invalid", good.IMAPS, "tls", 5, "GW-NET-NO-HOST"},
		{"port", trusting, servers.Password, "localhost", 1, "tls", 5, "GW-NET-REFUSED"},
		{"security", trusting, servers.Password, "localhost", good.IMAP, "tls", 4, "GW-TLS-PORT"},
		{"expired", trusting, servers.Password, "localhost", expired.IMAPS, "tls", 4, "GW-TLS-EXPIRED"},
		{"expired after STARTTLS", trusting, servers.Password, "localhost", expired.IMAP, "starttls", 4, "GW-TLS-EXPIRED"},
		{"foreign", trusting, servers.Password, "localhost", foreign.IMAPS, "tls", 4, "GW-TLS-NAME"},
		{"unknown", wary, servers.Password, "localhost", good.IMAPS, "tls", 4, "GW-TLS-UNKNOWN"},
		{"plain text", trusting, servers.Password, "192.0.2.1", 143, "none", 1, "GW-INPUT-ACCOUNT"},
		{"silent", trusting, servers.Password, "127.0.0.1", silent, "starttls", 5, "GW-NET-TIMEOUT"},
		{"http", trusting, servers.Password, "127.0.0.1", http, "starttls", 4, "GW-NET-PROTOCOL"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := *c.user
			u.t = t
			u.fails(c.exit, c.code, c.password+"\n", "--timeout", "2s", "account", "add", "--email", ada, "--password-stdin",
				"--in-host", c.host, "--in-port", fmt.Sprint(c.port), "--in-security", c.security, "--out-host", "none")
			if r := u.must("", "account", "list"); r.out != "" {
				t.Errorf("there is an account now: %s", r.out)
			}
		})
	}
}

// listen accepts connections and leaves each open after greet.
func listen(t *testing.T, greet func(net.Conn)) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			greet(c)
			t.Cleanup(func() { c.Close() })
		}
	}()
	return l.Addr().(*net.TCPAddr).Port
}

// TestNewerProfile leaves a profile of the future alone.
func TestNewerProfile(t *testing.T) {
	u := newUser(t, servers.StartDesktop(t), nil)
	u.must("", "account", "list")
	db := filepath.Join(u.profile, "mail.db")
	future, err := sql.Open("sqlite", db)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := future.Exec("PRAGMA user_version = 9999; PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	future.Close()
	before, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	u.fails(1, "GW-STORE-NEWER", "", "account", "list")
	if after, _ := os.ReadFile(db); string(after) != string(before) {
		t.Error("the profile was changed")
	}
}

// TestFullDisk fills a small disk in the midst of a sync: what was committed
// stays, the words are clear, and with room again the rest comes.
func TestFullDisk(t *testing.T) {
	w := newWorld(t)
	filler := strings.Repeat("The quick brown fox. ", 40)
	for i := range 40 {
		w.deliver(t, ada, fmt.Sprintf("Big %d", i), fmt.Sprintf("%d %s %x", i, filler, noise(200_000, int64(i))))
	}
	disk := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk).CombinedOutput(); err != nil {
		t.Fatalf("mount: %v\n%s", err, out)
	}
	t.Cleanup(func() { exec.Command("umount", disk).Run() })
	u := newUser(t, w.desktop, w.ca)
	u.profile = filepath.Join(disk, "profile")
	u.must(servers.Password+"\n", w.add(ada, "Ada")...)
	u.fails(5, "GW-DISK-FULL", "", "sync")
	if out, err := exec.Command("mount", "-o", "remount,size=64m", disk).CombinedOutput(); err != nil {
		t.Fatalf("remount: %v\n%s", err, out)
	}
	u.must("", "sync")
	list := rows[row](t, u.must("", "list", "--folder", "inbox", "--limit", "100"))
	if len(list) != 40 {
		t.Errorf("%d messages after the disk had room again, want 40", len(list))
	}
	for _, r := range list {
		if text := u.must("", "show", fmt.Sprint(r.ID), "--text").out; !strings.Contains(text, "brown fox") {
			t.Errorf("message %d is not whole", r.ID)
		}
	}
}

// noise is text that does not compress.
func noise(n int, seed int64) []byte {
	b := make([]byte, n/2)
	x := uint64(seed) + 88172645463325252
	for i := range b {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		b[i] = byte(x)
	}
	return b
}
