package app

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/compose"
)

// typing is the environment variable that makes the test's program one that
// types into a draft until it is killed.
const typing = "GODWIT_TYPES_INTO"

// TestTypist is not a test of its own: see TestDraftSurvivesKill.
func TestTypist(t *testing.T) {
	dir := os.Getenv(typing)
	if dir == "" {
		return
	}
	a, err := Open(context.Background(), Options{Profile: dir})
	if err != nil {
		t.Fatal(err)
	}
	list, err := a.Outbox.Drafts(context.Background())
	check(t, err)
	d, err := a.Outbox.Draft(context.Background(), list[0].ID)
	check(t, err)
	for i := 0; ; i++ {
		d.Body += fmt.Sprintf("word%d ", i)
		if i%7 == 0 { // a file now and then
			d.Attachments = []compose.Attachment{{Name: "f", Data: []byte(strings.Repeat(d.Body, 1000))}}
		}
		_, err := a.Outbox.SaveDraft(context.Background(), d)
		check(t, err)
		fmt.Printf("saved %d\n", len(d.Body))
	}
}

// TestDraftSurvivesKill kills a program at any moment while it saves what is
// typed: every word that it said was saved is there, and so is the file.
func TestDraftSurvivesKill(t *testing.T) {
	dir := t.TempDir()
	a, err := Open(t.Context(), Options{Profile: dir})
	check(t, err)
	account, err := a.store.AddAccount(t.Context(), accounts.Account{Identities: []accounts.Identity{{Email: mira}}})
	check(t, err)
	id, err := a.Outbox.SaveDraft(t.Context(), compose.Draft{Account: account})
	check(t, err)
	a.Close()
	for round := range 12 {
		said := typeAndKill(t, dir, 1+round*3, time.Duration(round)*300*time.Microsecond)
		a, err := Open(t.Context(), Options{Profile: dir})
		check(t, err)
		d, err := a.Outbox.Draft(t.Context(), id)
		check(t, err)
		if len(d.Body) < said {
			t.Errorf("round %d: %d octets are left of %d", round, len(d.Body), said)
		}
		for _, f := range d.Attachments {
			if n, err := copyTo(new(strings.Builder), f); err != nil || n != f.Octets() {
				t.Errorf("round %d: the file has %d of %d octets: %v", round, n, f.Octets(), err)
			}
		}
		a.Close()
	}
}

// typeAndKill kills the typist after so many saves and a while. It returns what
// was said to be saved.
func typeAndKill(t *testing.T, dir string, saves int, later time.Duration) (said int) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestTypist$")
	cmd.Env = append(os.Environ(), typing+"="+dir)
	out, err := cmd.StdoutPipe()
	check(t, err)
	check(t, cmd.Start())
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if n, _ := fmt.Sscanf(lines.Text(), "saved %d", &said); n == 1 {
			if saves--; saves == 0 {
				time.AfterFunc(later, func() { _ = cmd.Process.Kill() })
			}
		}
	}
	_ = cmd.Wait() // it was killed
	return said
}
