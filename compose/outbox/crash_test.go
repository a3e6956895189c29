package outbox

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/compose/smtp"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// mortal delivers into a file, and kills its process at a point of the way.
type mortal struct {
	dir   string
	point string
}

func (m mortal) die(point string) {
	if m.point == point {
		p, _ := os.FindProcess(os.Getpid())
		_ = p.Kill()
		select {}
	}
}

func (m mortal) line(accounts.Server) Line { return m }

func (m mortal) Close() {}

func (m mortal) Send(_ context.Context, env smtp.Envelope, msg io.ReadSeeker) (smtp.Result, error) {
	for _, stage := range []mail.SendStage{
		mail.StageConnect, mail.StageGreeting, mail.StageHello, mail.StageTLS, mail.StageAuth,
		mail.StageMail, mail.StageRcpt, mail.StageData, mail.StageDot,
	} {
		m.die("before " + string(stage))
		if err := env.Stage(stage); err != nil {
			return smtp.Result{}, &mail.SendError{Stage: stage, Err: err}
		}
		m.die(string(stage))
	}
	f, err := os.OpenFile(filepath.Join(m.dir, "delivered"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return smtp.Result{}, err
	}
	_, err = io.WriteString(f, strings.Join(env.Recipients, ",")+"\n")
	if err := errors.Join(err, f.Close()); err != nil {
		return smtp.Result{}, err
	}
	m.die("delivered")
	return accept(accounts.Server{}, env)
}

func (m mortal) deliveries(t *testing.T) int {
	data, err := os.ReadFile(filepath.Join(m.dir, "delivered"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return strings.Count(string(data), "\n")
}

const crashEnv = "GODWIT_OUTBOX_CRASH"

// TestCrashChild is the process that dies; it does nothing by itself.
func TestCrashChild(t *testing.T) {
	dir, point, ok := strings.Cut(os.Getenv(crashEnv), "|")
	if !ok {
		t.Skip("only run by TestCrashes")
	}
	s := open(t, dir, new(event.Hub))
	if _, err := s.Hold(t.Context()); err != nil {
		t.Fatal(err)
	}
	m := mortal{dir, point}
	q := &Queue{Store: s, Line: m.line, Log: slog.New(slog.DiscardHandler), Now: time.Now, After: time.After}
	if err := q.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	m.die("settled")
}

// TestCrashes kills the process at every point of an attempt. Up to the final
// dot the message goes out once at the next start; from the dot on it is
// unsure, and stays so until a person has decided.
func TestCrashes(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a process for every point")
	}
	tests := []struct {
		point     string
		state     mail.SendState // at the next start
		delivered int            // by then
	}{
		{"before connect", retry, 0},
		{"connect", retry, 0},
		{"before greeting", retry, 0},
		{"greeting", retry, 0},
		{"before hello", retry, 0},
		{"hello", retry, 0},
		{"before tls", retry, 0},
		{"tls", retry, 0},
		{"before auth", retry, 0},
		{"auth", retry, 0},
		{"before mail", retry, 0},
		{"mail", retry, 0},
		{"before rcpt", retry, 0},
		{"rcpt", retry, 0},
		{"before data", retry, 0},
		{"data", retry, 0},
		{"before dot", retry, 0},
		{"dot", unsure, 0},
		{"delivered", unsure, 1},
		{"settled", sent, 1},
	}
	for _, test := range tests {
		t.Run(test.point, func(t *testing.T) {
			b := &bench{T: t, now: time.Now()}
			dir := t.TempDir()
			b.store = open(t, dir, new(event.Hub))
			id := b.enqueue(b.account("ada", accounts.SentByClient), "bob@example.net")
			if err := b.store.Close(); err != nil {
				t.Fatal(err)
			}
			child := exec.Command(os.Args[0], "-test.run=^TestCrashChild$")
			child.Env = append(os.Environ(), crashEnv+"="+dir+"|"+test.point)
			if out, err := child.CombinedOutput(); err == nil {
				t.Fatalf("the process lived:\n%s", out)
			}

			b.store = open(t, dir, new(event.Hub))
			release, err := b.store.Hold(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer release()
			m := mortal{dir: dir}
			if o := b.row(id); o.State != test.state || o.Recipients[0].State != test.state {
				t.Errorf("after the crash: %s %s, want %s", o.State, o.Recipients[0].State, test.state)
			}
			if got := m.deliveries(t); got != test.delivered {
				t.Errorf("delivered %d times, want %d", got, test.delivered)
			}
			q := &Queue{Store: b.store, Line: m.line, Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return time.Now().Add(time.Hour) }, After: time.After}
			if err := q.Once(t.Context()); err != nil {
				t.Fatal(err)
			}
			want, delivered := sent, 1
			if test.state == unsure {
				want, delivered = unsure, test.delivered
			}
			if o, got := b.row(id), m.deliveries(t); o.State != want || got != delivered {
				t.Errorf("at the end: %s, delivered %d times; want %s, %d", o.State, got, want, delivered)
			}
			if err := b.store.Check(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}
