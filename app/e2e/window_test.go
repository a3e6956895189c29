package e2e

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"godwit/app/e2e/servers"
)

// window is a running Godwit with its screen.
type window struct {
	t       *testing.T
	screen  *servers.Display
	cmd     *exec.Cmd
	painted string // file that the program writes to
	log     string
}

func (u *user) open(t *testing.T, screen *servers.Display) *window {
	t.Helper()
	dir := t.TempDir()
	w := &window{t: t, screen: screen, painted: filepath.Join(dir, "painted"), log: filepath.Join(dir, "log")}
	f, err := os.Create(w.log)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w.cmd = exec.Command(program(t, godwit), "--profile", u.profile)
	w.cmd.Env = append(append([]string{}, u.env...), "GODWIT_READY="+w.painted)
	for _, e := range screen.Env {
		if strings.HasPrefix(e, "DISPLAY=") {
			w.cmd.Env = append(w.cmd.Env, e)
		}
	}
	w.cmd.Stdout, w.cmd.Stderr = f, f
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			screen.Shot(t, "failed")
		}
		w.cmd.Process.Kill()
		w.cmd.Wait()
		if t.Failed() {
			text, _ := os.ReadFile(w.log)
			t.Logf("the window wrote:\n%s", text)
		}
	})
	return w
}

// shows waits until a view was painted.
func (w *window) shows(view string) {
	w.t.Helper()
	waitFor(w.t, "the window to show "+view, func() bool {
		b, _ := os.ReadFile(w.painted)
		return strings.Contains(string(b), "painted "+view+"\n")
	})
	w.screen.Window(w.t, `^Godwit( \(.*\))?$`)
}

// keys presses keys, one after the other.
func (w *window) keys(keys ...string) {
	w.t.Helper()
	w.screen.Do(w.t, append([]string{"key", "--delay", "60"}, keys...)...)
}

// types enters text where the focus is.
func (w *window) types(text string) {
	w.t.Helper()
	w.screen.Do(w.t, "type", "--delay", "20", text)
}

// close asks the window to end, as the desktop does at the end of a session,
// and waits for it.
func (w *window) close() {
	w.t.Helper()
	w.cmd.Process.Signal(syscall.SIGTERM)
	ended := make(chan struct{})
	go func() { w.cmd.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		w.t.Fatal("the window does not end")
	}
}

// TestWindow is the main job through a real window, by keyboard alone. What it
// did is read from the servers and from a second process on the same profile.
func TestWindow(t *testing.T) {
	w := newWorld(t)
	w.deliver(t, ada, "Tea at four", "Bring the notes on the engine.")
	screen := w.desktop.StartDisplay(t, 1280, 800)
	u := newUser(t, w.desktop, w.ca)
	g := newUser(t, w.desktop, w.ca)
	g.must(servers.Password+"\n", w.add(grace, "Grace Hopper")...)

	win := u.open(t, screen)
	win.shows("welcome")
	screen.Shot(t, "1-welcome")
	win.setUp(w, u)
	waitFor(t, "the account", func() bool { return strings.Contains(u.must("", "account", "list").out, ada) })
	win.shows("list")
	waitFor(t, "the first letter", func() bool { return len(rows[row](t, u.must("", "list", "--folder", "inbox"))) == 1 })
	screen.Shot(t, "2-inbox")
	win.startAgain()

	// Read: selecting marks it read on the server.
	win.keys("ctrl+1", "Down")
	onServer := func(flag string) func() bool {
		return func() bool {
			return strings.Contains(w.mailbox.Doveadm(t, "fetch", "-u", ada, "flags", "mailbox", "INBOX", "subject", "Tea at four"), flag)
		}
	}
	waitFor(t, `\Seen on the server`, onServer(`\Seen`))
	screen.Shot(t, "3-reading")

	// Mail that comes while the window is open is there by itself.
	w.deliver(t, ada, "Second post", "Please answer this one.")
	waitFor(t, "new mail", func() bool { return strings.Contains(u.must("", "list", "--folder", "inbox").out, "Second post") })

	// Write to Grace; she receives it and answers.
	win.keys("ctrl+n")
	screen.Window(t, "^New message")
	win.types(grace + ",")
	win.keys("Tab")
	win.types("From the window")
	win.keys("Tab")
	win.types("Written by hand, sent by keyboard.")
	screen.Shot(t, "4-composing")
	win.keys("ctrl+Return")
	waitFor(t, "the message in the outbox", func() bool { return strings.Contains(u.must("", "outbox", "list").out, "From the window") })
	screen.Shot(t, "5-sending")
	waitFor(t, "the message to be sent", func() bool { return strings.Contains(u.must("", "outbox", "list").out, `"state":"sent"`) })
	waitFor(t, "the message at Grace's", func() bool {
		g.must("", "sync")
		return strings.Contains(g.must("", "list", "--folder", "inbox").out, "From the window")
	})
	letter := find(t, rows[row](t, g.must("", "list", "--folder", "inbox")), "From the window")
	g.must("Received.\n", "send", "--reply-to-message", fmt.Sprint(letter.ID), "--body-file", "-", "--wait")
	waitFor(t, "the reply", func() bool {
		return strings.Contains(u.must("", "list", "--folder", "inbox").out, "Re: From the window")
	})

	// Star, archive, undo, delete, each with one key.
	screen.Window(t, `^Godwit( \(.*\))?$`)
	win.keys("Home", "s")
	waitFor(t, "a star on the server", func() bool {
		return strings.Contains(w.mailbox.Doveadm(t, "fetch", "-u", ada, "flags", "mailbox", "INBOX", "subject", "Re: From the window"), `\Flagged`)
	})
	in := func(mailbox string) string {
		return w.mailbox.Doveadm(t, "fetch", "-u", ada, "hdr.subject", "mailbox", mailbox)
	}
	win.keys("a")
	waitFor(t, "the reply in Archive", func() bool { return strings.Contains(in("Archive"), "From the window") })
	screen.Shot(t, "6-archived")
	win.keys("ctrl+z")
	waitFor(t, "the reply back in the inbox", func() bool { return strings.Contains(in("INBOX"), "Re: From the window") })
	win.keys("ctrl+k") // what the search finds is in the list whatever the inbox shows by now
	win.types("Received")
	win.keys("Return", "Home", "Delete")
	waitFor(t, "the reply in Trash", func() bool { return strings.Contains(in("Trash"), "From the window") })

	w.restartOffline(t, u, screen, win)
}

