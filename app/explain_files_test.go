package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"godwit/app/files"
)

func TestExplainFiles(t *testing.T) {
	for _, c := range []struct {
		err        error
		code, says string
	}{
		{fmt.Errorf("write a: %w: %w", files.ErrFull, errors.New("no space")), "GW-DISK-FULL", "no room for the file"},
		{&fs.PathError{Op: "open", Path: "/mnt", Err: syscall.EROFS}, "GW-FILE-DENIED", "read only"},
		{&fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}, "GW-DISK-FULL", "no room"},
		{fmt.Errorf("%w: %w", ErrNoViewer, exec.ErrNotFound), "GW-FILE-NO-PROGRAM", "did not start"},
		{fmt.Errorf("print: %w", ErrLong), "GW-FILE-LONG", "thousand pages"},
	} {
		if ex := Explain(c.err); ex.Code != c.code || !strings.Contains(ex.Text, c.says) {
			t.Errorf("%v: %+v", c.err, ex)
		}
	}
	missing := filepath.Join(t.TempDir(), "none", "a.txt")
	err := files.Write(t.Context(), missing, strings.NewReader("x"), false, nil)
	if ex := Explain(err); ex.Code != "GW-FILE-NONE" || strings.Contains(ex.Text, ".part") {
		t.Errorf("%v: %+v", err, ex)
	}
}
