package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"godwit/app"
	"godwit/app/e2e/servers"
	"godwit/compose"
	"godwit/compose/specimen"
	"godwit/sync/mail"
	"godwit/sync/parse"
)

// specimens is how many messages are made up; GODWIT_MESSAGES says otherwise.
func specimens(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("GODWIT_MESSAGES"))
	if err != nil {
		return 100
	}
	return n
}

// TestComposed: what was written arrives through Postfix as the very bytes that
// were shown before, and says to other programs what was written.
func TestComposed(t *testing.T) {
	w := newWorld(t)
	u := newUser(t, w.desktop, w.ca)
	u.must(servers.Password+"\n", w.add(ada, "Ada Lovelace")...)
	drafts, shown := queueSpecimens(t, u.profile, specimens(t))
	if r := u.ctl("", "--timeout", "60s", "outbox", "run"); r.code != 0 {
		t.Fatalf("outbox run: exit %d\n%.3000s", r.code, r.err)
	}
	var arrived map[string][]byte
	waitFor(t, "all messages", func() bool {
		arrived = delivered(t, w.mailbox.Maildir(grace))
		return len(arrived) == len(drafts)
	})
	dir := t.TempDir()
	for id, raw := range arrived {
		if !bytes.Equal(raw, shown[id]) {
			t.Errorf("%s arrived as other bytes:\n%.2000s\nshown:\n%.2000s", id, raw, shown[id])
		}
		for _, fault := range specimen.Differences(drafts[id], specimen.FactsOf(parse.Parse(raw))) {
			t.Errorf("%s: %s", id, fault)
		}
		if err := os.WriteFile(filepath.Join(dir, id), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("python3", "-", dir)
	cmd.Stdin = strings.NewReader(specimen.Script)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("python3: %v", err)
	}
	facts := map[string]specimen.Facts{}
	if err := json.Unmarshal(out, &facts); err != nil {
		t.Fatal(err)
	}
	for id, d := range drafts {
		for _, fault := range specimen.Differences(d, facts[id]) {
			t.Errorf("%s, Python: %s", id, fault)
		}
	}
	t.Logf("%d messages arrived as shown", len(arrived))
}

// queueSpecimens saves drafts, looks at their bytes, and sends them into the
// outbox; both by identifier.
func queueSpecimens(t *testing.T, profile string, n int) (map[string]compose.Draft, map[string][]byte) {
	t.Helper()
	ctx := t.Context()
	a, err := app.Open(ctx, app.Options{Profile: profile})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	drafts, shown := map[string]compose.Draft{}, map[string][]byte{}
	for i := range n {
		d := specimen.Draft(i)
		d.Account, d.From, d.To = 1, specimen.Recipient(i, ada), []mail.Address{specimen.Recipient(i+3, grace)}
		id, err := a.Outbox.SaveDraft(ctx, d)
		if err != nil {
			t.Fatal(err)
		}
		saved, err := a.Outbox.Draft(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		final, stamp, err := a.Outbox.Bytes(saved)
		if err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		drafts[stamp.ID], shown[stamp.ID] = d, final.Bytes()
		saved.Stamp = stamp
		if _, err := a.Outbox.Send(ctx, saved, 0); err != nil {
			t.Fatal(err)
		}
	}
	return drafts, shown
}

// delivered are the messages of a Maildir by identifier, without the fields that
// delivery put before them, and with the line ends of the wire.
func delivered(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	for _, sub := range []string{"new", "cur"} {
		err := filepath.WalkDir(filepath.Join(dir, sub), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			raw, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			own := bytes.Index(raw, []byte("\nDate: "))
			if own < 0 {
				return fmt.Errorf("%s has no date", path)
			}
			raw = bytes.ReplaceAll(raw[own+1:], []byte("\n"), []byte("\r\n"))
			_, rest, _ := bytes.Cut(raw, []byte("\r\nMessage-ID: <"))
			id, _, _ := bytes.Cut(rest, []byte(">"))
			found[string(id)] = raw
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}
