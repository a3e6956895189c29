package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"

	"godwit/accounts"
	"godwit/sync/localserver"
)

const (
	mira  = "mira@demo.test"
	jonas = "jonas@demo.test"
)

// shell runs commands on a profile of its own, against a server of its own.
type shell struct {
	*testing.T
	server *localserver.Server
	dir    string

	secrets map[string][]byte // of the secrets file, as add wrote it
}

// result is what a command left behind.
type result struct {
	code     int
	out, err string
}

func newShell(t *testing.T, o localserver.Options) *shell {
	t.Helper()
	server, err := localserver.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	t.Setenv("GODWIT_PASSPHRASE", "open sesame")
	t.Setenv("GODWIT_PROFILE", "")
	dir := filepath.Join(t.TempDir(), "profile")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	s := &shell{t, server, dir, map[string][]byte{}}
	s.keep()
	return s
}

// keep writes the secrets file with these secrets, so that opening it takes no
// tenths of a second.
func (s *shell) keep() {
	s.Helper()
	plain, err := json.Marshal(s.secrets)
	if err != nil {
		s.Fatal(err)
	}
	to, err := age.NewScryptRecipient("open sesame")
	if err != nil {
		s.Fatal(err)
	}
	to.SetWorkFactor(10)
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, to)
	if err != nil {
		s.Fatal(err)
	}
	if _, err := w.Write(plain); err != nil {
		s.Fatal(err)
	}
	if err := w.Close(); err != nil {
		s.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.dir, "secrets.age"), sealed.Bytes(), 0o600); err != nil {
		s.Fatal(err)
	}
}

// demo is a shell with both users' accounts and the sample mail.
func demo(t *testing.T) *shell {
	t.Helper()
	s := newShell(t, localserver.Options{Sample: true})
	s.add(mira)
	s.add(jonas)
	if r := s.run("sync"); r.code != 0 {
		t.Fatalf("sync: %+v", r)
	}
	return s
}

// addArgs adds an account at the server, by IMAP.
func (s *shell) addArgs(email string) []string {
	in, out := s.server.IMAP(), s.server.SMTP()
	return []string{
		"account", "add", "--email", email, "--name", "N", "--protocol", "imap", "--password-stdin", "--keyring", "file",
		"--in-host", in.Host, "--in-port", strconv.Itoa(in.Port), "--in-security", "none",
		"--out-host", out.Host, "--out-port", strconv.Itoa(out.Port), "--out-security", "none",
	}
}

// add adds an account and puts its passwords into the secrets file.
func (s *shell) add(email string) {
	s.Helper()
	args := slices.DeleteFunc(s.addArgs(email), func(a string) bool { return a == "--password-stdin" })
	if r := s.run(append(args, "--no-check")...); r.code != 0 {
		s.Fatalf("account add: %+v", r)
	}
	for _, server := range []accounts.Server{s.server.IMAP(), s.server.SMTP()} {
		server.User = email
		s.secrets[server.SecretKey()] = []byte("godwit")
	}
	s.keep()
}

func (s *shell) run(args ...string) result {
	s.Helper()
	return s.input("", args...)
}

func (s *shell) input(in string, args ...string) result {
	s.Helper()
	var out, errOut bytes.Buffer
	code := run(s.Context(), append([]string{"--profile", s.dir}, args...), strings.NewReader(in), &out, &errOut)
	for _, text := range []string{out.String(), errOut.String()} {
		if strings.Contains(text, "godwit\n") && strings.Contains(in, "godwit") || strings.Contains(text, "sesame") {
			s.Errorf("%q prints a secret: %q", args, text)
		}
	}
	return result{code, out.String(), errOut.String()}
}

// lines runs a command with --json, which must go well, and reads its lines.
func (s *shell) lines(args ...string) []map[string]any {
	s.Helper()
	r := s.run(append([]string{"--json"}, args...)...)
	if r.code != 0 {
		s.Fatalf("%q: %+v", args, r)
	}
	return s.decode(r.out)
}

func (s *shell) decode(text string) []map[string]any {
	s.Helper()
	var out []map[string]any
	for line := range strings.Lines(text) {
		var v map[string]any
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			s.Fatalf("no JSON object: %q: %v", line, err)
		}
		out = append(out, v)
	}
	return out
}

// keys are an object's names, sorted, with those of objects in it as a.b.
func keys(v map[string]any) []string {
	var out []string
	for k, v := range v {
		out = append(out, k)
		if list, ok := v.([]any); ok && len(list) > 0 {
			v = list[0]
		}
		if inner, ok := v.(map[string]any); ok {
			for _, name := range keys(inner) {
				out = append(out, k+"."+name)
			}
		}
	}
	slices.Sort(out)
	return out
}

// refusal is the code of the error object on standard error.
func (s *shell) refusal(r result) string {
	s.Helper()
	var v struct {
		Error struct{ Code, Title, Text, Action string }
	}
	if err := json.Unmarshal([]byte(r.err), &v); err != nil {
		s.Fatalf("no error object: %q", r.err)
	}
	if v.Error.Title == "" || v.Error.Text == "" || v.Error.Action == "" {
		s.Errorf("an empty field: %s", r.err)
	}
	return v.Error.Code
}

func text(v any) string {
	if f, ok := v.(float64); ok {
		return strconv.FormatInt(int64(f), 10)
	}
	s, _ := v.(string)
	return s
}

// spy is an output that a test waits on.
type spy struct {
	mu      sync.Mutex
	text    bytes.Buffer
	written chan struct{}
}

func newSpy() *spy { return &spy{written: make(chan struct{}, 1)} }

func (s *spy) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case s.written <- struct{}{}:
	default:
	}
	return s.text.Write(p)
}

func (s *spy) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

func (s *spy) until(t *testing.T, words string) {
	t.Helper()
	limit := time.After(60 * time.Second)
	for !strings.Contains(s.String(), words) {
		select {
		case <-s.written:
		case <-limit:
			t.Fatalf("never printed %q: %s", words, s.String())
		}
	}
}
