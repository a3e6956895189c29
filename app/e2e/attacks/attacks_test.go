package attacks

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/localserver/rogue"
)

const password = "marker-Hunter2-password"

// hangs is when a program counts as one that never ends. Its --timeout is a
// second; a look at what may be there instead, and other ports, take a few more.
const hangs = 40 * time.Second

var godwitctl string

func TestMain(m *testing.M) {
	if os.Getenv("GODWIT_E2E") == "" {
		fmt.Println("GODWIT_E2E is not set: make test runs these stories")
		os.Exit(0)
	}
	dir, err := os.MkdirTemp("", "godwit-attacks-")
	if err == nil {
		godwitctl = filepath.Join(dir, "godwitctl")
		build := exec.Command("go", "build", "-o", godwitctl, "godwit/cmd/godwitctl")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		build.Stdout, build.Stderr = os.Stdout, os.Stderr
		err = build.Run()
	}
	code := 1
	if err == nil {
		flag.Parse()
		_ = flag.Set("test.parallel", "8") // most of them wait
		code = m.Run()
	} else {
		fmt.Println(err)
	}
	os.RemoveAll(dir)
	os.Exit(code)
}

// TestAttacks sets an account up at each server, syncs it or sends through it, and
// has it examined: no credential goes out unprotected or to a server that is not the
// right one, nothing that the attacker said is kept or shown, and each program ends.
func TestAttacks(t *testing.T) {
	ours, stranger := authority(t), authority(t)
	roots := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(roots, ours.PEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	list := all()
	t.Logf("%d attacks", len(list))
	for _, a := range list {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			from := ours
			if a.stranger {
				from = stranger
			}
			conf, err := from.Issue(a.leaf)
			if err != nil {
				t.Fatal(err)
			}
			conf.MaxVersion = a.most
			server, err := rogue.Start(a.protocol, a.script, conf, a.implicit)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(server.Close)
			v := victim{t, filepath.Join(t.TempDir(), "profile"), roots}
			meet(v, a, server)
		})
	}
}

func authority(t *testing.T) *rogue.Authority {
	t.Helper()
	a, err := rogue.NewAuthority()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func meet(v victim, a attack, server *rogue.Server) {
	t := v.t
	s := server.Address()
	in := []string{"--in-host", s.Host, "--in-port", fmt.Sprint(s.Port), "--in-security", string(s.Security), "--protocol", string(a.protocol), "--out-host", "none"}
	if a.protocol == smtp {
		in = []string{"--protocol", "none", "--out-host", s.Host, "--out-port", fmt.Sprint(s.Port), "--out-security", string(s.Security)}
	}
	who := append([]string{"--email", "victim@demo.test", "--password-stdin"}, in...)
	code := v.run(append([]string{"doctor"}, who...)...)
	if (code == 0) != a.passes {
		t.Errorf("doctor ended with %d", code)
	}
	code = v.run(append(append([]string{"account", "add"}, who...), "--keyring", "file")...)
	if (code == 0) != a.passes {
		t.Errorf("account add ended with %d", code)
	}
	if !a.passes && os.Getenv("GODWIT_ATTACKS") == "all" { // the engine and the outbox, beside the check
		v.run(append(append([]string{"account", "add", "--no-check"}, who...), "--keyring", "file")...)
	}
	if a.passes || os.Getenv("GODWIT_ATTACKS") == "all" {
		if a.protocol == smtp {
			v.run("send", "--to", "friend@demo.test", "--subject", "Hello", "--body-file", "/dev/null", "--wait")
		} else {
			v.run("sync")
			v.run("list", "--folder", "inbox")
			v.run("folder", "list")
		}
		v.run("log", "victim@demo.test")
	}
	for _, line := range server.Before() {
		if secretIn(line) || credential(a.protocol, line) {
			t.Errorf("said without protection: %q", line)
		}
	}
	if behind := server.Behind(); !a.passes && len(behind) > 0 {
		t.Errorf("said to a server that is not the right one: %q", behind)
	}
	v.kept(evil)
	v.kept(password)
}

// credential: a command that begins a sign-in, whatever is in it.
func credential(p accounts.Protocol, line string) bool {
	words := strings.Fields(strings.ToUpper(line))
	if p == imap && len(words) > 0 {
		words = words[1:]
	}
	if len(words) == 0 {
		return false
	}
	switch words[0] {
	case "LOGIN", "AUTHENTICATE", "AUTH", "USER", "PASS", "APOP", "MAIL", "LIST", "SELECT", "RETR":
		return true
	}
	return false
}

func secretIn(line string) bool {
	if strings.Contains(line, password) {
		return true
	}
	for _, word := range strings.Fields(line) {
		if raw, err := base64.StdEncoding.DecodeString(word); err == nil && bytes.Contains(raw, []byte(password)) {
			return true
		}
	}
	return false
}

// victim is a person with a profile.
type victim struct {
	t       *testing.T
	profile string
	roots   string
}

// run runs a program to its end and returns its exit code. What it prints holds
// neither the attacker's words nor the password.
func (v victim) run(args ...string) int {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.t.Context(), hangs)
	defer cancel()
	cmd := exec.CommandContext(ctx, godwitctl, append([]string{"--profile", v.profile, "--timeout", "1s", "--verbose"}, args...)...)
	cmd.Env = []string{"HOME=" + v.profile, "SSL_CERT_FILE=" + v.roots, "GODWIT_PASSPHRASE=open sesame", "PATH=" + os.Getenv("PATH")}
	cmd.Stdin = strings.NewReader(password + "\n")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var exit *exec.ExitError
	if ctx.Err() != nil {
		v.t.Errorf("%s does not end", args[0])
	} else if err != nil && !errors.As(err, &exit) {
		v.t.Fatal(err)
	}
	for _, word := range []string{evil, password} {
		if strings.Contains(out.String(), word) {
			v.t.Errorf("%v prints %s:\n%s", args, word, out.String())
		}
	}
	return cmd.ProcessState.ExitCode()
}

// kept looks for a word in every file of the profile.
func (v victim) kept(word string) {
	v.t.Helper()
	err := filepath.WalkDir(v.profile, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(word)) {
			v.t.Errorf("%s holds %s", filepath.Base(path), word)
		}
		return err
	})
	if err != nil {
		v.t.Error(err)
	}
}
