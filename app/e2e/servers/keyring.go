package servers

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Desktop is a D-Bus session with an unlocked gnome-keyring, and a home folder
// of its own.
type Desktop struct {
	Home string
	Env  []string // for the programs that live in it
}

// StartDesktop starts a session bus and a keyring for the test.
func StartDesktop(t testing.TB) *Desktop {
	t.Helper()
	need(t, "dbus-daemon", "dbus-send", "gnome-keyring-daemon")
	d := &Desktop{Home: folder(t)}
	run := filepath.Join(d.Home, "run")
	if err := os.MkdirAll(run, 0o700); err != nil {
		t.Fatal(err)
	}
	d.Env = append(os.Environ(),
		"HOME="+d.Home, "XDG_RUNTIME_DIR="+run, "XDG_DATA_HOME="+filepath.Join(d.Home, "data"),
		"XDG_CONFIG_HOME="+filepath.Join(d.Home, "config"), "XDG_CACHE_HOME="+filepath.Join(d.Home, "cache"),
		"LANG=en_US.UTF-8", "LIBGL_ALWAYS_SOFTWARE=1", "DISPLAY=", "WAYLAND_DISPLAY=")

	bus := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address")
	bus.Env = d.Env
	out, err := bus.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := bus.Start(); err != nil {
		t.Fatal(err)
	}
	end(t, bus)
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("dbus-daemon: %v", err)
	}
	d.Env = append(d.Env, "DBUS_SESSION_BUS_ADDRESS="+strings.TrimSpace(address))

	ring := exec.Command("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
	ring.Env = d.Env
	ring.Stdin = strings.NewReader("keyring password")
	if err := ring.Start(); err != nil {
		t.Fatal(err)
	}
	end(t, ring)
	for range 500 {
		ask := exec.Command("dbus-send", "--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.GetNameOwner", "string:org.freedesktop.secrets")
		ask.Env = d.Env
		if ask.Run() == nil {
			return d
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("gnome-keyring does not come up")
	return nil
}

// end stops a process with the test.
func end(t testing.TB, cmd *exec.Cmd) {
	t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt)
		done := make(chan struct{})
		go func() { cmd.Wait(); close(done) }()
		select {
		case <-done:
		case <-time.After(5 * time.Second):
			cmd.Process.Kill()
			<-done
		}
	})
}
