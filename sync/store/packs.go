package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// Messages' bytes are in packs: files beside bodies.db, each the bytes of many
// messages one after the other. A row of bodies.db says where a blob is. Bytes
// are written once, at the end of the newest pack, and are on disk before the
// row is committed; whoever writes holds bodies.db's lock. What a killed
// process left at the end of a pack is written over. A written octet never
// changes, so readers need no lock: one that finds the file gone, because its
// blobs were copied to another, looks at the row again.

const (
	packFull = 64 << 20 // octets at which the next pack is begun
	packIdle = 1 << 20  // octets of removed blobs that are left alone
)

// extent is where a blob's bytes are.
type extent struct {
	pack   int64 // packs.id; 0: in the row, as was done before there were packs
	start  int64
	length int64
	sum    uint32
}

// sumOf is the checksum that a row has of the bytes in the pack.
func sumOf(data []byte) uint32 {
	return crc32.Checksum(data, crc32.MakeTable(crc32.Castagnoli))
}

func (s *Store) packPath(id int64) string {
	return filepath.Join(s.dir, fmt.Sprintf("bodies-%d.pack", id))
}

// readPack reads a blob as it was written. It fails with [fs.ErrNotExist] if
// the pack is gone and with ErrDamaged if the bytes are others.
func (s *Store) readPack(e extent) ([]byte, error) {
	f, err := os.Open(s.packPath(e.pack))
	if err != nil {
		return nil, explain(err)
	}
	defer f.Close()
	data := make([]byte, e.length)
	if _, err := f.ReadAt(data, e.start); err != nil && !errors.Is(err, io.EOF) {
		return nil, explain(err)
	}
	if sumOf(data) != e.sum {
		return nil, fmt.Errorf("%w: %s at %d", ErrDamaged, filepath.Base(f.Name()), e.start)
	}
	return data, nil
}

// pack is the file that is being written to, within a transaction of bodies.db.
type pack struct {
	id   int64
	kept int64 // what is committed of it
	size int64 // and what was added since
	file *os.File
}

// openPack opens the newest pack but one, or begins the next.
func (s *Store) openPack(ctx context.Context, t *tx, but int64) (p *pack, err error) {
	p = &pack{}
	err = one(ctx, t, "SELECT coalesce(max(id), 0), coalesce(max(iif(id = (SELECT max(id) FROM packs), size, 0)), 0) FROM packs", nil, &p.id, &p.size)
	if err != nil {
		return nil, err
	}
	p.kept = p.size
	if p.id != 0 && p.id != but && p.size < packFull {
		if info, err := os.Stat(s.packPath(p.id)); err == nil && info.Size() >= p.size { // else somebody took it away
			p.file, err = os.OpenFile(s.packPath(p.id), os.O_RDWR, 0)
			return p, explain(err)
		}
	}
	p.kept, p.size = 0, 0
	if p.id, err = t.insert(ctx, "INSERT INTO packs (size) VALUES (0)"); err != nil {
		return nil, err
	}
	if p.file, err = os.OpenFile(s.packPath(p.id), os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600); err != nil {
		return nil, explain(err)
	}
	if err := syncDir(s.dir); err != nil {
		return nil, errors.Join(explain(err), p.file.Close())
	}
	return p, nil
}

// syncDir makes sure that a new file's name survives a power cut. Windows
// neither needs nor allows it.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// add writes data at the pack's end and returns where it begins.
func (p *pack) add(data []byte) (int64, error) {
	start := p.size
	if _, err := p.file.WriteAt(data, start); err != nil {
		// What got there is nobody's; on a full disk somebody needs the room.
		return 0, errors.Join(explain(err), p.file.Truncate(p.kept))
	}
	p.size += int64(len(data))
	return start, nil
}

// keep has what was added on disk and in the pack's row; only the transaction's
// commit is left to do.
func (p *pack) keep(ctx context.Context, t *tx) error {
	if err := p.file.Sync(); err != nil {
		return explain(err)
	}
	_, err := t.exec(ctx, "UPDATE packs SET size = ? WHERE id = ?", p.size, p.id)
	return err
}

