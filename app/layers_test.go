package app

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

const module = "godwit/"

// layers, lowest first. A package may import packages of its own folder and of
// the folders before it.
var layers = []string{"assets", "accounts", "sync", "compose", "app", "cmd"}

// only lists imports that belong to few packages. A name ending in / covers
// everything below it. Tests may import what they like.
var only = map[string][]string{
	"fyne.io/fyne/v2/":    {"app/gui/", "cmd/godwit"},
	"fyne.io/fyne/v2/app": {"cmd/godwit"},              // needs cgo and a display
	"net/http":            {"accounts/", "app/images"}, // every request is one the user can name
	"net":                 {"accounts/", "sync/localserver/", "app/images", "app/e2e/"},
	"crypto/tls":          {"accounts/", "sync/localserver/", "app/images"},

	"github.com/andybalholm/cascadia": {"app/render/css"},

	"database/sql":        {"sync/store"},
	"modernc.org/sqlite/": {"sync/store"},

	"github.com/emersion/go-imap/v2/": {"sync/imap/", "sync/localserver"},
	"github.com/emersion/go-msgauth/": {"app/sender"},
	"github.com/emersion/go-smtp/":    {"sync/localserver"},
	"github.com/wneessen/go-mail/":    {"compose/"},
	"github.com/xdg-go/scram":         {"accounts/auth"},
	"golang.org/x/oauth2/":            {"accounts/oauth"},
	"github.com/zalando/go-keyring/":  {"accounts/keyring"},

	module + "sync/imap":      {"app"},
	module + "sync/pop3":      {"app"},
	module + "compose/smtp":   {"app", "compose/outbox"},
	module + "compose/outbox": {"app"},
	module + "sync/store":     {"sync/imap", "sync/pop3", "compose/outbox", "app"},
}

func TestImports(t *testing.T) {
	// -e: without cgo a dependency of cmd/godwit has no files; its imports are listed all the same.
	out, err := exec.Command("go", "list", "-e", "-json=ImportPath,Imports", module+"...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for dec.More() {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		pkg := strings.TrimPrefix(p.ImportPath, module)
		seen[pkg] = len(p.Imports) > 0
		for _, fault := range violations(pkg, p.Imports) {
			t.Error(fault)
		}
	}
	for _, pkg := range []string{"accounts", "sync/store", "sync/imap", "compose/smtp", "app", "app/gui", "cmd/godwit", "cmd/godwitctl"} {
		if !seen[pkg] {
			t.Errorf("the imports of %s were not seen", pkg)
		}
	}
}

func TestViolations(t *testing.T) {
	for _, c := range []struct {
		pkg, imp string
		allowed  bool
	}{
		{"accounts/dial", "net", true},
		{"accounts/dial", "crypto/tls", true},
		{"accounts/dial", module + "accounts", true},
		{"accounts/dial", module + "sync/mail", false},
		{"sync/store", module + "accounts", true},
		{"sync/store", "database/sql", true},
		{"sync/store", "modernc.org/sqlite", true},
		{"sync/store", module + "compose", false},
		{"sync/parse", "net", false},
		{"sync/parse", "net/textproto", true},
		{"sync/parse", module + "sync/store", false},
		{"sync/imap/wire", "github.com/emersion/go-imap/v2/imapclient", true},
		{"sync/imap", module + "sync/store", true},
		{"sync/imap", module + "sync/pop3", false},
		{"sync", "errors", false},
		{"compose/smtp", "github.com/wneessen/go-mail/smtp", true},
		{"compose/smtp", "crypto/tls", false},
		{"compose", module + "app", false},
		{"app", module + "sync/imap", true},
		{"app", "database/sql", false},
		{"app", "fyne.io/fyne/v2", false},
		{"app/gui/kit", "fyne.io/fyne/v2/canvas", true},
		{"app/gui", "fyne.io/fyne/v2/app", false},
		{"app/gui", module + "sync/store", false},
		{"app/gui", module + "cmd/godwit", false},
		{"app/images", "net/http", true},
		{"app/render", "net/http", false},
		{"cmd/godwit", "fyne.io/fyne/v2/app", true},
		{"cmd/godwitctl", "fyne.io/fyne/v2/app", false},
		{"cmd/godwitctl", module + "sync/imap", false},
		{"cmd/godwitctl", module + "app", true},
		{"tools", module + "assets", false},
	} {
		if faults := violations(c.pkg, []string{c.imp}); (len(faults) == 0) != c.allowed {
			t.Errorf("%s imports %s: %q", c.pkg, c.imp, faults)
		}
	}
}

// violations are the rules that a package breaks with its imports.
func violations(pkg string, imports []string) []string {
	var faults []string
	if pkg == "sync" {
		faults = append(faults, "sync holds Go files; an import path must not end in /sync")
	}
	if layer(pkg) == len(layers) {
		faults = append(faults, pkg+" is in a folder that has no place in the order")
	}
	for _, imp := range imports {
		if to, ok := strings.CutPrefix(imp, module); ok && layer(to) > layer(pkg) {
			faults = append(faults, pkg+" imports "+to+", which is above it")
		}
		for pattern, allowed := range only {
			if covers(pattern, imp) && !anyCovers(allowed, pkg) {
				faults = append(faults, pkg+" imports "+imp+"; only "+strings.Join(allowed, ", ")+" may")
			}
		}
	}
	return faults
}

func layer(pkg string) int {
	top, _, _ := strings.Cut(pkg, "/")
	for i, l := range layers {
		if l == top {
			return i
		}
	}
	return len(layers)
}

func covers(pattern, path string) bool {
	if dir, ok := strings.CutSuffix(pattern, "/"); ok {
		return path == dir || strings.HasPrefix(path, pattern)
	}
	return path == pattern
}

func anyCovers(patterns []string, path string) bool {
	for _, p := range patterns {
		if covers(p, path) {
			return true
		}
	}
	return false
}
