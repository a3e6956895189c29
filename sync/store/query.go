package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// querier is a pool of readers or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// each calls row for every row of the answer.
func each(ctx context.Context, q querier, query string, args []any, row func(*sql.Rows) error) (err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return explain(err)
		}
	}
	return explain(rows.Err())
}

// collect gathers every row of the answer.
func collect[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	var list []T
	err := each(ctx, q, query, args, func(r *sql.Rows) error {
		v, err := scan(r)
		list = append(list, v)
		return err
	})
	return list, err
}

// one reads the first row of the answer; mail.ErrNotFound if there is none.
func one(ctx context.Context, q querier, query string, args []any, dest ...any) error {
	found := false
	err := each(ctx, q, query, args, func(r *sql.Rows) error {
		if found {
			return nil
		}
		found = true
		return r.Scan(dest...)
	})
	if err == nil && !found {
		err = explain(sql.ErrNoRows)
	}
	return err
}

func number[T ~int64](r *sql.Rows) (T, error) {
	var n int64
	err := r.Scan(&n)
	return T(n), err
}

// list writes numbers for an IN (…), which may be empty.
func list[T ~int64](ids []T) string {
	b := make([]byte, 0, 8*len(ids))
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(id), 10)
	}
	return string(b)
}

// milli is a time as the tables have it. A year that RFC 3339 cannot write is
// no time at all.
func milli(t time.Time) int64 {
	if t.IsZero() || t.Year() < 1 || t.Year() > 9999 {
		return 0
	}
	return t.UnixMilli()
}

func fromMilli(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMilli(n).UTC()
}

// toJSON writes a list, "" when it is empty.
func toJSON[T any](list []T) string {
	if len(list) == 0 {
		return ""
	}
	b, _ := json.Marshal(list) // strings and addresses cannot fail
	return string(b)
}

func fromJSON[T any](s string) []T {
	if s == "" {
		return nil
	}
	var list []T
	if json.Unmarshal([]byte(s), &list) != nil {
		return nil // not written by us; a list row without it is still of use
	}
	return list
}

// clip makes s safe to store and to show: valid, without NUL, of at most max octets.
func clip(s string, max int) string {
	if len(s) > max {
		s = s[:max]
		for len(s) > 0 && !utf8.RuneStart(s[len(s)-1]) {
			s = s[:len(s)-1]
		}
		if len(s) > 0 && s[len(s)-1] >= utf8.RuneSelf {
			s = s[:len(s)-1]
		}
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}