// setUp adds Ada's account. Nobody knows her provider, so the servers are
// guessed, and set right going backwards from the password. That is wrong at
// first.
func (win *window) setUp(w *world, u *user) {
	win.t.Helper()
	win.keys("Return")
	win.shows("account")
	win.types(ada)
	win.keys("Tab")
	win.types("Ada Lovelace")
	win.keys("Return")
	win.shows("password")
	win.types("not the password")
	for _, field := range []struct {
		back int
		text string
	}{{4, fmt.Sprint(w.postfix.Submission)}, {1, "localhost"}, {5, fmt.Sprint(w.mailbox.IMAPS)}, {1, "localhost"}} {
		for range field.back {
			win.keys("shift+Tab")
		}
		win.keys("ctrl+a")
		win.types(field.text)
	}
	win.screen.Shot(win.t, "1b-account")
	win.keys("Return")
	win.shows("problem")
	win.screen.Shot(win.t, "1c-refused")
	if out := u.must("", "account", "list").out; strings.Contains(out, ada) {
		win.t.Fatalf("an account was added whose password was refused:\n%s", out)
	}
	win.keys("ctrl+a") // the keyboard is in the password again
	win.types(servers.Password)
	win.keys("Return")
}

// startAgain starts the program a second time on the same profile: it shows the
// window that there is, and ends well.
func (win *window) startAgain(args ...string) {
	win.t.Helper()
	ctx, cancel := context.WithTimeout(win.t.Context(), 30*time.Second)
	defer cancel()
	second := exec.CommandContext(ctx, win.cmd.Path, append(slices.Clone(win.cmd.Args[1:]), args...)...)
	second.Env = win.cmd.Env
	if out, err := second.CombinedOutput(); err != nil {
		win.t.Fatalf("second start: %v\n%s", err, out)
	}
	if err := win.cmd.Process.Signal(syscall.Signal(0)); err != nil {
		win.t.Fatalf("the first window is gone: %v", err)
	}
}

// restartOffline closes the window, takes the network away, and finds
// everything there; what is sent meanwhile waits and leaves later.
func (w *world) restartOffline(t *testing.T, u *user, screen *servers.Display, win *window) {
	t.Helper()
	win.close()
	w.mailbox.Stop()
	w.postfix.Stop()
	win = u.open(t, screen)
	win.shows("list")
	screen.Shot(t, "7-offline")
	win.keys("ctrl+n")
	screen.Window(t, "^New message")
	win.types(grace + ",")
	win.keys("Tab")
	win.types("Written offline")
	win.keys("Tab")
	win.types("It waits.")
	win.keys("ctrl+Return")
	waitFor(t, "the message to wait", func() bool {
		out := u.must("", "outbox", "list").out
		return strings.Contains(out, "Written offline") && strings.Contains(out, `"state":"retry"`)
	})
	screen.Shot(t, "8-waiting")
	w.mailbox.Start(t)
	w.postfix.Start(t)
	screen.Window(t, `^Godwit( \(.*\))?$`)
	win.keys("F5")
	waitFor(t, "the message to leave", func() bool { return !strings.Contains(u.must("", "outbox", "list").out, `"state":"retry"`) })
	win.close()
}
