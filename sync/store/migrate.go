package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// schema describes one database file.
type schema struct {
	steps       []string // append only: step n brings user_version n to n+1
	synchronous string   // SQLite's word: full survives a power cut, normal may lose the newest commits
	pragmas     []string // of the connection that writes, from before the file's first page is written
	disposable  bool     // can be made again from the other files
}

// migrate runs the steps that a file lacks, all or none.
func migrate(ctx context.Context, db *sql.DB, sch schema) (err error) {
	var version int
	if err := one(ctx, db, "PRAGMA user_version", nil, &version); err != nil {
		return err
	}
	if version == len(sch.steps) {
		return nil
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return explain(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(explain(err), tx.Rollback())
		}
	}()
	// Again, now that no other process can be migrating.
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	for n := version; n < len(sch.steps); n++ {
		if _, err := tx.ExecContext(ctx, sch.steps[n]); err != nil {
			return fmt.Errorf("migrate to version %d: %w", n+1, err)
		}
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", len(sch.steps))); err != nil {
		return err
	}
	return tx.Commit()
}
