package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// longChange is how many messages an event names; a longer change names the folder only.
const longChange = 200

// tx is a write to mail.db and what to publish once it is committed.
type tx struct {
	sql      *sql.Tx
	prepared map[string]*sql.Stmt
	events   []event.Event
	messages map[mail.FolderID]*event.Messages
}

// update is the only way to write mail.db: it runs change in a transaction,
// commits, and publishes what change noted. ctx ends the wait for other
// writers, not a write that has begun.
func (s *Store) update(ctx context.Context, what string, change func(context.Context, *tx) error) error {
	select {
	case s.writing <- struct{}{}:
		defer func() { <-s.writing }()
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", what, ctx.Err())
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	events, err := s.commit(context.WithoutCancel(ctx), change)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if len(events) > 0 {
		s.hub.Publish(events...)
	}
	return nil
}

func (s *Store) commit(ctx context.Context, change func(context.Context, *tx) error) ([]event.Event, error) {
	t, err := begin(ctx, s.mail.write)
	if err != nil {
		return nil, err
	}
	if err := change(ctx, t); err != nil {
		return nil, errors.Join(err, t.sql.Rollback())
	}
	if err := t.sql.Commit(); err != nil {
		return nil, errors.Join(explain(err), ignoreDone(t.sql.Rollback()))
	}
	return t.published(), nil
}

func begin(ctx context.Context, db *sql.DB) (*tx, error) {
	t, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, explain(err)
	}
	return &tx{sql: t, prepared: map[string]*sql.Stmt{}, messages: map[mail.FolderID]*event.Messages{}}, nil
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// prepare compiles a statement once for the transaction, which closes it.
func (t *tx) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if st, ok := t.prepared[query]; ok {
		return st, nil
	}
	st, err := t.sql.PrepareContext(ctx, query)
	if err != nil {
		return nil, explain(err)
	}
	t.prepared[query] = st
	return st, nil
}

// exec runs a statement and returns how many rows it changed.
func (t *tx) exec(ctx context.Context, query string, args ...any) (int64, error) {
	st, err := t.prepare(ctx, query)
	if err != nil {
		return 0, err
	}
	r, err := st.ExecContext(ctx, args...)
	if err != nil {
		return 0, explain(err)
	}
	return r.RowsAffected()
}

// insert runs an INSERT and returns the new row's id.
func (t *tx) insert(ctx context.Context, query string, args ...any) (int64, error) {
	st, err := t.prepare(ctx, query)
	if err != nil {
		return 0, err
	}
	r, err := st.ExecContext(ctx, args...)
	if err != nil {
		return 0, explain(err)
	}
	return r.LastInsertId()
}

// rowsAtOnce is how many rows one INSERT has: most of what a row costs else is
// the way to SQLite and back.
const rowsAtOnce = 50

// insertRows inserts many rows; into is the table and its columns, args holds
// the values of one row after those of the other. Where a row cannot be, those
// before it stay, so the caller must roll back.
func (t *tx) insertRows(ctx context.Context, into string, columns int, args []any) error {
	row := "(?" + strings.Repeat(",?", columns-1) + ")"
	for some := range slices.Chunk(args, rowsAtOnce*columns) {
		// OR FAIL spares SQLite a journal of the statement.
		query := "INSERT OR FAIL INTO " + into + " VALUES " + row + strings.Repeat(","+row, len(some)/columns-1)
		if _, err := t.exec(ctx, query, some...); err != nil {
			return err
		}
	}
	return nil
}

// nextID is the id of the next row of a table with AUTOINCREMENT.
func (t *tx) nextID(ctx context.Context, table string) (int64, error) {
	var id int64
	err := one(ctx, t, "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = ?", []any{table}, &id)
	return id, err
}

// QueryContext makes a transaction a querier. An answer must be read to its
// end before the same query is asked again.
func (t *tx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	st, err := t.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

// note adds an event to what is published after the commit, once.
func (t *tx) note(e event.Event) {
	if !slices.Contains(t.events, e) { // only comparable events come here
		t.events = append(t.events, e)
	}
}

// added and changed note messages of a folder, whose counters may have changed too.
func (t *tx) added(account accounts.ID, folder mail.FolderID, id mail.MessageID) {
	m := t.folder(account, folder)
	m.Added = append(m.Added, id)
}

func (t *tx) changed(account accounts.ID, folder mail.FolderID, id mail.MessageID) {
	m := t.folder(account, folder)
	m.Other = append(m.Other, id)
}

func (t *tx) folder(account accounts.ID, folder mail.FolderID) *event.Messages {
	m := t.messages[folder]
	if m == nil {
		m = &event.Messages{Folder: folder}
		t.messages[folder] = m
		t.note(event.Folders{Account: account})
	}
	return m
}

func (t *tx) published() []event.Event {
	var all []event.Event
	for _, m := range t.messages {
		if len(m.Added)+len(m.Other) > longChange {
			m.Added, m.Other = nil, nil
		}
		all = append(all, *m)
	}
	return append(all, t.events...)
}
