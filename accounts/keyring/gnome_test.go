//go:build linux

package keyring

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"godwit/accounts"
)

// The tests of this file run against a real gnome-keyring on a session bus of
// their own: the test binary starts itself again under dbus-run-session, and
// stage says what that inner process has to do.
const stage = "GODWIT_TEST_KEYRING_STAGE"

const (
	testKey    = "imap://ann@example.org@mail.example.org:993"
	testSecret = "pässword with\nnew line, \x00 and 'quotes'"
)

// TestStage is the inner process.
func TestStage(t *testing.T) {
	run, ok := map[string]func(*testing.T, *Ring){
		"unlocked": stageUnlocked, "reread": stageReread, "locked": stageLocked, "no keyring": stageNoKeyring, "no store": stageNoStore,
	}[os.Getenv(stage)]
	if !ok {
		t.Skip("runs only within the other tests of this file")
	}
	if os.Getenv(stage) != "no store" {
		awaitStore(t)
	}
	run(t, New(t.TempDir(), nil))
}

// awaitStore waits until the store that was started beside this process is on
// the bus.
func awaitStore(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	conn, err := dbus.ConnectSessionBus(dbus.WithContext(ctx))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	signals := make(chan *dbus.Signal, 16)
	conn.Signal(signals)
	if err := conn.AddMatchSignalContext(ctx, dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, busName)); err != nil {
		t.Fatal(err)
	}
	for runs(ctx, conn) != nil {
		select {
		case <-signals:
		case <-ctx.Done():
			t.Fatal("the store did not come to the bus")
		}
	}
}

func stageUnlocked(t *testing.T, r *Ring) {
	ctx := t.Context()
	check(t, "available", r.Available(ctx), nil)
	_, err := r.Get(ctx, accounts.OSKeyring, testKey)
	check(t, "get of nothing", err, ErrMissing)
	check(t, "delete of nothing", r.Delete(ctx, accounts.OSKeyring, testKey), ErrMissing)

	for _, secret := range []string{"first", "", strings.Repeat("long", 5000), testSecret} {
		check(t, "set", r.Set(ctx, accounts.OSKeyring, testKey, secret), nil)
		got, err := r.Get(ctx, accounts.OSKeyring, testKey)
		check(t, "get", err, nil)
		if got != secret {
			t.Errorf("got %q, want %q", got, secret)
		}
	}
	check(t, "set another", r.Set(ctx, accounts.OSKeyring, testKey+"0", "short lived"), nil)
	check(t, "delete", r.Delete(ctx, accounts.OSKeyring, testKey+"0"), nil)
	_, err = r.Get(ctx, accounts.OSKeyring, testKey+"0")
	check(t, "get of what was deleted", err, ErrMissing)

	// The desktop's own tool sees it under the same name.
	if _, err := exec.LookPath("secret-tool"); err == nil {
		out, err := exec.Command("secret-tool", "lookup", "service", service, "username", testKey).Output()
		if err != nil || string(out) != testSecret {
			t.Errorf("secret-tool sees %q, %v", out, err)
		}
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	_, err = r.Get(cancelled, accounts.OSKeyring, testKey)
	check(t, "get with a cancelled context", err, context.Canceled)

	again := exec.Command(os.Args[0], "-test.run=^TestStage$", "-test.count=1")
	again.Env = append(os.Environ(), stage+"=reread")
	if out, err := again.CombinedOutput(); err != nil {
		t.Errorf("another process does not see it: %v\n%s", err, out)
	}
}

func stageReread(t *testing.T, r *Ring) {
	got, err := r.Get(t.Context(), accounts.OSKeyring, testKey)
	check(t, "get", err, nil)
	if got != testSecret {
		t.Errorf("got %q", got)
	}
}

func stageLocked(t *testing.T, r *Ring) {
	allFail(t, r, ErrLocked)
}

func stageNoKeyring(t *testing.T, r *Ring) {
	allFail(t, r, ErrNone)
}

func stageNoStore(t *testing.T, r *Ring) {
	allFail(t, r, ErrNone)
}

// allFail also holds that nothing waits: the limit of a call would show as
// ErrNoAnswer.
func allFail(t *testing.T, r *Ring, want error) {
	t.Helper()
	ctx := t.Context()
	check(t, "available", r.Available(ctx), want)
	_, err := r.Get(ctx, accounts.OSKeyring, testKey)
	check(t, "get", err, want)
	err = r.Set(ctx, accounts.OSKeyring, testKey, testSecret)
	check(t, "set", err, want)
	if err != nil && strings.Contains(err.Error(), "ssword with") {
		t.Errorf("%q holds the secret", err)
	}
	check(t, "delete", r.Delete(ctx, accounts.OSKeyring, testKey), want)
}

func check(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) || (want == nil) != (err == nil) {
		t.Errorf("%s: got %v, want %v", what, err, want)
	}
}

