package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// The copy of a sent message in Sent is a step of its own, after the message is
// sent: what becomes of it never changes that. The copy names the bytes that
// were submitted; they are stored once.

// wantCopy notes that a message is to be filed, once somebody has it.
func (t *tx) wantCopy(ctx context.Context, id mail.OutboxID) error {
	_, err := t.exec(ctx, `UPDATE outgoing SET copy = ?1 WHERE id = ?2 AND copy = '' AND EXISTS (
		SELECT 1 FROM outgoing_recipients r WHERE r.outgoing = ?2 AND r.state = ?3)`, mail.CopyWanted, id, mail.StateSent)
	return err
}

// CopiesWanted lists the sent messages of an account that are still to be
// filed, oldest first.
func (s *Store) CopiesWanted(ctx context.Context, account accounts.ID) ([]mail.Outgoing, error) {
	all, err := outgoing(ctx, s.mail.read, "WHERE account = ? AND copy = ? ORDER BY id", account, mail.CopyWanted)
	if err != nil {
		return nil, fmt.Errorf("copies to be filed: %w", err)
	}
	return all, nil
}

// LeaveCopy says that the server files the copy of a message by itself.
func (s *Store) LeaveCopy(ctx context.Context, id mail.OutboxID) error {
	return s.update(ctx, "leave copy to the server", func(ctx context.Context, t *tx) error {
		t.note(event.Outbox{})
		_, err := t.exec(ctx, "UPDATE outgoing SET copy = ? WHERE id = ? AND copy = ?", mail.CopyServer, id, mail.CopyWanted)
		return err
	})
}

// FileCopy puts a sent message into Sent, once however often it is called, and
// queues the upload where that is a server's. Of copy it takes what is known of
// the message; the bytes are those that were sent. The upload is put off until
// look, and dropped where the server has filed a copy by then; zero: at once.
// mail.ErrNotFound: the account's mailboxes are not known yet.
func (s *Store) FileCopy(ctx context.Context, id mail.OutboxID, copy NewMessage, look time.Time) error {
	release, err := s.fill(ctx)
	if err != nil {
		return fmt.Errorf("file copy: %w", err)
	}
	defer release()
	return s.update(ctx, "file copy", func(ctx context.Context, t *tx) error {
		type row struct {
			account accounts.ID
			blob    int64
		}
		o, err := first(collect(ctx, t, func(r *sql.Rows) (row, error) {
			var o row
			return o, r.Scan(&o.account, &o.blob)
		}, "SELECT account, blob FROM outgoing WHERE id = ? AND copy = ?", id, mail.CopyWanted))
		if err != nil { // filed before
			return ignoreMissing(err)
		}
		sent, err := t.sentFolder(ctx, o.account)
		if err != nil {
			return err
		}
		copy.UID, copy.UIDL = 0, ""
		copy.Flags |= mail.Seen
		n, doc, err := t.insertMessage(ctx, sent, copy, o.blob, milli(s.now()))
		if err != nil {
			return err
		}
		state := mail.CopyFiled
		if !sent.Local() {
			if !look.IsZero() {
				state = mail.CopyLooking
			}
			m, err := t.subject(ctx, n)
			if err != nil {
				return err
			}
			if err := t.wish().queue(ctx, mail.Op{Account: o.account, Kind: mail.OpAppend, To: sent.ID, Look: look}, m, 0, 0); err != nil {
				return err
			}
		}
		t.note(event.Outbox{})
		if _, err := t.exec(ctx, "UPDATE outgoing SET copy = ?, copy_message = ? WHERE id = ?", state, n, id); err != nil {
			return err
		}
		return s.indexIn(ctx, t, []words{*doc})
	})
}

// sentFolder finds or makes an account's Sent. One of an IMAP server is made
// there when its mailboxes are known and none of them is it.
func (t *tx) sentFolder(ctx context.Context, account accounts.ID) (mail.Folder, error) {
	a, err := first(collect(ctx, t, scanAccount, "SELECT id, data FROM accounts WHERE id = ?", account))
	if err != nil {
		return mail.Folder{}, fmt.Errorf("account %d: %w", account, err)
	}
	if a.Incoming.Protocol != accounts.IMAP {
		return t.localFolder(ctx, account, mail.Sent, "Sent")
	}
	f, err := folderByRole(ctx, t, account, mail.Sent)
	if err == nil && !f.Local() || err != nil && !errors.Is(err, mail.ErrNotFound) {
		return f, err
	}
	if _, err := folderByRole(ctx, t, account, mail.Inbox); err != nil {
		return f, fmt.Errorf("mailboxes of account %d: %w", account, err)
	}
	return t.createFolder(ctx, a, mail.Sent, "Sent")
}

