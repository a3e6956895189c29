package store

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"godwit/sync/mail"
)

// noise is n octets that nothing can pack.
func noise(seed byte, n int) []byte {
	b := make([]byte, n)
	_, _ = rand.NewChaCha8([32]byte{seed}).Read(b) // never fails
	return b
}

func packs(t *testing.T, s *Store) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(s.dir, "bodies-*.pack"))
	check(t, err)
	for i, name := range names {
		names[i] = filepath.Base(name)
	}
	return names
}

// TestPackIsTidied fills a pack and removes most of it while others read: what
// is left is copied to the next, and the file goes.
func TestPackIsTidied(t *testing.T) {
	s := fresh(t)
	const size = packFull / 4
	var ids []int64
	for i := range byte(6) {
		some, err := s.addBlobs(t.Context(), [][]byte{noise(i, size)})
		check(t, err)
		ids = append(ids, some...)
	}
	if names := packs(t, s); len(names) != 2 {
		t.Fatalf("packs %v, want two", names)
	}
	stop, read := make(chan struct{}), make(chan error, 1)
	go func() {
		for {
			raw, err := s.blob(t.Context(), ids[3])
			if err == nil && !bytes.Equal(raw, noise(3, size)) {
				err = errors.New("other bytes")
			}
			select {
			case <-stop:
				read <- err
				return
			default:
			}
			if err != nil {
				read <- err
				return
			}
		}
	}()
	check(t, s.removeBlobs(t.Context(), ids[:3]))
	close(stop)
	check(t, <-read)
	if names := packs(t, s); len(names) != 1 || names[0] != "bodies-2.pack" {
		t.Errorf("packs %v, want the second", names)
	}
	for i, id := range ids[3:] {
		if raw, err := s.blob(t.Context(), id); err != nil || !bytes.Equal(raw, noise(byte(3+i), size)) {
			t.Errorf("blob %d: %d octets, %v", id, len(raw), err)
		}
	}
	check(t, s.Check(t.Context()))
	check(t, s.removeBlobs(t.Context(), ids[3:]))
	if names := packs(t, s); len(names) != 0 {
		t.Errorf("packs %v, want none", names)
	}
	again, err := s.addBlobs(t.Context(), [][]byte{[]byte("after")})
	check(t, err)
	if raw, err := s.blob(t.Context(), again[0]); err != nil || string(raw) != "after" {
		t.Errorf("%q, %v", raw, err)
	}
}

func TestDamagedPack(t *testing.T) {
	harms := map[string]func(t *testing.T, path string){
		"another octet": func(t *testing.T, path string) {
			f, err := os.OpenFile(path, os.O_RDWR, 0)
			check(t, err)
			_, err = f.WriteAt([]byte{'!'}, 3)
			check(t, errors.Join(err, f.Close()))
		},
		"cut short": func(t *testing.T, path string) { check(t, os.Truncate(path, 2)) },
		"removed":   func(t *testing.T, path string) { check(t, os.Remove(path)) },
	}
	for name, harm := range harms {
		t.Run(name, func(t *testing.T) {
			s := fresh(t)
			ids, err := s.addBlobs(t.Context(), [][]byte{[]byte("the first")})
			check(t, err)
			harm(t, s.packPath(1))
			if _, err := s.blob(t.Context(), ids[0]); !errors.Is(err, ErrDamaged) {
				t.Errorf("read: %v, want ErrDamaged", err)
			}
			if err := s.Check(t.Context()); !errors.Is(err, ErrDamaged) {
				t.Errorf("check: %v, want ErrDamaged", err)
			}
			more, err := s.addBlobs(t.Context(), [][]byte{[]byte("the next")})
			check(t, err)
			if raw, err := s.blob(t.Context(), more[0]); err != nil || string(raw) != "the next" {
				t.Errorf("%q, %v", raw, err)
			}
			check(t, s.removeBlobs(t.Context(), ids)) // and what is damaged can be removed
		})
	}
}

// TestKilledPack: what a killed process wrote and did not commit is nobody's.
func TestKilledPack(t *testing.T) {
	s := fresh(t)
	first, err := s.addBlobs(t.Context(), [][]byte{[]byte("the first")})
	check(t, err)
	f, err := os.OpenFile(s.packPath(1), os.O_RDWR|os.O_APPEND, 0)
	check(t, err)
	_, err = f.Write(noise(1, 5000))
	check(t, errors.Join(err, f.Close()))
	check(t, os.WriteFile(s.packPath(2), noise(2, 100), 0o600))
	more, err := s.addBlobs(t.Context(), [][]byte{[]byte("the next")})
	check(t, err)
	for i, want := range []string{"the first", "the next"} {
		if raw, err := s.blob(t.Context(), append(first, more...)[i]); err != nil || string(raw) != want {
			t.Errorf("%q, %v, want %q", raw, err, want)
		}
	}
	release, err := s.Hold(t.Context())
	check(t, err)
	release()
	if names := packs(t, s); len(names) != 1 || names[0] != "bodies-1.pack" {
		t.Errorf("packs %v, want the first", names)
	}
}

func TestPackOnFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no /dev/full")
	}
	s := fresh(t)
	_, folders := imapAccount(t, s)
	check(t, os.Symlink("/dev/full", s.packPath(1)))
	m := message(1, "a")
	m.Body = &Body{Raw: noise(1, 5000)}
	if _, err := s.AddMessages(t.Context(), folders[mail.Inbox], []NewMessage{m}); !errors.Is(err, ErrFull) {
		t.Errorf("%v, want ErrFull", err)
	}
	check(t, os.Remove(s.packPath(1)))
	ids := add(t, s, folders[mail.Inbox], m)
	if raw, err := s.Raw(t.Context(), ids[0]); err != nil || !bytes.Equal(raw, m.Body.Raw) {
		t.Errorf("%d octets, %v", len(raw), err)
	}
}

// TestBytesOfOldProfile: before there were packs the bytes were in the rows.
func TestBytesOfOldProfile(t *testing.T) {
	dir := t.TempDir()
	old := bodiesSchema
	old.steps = old.steps[:1]
	f, err := openFile(t.Context(), filepath.Join(dir, "mail.db"), mailSchema)
	check(t, err)
	check(t, f.close())
	f, err = openFile(t.Context(), filepath.Join(dir, "bodies.db"), old)
	check(t, err)
	enc, _, err := newCodec()
	check(t, err)
	text := bytes.Repeat([]byte("as it was stored "), 1000)
	_, err = f.write.Exec("INSERT INTO blobs (made, codec, size, data) VALUES (1, 0, 5, ?), (1, 1, ?, ?)",
		[]byte("plain"), len(text), enc.EncodeAll(text, nil))
	check(t, errors.Join(err, f.close()))
	s := open(t, dir)
	for id, want := range map[int64]string{1: "plain", 2: string(text)} {
		if raw, err := s.blob(t.Context(), id); err != nil || string(raw) != want {
			t.Errorf("blob %d: %d octets, %v", id, len(raw), err)
		}
	}
	ids, err := s.addBlobs(t.Context(), [][]byte{[]byte("new")})
	check(t, err)
	check(t, s.removeBlobs(t.Context(), []int64{1, 2}))
	if raw, err := s.blob(t.Context(), ids[0]); err != nil || string(raw) != "new" {
		t.Errorf("%q, %v", raw, err)
	}
	check(t, s.Check(t.Context()))
}
