package store

import (
	"context"
	"database/sql"
	"fmt"

	"godwit/accounts"
	"godwit/sync/mail"
)

const opColumns = "SELECT id, account, kind, folder, dest, name, add_flags, del_flags, add_tags, del_tags, tries, look FROM ops "

func scanOp(r *sql.Rows) (mail.Op, error) {
	var op mail.Op
	var addTags, delTags string
	var look int64
	err := r.Scan(&op.ID, &op.Account, &op.Kind, &op.Folder, &op.To, &op.Name, &op.Add, &op.Del, &addTags, &delTags, &op.Tries, &look)
	op.Look = fromMilli(look)
	op.AddTags, op.DelTags = fromJSON[string](addTags), fromJSON[string](delTags)
	return op, err
}

func targets(ctx context.Context, q querier, op mail.OpID) ([]mail.Target, error) {
	return collect(ctx, q, func(r *sql.Rows) (mail.Target, error) {
		var g mail.Target
		return g, r.Scan(&g.Message, &g.UID)
	}, "SELECT message, uid FROM op_targets WHERE op = ? ORDER BY uid, message", op)
}

const (
	maxOps   = 10_000 // of an account that are looked at
	opsBatch = 100    // in one query
)

// NextOps returns the account's oldest operations that can be carried out now,
// oldest first. One that waits for a UID which an earlier operation, or the
// next pass over its folder, will tell is passed over, and so is every later
// one on the same message; so the target of a flag change, a move or a
// deletion always has its UID.
func (s *Store) NextOps(ctx context.Context, account accounts.ID, limit int) ([]mail.Op, error) {
	var next []mail.Op
	held := map[mail.MessageID]bool{}
	last := mail.OpID(0)
	for range maxOps / opsBatch { // mostly the first few are all that is asked for
		some, err := collect(ctx, s.mail.read, scanOp, opColumns+"WHERE account = ? AND id > ? ORDER BY id LIMIT ?", account, last, opsBatch)
		if err != nil {
			return nil, fmt.Errorf("next operations of account %d: %w", account, err)
		}
		for _, op := range some {
			if limit > 0 && len(next) >= limit {
				return next, nil
			}
			last = op.ID
			if op.Targets, err = targets(ctx, s.mail.read, op.ID); err != nil {
				return nil, fmt.Errorf("targets of operation %d: %w", op.ID, err)
			}
			hold := false
			for _, g := range op.Targets {
				hold = hold || held[g.Message] || g.UID == 0 && op.Kind != mail.OpAppend
			}
			if !hold {
				next = append(next, op)
				continue
			}
			for _, g := range op.Targets {
				held[g.Message] = true
			}
		}
		if len(some) < opsBatch {
			break
		}
	}
	return next, nil
}

// OpsPending counts the account's operations, those of all for 0, without the
// uploads of copies that the server is given time to file by itself.
func (s *Store) OpsPending(ctx context.Context, account accounts.ID) (int, error) {
	var n int
	if err := one(ctx, s.mail.read, "SELECT count(*) FROM ops WHERE (?1 = 0 OR account = ?1) AND look = 0", []any{account}, &n); err != nil {
		return 0, fmt.Errorf("count operations: %w", err)
	}
	return n, nil
}

// BeginOp counts an attempt, before its first byte is sent; so an operation
// that ends the program or the connection each time can be given up. From here
// on Undo does not take it back but queues its opposite.
func (s *Store) BeginOp(ctx context.Context, id mail.OpID) error {
	return s.update(ctx, "begin operation", func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, "UPDATE ops SET tries = tries + 1 WHERE id = ?", id)
		if err == nil && n == 0 {
			err = fmt.Errorf("operation %d: %w", id, mail.ErrNotFound)
		}
		return err
	})
}

// PutOffOp takes back the count of the last attempt, which the server was not
// ready for. The first one stays: the server may have heard of the operation.
func (s *Store) PutOffOp(ctx context.Context, id mail.OpID) error {
	return s.update(ctx, "put operation off", func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, "UPDATE ops SET tries = max(tries - 1, 1) WHERE id = ?", id)
		return err
	})
}
