package e2e

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os/exec"
	"regexp"
	"testing"
	"time"

	"godwit/app/e2e/servers"
	"godwit/sync/event"
	"godwit/sync/store"
)

// TestKillSync kills the engine with -9 again and again in the midst of a first
// sync of several folders, with changes of the person's in between. The profile
// stays sound, each run goes on from where the last one was, and in the end all
// is here once, in every octet.
func TestKillSync(t *testing.T) {
	ca := servers.NewCA(t)
	d := servers.StartDovecot(t, ca, ada)
	want := make(map[string]map[string]string)
	for folder, n := range map[string]int{"INBOX": 400, "Archive": 250, "Sent": 150, "Junk": 40} {
		want[folder] = fill(t, d, folder, n)
	}
	u := newUser(t, servers.StartDesktop(t), ca)
	u.must(servers.Password+"\n", "account", "add", "--email", ada, "--name", "Ada", "--password-stdin",
		"--in-host", "localhost", "--in-port", fmt.Sprint(d.IMAPS), "--in-security", "tls", "--out-host", "none")
	marked := make(map[string]bool)
	had := 0
	for range 25 {
		cmd := exec.Command(program(t, godwitctl), "--profile", u.profile, "--json", "sync", "--watch")
		cmd.Env = u.env
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(30+rand.IntN(250)) * time.Millisecond) // the moment is the point, not a wait
		cmd.Process.Kill()
		cmd.Wait()
		list := rows[row](t, u.must("", "list", "--limit", "0"))
		if len(list) < had {
			t.Errorf("%d messages, and there were %d", len(list), had)
		}
		had = len(list)
		for range min(len(list), 3) {
			r := list[rand.IntN(len(list))]
			u.must("", "mark", fmt.Sprint(r.ID), "--star")
			marked[r.MessageID] = true
		}
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
	for folder, letters := range want {
		u.has(folder, letters)
	}
	t.Logf("%d messages were here after the last kill, %d starred", had, len(marked))
	starred := flagged(t, d)
	for id := range marked {
		if !starred[id] {
			t.Errorf("%s was starred here and is not on the server", id)
		}
	}
	if len(starred) != len(marked) {
		t.Errorf("%d messages are starred on the server, and %d were here", len(starred), len(marked))
	}
}

var messageIDField = regexp.MustCompile("<([^>]+)>")

// flagged are the Message-IDs of what the server has with a star.
func flagged(t *testing.T, d *servers.Dovecot) map[string]bool {
	t.Helper()
	out := make(map[string]bool)
	for _, id := range messageIDField.FindAllStringSubmatch(d.Doveadm(t, "fetch", "-u", ada, "hdr.message-id", "mailbox", "*", "flagged"), -1) {
		out[id[1]] = true
	}
	return out
}
