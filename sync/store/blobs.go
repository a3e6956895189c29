package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/klauspost/compress/zstd"

	"godwit/sync/mail"
)

const (
	codecNone = 0
	codecZstd = 1
)

// maxMessage bounds what one blob may unpack to, whatever its frame says.
const maxMessage = 1 << 30

// newCodec makes what packs and unpacks messages; both may be used from any
// goroutine. The rows have sums of their own.
func newCodec() (*zstd.Encoder, *zstd.Decoder, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(2), zstd.WithEncoderCRC(false), zstd.WithWindowSize(packWindow))
	if err != nil {
		return nil, nil, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxMessage))
	return enc, dec, err
}

const (
	packWindow = 1 << 20 // octets; each of two encoders keeps twice as much
	writeSize  = 1 << 20 // octets of packed messages that are written at once
	roomKept   = 4 << 20 // octets of a buffer that is worth keeping for the next messages
)

// addBlobs commits messages' bytes and returns the blobs' ids, 0 for a nil.
// Until a row names them they are orphans.
func (s *Store) addBlobs(ctx context.Context, raws [][]byte) ([]int64, error) {
	ids := make([]int64, len(raws))
	if !slices.ContainsFunc(raws, func(raw []byte) bool { return raw != nil }) {
		return ids, nil
	}
	release, err := take(ctx, s.packing)
	if err != nil {
		return nil, err
	}
	defer release()
	if err := s.writeBlobs(ctx, raws, ids); err != nil {
		return nil, fmt.Errorf("store bytes: %w", err)
	}
	return ids, nil
}

// writeBlobs is addBlobs for the holder of s.packing.
func (s *Store) writeBlobs(ctx context.Context, raws [][]byte, ids []int64) error {
	t, err := begin(ctx, s.bodies.write)
	if err != nil {
		return err
	}
	defer func() { _ = t.sql.Rollback() }() // nothing to do after a commit
	p, err := s.openPack(ctx, t, 0)
	if err != nil {
		return err
	}
	defer p.file.Close()
	next, err := t.nextID(ctx, "blobs")
	if err != nil {
		return err
	}
	now := milli(s.now())
	var rows []any
	buf := s.room[:0]
	for i, raw := range raws {
		if raw == nil {
			continue
		}
		var codec int
		at := len(buf)
		codec, buf = s.squeeze(raw, buf)
		ids[i] = next
		next++
		rows = append(rows, ids[i], now, codec, len(raw), []byte{}, p.id, p.size+int64(at), len(buf)-at, sumOf(buf[at:]))
		if len(buf) >= writeSize {
			if _, err := p.add(buf); err != nil {
				return err
			}
			buf = buf[:0]
		}
	}
	if _, err := p.add(buf); err != nil {
		return err
	}
	if cap(buf) <= roomKept {
		s.room = buf
	}
	if err := t.insertRows(ctx, "blobs (id, made, codec, size, data, pack, start, length, sum)", 9, rows); err != nil {
		return err
	}
	if err := p.keep(ctx, t); err != nil {
		return err
	}
	return explain(t.sql.Commit())
}

// squeeze appends a message's bytes to buf as a pack has them: packed if they shrink.
func (s *Store) squeeze(raw, buf []byte) (codec int, grown []byte) {
	start := len(buf)
	if buf = s.pack.EncodeAll(raw, buf); len(buf)-start < len(raw) {
		return codecZstd, buf
	}
	return codecNone, append(buf[:start], raw...)
}

// Raw returns the bytes of a message, or mail.ErrNotFound if they are not here.
func (s *Store) Raw(ctx context.Context, id mail.MessageID) ([]byte, error) {
	var blob int64
	if err := one(ctx, s.mail.read, "SELECT blob FROM messages WHERE id = ? AND body = ?", []any{id, mail.BodyHere}, &blob); err != nil {
		return nil, fmt.Errorf("bytes of message %d: %w", id, err)
	}
	raw, err := s.blob(ctx, blob)
	if err != nil {
		return nil, fmt.Errorf("bytes of message %d: %w", id, err)
	}
	return raw, nil
}

