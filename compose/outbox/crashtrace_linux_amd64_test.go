package outbox

import (
	"os/exec"
	"runtime"
	"syscall"
	"testing"
)

// killAtStep starts a program and kills it when it is about to write to a file
// or a connection, or to sync, for the nth time in all of its threads. It
// reports whether the program came so far.
func killAtStep(t *testing.T, c *exec.Cmd, n int) bool {
	t.Helper()
	runtime.LockOSThread() // only the thread that began a trace may go on with it
	defer runtime.UnlockOSThread()
	c.SysProcAttr = &syscall.SysProcAttr{Ptrace: true, Setpgid: true}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	pid := c.Process.Pid
	var ws syscall.WaitStatus
	if _, err := syscall.Wait4(pid, &ws, 0, nil); err != nil {
		t.Fatal(err)
	}
	const sysGood, exitKill = 1, 1 << 20
	if err := syscall.PtraceSetOptions(pid, sysGood|syscall.PTRACE_O_TRACECLONE|exitKill); err != nil {
		t.Fatal(err)
	}
	inside := map[int]bool{} // threads within a system call
	killed, steps := false, 0
	tid, signal := pid, 0
	for {
		if err := syscall.PtraceSyscall(tid, signal); err != nil && err != syscall.ESRCH {
			t.Fatal(err)
		}
		var err error
		if tid, err = syscall.Wait4(-pid, &ws, syscall.WALL, nil); err != nil { // ECHILD: all have ended
			return killed
		}
		signal = 0
		switch {
		case !ws.Stopped():
			continue
		case ws.StopSignal() == syscall.SIGTRAP|0x80:
			if inside[tid] = !inside[tid]; !inside[tid] || killed {
				continue
			}
			var regs syscall.PtraceRegs
			if syscall.PtraceGetRegs(tid, &regs) != nil {
				continue
			}
			switch regs.Orig_rax {
			case syscall.SYS_FSYNC, syscall.SYS_FDATASYNC, syscall.SYS_PWRITE64, syscall.SYS_WRITE, syscall.SYS_FTRUNCATE, syscall.SYS_UNLINK, syscall.SYS_UNLINKAT:
				if steps++; steps == n {
					killed = true
					_ = syscall.Kill(pid, syscall.SIGKILL)
				}
			}
		case ws.StopSignal() != syscall.SIGTRAP && ws.StopSignal() != syscall.SIGSTOP:
			signal = int(ws.StopSignal())
		}
	}
}
