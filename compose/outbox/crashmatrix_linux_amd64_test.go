package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/compose/smtp"
	"godwit/sync/event"
	"godwit/sync/localserver/badsmtp"
	"godwit/sync/mail"
	"godwit/sync/store"
)

const matrixEnv = "GODWIT_OUTBOX_MATRIX"

// TestMatrixChild queues a message and sends it, until it is killed. It does
// nothing by itself.
func TestMatrixChild(t *testing.T) {
	words := strings.Split(os.Getenv(matrixEnv), "|")
	if len(words) != 3 {
		t.Skip("only run by TestCrashMatrix")
	}
	size, err := strconv.Atoi(words[2])
	if err != nil {
		t.Fatal(err)
	}
	m := newMatrix(t, words[0])
	b := &bench{T: t, store: m.store}
	b.enqueueRaw(1, raw+strings.Repeat(strings.Repeat("x", 70)+"\r\n", size/72), addresses(words[1])...)
	if err := os.WriteFile(filepath.Join(words[0], "queued"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := m.queue.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func addresses(run string) []string {
	return []string{"a" + run + "@example.net", "b" + run + "@example.net"}
}

// matrix is a profile that is worked with the real client.
type matrix struct {
	store *store.Store
	queue *Queue
	now   time.Time
}

func newMatrix(t *testing.T, dir string) *matrix {
	s, err := store.Open(context.Background(), dir, new(event.Hub), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Hold(t.Context()); err != nil {
		t.Fatal(err)
	}
	m := &matrix{store: s, now: time.Now()}
	client := &smtp.Client{Dial: dial.Dialer{}, Secret: func(context.Context, accounts.Server) (string, error) { return "", nil }}
	m.queue = &Queue{
		Store: s, Line: func(s accounts.Server) Line { return client.Line(s) }, Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return m.now }, After: time.After,
	}
	return m
}

// TestCrashMatrix kills the program at each of its steps: every write to a file
// or a connection, every sync, every file that is cut or removed. Whatever the
// step, a message that was queued is delivered exactly once in the end, or is
// unsure and was delivered at most once. GODWIT_CRASH_RUNS says how many runs
// there are; the default is a sample.
func TestCrashMatrix(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	runs := 40
	if s := os.Getenv("GODWIT_CRASH_RUNS"); s != "" {
		var err error
		if runs, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	server, err := badsmtp.Start(nil, nil, false)
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	template := t.TempDir()
	m := newMatrix(t, template)
	if _, err := m.store.AddAccount(t.Context(), accounts.Account{
		Identities: []accounts.Identity{{Email: "ada@example.org"}}, Outgoing: server.Address(), SentCopy: accounts.SentByClient,
	}); err != nil {
		t.Fatal(err)
	}
	if err := m.store.Close(); err != nil {
		t.Fatal(err)
	}
	kinds := []struct {
		name   string
		script badsmtp.Script
		size   int
	}{
		{"plain", nil, 0},
		{"one put off", badsmtp.Script{"RCPT 2": "450 4.2.0 greylisted"}, 0},
		{"large", nil, 3 << 20},
	}
	const about = 175 // steps that the shortest has
	stride := max(1, about*len(kinds)/max(runs, 1))
	seen := map[string]int{}
	step := map[string]int{}
	ends := map[string]int{} // at how many steps a kind is over
	for n := range runs {
		kind := kinds[n%len(kinds)]
		step[kind.name] += stride
		dir := filepath.Join(t.TempDir(), "p")
		if err := os.CopyFS(dir, os.DirFS(template)); err != nil {
			t.Fatal(err)
		}
		run := strconv.Itoa(n)
		server.Play(kind.script)
		c := exec.Command(os.Args[0], "-test.run=^TestMatrixChild$")
		c.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%s|%d", matrixEnv, dir, run, kind.size))
		if !killAtStep(t, c, step[kind.name]) {
			ends[kind.name] = step[kind.name]
			step[kind.name] = 0
		}
		server.Play(kind.script)
		seen[kind.name+": "+crashed(t, dir, server, addresses(run))]++
		if t.Failed() {
			t.Fatalf("%s, killed at step %d", kind.name, step[kind.name])
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d runs, steps %v: %v", runs, ends, seen)
}

// crashed looks at what a killed program has left, works it to its end, and
// says in a word where it stood.
func crashed(t *testing.T, dir string, server *badsmtp.Server, to []string) string {
	t.Helper()
	ctx := t.Context()
	m := newMatrix(t, dir)
	defer m.store.Close()
	_, err := os.Stat(filepath.Join(dir, "queued"))
	queued := err == nil
	rows, err := m.store.Outbox(ctx)
	if err != nil {
		t.Fatal(err)
	}
	have := func() int { return server.Delivered(to[0]) + server.Delivered(to[1]) }
	if len(rows) == 0 {
		if queued || have() > 0 {
			t.Errorf("no row: said to be queued %v, delivered %d times", queued, have())
		}
		return "not queued"
	}
	o := rows[0]
	began := string(o.State)
	for _, r := range o.Recipients {
		n := server.Delivered(r.Address)
		if n > 1 || r.State == sent && n != 1 || (r.State == retry || r.State == mail.StateQueued) && n != 0 {
			t.Errorf("after the crash %s is %s and has %d", r.Address, r.State, n)
		}
	}
	server.Play(nil)
	m.now = m.now.Add(time.Hour)
	if err := m.queue.Once(ctx); err != nil {
		t.Error(err)
	}
	if o, err = m.store.Outgoing(ctx, o.ID); err != nil {
		t.Fatal(err)
	}
	for _, r := range o.Recipients {
		n := server.Delivered(r.Address)
		if n > 1 || o.State == sent && n != 1 || r.State == sent && n != 1 || o.State != sent && o.State != unsure {
			t.Errorf("in the end the message is %s, %s is %s and has %d", o.State, r.Address, r.State, n)
		}
	}
	copies := 0
	f, err := m.store.FolderByRole(ctx, o.Account, mail.Sent)
	if err == nil {
		copies, _, err = m.store.Count(ctx, mail.ListQuery{Folder: f.ID})
	}
	if err != nil && !errors.Is(err, mail.ErrNotFound) {
		t.Fatal(err)
	}
	if o.State == sent && copies != 1 || o.State == unsure && copies > 1 {
		t.Errorf("%s, %d copies in Sent", o.State, copies)
	}
	if err := m.store.Check(ctx); err != nil {
		t.Error(err)
	}
	return began
}