// Lines of shell that start a store; its standard input is the password.
const (
	withPassword  = `printf login-password | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &`
	withWrong     = `printf wrong | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &`
	withNone      = `gnome-keyring-daemon --foreground --components=secrets </dev/null >/dev/null 2>&1 &`
	withoutDaemon = `true &`
)

func TestUnlockedKeyring(t *testing.T) {
	home := newHome(t)
	home.run(t, "unlocked", withPassword)
	// A new session with the right password still has it.
	home.run(t, "reread", withPassword)
	// With none, or a wrong one, it is locked, and there is no screen to ask on.
	home.run(t, "locked", withNone)
	home.run(t, "locked", withWrong)
}

func TestNoKeyringYet(t *testing.T) { newHome(t).run(t, "no keyring", withNone) }

func TestNoStoreOnTheBus(t *testing.T) { newHome(t).run(t, "no store", withoutDaemon) }

func TestNoBus(t *testing.T) {
	dir := t.TempDir()
	for _, address := range []string{"", "autolaunch:", "unix:path=" + filepath.Join(dir, "nothing-here")} {
		t.Setenv("XDG_RUNTIME_DIR", dir)
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
		allFail(t, New(dir, nil), ErrNone)
	}
}

// home is a private home folder for sessions that know no service to start by
// themselves: what the bus starts would outlive the test.
type home struct{ dir, config string }

func newHome(t *testing.T) home {
	t.Helper()
	for _, tool := range []string{"dbus-run-session", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed", tool)
		}
	}
	// Sockets have short names, and t.TempDir's may be long.
	dir, err := os.MkdirTemp("", "godwit-ring")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Mkdir(filepath.Join(dir, "run"), 0o700); err != nil {
		t.Fatal(err)
	}
	h := home{dir: dir, config: filepath.Join(dir, "bus.conf")}
	text := fmt.Sprintf(`<busconfig><type>session</type><listen>unix:dir=%s</listen>
<policy context="default"><allow send_destination="*"/><allow own="*"/><allow eavesdrop="true"/></policy></busconfig>`, dir)
	if err := os.WriteFile(h.config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return h
}

// run starts a session bus and a store, runs a stage and ends both.
func (h home) run(t *testing.T, what, store string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "dbus-run-session", "--config-file="+h.config, "--", "sh", "-c", store+`
		store=$!
		"$0" -test.run='^TestStage$' -test.count=1 -test.v; result=$?
		kill $store 2>/dev/null; wait; exit $result`, os.Args[0])
	cmd.WaitDelay = 5 * time.Second
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "TMPDIR=" + h.dir,
		"HOME=" + h.dir, "XDG_RUNTIME_DIR=" + filepath.Join(h.dir, "run"),
		"XDG_DATA_HOME=" + filepath.Join(h.dir, "data"), "XDG_CONFIG_HOME=" + filepath.Join(h.dir, "config"),
		"XDG_CACHE_HOME=" + filepath.Join(h.dir, "cache"),
		stage + "=" + what,
	}
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: TestStage") {
		t.Fatalf("%s: %v\n%s", what, err, out)
	}
}
