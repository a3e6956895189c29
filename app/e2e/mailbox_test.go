package e2e

import (
	"strings"
	"testing"

	"godwit/app/e2e/servers"
)

// command runs a command by its name in the palette.
func (w *window) command(name string) {
	w.t.Helper()
	w.keys("ctrl+shift+p")
	w.types(name)
	w.keys("Return")
}

// TestFolderInWindow makes a folder and renames it in a real window, by keyboard
// alone and as fast as one types; the server has it.
func TestFolderInWindow(t *testing.T) {
	w := newWorld(t)
	u := newUser(t, w.desktop, w.ca)
	u.must(servers.Password+"\n", w.add(ada, "Ada Lovelace")...)
	u.must(servers.Password+"\n", w.add(grace, "Grace Hopper")...)
	w.deliver(t, ada, "Tea at four", "Bring the notes on the engine.")
	u.must("", "sync")
	screen := w.desktop.StartDisplay(t, 1400, 900)
	win := u.open(t, screen)
	win.shows("list")
	win.command("Inbox " + ada)
	win.command("New folder")
	win.types("Motor")
	win.keys("Return")
	folders := func() string { return w.mailbox.Doveadm(t, "mailbox", "list", "-u", ada) }
	waitFor(t, "the folder", func() bool { return strings.Contains(folders(), "Motor") })
	win.command("Motor")
	win.keys("F2")
	win.types("Engine")
	win.keys("Return")
	waitFor(t, "its new name", func() bool { return strings.Contains(folders(), "Engine") && !strings.Contains(folders(), "Motor") })
	screen.Shot(t, "folder-renamed")
	win.close()
}
