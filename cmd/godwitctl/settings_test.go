package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"godwit/sync/localserver"
)

// A profile's settings go to another one through a file; what would change is
// said before, and what is risky waits to be named.
func TestSettings(t *testing.T) {
	from := demo(t)
	from.lines("settings", "set", "window.accent", "rust")
	if l := from.lines("settings", "get", "window.accent")[0]; l["value"] != "rust" || l["usual"] != "shore" {
		t.Errorf("%v", l)
	}
	file := filepath.Join(t.TempDir(), "settings.json")
	from.lines("settings", "export", file)
	data, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(data), mira) {
		t.Fatalf("%s %v", data, err)
	}
	to := newShell(t, localserver.Options{})
	plan := to.lines("settings", "import", file, "--dry-run")
	if got := to.lines("settings", "get", "window.accent")[0]["value"]; got != "shore" || len(plan) < 3 {
		t.Errorf("a dry run changed the accent to %v, and planned %v", got, plan)
	}
	to.lines("settings", "import", file)
	if got := to.lines("settings", "get", "window.accent")[0]["value"]; got != "rust" {
		t.Errorf("the accent is %v", got)
	}
	if list := to.lines("account", "list"); len(list) != 2 {
		t.Errorf("accounts: %v", list)
	}
	evil := strings.Replace(string(data), mira, "eve@evil.test", 1)
	r := to.input(evil, "--json", "settings", "import", "-")
	if r.code != 0 || !strings.Contains(r.out, `"risk":"password"`) || len(to.lines("account", "list")) != 2 {
		t.Errorf("%+v", r)
	}
	if r = to.input(evil, "--json", "settings", "import", "-", "--take", "account:eve@evil.test"); r.code != 0 || len(to.lines("account", "list")) != 3 {
		t.Errorf("%+v", r)
	}
	for args, code := range map[string]string{"settings get no.such": "GW-INPUT-SETTING", "settings set window.scale 9": "GW-INPUT-SETTING", "settings list --all": "GW-USAGE"} {
		if r := to.run(append([]string{"--json"}, strings.Fields(args)...)...); to.refusal(r) != code {
			t.Errorf("%s: %+v", args, r)
		}
	}
	if r := to.input("{}", "--json", "settings", "import", "-"); to.refusal(r) != "GW-INPUT-SETTINGS-FILE" {
		t.Errorf("%+v", r)
	}
}
