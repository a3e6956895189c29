package pop3

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/sync/event"
	"godwit/sync/localserver"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// The killed process is this test program, started again with these.
const (
	childDir  = "GODWIT_TEST_POP3_DIR"
	childPort = "GODWIT_TEST_POP3_PORT"

	childHours = "GODWIT_TEST_POP3_HOURS" // later than now
)

// TestChild is no test of its own: it is what TestKilled kills.
func TestChild(t *testing.T) {
	dir := os.Getenv(childDir)
	if dir == "" {
		t.Skip("only as a child of TestKilled")
	}
	port, err := strconv.Atoi(os.Getenv(childPort))
	if err != nil {
		t.Fatal(err)
	}
	st, a := profile(t, dir, port)
	r := New(Config{
		Account: a, Store: st,
		Secret: func(context.Context, accounts.Server) (string, error) { return "godwit", nil },
	})
	if hours := os.Getenv(childHours); hours != "" {
		later, err := time.ParseDuration(hours + "h")
		if err != nil {
			t.Fatal(err)
		}
		r.now = func() time.Time { return time.Now().Add(later) }
	}
	if err := r.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// profile opens the profile in dir, with its one account.
func profile(t *testing.T, dir string, port int) (*store.Store, accounts.Account) {
	t.Helper()
	st, err := store.Open(t.Context(), dir, &event.Hub{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	list, err := st.Accounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(list) == 1 {
		return st, list[0]
	}
	a := accounts.Account{
		Identities: []accounts.Identity{{Email: "mira@demo.test"}},
		Incoming:   accounts.Server{Protocol: accounts.POP3, Host: "127.0.0.1", Port: port, Security: accounts.Plain, User: "mira@demo.test"},
		Outgoing:   accounts.Server{Protocol: accounts.None}, Secrets: accounts.Session,
	}
	if a.ID, err = st.AddAccount(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	return st, a
}

// A process that is killed at any moment of a pass has stored each message
// once, together with its id, or not at all.
func TestKilled(t *testing.T) {
	var mu sync.Mutex
	var child *os.Process
	asked, limit := 0, 0
	f := newFixture(t, localserver.Options{Fault: func(s localserver.Step) *localserver.Fault {
		mu.Lock()
		defer mu.Unlock()
		if s.Name != localserver.StepRetr {
			return nil
		}
		if asked++; child != nil && asked == limit {
			_ = child.Kill()
		}
		return nil
	}})
	f.deliver(400)
	dir := t.TempDir()
	profileStore, _ := profile(t, dir, f.server.POP3().Port)
	profileStore.Close()
	kills := 0
	for {
		cmd := exec.Command(os.Args[0], "-test.run=^TestChild$")
		cmd.Env = append(os.Environ(), childDir+"="+dir, childPort+"="+strconv.Itoa(f.server.POP3().Port))
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		mu.Lock()
		err := cmd.Start()
		child, asked, limit = cmd.Process, 0, 37+11*kills // within a batch, and about its end
		mu.Unlock()
		if err != nil {
			t.Fatal(err)
		}
		err = cmd.Wait()
		if err == nil {
			break
		}
		if cmd.ProcessState.Exited() {
			t.Fatalf("the child failed by itself: %v\n%s", err, out.String())
		}
		if kills++; kills > 50 {
			t.Fatal("never came to an end")
		}
	}
	if kills < 3 {
		t.Errorf("killed %d times only", kills)
	}
	st, a := profile(t, dir, 0)
	if err := st.Check(t.Context()); err != nil {
		t.Error(err)
	}
	known, err := st.UIDLs(t.Context(), a.ID)
	if err != nil || len(known) != 400 {
		t.Errorf("%d ids are known, %v", len(known), err)
	}
	total, _, err := st.Count(t.Context(), mail.ListQuery{Account: a.ID})
	if err != nil || total != 400 {
		t.Errorf("%d messages, %v", total, err)
	}
	f.Store, f.Account = st, a
	f.same()
}

func BenchmarkCollect(b *testing.B) {
	s, err := localserver.Start(localserver.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	const messages = 2000
	body := bytes.Repeat([]byte("Godwits over the mud flats, about nine thousand of them.\r\n"), 350)
	for i := range messages {
		raw := append([]byte("From: a@b.example\r\nSubject: "+strconv.Itoa(i)+"\r\nMessage-ID: <"+strconv.Itoa(i)+"@b.example>\r\n\r\n"), body...)
		if err := s.Deliver("mira@demo.test", raw); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		st, err := store.Open(b.Context(), b.TempDir(), &event.Hub{}, nil)
		if err != nil {
			b.Fatal(err)
		}
		in := s.POP3()
		in.User = "mira@demo.test"
		a := accounts.Account{Identities: []accounts.Identity{{Email: in.User}}, Incoming: in, Outgoing: accounts.Server{Protocol: accounts.None}}
		if a.ID, err = st.AddAccount(b.Context(), a); err != nil {
			b.Fatal(err)
		}
		r := New(Config{
			Account: a, Store: st, Dial: dial.Dialer{},
			Secret: func(context.Context, accounts.Server) (string, error) { return "godwit", nil },
		})
		if err := r.Once(b.Context()); err != nil {
			b.Fatal(err)
		}
		st.Close()
	}
	b.ReportMetric(float64(messages*b.N)/b.Elapsed().Seconds(), "messages/s")
}
