package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"os"

	"github.com/klauspost/compress/zstd"
)

// Large messages are written and read in pieces: a message on its way out
// must not take its size in memory, let alone twice.

// addStream commits the bytes that write gives, and returns the blob and how
// many octets they are. Until a row names it, it is an orphan.
func (s *Store) addStream(ctx context.Context, write func(io.Writer) error) (blob, size int64, err error) {
	release, err := take(ctx, s.packing)
	if err != nil {
		return 0, 0, err
	}
	defer release()
	t, err := begin(ctx, s.bodies.write)
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = t.sql.Rollback() }() // nothing to do after a commit
	p, err := s.openPack(ctx, t, 0)
	if err != nil {
		return 0, 0, err
	}
	defer p.file.Close()
	w := &blobWriter{s: s, pack: p, sum: crc32.New(crc32.MakeTable(crc32.Castagnoli))}
	start := p.size
	if err := write(w); err != nil {
		return 0, 0, errors.Join(err, explain(p.file.Truncate(p.kept)))
	}
	if err := w.flush(); err != nil {
		return 0, 0, err
	}
	if blob, err = t.insert(ctx, "INSERT INTO blobs (made, codec, size, data, pack, start, length, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		milli(s.now()), codecZstd, w.size, []byte{}, p.id, start, p.size-start, w.sum.Sum32()); err != nil {
		return 0, 0, err
	}
	if err := p.keep(ctx, t); err != nil {
		return 0, 0, err
	}
	return blob, w.size, explain(t.sql.Commit())
}

// blobWriter packs what it is given, a frame for each piece: decoders take
// frames one after the other for one (RFC 8878 3.1).
type blobWriter struct {
	s      *Store
	pack   *pack
	sum    hash.Hash32
	size   int64
	plain  bytes.Buffer
	packed []byte
}

func (w *blobWriter) Write(b []byte) (int, error) {
	written := 0
	for len(b) > 0 {
		n := min(len(b), writeSize-w.plain.Len())
		w.plain.Write(b[:n])
		written += n
		b = b[n:]
		if w.plain.Len() == writeSize {
			if err := w.flush(); err != nil {
				return written, err
			}
		}
	}
	return written, nil
}

func (w *blobWriter) flush() error {
	if w.plain.Len() == 0 {
		return nil
	}
	w.size += int64(w.plain.Len())
	w.packed = w.s.pack.EncodeAll(w.plain.Bytes(), w.packed[:0])
	w.plain.Reset()
	w.sum.Write(w.packed)
	_, err := w.pack.add(w.packed)
	return err
}

// blobReader reads a blob from its pack. Its sum has been looked at.
type blobReader struct {
	file  *os.File
	where extent
	codec int
	size  int64
	at    int64
	plain io.Reader
	zstd  *zstd.Decoder
}

// openBlob opens a blob that is in a pack; it must be closed.
func (s *Store) openBlob(ctx context.Context, id int64) (*blobReader, error) {
	for try := 0; ; try++ {
		r := &blobReader{}
		e := &r.where
		err := one(ctx, s.bodies.read, "SELECT codec, size, pack, start, length, sum FROM blobs WHERE id = ? AND pack > 0", []any{id},
			&r.codec, &r.size, &e.pack, &e.start, &e.length, &e.sum)
		if err != nil {
			return nil, err
		}
		err = r.open(s.packPath(e.pack))
		if errors.Is(err, fs.ErrNotExist) {
			if try < 3 {
				continue // the row tells by now where they were copied to
			}
			err = fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if err != nil {
			return nil, fmt.Errorf("blob %d: %w", id, errors.Join(err, r.Close()))
		}
		return r, nil
	}
}

func (r *blobReader) open(path string) error {
	var err error
	if r.file, err = os.Open(path); err != nil {
		return explain(err)
	}
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	if _, err := io.Copy(sum, r.section()); err != nil {
		return explain(err)
	}
	if sum.Sum32() != r.where.sum {
		return fmt.Errorf("%w: the sum of pack %d at %d", ErrDamaged, r.where.pack, r.where.start)
	}
	if r.codec == codecZstd && r.where.length > 0 {
		if r.zstd, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(maxMessage)); err != nil {
			return err
		}
	}
	return r.rewind()
}

func (r *blobReader) section() io.Reader {
	return io.NewSectionReader(r.file, r.where.start, r.where.length)
}

func (r *blobReader) rewind() error {
	r.at, r.plain = 0, r.section()
	if r.zstd == nil {
		return nil
	}
	r.plain = r.zstd
	return r.zstd.Reset(r.section())
}

func (r *blobReader) Read(b []byte) (int, error) {
	n, err := r.plain.Read(b)
	r.at += int64(n)
	return n, err
}

// Seek reads on, or again from the beginning.
func (r *blobReader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += r.size
	}
	if offset < 0 || offset > r.size {
		return r.at, fmt.Errorf("seek to octet %d of %d", offset, r.size)
	}
	if offset < r.at {
		if err := r.rewind(); err != nil {
			return r.at, err
		}
	}
	_, err := io.CopyN(io.Discard, r, offset-r.at)
	return r.at, err
}

func (r *blobReader) Close() error {
	if r.zstd != nil {
		r.zstd.Close()
	}
	if r.file == nil {
		return nil
	}
	return r.file.Close()
}