func (s *Store) blob(ctx context.Context, id int64) ([]byte, error) {
	var size int64
	if err := one(ctx, s.bodies.read, "SELECT size FROM blobs WHERE id = ? AND pack > 0", []any{id}, &size); err == nil && size > roomKept {
		return s.largeBlob(ctx, id)
	}
	for try := 0; ; try++ {
		var codec, size int
		var data []byte
		var e extent
		if err := one(ctx, s.bodies.read, "SELECT codec, size, data, pack, start, length, sum FROM blobs WHERE id = ?", []any{id},
			&codec, &size, &data, &e.pack, &e.start, &e.length, &e.sum); err != nil {
			return nil, err
		}
		if e.pack != 0 {
			var err error
			data, err = s.readPack(e)
			if errors.Is(err, fs.ErrNotExist) {
				if try < 3 {
					continue // the row tells by now where they were copied to
				}
				err = fmt.Errorf("%w: %w", ErrDamaged, err)
			}
			if err != nil {
				return nil, fmt.Errorf("blob %d: %w", id, err)
			}
		}
		if codec == codecNone {
			return data, nil
		}
		raw, err := s.unpack.DecodeAll(data, make([]byte, 0, min(size, maxMessage)))
		if err != nil {
			return nil, fmt.Errorf("%w: blob %d: %w", ErrDamaged, id, err)
		}
		return raw, nil
	}
}

// largeBlob is blob without the packed bytes in memory.
func (s *Store) largeBlob(ctx context.Context, id int64) ([]byte, error) {
	r, err := s.openBlob(ctx, id)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	raw := make([]byte, min(r.size, maxMessage))
	if _, err := io.ReadFull(r, raw); err != nil {
		return nil, fmt.Errorf("%w: blob %d: %w", ErrDamaged, id, err)
	}
	return raw, nil
}

// fill takes the right to write search.db. It is held from the commit of words
// to that of the rows they are of.
func (s *Store) fill(ctx context.Context) (release func(), err error) {
	return take(ctx, s.filling)
}

func take(ctx context.Context, token chan struct{}) (release func(), err error) {
	select {
	case token <- struct{}{}:
		return func() { <-token }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// removeOrphans deletes those of the blobs that no row names. It looks, since
// a commit that reported an error may have been one all the same.
func (s *Store) removeOrphans(ctx context.Context, ids []int64) error {
	var orphans []int64
	for _, id := range ids {
		if id == 0 {
			continue
		}
		named, err := collect(ctx, s.mail.read, number[int64], `SELECT id FROM messages WHERE blob = ?1 AND blob > 0
			UNION ALL SELECT id FROM outgoing WHERE blob = ?1 AND blob > 0 UNION ALL SELECT draft FROM draft_files WHERE blob = ?1`, id)
		if err != nil {
			return err
		}
		if len(named) == 0 {
			orphans = append(orphans, id)
		}
	}
	return s.removeBlobs(ctx, orphans)
}

// removeBlobs deletes bytes that no row names.
func (s *Store) removeBlobs(ctx context.Context, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	release, err := take(ctx, s.packing)
	if err != nil {
		return err
	}
	defer release()
	t, err := begin(ctx, s.bodies.write)
	if err != nil {
		return err
	}
	defer func() { _ = t.sql.Rollback() }() // nothing to do after a commit
	for batch := range slices.Chunk(ids, rowBatch) {
		dead := map[int64]int64{}
		err := each(ctx, t, "DELETE FROM blobs WHERE id IN ("+list(batch)+") RETURNING pack, length", nil, func(r *sql.Rows) error {
			var pack, length int64
			err := r.Scan(&pack, &length)
			dead[pack] += length
			return err
		})
		if err != nil {
			return err
		}
		for pack, length := range dead {
			if _, err := t.exec(ctx, "UPDATE packs SET dead = dead + ? WHERE id = ?", length, pack); err != nil {
				return err
			}
		}
	}
	if err := t.sql.Commit(); err != nil {
		return explain(err)
	}
	return errors.Join(s.tidyPack(ctx), each(ctx, s.bodies.write, "PRAGMA incremental_vacuum(256)", nil, nothing))
}
