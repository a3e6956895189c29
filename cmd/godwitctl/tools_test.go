package main

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"godwit/sync/localserver"
)

func TestParse(t *testing.T) {
	s := newShell(t, localserver.Options{})
	dir := t.TempDir()
	var names []string
	for _, n := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"} {
		name := filepath.Join(dir, n)
		write(t, name, "From: Ada <ada@example.org>\r\nSubject: "+n+"\r\n\r\n"+n+"\r\n")
		names = append(names, name)
	}
	for how, lines := range map[string][]map[string]any{
		"arguments":      s.lines(append([]string{"parse"}, names...)...),
		"standard input": s.decode(s.input(strings.Join(names, "\n")+"\n", "parse").out),
	} {
		var subjects []string
		for _, l := range lines {
			subjects = append(subjects, text(l["subject"]))
		}
		if !slices.IsSorted(subjects) || len(subjects) != len(names) {
			t.Errorf("%s: %v", how, subjects)
		}
		want := "cc date defects file from from.address from.name message_id parts parts.charset parts.disposition parts.filename parts.id parts.sha256 parts.size parts.text_sha256 parts.type subject to"
		if got := strings.Join(keys(lines[0]), " "); got != want {
			t.Errorf("%s: fields %s", how, got)
		}
	}
	garbage := filepath.Join(dir, "garbage")
	write(t, garbage, "\x00\xff--\r\n\r\n\r\n=_")
	if r := s.run("parse", garbage); r.code != 0 || r.out == "" {
		t.Errorf("%+v", r)
	}
	if r := s.run("--json", "parse", "/no/such/file"); r.code != exitFailed || s.refusal(r) != "GW-FILE-NONE" {
		t.Errorf("%+v", r)
	}
	if r := s.run("parse", names[0], "/no/such/file", names[1]); r.code != exitPartly || strings.Count(r.out, "\n") != 2 {
		t.Errorf("%+v", r)
	}
}

func TestDoctor(t *testing.T) {
	s := newShell(t, localserver.Options{})
	s.add(mira)
	find := func(r result) (out []string) {
		for _, c := range s.decode(r.out)[0]["checks"].([]any) {
			c := c.(map[string]any)
			line := text(c["name"])
			if c["level"] == "skipped" {
				line += " -"
			}
			if c["ok"] != true {
				line += " " + text(c["code"])
				if text(c["fix"]) == "" || text(c["detail"]) == "" {
					t.Errorf("%v", c)
				}
			}
			out = append(out, line)
		}
		return out
	}
	well := []string{
		"profile", mira + " password",
		mira + " clock",
		mira + " imap name", mira + " imap connect", mira + " imap greeting", mira + " imap offers", mira + " imap sign-in", mira + " imap mailbox",
		mira + " smtp name", mira + " smtp connect", mira + " smtp greeting", mira + " smtp offers", mira + " smtp sign-in", mira + " smtp rules",
	}
	r := s.run("--json", "doctor")
	if got := find(r); r.code != 0 || !slices.Equal(got, well) {
		t.Errorf("%d %q", r.code, got)
	}
	if r := s.run("doctor", mira); r.code != 0 || strings.Count(r.out, "ok\t") != len(well) {
		t.Errorf("%+v", r)
	}

	add := append([]string{"--json", "doctor"}, s.addArgs(jonas)[2:]...)
	r = s.input("wrong\n", add...)
	if got := find(r); r.code != exitNeedsUser || !slices.Contains(got, jonas+" imap sign-in GW-AUTH-REFUSED") || !slices.Contains(got, jonas+" imap connect") {
		t.Errorf("%d %q", r.code, got)
	}
	if n := len(s.lines("account", "list")); n != 1 {
		t.Errorf("%d accounts after doctor", n)
	}

	s.server.Close()
	r = s.run("--json", "doctor", mira)
	want := []string{
		"profile", mira + " password", mira + " clock",
		mira + " imap name", mira + " imap connect GW-NET-REFUSED", mira + " imap greeting -", mira + " imap offers -", mira + " imap sign-in -", mira + " imap mailbox -",
		mira + " smtp name", mira + " smtp connect GW-NET-REFUSED", mira + " smtp greeting -", mira + " smtp offers -", mira + " smtp sign-in -", mira + " smtp rules -",
	}
	if got := find(r); r.code != exitTemporary || !slices.Equal(got, want) {
		t.Errorf("%d %q", r.code, got)
	}
	t.Setenv("GODWIT_PASSPHRASE", "not it")
	r = s.run("--json", "doctor")
	if got := find(r); r.code != exitNeedsUser || !slices.Equal(got[:2], []string{"profile", mira + " password GW-KEY-PASSPHRASE"}) {
		t.Errorf("%d %q", r.code, got)
	}
}

