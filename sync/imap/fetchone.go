package imap

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/emersion/go-imap/v2"

	"godwit/accounts/dial"
	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

// want is a body that somebody waits for.
type want struct {
	id   mail.MessageID
	done chan error // has room for one
}

const (
	takeWait = 700 * time.Millisecond // how long busy connections may keep a want waiting
	longWait = 20 * time.Second       // the same where the server allows no other connection
)

// Fetch brings one body into the store, ahead of other work: on a connection of
// the run if one is free soon, where ctx ends the wait and not the fetch, else
// on one of its own.
func (r *Remote) Fetch(ctx context.Context, id mail.MessageID) error {
	if done, err := r.hand(ctx, id, takeWait); done {
		return err
	}
	s, err := r.connect(ctx, "read")
	if err != nil {
		if done, err := r.hand(ctx, id, longWait); done {
			return err
		}
		if r.isHere(ctx, id) { // the run has come to it by itself
			return nil
		}
		if s, err = r.connect(ctx, "read"); err != nil { // the run may have left its connections
			return err
		}
	}
	defer s.close()
	return r.fetchOne(ctx, s, id)
}

// isHere reports whether a message's body is in the store.
func (r *Remote) isHere(ctx context.Context, id mail.MessageID) bool {
	rows, err := r.Store.Rows(ctx, []mail.MessageID{id})
	return err == nil && len(rows) == 1 && rows[0].Body == mail.BodyHere
}

// hand lets a connection of the run fetch a body. done is false if none takes
// it in time or before the run ends, or the one that did breaks.
func (r *Remote) hand(ctx context.Context, id mail.MessageID, patience time.Duration) (done bool, err error) {
	r.mu.Lock()
	running, ended := r.running > 0, r.ended
	r.mu.Unlock()
	if !running {
		return false, nil
	}
	w := want{id, make(chan error, 1)}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case r.wants <- w:
	case <-timer.C:
		return false, nil
	case <-ended:
		return false, nil
	case <-ctx.Done():
		return true, ctx.Err()
	}
	select {
	case err := <-w.done:
		broken := (*dial.Error)(nil)
		return !errors.As(err, &broken), err
	case <-ctx.Done():
		return true, ctx.Err()
	}
}

// serve answers those who wait for a body.
func (r *Remote) serve(ctx context.Context, s *session) error {
	for {
		select {
		case w := <-r.wants:
			if err := r.satisfy(ctx, s, w); err != nil {
				return err
			}
		default:
			return nil
		}
	}
}

// satisfy answers one who waits for a body. An error means that the session is
// lost.
func (r *Remote) satisfy(ctx context.Context, s *session, w want) error {
	err := r.fetchOne(ctx, s, w.id)
	w.done <- err
	if s.lost() {
		return err
	}
	return nil
}

// fetchOne brings one body into the store.
func (r *Remote) fetchOne(ctx context.Context, s *session, id mail.MessageID) error {
	rows, err := r.Store.Rows(ctx, []mail.MessageID{id})
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return fmt.Errorf("message %d: %w", id, mail.ErrNotFound)
	}
	row := rows[0]
	if row.Body == mail.BodyHere {
		return nil
	}
	f, err := r.Store.Folder(ctx, row.Folder)
	if err != nil {
		return err
	}
	if row.UID == 0 || f.Local() {
		return fmt.Errorf("message %d is not on the server: %w", id, mail.ErrNotFound)
	}
	if err := r.enter(ctx, s, f); err != nil {
		return err
	}
	cmd := s.c.Fetch(imap.UIDSetNum(imap.UID(row.UID)), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{wholeMessage}})
	var body []byte
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		if f, err := s.read(m); err == nil && f.uid == row.UID {
			body = f.body
		}
	}
	if err := cmd.Close(); err != nil {
		return s.failed("UID FETCH", err)
	}
	if len(body) == 0 || !isOf(body, row.MessageID) {
		return fmt.Errorf("message %d: %w", id, mail.ErrUnread)
	}
	b := digest(id, body)
	if row.Body == mail.BodyBroken { // perhaps not even its header was read
		e := parse.ParseHeader(body).Envelope()
		b.Envelope = &e
	}
	return r.Store.AddBodies(ctx, []store.Body{b})
}
