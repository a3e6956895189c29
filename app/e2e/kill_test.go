package e2e

import (
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"godwit/app/e2e/servers"
	"godwit/sync/event"
	"godwit/sync/store"
)

const kills = 50

// TestKill kills the engine with -9 while it syncs and sends. Afterwards the
// store is whole, every message is there once, and no outbox row tells an
// untruth: what is sent has arrived once, what waits has not arrived.
func TestKill(t *testing.T) {
	w := newWorld(t)
	u := newUser(t, w.desktop, w.ca)
	u.must(servers.Password+"\n", w.add(ada, "Ada")...)
	letters := 0
	for i := range kills {
		for range 6 {
			w.deliver(t, ada, fmt.Sprintf("Letter %d", letters), fmt.Sprintf("%x", noise(5000, int64(letters))))
			letters++
		}
		u.must("body\n", "send", "--to", grace, "--subject", fmt.Sprintf("Note %d", i), "--body-file", "-")
		cmd := exec.Command(program(t, godwitctl), "--profile", u.profile, "--json", "sync", "--watch")
		cmd.Env = u.env
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(20+rand.IntN(500)) * time.Millisecond) // the moment is the point, not a wait
		cmd.Process.Kill()
		cmd.Wait()
	}

	s, err := store.Open(t.Context(), u.profile, new(event.Hub), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	u.must("", "sync")
	for _, o := range outbox(t, u) {
		if o.State == "retry" {
			u.must("", "outbox", "retry", fmt.Sprint(o.ID))
		}
	}
	u.must("", "outbox", "run")
	u.must("", "sync")

	seen := make(map[string]int)
	for _, r := range rows[row](t, u.must("", "list", "--folder", "inbox", "--limit", "10000")) {
		seen[r.Subject]++
	}
	for i := range letters {
		if n := seen[fmt.Sprintf("Letter %d", i)]; n != 1 {
			t.Errorf("Letter %d is there %d times", i, n)
		}
	}
	list := outbox(t, u)
	if len(list) != kills {
		t.Errorf("%d rows in the outbox, want %d", len(list), kills)
	}
	states := make(map[string]int)
	for _, o := range list {
		states[o.State]++
	}
	t.Logf("outbox after %d kills: %v", kills, states)
	waitFor(t, "the queue of the server to empty", func() bool { return strings.Contains(w.postfix.Queue(t), "empty") })
	arrived := messageIDs(t, w.mailbox.Maildir(grace))
	copies := messageIDs(t, w.mailbox.Home(ada)+"/Maildir/.Sent")
	for _, o := range list {
		n := arrived[o.MessageID]
		switch {
		case o.State == "sent" && n != 1, o.State == "unsure" && n > 1, o.State != "sent" && o.State != "unsure" && n != 0:
			t.Errorf("message %d is %s and arrived %d times", o.ID, o.State, n)
		}
		if o.State == "sent" && copies[o.MessageID] != 1 {
			t.Errorf("message %d has %d copies in Sent", o.ID, copies[o.MessageID])
		}
	}
}

type outgoing struct {
	ID        int64  `json:"id"`
	State     string `json:"state"`
	MessageID string `json:"message_id"`
}

func outbox(t *testing.T, u *user) []outgoing {
	return rows[outgoing](t, u.must("", "outbox", "list"))
}

// messageIDs counts the messages of a Maildir by Message-ID.
func messageIDs(t *testing.T, dir string) map[string]int {
	t.Helper()
	ids := make(map[string]int)
	for _, sub := range []string{"new", "cur"} {
		err := filepath.WalkDir(filepath.Join(dir, sub), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			raw, err := os.ReadFile(path)
			if _, rest, ok := strings.Cut(string(raw), "Message-ID: <"); ok {
				id, _, _ := strings.Cut(rest, ">")
				ids[id]++
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return ids
}
