package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// Request is what one process asks of the one that holds the engine.
type Request struct {
	ID      int64
	Kind    string // "sync", "fetch", "show", "mailto"
	Account accounts.ID
	Message mail.MessageID
	Arg     string
	Done    bool
	Error   string // the explanation as JSON, empty if well
}

const answersKept = 24 * time.Hour

// Ask queues a request and returns its id, by which [Store.Request] tells the answer.
func (s *Store) Ask(ctx context.Context, r Request) (int64, error) {
	var id int64
	err := s.update(ctx, "ask", func(ctx context.Context, t *tx) error {
		if _, err := t.exec(ctx, "DELETE FROM requests WHERE asked < ?", milli(s.now().Add(-answersKept))); err != nil {
			return err
		}
		t.note(event.Requests{})
		var err error
		id, err = t.insert(ctx, "INSERT INTO requests (kind, account, message, arg, asked) VALUES (?, ?, ?, ?, ?)",
			r.Kind, r.Account, r.Message, r.Arg, milli(s.now()))
		return err
	})
	return id, err
}

const requestColumns = "SELECT id, kind, account, message, arg, done, error FROM requests "

func scanRequest(r *sql.Rows) (Request, error) {
	var q Request
	return q, r.Scan(&q.ID, &q.Kind, &q.Account, &q.Message, &q.Arg, &q.Done, &q.Error)
}

// Requests lists what is not done, oldest first.
func (s *Store) Requests(ctx context.Context) ([]Request, error) {
	all, err := collect(ctx, s.mail.read, scanRequest, requestColumns+"WHERE done = 0 ORDER BY id")
	if err != nil {
		return nil, fmt.Errorf("list requests: %w", err)
	}
	return all, nil
}

// Answer marks a request as done; explanation is empty if all went well.
func (s *Store) Answer(ctx context.Context, id int64, explanation string) error {
	return s.update(ctx, "answer", func(ctx context.Context, t *tx) error {
		t.note(event.Requests{})
		_, err := t.exec(ctx, "UPDATE requests SET done = 1, error = ? WHERE id = ?", explanation, id)
		return err
	})
}

// Request returns one request with its answer, or mail.ErrNotFound.
func (s *Store) Request(ctx context.Context, id int64) (Request, error) {
	r, err := first(collect(ctx, s.mail.read, scanRequest, requestColumns+"WHERE id = ?", id))
	if err != nil {
		return r, fmt.Errorf("request %d: %w", id, err)
	}
	return r, nil
}
