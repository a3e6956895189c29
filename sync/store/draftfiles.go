package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"godwit/sync/mail"
)

// The bytes of what is attached to a draft are stored once, however often the
// draft is saved: they are known by their sum.

// fileRow is a file that the store has.
type fileRow struct {
	sum        string
	blob, size int64
}

// draftFiles stores those files of a draft that are not stored yet.
func (s *Store) draftFiles(ctx context.Context, d Draft) (added []fileRow, blobs []int64, err error) {
	if len(d.Files) == 0 {
		return nil, nil, nil
	}
	has, err := collect(ctx, s.mail.read, text, "SELECT sum FROM draft_files WHERE draft = ?", d.ID)
	if err != nil {
		return nil, nil, fmt.Errorf("files of draft %d: %w", d.ID, err)
	}
	for _, f := range d.Files {
		if slices.Contains(has, f.Sum) {
			continue
		}
		blob, size, err := s.addStream(ctx, f.Write)
		if err != nil {
			return nil, nil, s.withoutOrphans(ctx, fmt.Errorf("store file of draft: %w", err), blobs)
		}
		blobs = append(blobs, blob)
		added = append(added, fileRow{f.Sum, blob, size})
		has = append(has, f.Sum)
	}
	return added, blobs, nil
}

func (s *Store) withoutOrphans(ctx context.Context, err error, blobs []int64) error {
	return errors.Join(err, s.removeOrphans(context.WithoutCancel(ctx), blobs))
}

// setFiles makes the draft's files those listed.
func (t *tx) setFiles(ctx context.Context, id mail.DraftID, files []DraftFile, added []fileRow) error {
	for _, r := range added {
		if _, err := t.exec(ctx, "INSERT OR REPLACE INTO draft_files (draft, sum, blob, size) VALUES (?, ?, ?, ?)", id, r.sum, r.blob, r.size); err != nil {
			return err
		}
	}
	has, err := collect(ctx, t, text, "SELECT sum FROM draft_files WHERE draft = ?", id)
	if err != nil {
		return err
	}
	for _, sum := range has {
		if slices.ContainsFunc(files, func(f DraftFile) bool { return f.Sum == sum }) {
			continue
		}
		if _, err := t.exec(ctx, "DELETE FROM draft_files WHERE draft = ? AND sum = ?", id, sum); err != nil {
			return err
		}
	}
	return nil
}

// DraftFile opens a file of a draft; it must be closed.
func (s *Store) DraftFile(ctx context.Context, id mail.DraftID, sum string) (io.ReadCloser, error) {
	var blob int64
	err := one(ctx, s.mail.read, "SELECT blob FROM draft_files WHERE draft = ? AND sum = ?", []any{id, sum}, &blob)
	if err == nil {
		var r *blobReader
		if r, err = s.openBlob(ctx, blob); err == nil {
			return r, nil
		}
	}
	return nil, fmt.Errorf("file of draft %d: %w", id, err)
}
