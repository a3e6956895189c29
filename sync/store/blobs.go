package store

import (
	"context"
	"fmt"

	"github.com/klauspost/compress/zstd"

	"godwit/sync/mail"
)

const (
	codecNone = 0
	codecZstd = 1
)

// maxMessage bounds what one blob may unpack to, whatever its frame says.
const maxMessage = 1 << 30

// newCodec makes what packs and unpacks messages; both may be used from any goroutine.
func newCodec() (*zstd.Encoder, *zstd.Decoder, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(2))
	if err != nil {
		return nil, nil, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxMessage))
	return enc, dec, err
}

// addBlobs commits messages' bytes and returns the blobs' ids, 0 for a nil.
// Until a row names them they are orphans. The caller holds s.filling.
func (s *Store) addBlobs(ctx context.Context, raws [][]byte) ([]int64, error) {
	ids := make([]int64, len(raws))
	var t *tx
	var err error
	now := milli(s.now())
	for i, raw := range raws {
		if raw == nil {
			continue
		}
		codec, data := codecZstd, s.pack.EncodeAll(raw, make([]byte, 0, len(raw)/2+64))
		if len(data) >= len(raw) {
			codec, data = codecNone, raw
		}
		if t == nil {
			if t, err = begin(ctx, s.bodies.write); err != nil {
				return nil, err
			}
			defer func() { _ = t.sql.Rollback() }() // nothing to do after a commit
		}
		ids[i], err = t.insert(ctx, "INSERT INTO blobs (made, codec, size, data) VALUES (?, ?, ?, ?)", now, codec, len(raw), data)
		if err != nil {
			return nil, fmt.Errorf("store bytes: %w", err)
		}
	}
	if t == nil {
		return ids, nil
	}
	if err := t.sql.Commit(); err != nil {
		return nil, fmt.Errorf("store bytes: %w", explain(err))
	}
	return ids, nil
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
	var codec, size int
	var data []byte
	if err := one(ctx, s.bodies.read, "SELECT codec, size, data FROM blobs WHERE id = ?", []any{id}, &codec, &size, &data); err != nil {
		return nil, err
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

// fill takes the right to write bodies.db and search.db.
func (s *Store) fill(ctx context.Context) (release func(), err error) {
	select {
	case s.filling <- struct{}{}:
		return func() { <-s.filling }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// removeOrphans deletes those of the blobs that no row names. It looks, since
// a commit that reported an error may have been one all the same. The caller
// holds s.filling.
func (s *Store) removeOrphans(ctx context.Context, ids []int64) error {
	var orphans []int64
	for _, id := range ids {
		if id == 0 {
			continue
		}
		named, err := collect(ctx, s.mail.read, number[int64], "SELECT id FROM messages WHERE blob = ? AND blob > 0", id)
		if err != nil {
			return err
		}
		if len(named) == 0 {
			orphans = append(orphans, id)
		}
	}
	return s.removeBlobs(ctx, orphans)
}

// removeBlobs deletes bytes that no row names. The caller holds s.filling.
func (s *Store) removeBlobs(ctx context.Context, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	t, err := begin(ctx, s.bodies.write)
	if err != nil {
		return err
	}
	defer func() { _ = t.sql.Rollback() }() // nothing to do after a commit
	for _, id := range ids {
		if _, err := t.exec(ctx, "DELETE FROM blobs WHERE id = ?", id); err != nil {
			return err
		}
	}
	if err := t.sql.Commit(); err != nil {
		return explain(err)
	}
	return each(ctx, s.bodies.write, "PRAGMA incremental_vacuum(256)", nil, nothing)
}
