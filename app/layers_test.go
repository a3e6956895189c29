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
	"net":                 {"accounts/", "sync/localserver", "app/images", "app/e2e/"},
	"crypto/tls":          {"accounts/", "sync/localserver", "app/images"},

	"database/sql":        {"sync/store"},
	"modernc.org/sqlite/": {"sync/store"},

	"github.com/emersion/go-imap/v2/": {"sync/imap/", "sync/localserver"},
	"github.com/emersion/go-smtp/":    {"sync/localserver"},
	"github.com/wneessen/go-mail/":    {"compose/"},
	"github.com/zalando/go-keyring/":  {"accounts/keyring"},

	module + "sync/imap":      {"app"},
	module + "sync/pop3":      {"app"},
	module + "compose/smtp":   {"app", "compose/outbox"},
	module + "compose/outbox": {"app"},
	module + "sync/store":     {"sync/imap", "sync/pop3", "compose/outbox", "app"},
}

func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-e", "-json=ImportPath,Imports", module+"...").Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := 0
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for dec.More() {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		packages++
		pkg := strings.TrimPrefix(p.ImportPath, module)
		if pkg == "sync" {
			t.Error("sync holds Go files; an import path must not end in /sync")
		}
		for _, imp := range p.Imports {
			if to, ok := strings.CutPrefix(imp, module); ok && layer(to) > layer(pkg) {
				t.Errorf("%s imports %s, which is above it", pkg, to)
			}
			for pattern, allowed := range only {
				if covers(pattern, imp) && !anyCovers(allowed, pkg) {
					t.Errorf("%s imports %s; only %s may", pkg, imp, strings.Join(allowed, ", "))
				}
			}
		}
	}
	if packages < len(layers) {
		t.Fatalf("saw only %d packages", packages)
	}
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
