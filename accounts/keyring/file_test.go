package keyring

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"godwit/accounts"
)

// asking gives passphrases one after the other and counts.
func asking(passphrases ...string) (func() (string, error), *int) {
	n := new(int)
	return func() (string, error) {
		*n++
		return passphrases[min(*n, len(passphrases))-1], nil
	}, n
}

// open is New with a file that costs little to open.
func open(dir string, ask func() (string, error)) *Ring {
	r := New(dir, ask)
	r.file.work = 10
	return r
}

func TestGuessesAreCostly(t *testing.T) {
	dir := t.TempDir()
	ask, _ := asking("p")
	wantErr(t, New(dir, ask).Set(t.Context(), accounts.File, "a", "secret"), nil)
	sealed, _ := os.ReadFile(filepath.Join(dir, "secrets.age"))
	stanza, _, _ := bytes.Cut(bytes.TrimPrefix(sealed, []byte("age-encryption.org/v1\n")), []byte("\n"))
	if !bytes.HasPrefix(stanza, []byte("-> scrypt ")) || !bytes.HasSuffix(stanza, []byte(" 16")) {
		t.Errorf("sealed with %q", stanza)
	}
}

func TestFile(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	ask, asked := asking("correct horse")
	r := open(dir, ask)

	_, err := r.Get(ctx, accounts.File, "a")
	wantErr(t, err, ErrMissing)
	wantErr(t, r.Delete(ctx, accounts.File, "a"), ErrMissing)
	if *asked != 0 {
		t.Error("asked for a passphrase although there is no file")
	}
	for key, secret := range map[string]string{"a": "old", "b": "bytes \xff\x00 and\nlines"} {
		wantErr(t, r.Set(ctx, accounts.File, key, secret), nil)
	}
	wantErr(t, r.Set(ctx, accounts.File, "a", "new"), nil)
	if *asked != 1 {
		t.Errorf("asked %d times", *asked)
	}

	// Another process.
	ask, _ = asking("correct horse")
	other := open(dir, ask)
	wantSecret(t, other, "a", "new")
	wantSecret(t, other, "b", "bytes \xff\x00 and\nlines")
	wantErr(t, other.Delete(ctx, accounts.File, "a"), nil)

	// The first sees what the other changed.
	_, err = r.Get(ctx, accounts.File, "a")
	wantErr(t, err, ErrMissing)
	wantSecret(t, r, "b", "bytes \xff\x00 and\nlines")

	name := filepath.Join(dir, "secrets.age")
	sealed, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(sealed, []byte("age-encryption.org/v1\n-> scrypt ")) || bytes.Contains(sealed, []byte("lines")) {
		t.Errorf("the file is not encrypted with a passphrase: %q", sealed)
	}
	if info, err := os.Stat(name); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the file has mode %v, %v", info.Mode(), err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("there are %d files beside each other", len(entries))
	}
}

func TestWrongPassphrase(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	ask, _ := asking("right")
	wantErr(t, open(dir, ask).Set(ctx, accounts.File, "a", "secret"), nil)
	before, _ := os.ReadFile(filepath.Join(dir, "secrets.age"))

	ask, asked := asking("wrong", "wrong", "right")
	r := open(dir, ask)
	_, err := r.Get(ctx, accounts.File, "a")
	wantErr(t, err, ErrPassphrase)
	wantErr(t, r.Set(ctx, accounts.File, "a", "other"), ErrPassphrase)
	if after, _ := os.ReadFile(filepath.Join(dir, "secrets.age")); !bytes.Equal(before, after) {
		t.Error("a wrong passphrase changed the file")
	}
	wantSecret(t, r, "a", "secret")
	if *asked != 3 {
		t.Errorf("asked %d times", *asked)
	}

	for name, ask := range map[string]func() (string, error){
		"nobody to ask": nil, "no answer": func() (string, error) { return "", nil },
	} {
		_, err := open(dir, ask).Get(ctx, accounts.File, "a")
		if !errors.Is(err, ErrNoPassphrase) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	gone := errors.New("the window was closed")
	_, err = open(dir, func() (string, error) { return "", gone }).Get(ctx, accounts.File, "a")
	wantErr(t, err, gone)
}

func TestDamagedFile(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	ask, _ := asking("p")
	wantErr(t, open(dir, ask).Set(ctx, accounts.File, "a", "hidden"), nil)
	name := filepath.Join(dir, "secrets.age")
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)-1] ^= 1
	for what, b := range map[string][]byte{
		"empty": {}, "cut": whole[:len(whole)-5], "flipped": flipped, "of another kind": []byte("{}"),
		"too costly": bytes.Replace(whole, []byte(" 10\n"), []byte(" 30\n"), 1),
		"huge":       make([]byte, maxFile+1),
	} {
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		ask, _ := asking("p")
		r := open(dir, ask)
		_, err := r.Get(ctx, accounts.File, "a")
		if err == nil || errors.Is(err, ErrDamaged) == (what == "huge") {
			t.Errorf("%s: got %v", what, err)
		}
		if err := r.Set(ctx, accounts.File, "a", "x"); err == nil {
			t.Errorf("%s: the file was written over", what)
		}
		if after, _ := os.ReadFile(name); !bytes.Equal(after, b) {
			t.Errorf("%s: the file was changed", what)
		}
	}
}

func TestFileWaitsWithItsContext(t *testing.T) {
	dir := t.TempDir()
	asking, answer := make(chan struct{}), make(chan string)
	r := open(dir, func() (string, error) {
		close(asking)
		return <-answer, nil
	})
	done := make(chan error)
	go func() { done <- r.Set(context.Background(), accounts.File, "a", "b") }()
	<-asking // the user is being asked
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := r.Get(ctx, accounts.File, "a")
	wantErr(t, err, context.Canceled)
	answer <- "passphrase"
	wantErr(t, <-done, nil)
}

func TestSession(t *testing.T) {
	ctx := t.Context()
	r := New(t.TempDir(), nil)
	_, err := r.Get(ctx, accounts.Session, "a")
	wantErr(t, err, ErrMissing)
	wantErr(t, r.Delete(ctx, accounts.Session, "a"), ErrMissing)
	wantErr(t, r.Set(ctx, accounts.Session, "a", "s"), nil)
	if got, err := r.Get(ctx, accounts.Session, "a"); got != "s" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	wantErr(t, r.Delete(ctx, accounts.Session, "a"), nil)
	_, err = r.Get(ctx, accounts.Session, "a")
	wantErr(t, err, ErrMissing)
}

func TestNoSuchPlace(t *testing.T) {
	r := New(t.TempDir(), nil)
	for _, p := range []accounts.Place{"", "cloud"} {
		_, get := r.Get(t.Context(), p, "a")
		for _, err := range []error{get, r.Set(t.Context(), p, "a", "topsecret"), r.Delete(t.Context(), p, "a")} {
			if err == nil || strings.Contains(err.Error(), "topsecret") {
				t.Errorf("place %q: %v", p, err)
			}
		}
	}
}

func wantSecret(t *testing.T, r *Ring, key, want string) {
	t.Helper()
	if got, err := r.Get(t.Context(), accounts.File, key); got != want || err != nil {
		t.Errorf("%s is %q, %v, want %q", key, got, err, want)
	}
}

func wantErr(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) || (want == nil) != (err == nil) {
		t.Errorf("got %v, want %v", err, want)
	}
}
