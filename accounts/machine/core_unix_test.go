//go:build unix

package machine

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

const crashing = "GODWIT_TEST_CRASH"

// TestNoCoreDump lets a process crash that has a secret in memory and would dump
// it: it was told to, and may.
func TestNoCoreDump(t *testing.T) {
	if os.Getenv(crashing) != "" {
		if err := NoCoreDump(); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Kill(os.Getpid(), syscall.SIGQUIT); err != nil {
			t.Fatal(err)
		}
		select {}
	}
	cmd := exec.Command("sh", "-c", `ulimit -c "$(ulimit -Hc)"; exec "$0" -test.run=TestNoCoreDump`, os.Args[0])
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), crashing+"=1", "GOTRACEBACK=crash")
	err := cmd.Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		t.Fatalf("the process did not crash: %v", err)
	}
	if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.CoreDump() {
		t.Error("its memory was dumped")
	}
	files, err := os.ReadDir(cmd.Dir)
	if err != nil || len(files) > 0 {
		t.Errorf("it left %v, %v", files, err)
	}
}
