package servers

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Display is a screen in memory with a window manager.
type Display struct {
	Env  []string // of the desktop, with DISPLAY
	name string
}

// StartDisplay opens a screen of the given size in a desktop.
func (d *Desktop) StartDisplay(t testing.TB, width, height int) *Display {
	t.Helper()
	need(t, "Xvfb", "openbox", "xdotool", "import")
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height), "-nolisten", "tcp")
	x.ExtraFiles = []*os.File{w}
	if err := x.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	end(t, x)
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb: %v", err)
	}
	s := &Display{name: ":" + strings.TrimSpace(number)}
	s.Env = append(d.Env[:len(d.Env):len(d.Env)], "DISPLAY="+s.name)
	wm := exec.Command("openbox")
	wm.Env = s.Env
	if err := wm.Start(); err != nil {
		t.Fatal(err)
	}
	end(t, wm)
	return s
}

// Do runs an xdotool command and returns what it printed.
func (s *Display) Do(t testing.TB, args ...string) string {
	t.Helper()
	out, err := s.tool(args...)
	if err != nil {
		t.Fatalf("xdotool %v: %v\n%s", args, err, out)
	}
	return out
}

// Window waits for a window with a title that matches and gives it the focus.
func (s *Display) Window(t testing.TB, title string) string {
	t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for time.Now().Before(deadline) {
		if out, err := s.tool("search", "--onlyvisible", "--name", title); err == nil {
			id, _, _ := strings.Cut(out, "\n")
			s.tool("windowactivate", id)
			if active, err := s.tool("getactivewindow"); err == nil && active == id {
				return id
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("no window %q", title)
	return ""
}

// tool runs an xdotool command, which may take some seconds at most.
func (s *Display) tool(args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "xdotool", args...)
	cmd.Env = s.Env
	out, err := cmd.CombinedOutput()
	return strings.TrimSpace(string(out)), err
}

// Shot keeps a picture of the screen in the folder that GODWIT_SHOTS names.
func (s *Display) Shot(t testing.TB, name string) {
	t.Helper()
	dir := os.Getenv("GODWIT_SHOTS")
	if dir == "" {
		return
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("import", "-window", "root", filepath.Join(dir, name+".png"))
	cmd.Env = s.Env
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("screenshot: %v\n%s", err, out)
	}
}
