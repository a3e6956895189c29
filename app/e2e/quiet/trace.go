package quiet

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// traced says to a test that it runs inside of the trace.
const traced = "GODWIT_TRACED"

// Trace proves that open neither makes a socket of any kind nor starts a
// process. The test that calls it is run again, by itself, in a network
// namespace where not even loopback is up, with every system call about networks
// and processes written down; open is called there. What the Go runtime does is
// allowed: threads, and signals to them.
//
// It is skipped where GODWIT_E2E is not set, as make test does, since a machine
// may forbid tracing. It holds for programs without cgo: the C library asks a
// name service, by a socket, for the home of the user when fonts are first
// looked for.
func Trace(t *testing.T, open func()) {
	t.Helper()
	if os.Getenv(traced) != "" {
		open()
		return
	}
	for _, c := range Forbidden(Again(t)) {
		t.Errorf("it did %s", c)
	}
}

// Again runs the present test by itself, traced.
func Again(t *testing.T) []string {
	t.Helper()
	one := "^" + strings.ReplaceAll(t.Name(), "/", "$/^") + "$"
	return Calls(t, os.Args[0], "-test.run", one, "-test.v")
}

// Calls runs a program as Trace does and returns its calls, a line each.
func Calls(t *testing.T, program string, args ...string) []string {
	t.Helper()
	if os.Getenv("GODWIT_E2E") == "" {
		t.Skip("GODWIT_E2E is not set: make test traces this")
	}
	log := filepath.Join(t.TempDir(), "calls")
	line := []string{"strace", "-f", "-qq", "-s", "200", "-e", "trace=%network,%process", "-o", log, program}
	isolate := []string{"unshare", "--net"}
	if os.Getuid() != 0 {
		isolate = append(isolate, "--map-root-user")
	}
	if exec.Command(isolate[0], append(isolate[1:], "true")...).Run() == nil {
		line = append(isolate, line...)
	} else {
		t.Log("this machine allows no network namespace; the trace alone has to show it")
	}
	line = append(line, args...)
	cmd := exec.Command(line[0], line[1:]...)
	cmd.Env = append(os.Environ(), traced+"=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	raw, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(raw)), "\n")
}

var (
	call = regexp.MustCompile(`^\d+ +(<\.\.\. )?([a-z0-9_]+)`)
	// What every Go program does.
	runtime = map[string]bool{"exit": true, "exit_group": true, "arch_prctl": true, "tgkill": true}
)

// Forbidden are the calls that make sockets or processes. The first execve is
// that of the program itself.
func Forbidden(calls []string) []string {
	var bad []string
	started := false
	for _, line := range calls {
		m := call.FindStringSubmatch(line)
		switch {
		case m == nil && (strings.Contains(line, "+++") || strings.Contains(line, "---")): // ends, signals
		case m == nil:
			bad = append(bad, "something that is not understood: "+line)
		case m[2] == "execve" && !started:
			started = true
		case runtime[m[2]]:
		case strings.HasPrefix(m[2], "clone") && (m[1] != "" || strings.Contains(line, "CLONE_THREAD")):
		default:
			bad = append(bad, line)
		}
	}
	if !started {
		bad = append(bad, fmt.Sprintf("nothing: %d calls, and no start", len(calls)))
	}
	return bad
}
