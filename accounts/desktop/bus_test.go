//go:build linux

package desktop

import (
	"bufio"
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// bus starts a session bus of the test's own and returns a connection to it.
func bus(t *testing.T) *dbus.Conn {
	t.Helper()
	program, err := exec.LookPath("dbus-daemon")
	if err != nil {
		t.Skip("there is no dbus-daemon here")
	}
	cmd := exec.Command(program, "--session", "--nofork", "--print-address", "--address=unix:path="+filepath.Join(t.TempDir(), "bus"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", strings.TrimSpace(address))
	conn, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// served is what was given to the notification server.
type served struct {
	App, Icon, Title, Body string
	Replaces               uint32
	Actions                []string
	Hints                  map[string]dbus.Variant
}

// server is a small notification server.
type server struct {
	conn *dbus.Conn
	can  []string

	mu     sync.Mutex
	next   uint32
	got    []served
	closed []uint32
}

func serveNotices(t *testing.T, conn *dbus.Conn, can ...string) *server {
	t.Helper()
	s := &server{conn: conn, can: can}
	if err := conn.Export(s, noticePath, noticeBus); err != nil {
		t.Fatal(err)
	}
	if r, err := conn.RequestName(noticeBus, dbus.NameFlagDoNotQueue); err != nil || r != dbus.RequestNameReplyPrimaryOwner {
		t.Fatal(r, err)
	}
	return s
}

func (s *server) GetCapabilities() ([]string, *dbus.Error) { return s.can, nil }

func (s *server) Notify(app string, replaces uint32, icon, title, body string, actions []string, hints map[string]dbus.Variant, _ int32) (uint32, *dbus.Error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = append(s.got, served{app, icon, title, body, replaces, actions, hints})
	if replaces != 0 {
		return replaces, nil
	}
	s.next++
	return s.next, nil
}

func (s *server) CloseNotification(id uint32) *dbus.Error {
	s.mu.Lock()
	s.closed = append(s.closed, id)
	s.mu.Unlock()
	s.say("NotificationClosed", id, uint32(3))
	return nil
}

func (s *server) say(signal string, args ...any) {
	_ = s.conn.Emit(noticePath, noticeBus+"."+signal, args...)
}

func (s *server) last() served {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.got[len(s.got)-1]
}

func opened(t *testing.T) (*Notifier, <-chan Answer) {
	t.Helper()
	answers := make(chan Answer, 16)
	n, err := OpenNotifier(t.Context(), func(a Answer) { answers <- a })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(n.Close)
	return n, answers
}

func TestShow(t *testing.T) {
	s := serveNotices(t, bus(t), "body", "body-markup", "actions")
	n, _ := opened(t)
	hostile := "<b>Win</b> & <img src=\"http://x\"> \x00\x1b\u202e\xff'`$(reboot)`"
	id, err := n.Show(t.Context(), 0, Notice{Title: hostile, Body: hostile + "\nsecond", Actions: []Action{{"read", "Mark as read"}}})
	if err != nil || id == 0 {
		t.Fatal(id, err)
	}
	got := s.last()
	if want := "<b>Win</b> & <img src=\"http://x\"> \uFFFD'`$(reboot)`"; got.Title != want {
		t.Errorf("title %q, want %q", got.Title, want)
	}
	if strings.ContainsAny(got.Body, "<>\"'\x00\x1b") || !strings.Contains(got.Body, "&lt;b&gt;Win&lt;/b&gt; &amp; ") || !strings.Contains(got.Body, "\nsecond") {
		t.Errorf("body %q", got.Body)
	}
	if len(got.Actions) != 4 || got.Actions[0] != ActionOpen || got.Actions[2] != "read" || got.Actions[3] != "Mark as read" {
		t.Errorf("actions %q", got.Actions)
	}
	if got.Hints["suppress-sound"].Value() != true || got.Hints["category"].Value() != "email.arrived" {
		t.Errorf("hints %v", got.Hints)
	}
	again, err := n.Show(t.Context(), id, Notice{Title: "two", Sound: true})
	if err != nil || again != id || s.last().Replaces != id {
		t.Errorf("%d replaced %d: %v", again, id, err)
	}
	if s.last().Hints["suppress-sound"].Value() != false {
		t.Error("the sound is suppressed")
	}
}

func TestShowPlain(t *testing.T) {
	s := serveNotices(t, bus(t), "body")
	n, _ := opened(t)
	if _, err := n.Show(t.Context(), 0, Notice{Title: "a", Body: "x < y & z", Actions: []Action{{"read", "R"}}}); err != nil {
		t.Fatal(err)
	}
	if got := s.last(); got.Body != "x < y & z" || len(got.Actions) != 0 {
		t.Errorf("a desktop without markup and actions was given %+v", got)
	}
}

func TestAnswers(t *testing.T) {
	s := serveNotices(t, bus(t), "actions")
	n, answers := opened(t)
	id, err := n.Show(t.Context(), 0, Notice{Title: "a"})
	if err != nil {
		t.Fatal(err)
	}
	s.say("ActionInvoked", id+7, "read") // somebody else's
	s.say("ActionInvoked", "nonsense")
	s.say("ActionInvoked", id, "read")
	s.say("NotificationClosed", id, uint32(2))
	s.say("NotificationClosed", id, uint32(2)) // gone is gone
	s.say("ActionInvoked", id, "read")
	other, err := n.Show(t.Context(), 0, Notice{Title: "b"})
	if err != nil {
		t.Fatal(err)
	}
	s.say("ActionInvoked", other, ActionOpen)
	for _, want := range []Answer{{id, "read"}, {id, ""}, {other, ActionOpen}} {
		select {
		case got := <-answers:
			if got != want {
				t.Errorf("%+v, want %+v", got, want)
			}
		case <-t.Context().Done():
			t.Fatal("no answer")
		}
	}
	n.Withdraw(t.Context(), other)
	n.Withdraw(t.Context(), other) // was taken away already
	n.Withdraw(t.Context(), id)    // was dismissed
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.closed) != 1 || s.closed[0] != other {
		t.Errorf("closed %v", s.closed)
	}
}

func TestNobodyShows(t *testing.T) {
	bus(t)
	if _, err := OpenNotifier(t.Context(), nil); !isNone(err) {
		t.Errorf("a bus without notifications: %v", err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	if _, err := OpenNotifier(t.Context(), nil); !isNone(err) {
		t.Errorf("no bus: %v", err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "autolaunch:")
	if _, err := OpenNotifier(t.Context(), nil); !isNone(err) {
		t.Errorf("a bus that would have to be started: %v", err)
	}
}

// tray is a watcher of tray icons.
func tray(t *testing.T, conn *dbus.Conn, host bool) {
	t.Helper()
	get := func(iface, name string) (dbus.Variant, *dbus.Error) { return dbus.MakeVariant(host), nil }
	if err := conn.ExportMethodTable(map[string]any{"Get": get}, trayPath, "org.freedesktop.DBus.Properties"); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName(trayBus, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
}

func TestWatchTray(t *testing.T) {
	conn := bus(t)
	told := make(chan bool, 4)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	done := make(chan struct{})
	go func() { defer close(done); _ = WatchTray(ctx, func(there bool) { told <- there }) }()
	want := func(what string, want bool) {
		t.Helper()
		select {
		case got := <-told:
			if got != want {
				t.Errorf("%s: %v", what, got)
			}
		case <-ctx.Done():
			t.Fatalf("%s: nothing was told", what)
		}
	}
	want("nobody is there", false)
	tray(t, conn, true)
	want("a tray comes", true)
	if _, err := conn.ReleaseName(trayBus); err != nil {
		t.Fatal(err)
	}
	want("it goes", false)
	cancel()
	<-done
}
