package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestShowAsFiles(t *testing.T) {
	s := demo(t)
	row := s.lines("search", "has:attachment", "--limit", "1")[0]
	id, dir := text(row["id"]), t.TempDir()
	made := func(flag string) string {
		t.Helper()
		file := filepath.Join(dir, flag)
		if r := s.run("show", id, flag, "-o", file); r.code != 0 {
			t.Fatalf("%s: %+v", flag, r)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if r := s.run("--json", "show", id, flag, "-o", file); s.refusal(r) != "GW-FILE-EXISTS" {
			t.Errorf("%s wrote over a file: %+v", flag, r)
		}
		return string(data)
	}
	if got := made("--eml"); got != s.run("show", id, "--raw").out {
		t.Error("--eml is not the message")
	}
	if got := made("--pdf"); !strings.HasPrefix(got, "%PDF-1.7") || !strings.HasSuffix(got, "%%EOF\n") {
		t.Errorf("--pdf made %.40q…", got)
	}
	if got := made("--html-file"); !strings.Contains(got, "default-src 'none'") || !strings.Contains(got, text(row["subject"])) {
		t.Errorf("--html-file made %q", got)
	}
}
