package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"godwit/sync/event"
	"godwit/sync/mail"
)

// Reported are the messages of the outbox that a report can be about, newest
// first: those that have left under its envelope identifier, under one of its
// Message-IDs, or lately under a name that the server gave one, where that takes
// the place of our Message-ID (Amazon SES).
func (s *Store) Reported(ctx context.Context, envid string, messageIDs []string) ([]mail.Outgoing, error) {
	if messageIDs == nil {
		messageIDs = []string{}
	}
	names, err := json.Marshal(messageIDs)
	if err != nil {
		return nil, fmt.Errorf("reported messages: %w", err)
	}
	list, err := outgoing(ctx, s.mail.read, `WHERE state <> 'cancelled' AND id IN (
		SELECT id FROM outgoing WHERE envid = ?1 AND envid <> ''
		UNION SELECT id FROM outgoing WHERE message_id IN (SELECT value FROM json_each(?2)) AND message_id <> ''
		UNION SELECT id FROM outgoing WHERE changed > ?3 AND card <> '' AND card ->> 'queue_id' <> ''
			AND card ->> 'queue_id' IN (SELECT substr(value, 1, instr(value, '@') - 1) FROM json_each(?2) WHERE value LIKE '%amazonses.com')
		) ORDER BY id DESC`, envid, string(names), milli(s.now().Add(-sentKept)))
	if err != nil {
		return nil, fmt.Errorf("reported messages: %w", err)
	}
	return list, nil
}

// ReportsSince is when the oldest message was queued that a report can be
// about; zero if there is none.
func (s *Store) ReportsSince(ctx context.Context) (time.Time, error) {
	var oldest int64
	err := one(ctx, s.mail.read, "SELECT coalesce(min(queued), 0) FROM outgoing WHERE changed > ? AND state NOT IN ('draft', 'cancelled')",
		[]any{milli(s.now().Add(-sentKept))}, &oldest)
	if err != nil {
		return time.Time{}, fmt.Errorf("oldest sent message: %w", err)
	}
	return fromMilli(oldest), nil
}

// SetDelivery keeps what a report said of a recipient; mail.ErrNotFound if the
// message has none of that address. A report that it is late changes nothing
// once one has told how it ended.
func (s *Store) SetDelivery(ctx context.Context, id mail.OutboxID, address string, d mail.Delivery) error {
	d.Text = clip(d.Text, maxText)
	text, err := toText(d)
	if err != nil {
		return fmt.Errorf("keep report: %w", err)
	}
	return s.update(ctx, "keep report", func(ctx context.Context, t *tx) error {
		const who = "outgoing = ? AND address = ? COLLATE NOCASE"
		var n int
		if err := one(ctx, t, "SELECT count(*) FROM outgoing_recipients WHERE "+who, []any{id, address}, &n); err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("recipient of outbox message %d: %w", id, mail.ErrNotFound)
		}
		changed, err := t.exec(ctx, "UPDATE outgoing_recipients SET delivery = ? WHERE "+who+
			" AND (? <> 'delayed' OR delivery = '' OR delivery ->> 'state' = 'delayed')", text, id, address, d.State)
		if changed > 0 {
			t.note(event.Outbox{})
		}
		return err
	})
}