// EndLook says that the server had time to file a copy and did not, before the
// copy is uploaded.
func (s *Store) EndLook(ctx context.Context, op mail.OpID) error {
	return s.update(ctx, "end look for copy", func(ctx context.Context, t *tx) error {
		if _, err := t.exec(ctx, "UPDATE ops SET look = 0 WHERE id = ?", op); err != nil {
			return err
		}
		t.note(event.Outbox{})
		_, err := t.exec(ctx, `UPDATE outgoing SET copy = ?, looked = 1 WHERE copy = ? AND copy_message > 0
			AND copy_message IN (SELECT message FROM op_targets WHERE op = ?)`, mail.CopyFiled, mail.CopyLooking, op)
		return err
	})
}

// copyFound notes that the server has filed a message that it was looked at
// for: the copy here turned out to be the server's.
func (t *tx) copyFound(ctx context.Context, message mail.MessageID) error {
	n, err := t.exec(ctx, "UPDATE outgoing SET copy = ? WHERE copy = ? AND copy_message = ?", mail.CopyServer, mail.CopyLooking, message)
	if n > 0 {
		t.note(event.Outbox{})
	}
	return err
}

// CopyEvidence is what the last look at an account's Sent has shown.
type CopyEvidence struct {
	Known   bool
	Server  bool // the server files a copy by itself
	Subject string
	At      time.Time
}

// CopyEvidence returns the newest evidence that is not older than since.
func (s *Store) CopyEvidence(ctx context.Context, account accounts.ID, since time.Time) (CopyEvidence, error) {
	e, err := first(collect(ctx, s.mail.read, func(r *sql.Rows) (CopyEvidence, error) {
		var at int64
		e := CopyEvidence{Known: true}
		err := r.Scan(&e.Server, &e.Subject, &at)
		e.At = fromMilli(at)
		return e, err
	}, `SELECT copy = ?1, subject, changed FROM outgoing WHERE account = ?2 AND changed >= ?3 AND copy_message > 0
		AND (copy = ?1 OR copy = ?4 AND looked = 1) ORDER BY id DESC LIMIT 1`, mail.CopyServer, account, milli(since), mail.CopyFiled))
	if err = ignoreMissing(err); err != nil {
		return e, fmt.Errorf("what is known of copies: %w", err)
	}
	return e, nil
}

// NextLook is when the server will have had its time to file the copies that
// it is given time for; zero if there are none.
func (s *Store) NextLook(ctx context.Context, account accounts.ID) (time.Time, error) {
	var at int64
	if err := one(ctx, s.mail.read, "SELECT coalesce(min(look), 0) FROM ops WHERE account = ? AND look > 0", []any{account}, &at); err != nil {
		return time.Time{}, fmt.Errorf("next look for a copy: %w", err)
	}
	return fromMilli(at), nil
}

// DropOwnCopies removes the copies that Godwit uploaded and of which the server
// has filed one of its own since, later than it was given time for. Only
// messages that changed since are looked at.
func (s *Store) DropOwnCopies(ctx context.Context, account accounts.ID, since time.Time) error {
	type row struct {
		id      mail.OutboxID
		message mail.MessageID
	}
	rows, err := collect(ctx, s.mail.read, func(r *sql.Rows) (row, error) {
		var w row
		return w, r.Scan(&w.id, &w.message)
	}, `SELECT o.id, m.id FROM outgoing o JOIN messages m ON m.id = o.copy_message
		WHERE o.account = ? AND o.copy = ? AND o.looked = 1 AND o.changed >= ? AND m.uid > 0 AND m.message_id <> ''
		AND EXISTS (SELECT 1 FROM messages t WHERE t.thread = m.thread AND t.folder = m.folder AND t.message_id = m.message_id AND t.uid > 0 AND t.id <> m.id)
		AND NOT EXISTS (SELECT 1 FROM op_targets g WHERE g.message = m.id)`, account, mail.CopyFiled, milli(since))
	if err != nil {
		return fmt.Errorf("copies that are there twice: %w", err)
	}
	for _, w := range rows {
		if err := s.Delete(ctx, []mail.MessageID{w.message}); err != nil {
			return err
		}
		if err := s.update(ctx, "leave copy to the server", func(ctx context.Context, t *tx) error {
			t.note(event.Outbox{})
			_, err := t.exec(ctx, "UPDATE outgoing SET copy = ? WHERE id = ?", mail.CopyServer, w.id)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}
