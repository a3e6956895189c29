package pop3

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"sync"
	"testing"

	"godwit/sync/localserver"
	"godwit/sync/mail"
)

// unlucky is a way to the server on which something happens after so many
// octets from it.
type unlucky struct {
	to string

	mu     sync.Mutex
	budget int64
	strike func() // kills who asked; nil: the connection is cut
}

func (u *unlucky) pass(c net.Conn) {
	defer c.Close()
	s, err := net.Dial("tcp", u.to)
	if err != nil {
		return
	}
	defer s.Close()
	go func() { _, _ = io.Copy(s, c); s.Close() }()
	u.mu.Lock()
	budget, strike := u.budget, u.strike
	u.mu.Unlock()
	if _, err := io.CopyN(c, s, budget); err == nil && strike != nil {
		strike()
	}
}

func (u *unlucky) serve(t *testing.T) (port int) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var passing sync.WaitGroup
	passing.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			passing.Go(func() { u.pass(c) })
		}
	})
	t.Cleanup(func() {
		l.Close()
		passing.Wait()
	})
	return l.Addr().(*net.TCPAddr).Port
}

// TestUnluckyRuns collects with a program that is killed, or whose connection is
// cut, at any octet, while mail comes and what is two days old is deleted on the
// server. Each message is here once at the end, and was deleted there only when
// it was. GODWIT_POP3_RUNS=1000 for the long form.
func TestUnluckyRuns(t *testing.T) {
	runs, seed := 12, uint64(1)
	if s := os.Getenv("GODWIT_POP3_RUNS"); s != "" {
		var err error
		if runs, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	if s := os.Getenv("GODWIT_SEED"); s != "" {
		var err error
		if seed, err = strconv.ParseUint(s, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	random := rand.New(rand.NewPCG(seed, 0))
	f := newFixture(t, localserver.Options{})
	way := &unlucky{to: f.server.POP3().Address()}
	port := way.serve(t)
	dir := t.TempDir()
	first, a := profile(t, dir, port)
	a.LeaveDays = 2
	if err := first.UpdateAccount(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	first.Close()

	var sent []string
	kills, cuts, clean := 0, 0, 0
	for run := range runs + 1 {
		for range random.IntN(20) {
			raw := fmt.Sprintf("Subject: %d\r\nMessage-ID: <%[1]d@x>\r\n\r\n%s\r\n", len(sent), bytes.Repeat([]byte(".x\r\n"), random.IntN(500)))
			sent = append(sent, raw)
			if err := f.server.Deliver(f.user.Email, []byte(raw)); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command(os.Args[0], "-test.run=^TestChild$")
		cmd.Env = append(os.Environ(), childDir+"="+dir, childPort+"="+strconv.Itoa(port), childHours+"="+strconv.Itoa(run*13))
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		way.mu.Lock() // until the process is there to be killed
		way.budget, way.strike = 1<<40, nil
		if run < runs {
			way.budget = random.Int64N(20_000)
			if random.IntN(2) == 0 {
				way.strike = func() { _ = cmd.Process.Kill() }
			}
		}
		killing := way.strike != nil
		err := cmd.Start()
		way.mu.Unlock()
		if err != nil {
			t.Fatal(err)
		}
		switch err := cmd.Wait(); {
		case err == nil:
			clean++
		case !cmd.ProcessState.Exited():
			kills++
		case !killing:
			cuts++
		default:
			t.Fatalf("run %d failed by itself: %v\n%s", run, err, out.String())
		}
		if run == runs && err != nil {
			t.Fatalf("the last run failed: %v\n%s", err, out.String())
		}
	}
	t.Logf("%d messages, %d killed, %d cut, %d went well; %d are left on the server", len(sent), kills, cuts, clean, len(f.server.Messages(f.user.Email, "INBOX")))
	st, a := profile(t, dir, 0)
	if err := st.Check(t.Context()); err != nil {
		t.Error(err)
	}
	ids, err := st.IDs(t.Context(), mail.ListQuery{Account: a.ID})
	if err != nil {
		t.Fatal(err)
	}
	var here []string
	for _, id := range ids {
		raw, err := st.Raw(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		here = append(here, string(raw))
	}
	slices.Sort(here)
	slices.Sort(sent)
	if !slices.Equal(here, sent) {
		t.Errorf("%d messages are here, %d were sent, or not the same bytes", len(here), len(sent))
	}
}
