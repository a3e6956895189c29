package specimen

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"godwit/compose"
	"godwit/sync/mail"
	"godwit/sync/parse"
)

const count = 500

// TestReadsBack: what is written is what is read, here and by Python's email.
func TestReadsBack(t *testing.T) {
	dir := t.TempDir()
	var drafts []compose.Draft
	for n := range count {
		d := Draft(n)
		d.From = Recipient(n, "ada@example.org")
		d.To = []mail.Address{Recipient(n+3, "grace@example.org")}
		final, err := compose.Build(d, time.Unix(1.7e9, 0), fmt.Sprintf("specimen.%d@example.org", n))
		if err != nil {
			t.Fatalf("%d: %v", n, err)
		}
		raw := final.Bytes()
		for _, fault := range Differences(d, FactsOf(parse.Parse(raw))) {
			t.Errorf("%d: %s", n, fault)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.eml", n)), raw, 0o600); err != nil {
			t.Fatal(err)
		}
		drafts = append(drafts, d)
	}
	facts := python(t, dir)
	for n, d := range drafts {
		for _, fault := range Differences(d, facts[fmt.Sprintf("%d.eml", n)]) {
			t.Errorf("%d, Python: %s", n, fault)
		}
	}
}

// python is what Python's email says of the messages in a folder.
func python(t *testing.T, dir string) map[string]Facts {
	t.Helper()
	name, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not here")
	}
	cmd := exec.Command(name, "-", dir)
	cmd.Stdin = strings.NewReader(Script)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, errOut.String())
	}
	facts := map[string]Facts{}
	if err := json.Unmarshal(out.Bytes(), &facts); err != nil {
		t.Fatal(err)
	}
	return facts
}