// tidyPack gives the room of removed blobs back: the pack with the most of it,
// where that is half of it, is copied without them and removed. The caller
// holds s.packing.
func (s *Store) tidyPack(ctx context.Context) error {
	var old int64
	err := one(ctx, s.bodies.read, `SELECT coalesce((SELECT id FROM packs
		WHERE dead > 0 AND (dead >= size OR dead * 2 >= size AND dead >= ?) ORDER BY dead DESC LIMIT 1), 0)`, []any{packIdle}, &old)
	if err != nil || old == 0 {
		return err
	}
	t, err := begin(ctx, s.bodies.write)
	if err != nil {
		return err
	}
	defer func() { _ = t.sql.Rollback() }() // nothing to do after a commit
	if err := s.emptyPack(ctx, t, old); err != nil {
		return err
	}
	if _, err := t.exec(ctx, "DELETE FROM packs WHERE id = ?", old); err != nil {
		return err
	}
	if err := t.sql.Commit(); err != nil {
		return explain(err)
	}
	if err := os.Remove(s.packPath(old)); err != nil {
		s.log.Warn("remove emptied pack", "error", err) // Hold tries again
	}
	return nil
}

// emptyPack copies what is left in a pack to the newest other one.
func (s *Store) emptyPack(ctx context.Context, t *tx, old int64) error {
	type row struct{ id, start, length int64 }
	rows, err := collect(ctx, t, func(r *sql.Rows) (row, error) {
		var w row
		return w, r.Scan(&w.id, &w.start, &w.length)
	}, "SELECT id, start, length FROM blobs WHERE pack = ? ORDER BY start", old)
	if err != nil || len(rows) == 0 {
		return err
	}
	from, err := os.Open(s.packPath(old))
	if err != nil {
		return explain(err)
	}
	defer from.Close()
	to, err := s.openPack(ctx, t, old)
	if err != nil {
		return err
	}
	defer to.file.Close()
	var data []byte
	for _, w := range rows {
		data = slices.Grow(data[:0], int(w.length))[:w.length]
		clear(data)
		// Bytes that are not there become bytes that the row's sum does not fit.
		if _, err := from.ReadAt(data, w.start); err != nil && !errors.Is(err, io.EOF) {
			return explain(err)
		}
		start, err := to.add(data)
		if err != nil {
			return err
		}
		if _, err := t.exec(ctx, "UPDATE blobs SET pack = ?, start = ? WHERE id = ?", to.id, start, w.id); err != nil {
			return err
		}
	}
	return to.keep(ctx, t)
}

// removeStrayPacks removes packs that no row tells of: a killed process began
// or emptied them.
func (s *Store) removeStrayPacks(ctx context.Context) error {
	release, err := take(ctx, s.packing)
	if err != nil {
		return err
	}
	defer release()
	stray, err := s.strayPacks(ctx, s.bodies.read)
	if err != nil || len(stray) == 0 {
		return err
	}
	t, err := begin(ctx, s.bodies.write) // now no other process can be about to commit one
	if err != nil {
		return err
	}
	defer func() { _ = t.sql.Rollback() }() // it has only been looked
	if stray, err = s.strayPacks(ctx, t); err != nil {
		return err
	}
	for _, path := range stray {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			s.log.Warn("remove stray pack", "error", err)
		}
	}
	return nil
}

func (s *Store) strayPacks(ctx context.Context, q querier) ([]string, error) {
	entries, err := os.ReadDir(s.dir) // before the rows: one that is begun after is not seen
	if err != nil {
		return nil, explain(err)
	}
	ids, err := collect(ctx, q, number[int64], "SELECT id FROM packs")
	if err != nil {
		return nil, err
	}
	var known []string
	for _, id := range ids {
		known = append(known, s.packPath(id))
	}
	var stray []string
	for _, e := range entries {
		path := filepath.Join(s.dir, e.Name())
		if strings.HasPrefix(e.Name(), "bodies-") && strings.HasSuffix(e.Name(), ".pack") && !slices.Contains(known, path) {
			stray = append(stray, path)
		}
	}
	return stray, nil
}