func TestAccounts(t *testing.T) {
	s := newShell(t, localserver.Options{})
	if r := s.input("wrong\n", append([]string{"--json"}, s.addArgs(mira)...)...); r.code != exitNeedsUser || s.refusal(r) != "GW-AUTH-REFUSED" || strings.Contains(r.err, "wrong") {
		t.Errorf("%+v", r)
	}
	if r := s.run(append([]string{"--json"}, s.addArgs(mira)...)...); r.code != exitUsage {
		t.Errorf("no password on standard input: %+v", r)
	}
	if r := s.input("godwit\n", s.addArgs(mira)...); r.code != exitDone {
		t.Fatalf("%+v", r)
	}
	if r := s.input("godwit\n", append([]string{"--json"}, s.addArgs(mira)...)...); s.refusal(r) != "GW-INPUT-EXISTS" {
		t.Errorf("twice: %+v", r)
	}
	port := s.addArgs(jonas)
	if r := s.input("godwit\n", append([]string{"--json"}, append(port, "--out-host", "none", "--protocol", "none")...)...); r.code == 0 {
		t.Errorf("an account for nothing: %+v", r)
	}
	if r := s.input("godwit\n", append([]string{"--json"}, append(port, "--in-host", "mail.example.org", "--no-check")...)...); s.refusal(r) != "GW-INPUT-ACCOUNT" {
		t.Errorf("unprotected: %+v", r)
	}
	if r := s.run("--json", "account", "check", mira); r.code != 0 || strings.Count(r.out, `"ok":true`) != 2 {
		t.Errorf("%+v", r)
	}
	if r := s.run("account", "remove", mira); r.code != 0 {
		t.Errorf("%+v", r)
	}
	if r := s.run("--json", "account", "show", mira); s.refusal(r) != "GW-NOT-FOUND" {
		t.Errorf("%+v", r)
	}
	pop := s.server.POP3()
	if r := s.input("godwit\n", append(s.addArgs(jonas), "--protocol", "pop3", "--in-port", text(float64(pop.Port)), "--out-host", "none", "--leave-days", "3")...); r.code != exitDone {
		t.Fatalf("%+v", r)
	}
	v := s.lines("account", "list")[0]
	if v["in"].(map[string]any)["protocol"] != "pop3" || v["out"].(map[string]any)["protocol"] != "none" {
		t.Errorf("%v", v)
	}
}

func TestBench(t *testing.T) {
	s := demo(t)
	for _, args := range []string{"bench list --runs 2", "bench search the --runs 2", "bench sync"} {
		r := s.run(strings.Fields(args)...)
		if r.code != 0 {
			t.Errorf("%s: %+v", args, r)
		}
		for line := range strings.Lines(r.out) {
			if len(strings.Fields(line)) != 3 {
				t.Errorf("%s: not name value unit: %q", args, line)
			}
		}
	}
}

// started ends the command as soon as it has said something.
type started struct {
	bytes.Buffer
	end context.CancelFunc
}

func (s *started) Write(p []byte) (int, error) {
	s.end()
	return s.Buffer.Write(p)
}

func TestDemo(t *testing.T) {
	s := newShell(t, localserver.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out := &started{end: cancel}
	if code := run(ctx, []string{"--json", "demo"}, strings.NewReader(""), out, new(bytes.Buffer)); code != 0 {
		t.Errorf("exit %d", code)
	}
	if got := strings.Join(keys(s.decode(out.String())[0]), " "); got != "imap pop3 smtp users users.email users.name users.password" {
		t.Errorf("fields %s", got)
	}
}

func TestWatch(t *testing.T) {
	s := newShell(t, localserver.Options{})
	s.add(mira)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out := &untilLive{end: cancel}
	code := run(ctx, []string{"--profile", s.dir, "--json", "sync", "--watch"}, strings.NewReader(""), out, new(bytes.Buffer))
	lines := s.decode(out.String())
	last := lines[len(lines)-1]
	if got := strings.Join(keys(last), " "); code != 0 || got != "account done folder left state total" {
		t.Errorf("exit %d, fields %s", code, got)
	}
}

// untilLive ends the command when an account is live.
type untilLive struct {
	bytes.Buffer
	end context.CancelFunc
}

func (u *untilLive) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte(`"state":"live"`)) {
		u.end()
	}
	return u.Buffer.Write(p)
}

func TestAccountRemovedWithItsMailKept(t *testing.T) {
	s := demo(t)
	before := s.lines("list", "--account", mira, "--limit", "1000")
	if r := s.run("account", "remove", mira, "--keep-mail"); r.code != exitDone {
		t.Fatalf("%+v", r)
	}
	if after := s.lines("list", "--account", mira, "--limit", "1000"); len(before) == 0 || len(after) != len(before) {
		t.Errorf("%d messages, there were %d", len(after), len(before))
	}
	if v := s.lines("account", "show", mira)[0]; v["in"].(map[string]any)["protocol"] != "none" {
		t.Errorf("%v", v)
	}
	if r := s.run("sync"); r.code != exitDone { // nothing to do for it
		t.Errorf("%+v", r)
	}
}
