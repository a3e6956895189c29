package store

import (
	"context"
	"fmt"
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

// newCodec makes what packs and unpacks messages; both may be used from any goroutine.
func newCodec() (*zstd.Encoder, *zstd.Decoder, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(2))
	if err != nil {
		return nil, nil, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxMessage))
	return enc, dec, err
}

// packed returns a message's bytes as bodies.db has them, made in room if they
// shrink, and room as it has grown.
func (s *Store) packed(raw, room []byte) (codec int, data, grown []byte) {
	if cap(room) < len(raw) {
		room = make([]byte, 0, len(raw)+len(raw)/8+64)
	}
	data = s.pack.EncodeAll(raw, room[:0])
	if len(data) >= len(raw) {
		return codecNone, raw, data[:0]
	}
	return codecZstd, data, data[:0]
}

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
	t, err := begin(ctx, s.bodies.write)
	if err != nil {
		return nil, err
	}
	defer func() { _ = t.sql.Rollback() }() // nothing to do after a commit
	now := milli(s.now())
	var room []byte
	for i, raw := range raws {
		if raw == nil {
			continue
		}
		var codec int
		var data []byte
		codec, data, room = s.packed(raw, room)
		ids[i], err = t.insert(ctx, "INSERT INTO blobs (made, codec, size, data) VALUES (?, ?, ?, ?)", now, codec, len(raw), data)
		if err != nil {
			return nil, fmt.Errorf("store bytes: %w", err)
		}
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
