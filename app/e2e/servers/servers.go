// Package servers starts the real programs that Godwit must get along with, for
// tests: Dovecot (IMAP, POP3), Postfix and Exim (submission) and gnome-keyring. Each runs
// in the foreground of the test on loopback with free high ports, a folder of
// its own and a certificate of a throw-away authority, and ends with the test.
//
// It never touches a system-wide server or its files. What cannot be started
// fails the test when GODWIT_E2E is set, as make test does, and skips it
// otherwise.
package servers

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// need skips or fails the test where a program is missing.
func need(t testing.TB, programs ...string) {
	t.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err == nil {
			continue
		}
		if _, err := os.Stat("/usr/sbin/" + p); err == nil {
			continue
		}
		if os.Getenv("GODWIT_E2E") != "" {
			t.Fatalf("%s is not installed; make test installs it", p)
		}
		t.Skipf("%s is not installed", p)
	}
}

// folder makes a short path that every user may pass through: the servers drop
// their privileges, and socket paths are limited to 108 octets.
func folder(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "gw-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

var ports struct {
	sync.Mutex
	given map[int]bool
}

// port is a free one that this process has not given out yet.
func port(t testing.TB) int {
	t.Helper()
	ports.Lock()
	defer ports.Unlock()
	if ports.given == nil {
		ports.given = make(map[int]bool)
	}
	for range 100 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		p := l.Addr().(*net.TCPAddr).Port
		l.Close()
		if !ports.given[p] {
			ports.given[p] = true
			return p
		}
	}
	t.Fatal("no free port")
	return 0
}

// answers waits until something listens on a port.
func answers(t testing.TB, port int, log string) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for time.Now().Before(deadline) {
		c, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", port), time.Second)
		if err == nil {
			c.Close()
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	text, _ := os.ReadFile(log)
	t.Fatalf("port %d does not answer; the server's log:\n%s", port, text)
}

// launch runs a command that leaves a server behind. Its output goes to a file:
// the server would hold a pipe open for as long as it lives.
func launch(t testing.TB, dir, name string, args ...string) {
	t.Helper()
	log := filepath.Join(dir, "launch.log")
	f, err := os.OpenFile(log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = f, f
	if err := cmd.Run(); err != nil {
		text, _ := os.ReadFile(log)
		t.Fatalf("%s: %v\n%s", name, err, text)
	}
}

func write(t testing.TB, path, text string, mode os.FileMode) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}
