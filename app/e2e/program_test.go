package e2e

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"godwit/app/e2e/servers"
)

// A program is built once for all tests.
var (
	built     = os.TempDir()
	godwitctl = sync.OnceValues(func() (string, error) { return build("godwitctl", "CGO_ENABLED=0") })
	godwit    = sync.OnceValues(func() (string, error) { return build("godwit", "CGO_ENABLED=1") })
)

func build(name, env string) (string, error) {
	path := filepath.Join(built, name)
	cmd := exec.Command("go", "build", "-tags", "migrated_fynedo", "-o", path, "godwit/cmd/"+name)
	cmd.Env = append(os.Environ(), env)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build %s: %w\n%s", name, err, out)
	}
	return path, nil
}

func TestMain(m *testing.M) {
	if os.Getenv("GODWIT_E2E") == "" {
		fmt.Println("GODWIT_E2E is not set: make test runs these stories")
		os.Exit(0)
	}
	var err error
	if built, err = os.MkdirTemp("", "godwit-e2e-"); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(built)
	os.Exit(code)
}

// program is the path of one that was built, or fails the test.
func program(t testing.TB, which func() (string, error)) string {
	t.Helper()
	path, err := which()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// user is a person with a profile on a desktop.
type user struct {
	t       testing.TB
	profile string
	env     []string
}

func newUser(t testing.TB, d *servers.Desktop, ca *servers.CA) *user {
	env := d.Env
	if ca != nil {
		env = append(env[:len(env):len(env)], "SSL_CERT_FILE="+ca.File)
	}
	return &user{t, filepath.Join(t.TempDir(), "profile"), env}
}

// result is what a run of godwitctl gave.
type result struct {
	code     int
	out, err string
}

// ctl runs godwitctl with --json.
func (u *user) ctl(stdin string, args ...string) result {
	u.t.Helper()
	cmd := exec.Command(program(u.t, godwitctl), append([]string{"--json", "--profile", u.profile, "--timeout", "20s"}, args...)...)
	cmd.Env = u.env
	cmd.Stdin = strings.NewReader(stdin)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		u.t.Fatalf("godwitctl %v: %v", args, err)
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errOut.String()}
}

// must is ctl that has to end with 0.
func (u *user) must(stdin string, args ...string) result {
	u.t.Helper()
	r := u.ctl(stdin, args...)
	if r.code != 0 {
		u.t.Fatalf("godwitctl %s: exit %d\n%s\n%s", strings.Join(args, " "), r.code, r.out, r.err)
	}
	return r
}

// fails runs a command that must end with the exit code and error code given.
func (u *user) fails(exit int, code, stdin string, args ...string) {
	u.t.Helper()
	r := u.ctl(stdin, args...)
	if r.code != exit || !strings.Contains(r.err, `"code":"`+code+`"`) {
		u.t.Errorf("godwitctl %s: exit %d, want %d with %s\n%s%s", strings.Join(args, " "), r.code, exit, code, r.out, r.err)
	}
	if strings.Contains(r.err+r.out, servers.Password) {
		u.t.Errorf("godwitctl %s printed the password", strings.Join(args, " "))
	}
}

// row is a line of list or search.
type row struct {
	ID        int64    `json:"id"`
	Folder    string   `json:"folder"`
	UID       uint32   `json:"uid"`
	Subject   string   `json:"subject"`
	Flags     []string `json:"flags"`
	MessageID string   `json:"message_id"`
	Preview   string   `json:"preview"`
}

// rows reads lines of JSON.
func rows[T any](t testing.TB, r result) []T {
	t.Helper()
	var out []T
	dec := json.NewDecoder(strings.NewReader(r.out))
	for dec.More() {
		var v T
		if err := dec.Decode(&v); err != nil {
			t.Fatalf("%v in %s", err, r.out)
		}
		out = append(out, v)
	}
	return out
}

// find is the only row of a list with a subject.
func find(t testing.TB, list []row, subject string) row {
	t.Helper()
	var found []row
	for _, r := range list {
		if r.Subject == subject {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d messages with subject %q in %v", len(found), subject, list)
	}
	return found[0]
}
